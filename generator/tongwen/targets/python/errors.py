"""Exceptions, and the table by which any wording is led back to its meaning."""

from __future__ import annotations

from tongwen.behaviour.wordings import numbers, root_error, wordings
from tongwen.model.behaviour import Error
from tongwen.model.spec import Document
from tongwen.targets.python import views
from tongwen.targets.python.docs import Docs
from tongwen.targets.python.naming import Names, code, too_wide, wire_literal


def errors_view(docs: Docs) -> views.Errors:
    """`_errors.py`: parents before children, wordings as the spec lists them, numbers ascending."""
    names, document = docs.names, docs.document
    root = root_error(document)
    found = _wordings(document, names)
    made = {
        name: views.ErrorClass(
            name=code(names.error(name)),
            parent=code(names.parent(error)),
            id=name,
            doc=docs.error(name, error),
            title=error.title,
            remedy=error.remedy,
            docs=docs.request.source("errors", name),
        )
        for name, error in document.errors.items()
    }
    return views.Errors(
        root=code(names.root),
        root_entry=made.get(root) if root else None,
        classes=tuple(made[name] for name in _parents_first(document.errors) if name != root),
        wordings=tuple(wording for wording in found if not wording.call),
        special=tuple(wording for wording in found if wording.call),
        numbers=_numbers(document, names),
    )


def _parents_first(errors: dict[str, Error]) -> list[str]:
    out: list[str] = []

    def add(name: str, below: frozenset[str]) -> None:
        if name in out or name in below or name not in errors:
            return
        parent = errors[name].parent
        if parent:
            add(parent, below | {name})
        out.append(name)

    for name in errors:
        add(name, frozenset())
    return out


def _wordings(document: Document, names: Names) -> tuple[views.Wording, ...]:
    made = []
    for found in wordings(document):
        pattern, kind = wire_literal(found.pattern), code(names.error(found.error))
        wide = too_wide(pattern, kind, room=91)
        made.append(views.Wording(pattern=pattern, error=kind, call=found.call, wide=wide))
    return tuple(made)


def _numbers(document: Document, names: Names) -> tuple[views.Number, ...]:
    return tuple(views.Number(number=n, error=code(names.error(error))) for n, error in numbers(document))
