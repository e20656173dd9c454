"""What a build had to say beside its outputs, kept in the record: as long as nothing changes, the next ones say it too.

Only what follows from files that the record knows can be kept. What happened once (a journal was damaged, a file
changed meanwhile) cannot: the next build has to look at everything again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tongwen.diagnostics import Diagnostic, Place, Value, Words
from tongwen.translation.kinds import DIFFERENT, STALE
from tongwen.write.kinds import FOREIGN

#: A finding for the record: code, place, values, related places.
Row = list[Any]
_KINDS = {kind.code: kind for kind in (STALE, DIFFERENT, FOREIGN)}


def rows(found: Iterable[Diagnostic]) -> list[Row] | None:
    """The findings, as the record holds them; None if one of them cannot be kept."""
    made: list[Row] = []
    for one in found:
        if _KINDS.get(one.code) is not one.kind:
            return None
        values = {name: {"words": value} if isinstance(value, Words) else value for name, value in one.values.items()}
        made.append([one.code, one.place, values, one.related])
    return made


def again(kept: Iterable[Row]) -> list[Diagnostic]:
    """The findings of a record. Raises `LookupError`, `TypeError`, `ValueError`, `AttributeError` for what is none."""
    return [
        Diagnostic(_KINDS[code], place and _place(*place), _values(values), tuple(_place(*one) for one in related))
        for code, place, values, related in kept
    ]


def _values(kept: Mapping[str, Any]) -> dict[str, Value]:
    return {name: Words(value["words"]) if isinstance(value, dict) else str(value) for name, value in kept.items()}


def _place(file: str, line: int, column: int) -> Place:
    return Place(str(file), int(line), int(column))
