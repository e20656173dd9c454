"""Which parts a client is written in that has very many calls: one for each group (ADR 0027)."""

from __future__ import annotations

from tongwen.model.spec import Document

#: Calls of a client that is still written whole. Editors and type checkers slow down in modules of many times that.
MANY_CALLS = 500
#: Groups to calls, in order.
Parts = dict[str, list[str]]


def parts(document: Document, profile: str) -> Parts:
    """Each group of the reference to its calls of the namespace that the profile has, both in order.

    Empty where the client is written whole: it has not so many calls, or all of them are of one group.
    """
    namespace = document.tongwen.namespace if document.tongwen else ""
    own = [
        (name, api.group)
        for name, api in document.apis.items()
        if profile in api.profiles and name.partition(".")[0] == namespace
    ]
    if len(own) <= MANY_CALLS:
        return {}
    found: Parts = {}
    for name, group in sorted(own, key=lambda pair: document.groups[pair[1]].order):
        found.setdefault(group, []).append(name)
    return found if len(found) > 1 else {}
