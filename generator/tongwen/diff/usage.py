"""Which way the values of each type go: to the platform, back from it, or both."""

from __future__ import annotations

from collections.abc import Iterator

from tongwen.diff.widening import Direction
from tongwen.model.entries import FunctionType, MapType, RecordType, SettingsType
from tongwen.model.expressions import BadExpression, types_in
from tongwen.model.spec import Document

Use = tuple[str, Direction]
_TURNED: dict[Direction, Direction] = {"in": "out", "out": "in"}


def directions(document: Document) -> dict[str, frozenset[Direction]]:
    """For each type that some call uses, the ways in which its values go."""
    seen: set[Use] = set()
    waiting = [use for source, way in _roots(document) for use in _named(source, way)]
    while waiting:
        use = waiting.pop()
        if use not in seen:
            seen.add(use)
            waiting += _inside(document, *use)
    names = {name for name, _ in seen}
    return {name: frozenset(way for other, way in seen if other == name) for name in names}


def _roots(document: Document) -> Iterator[tuple[str, Direction]]:
    for api in document.apis.values():
        yield from ((parameter.type, "in") for parameter in api.parameters.values())
        yield from ((member.type, "out") for member in api.result.values())
        yield from ((source, "out") for source in (api.rest, api.returns) if source)
    for component in document.components.values():
        yield from ((member.type, "in") for member in component.attributes.values())
    for form in document.forms.values():
        yield from ((field.type, "out") for field in (*form.result.values(), *form.failure.values()))


def _inside(document: Document, name: str, way: Direction) -> Iterator[Use]:
    match document.types.get(name):
        case RecordType(fields=fields):
            for member in fields.values():
                yield from _named(member.type, way)
        case MapType(values=values) | SettingsType(values=values):
            yield from _named(values, way)
        case FunctionType(parameters=parameters):
            for parameter in parameters.values():
                yield from _named(parameter.type, _TURNED[way])


def _named(source: str, way: Direction) -> Iterator[Use]:
    try:
        yield from ((name, way) for name in types_in(source))
    except BadExpression:  # a check has reported it
        return
