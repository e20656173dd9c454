"""What an audit finds, with a name that stays the same, and what the spec has recorded about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tongwen.audit import kinds
from tongwen.diagnostics import Diagnostic, Kind, Place, Value
from tongwen.model.pages import Difference
from tongwen.model.spec import Document

#: Words of this length may stand in others by chance.
_SHORT = 5


class Found(NamedTuple):
    """One thing on which a document and the spec differ."""

    #: Stable name, the same in every language and wherever it stands: `missing:AuthSetting.scope.record`.
    id: str
    diagnostic: Diagnostic
    #: The words of the document that it is about, as printed; empty where something is missing.
    words: str = ""
    #: Id of the recorded difference that explains it; empty for what is new.
    known: str = ""

    @property
    def place(self) -> Place:
        """Where it stands in the document."""
        return self.diagnostic.place or Place("")

    @property
    def fails(self) -> bool:
        """Nobody has explained it, and it is more than a note for review."""
        return not self.known and self.diagnostic.severity != "note"


def found(kind: Kind, id: str, place: Place, printed: str = "", **values: Value) -> Found:  # noqa: A002 - the field's name
    """A finding; its stable name is one of the values of the message."""
    return Found(id, kind.at(place, id=id, **values), printed)


def explained(results: Iterable[Found], document: Document, source: str | None) -> list[Found]:
    """The findings in the order of the document, each once, with the recorded difference that explains it."""
    unique: dict[tuple[str, Place, str], Found] = {}
    for result in results:
        unique.setdefault((result.id, result.place, result.diagnostic.code), result)
    return [
        result._replace(known=_difference(result, document, source) or result.known)
        for result in sorted(unique.values(), key=lambda each: (each.place, each.diagnostic.code, each.id))
    ]


def _difference(result: Found, document: Document, source: str | None) -> str:
    """What is recorded counts for the sources of the record; faulty words count in pages of no source as well.

    Such a page may speak of the faulty words, as those do that are generated from the spec.
    """
    for name, difference in document.differences.items():
        here = applies(difference, source)
        if here and result.id in difference.audits:
            return name
        printed = difference.printed if here or source is None else None
        if printed and result.words and _same(result.words, printed, here):
            return name
    return ""


def _same(words: str, printed: str, here: bool) -> bool:
    one, other = " ".join(words.split()), " ".join(printed.split())
    if one == other or " " not in one:  # a name is spelt in one way
        return one == other or (here and len(one) > _SHORT and one in other)
    one, other = one.lower(), other.lower()
    return here and len(min(one, other, key=len)) > _SHORT and (one in other or other in one)


def applies(difference: Difference, source: str | None) -> bool:
    """The difference is recorded about this source."""
    return source is not None and any(cited.partition("#")[0] == source for cited in difference.sources)


def unused(results: Iterable[Found], document: Document, source: str) -> Iterator[Found]:
    """Names under `audits:` that nothing in the document bears any more. All findings of the source must be there."""
    seen = {result.id for result in results}
    for name, difference in document.differences.items():
        if not applies(difference, source) or {c.partition("#")[0] for c in difference.sources} != {source}:
            continue
        for expected in difference.audits:
            if expected not in seen:
                yield Found(f"unused:{name}", kinds.UNUSED.at(None, name=name, id=expected))
