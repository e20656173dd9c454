"""Which parts a client is written in that has very many calls: one for each group (ADR 0027)."""

from __future__ import annotations

from collections.abc import Iterable

from tongwen.model.spec import Document

#: Calls of a client that is still written whole: one file is the better one to read below that.
MANY_CALLS = 500
#: Groups to calls, in order.
Parts = dict[str, list[str]]


def parts(document: Document, profile: str) -> Parts:
    """Each group of the reference to its calls of the namespace that the profile has, both in order.

    Empty where the client is written whole: it has not so many calls, or all of them are of one group.
    """
    namespace = document.tongwen.namespace if document.tongwen else ""
    own = [name for name, api in document.apis.items() if profile in api.profiles and _owner(name) == namespace]
    found = by_group(document, own) if len(own) > MANY_CALLS else {}
    return found if len(found) > 1 else {}


def by_group(document: Document, calls: Iterable[str]) -> Parts:
    """Calls by the group that they are of: groups in their order and by id, calls as they come."""
    found: Parts = {}
    for name in calls:
        found.setdefault(document.apis[name].group, []).append(name)
    return dict(sorted(found.items(), key=lambda item: (document.groups[item[0]].order, item[0])))


def _owner(name: str) -> str:
    return name.partition(".")[0]
