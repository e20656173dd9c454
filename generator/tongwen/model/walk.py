"""Visit every record of a spec with its path, whatever its kind. Checks and references are built on this."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from msgspec import UnsetType

from tongwen.diagnostics import Path
from tongwen.model.base import Localized, Record
from tongwen.text.opaque import Text


def records(document: Record) -> Iterator[tuple[Path, Record]]:
    """Every record below the document, or an entry of it, parents before children, in the order of the spec."""
    stack: list[tuple[Path, Any]] = [((), document)]
    pop, push = stack.pop, stack.append
    while stack:
        path, value = pop()
        kind: type = type(value)
        if kind is Localized:
            yield path, value
        elif kind is dict or kind is list:
            for step in reversed(value if kind is dict else range(len(value))):
                if type(child := value[step]) not in _PLAIN:
                    push(((*path, step), child))
        else:
            yield path, value
            for field, key in _fields(kind):
                if (child := getattr(value, field)) and type(child) not in _PLAIN:
                    push(((*path, key), child))


def texts(document: Record) -> Iterator[tuple[Path, Localized]]:
    """Every text in two languages of a spec, or of one of its entries, with its path."""
    for path, record in records(document):
        if type(record) is Localized:
            yield path, record


#: Types of what has no records inside. Everything else in a document is a record, a list or a mapping.
_PLAIN = frozenset({str, bool, int, Text, UnsetType, type(None), float})


@cache
def _fields(kind: type[Record]) -> tuple[tuple[str, str], ...]:
    """The fields of a record, the last first, with their names in YAML."""
    return tuple(zip(kind.__struct_fields__, kind.__struct_encode_fields__, strict=True))[::-1]
