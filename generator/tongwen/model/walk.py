"""Visit every record of a spec with its path, whatever its kind. Checks and references are built on this."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tongwen.diagnostics import Path
from tongwen.model.base import Localized, Record
from tongwen.model.spec import Document


def records(document: Document) -> Iterator[tuple[Path, Record]]:
    """Every record below the document, parents before children, in the order of the spec."""
    stack: list[tuple[Path, Any]] = [((), document)]
    while stack:
        path, value = stack.pop()
        if isinstance(value, Localized):
            yield path, value
            continue
        if isinstance(value, Record):
            yield path, value
            fields = zip(value.__struct_fields__, value.__struct_encode_fields__, strict=True)
            children = [((*path, name), getattr(value, field)) for field, name in fields]
        elif isinstance(value, dict):
            children = [((*path, key), child) for key, child in value.items()]
        else:
            children = [((*path, i), child) for i, child in enumerate(value)]
        stack += [child for child in reversed(children) if isinstance(child[1], Record | dict | list)]


def texts(document: Document) -> Iterator[tuple[Path, Localized]]:
    """Every text in two languages, with its path."""
    for path, record in records(document):
        if isinstance(record, Localized):
            yield path, record
