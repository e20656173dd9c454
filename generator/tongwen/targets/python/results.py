"""Which record each call's result becomes, and in which directions records travel."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tongwen.model.base import availability
from tongwen.model.entries import Api, FunctionType, MapType, Member, RecordType
from tongwen.model.expressions import types_in
from tongwen.model.spec import Document
from tongwen.targets.python.naming import Names, pascal


class Result(NamedTuple):
    """The record of an API's result in one profile; `rich` is the one given when more was asked for by `switch`."""

    name: str
    fields: dict[str, Member]
    rich: str = ""
    switch: str = ""


class Roles(NamedTuple):
    """The records that the host sends and those that the caller sends."""

    read: frozenset[str]
    written: frozenset[str]


def roles(document: Document) -> Roles:
    """In which directions each record travels, followed through fields, maps and functions."""
    read: set[str] = set()
    written: set[str] = set()
    for api in document.apis.values():
        for member in api.result.values():
            _follow(document, member.type, read, written)
        for expression in filter(None, (api.rest, api.returns)):
            _follow(document, expression, read, written)
        for parameter in api.parameters.values():
            _follow(document, parameter.type, written, read)
    if not read and not written:
        read = {name for name, kind in document.types.items() if isinstance(kind, RecordType)}
    return Roles(frozenset(read), frozenset(written))


def _follow(document: Document, expression: str, here: set[str], there: set[str]) -> None:
    for name in types_in(expression):
        kind = document.types.get(name)
        if name in here or kind is None:
            continue
        here.add(name)
        match kind:
            case RecordType():
                for member in kind.fields.values():
                    _follow(document, member.type, here, there)
            case MapType():
                _follow(document, kind.values, here, there)
            case FunctionType():
                for parameter in kind.parameters.values():
                    _follow(document, parameter.type, there, here)


class Results:
    """The records of all results: profiles with the same fields share one."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self._made = {name: self._variants(name, api) for name, api in names.document.apis.items() if api.result}

    def of(self, api: str, profile: str) -> Result | None:
        """The result of an API in a profile."""
        return self._made.get(api, {}).get(profile)

    def all(self) -> Iterable[tuple[str, Result]]:
        """Every API with each of its result records, once."""
        for api, variants in self._made.items():
            for result in _unique(variants.values()):
                yield api, result

    def _variants(self, name: str, api: Api) -> dict[str, Result]:
        made: dict[tuple[str, ...], Result] = {}
        out: dict[str, Result] = {}
        for profile in availability(api.profiles):
            fields = {f: m for f, m in api.result.items() if m.profiles is None or profile in m.profiles}
            key = tuple(fields)
            if key not in made:
                prefix = self.names.document.profiles[profile].client if made else ""
                made[key] = self._result(name, api, fields, prefix)
            out[profile] = made[key]
        return out

    def _result(self, name: str, api: Api, fields: dict[str, Member], prefix: str) -> Result:
        plain = Result(self.names.result(name, prefix), fields)
        conditions = [m.present for m in fields.values() if m.present]
        if not conditions or any(c != conditions[0] for c in conditions) or len(conditions[0]) != 1:
            return plain
        ((switch, value),) = conditions[0].items()
        parameter = api.parameters.get(switch)
        if value is not True or parameter is None or parameter.type != "boolean":
            return plain
        suffix = pascal(switch) if switch.startswith("with") else f"With{pascal(switch)}"
        return plain._replace(rich=self.names.result(name, prefix, suffix), switch=switch)


def _unique(results: Iterable[Result]) -> list[Result]:
    return list({result.name: result for result in results}.values())
