"""Compares declarations with the spec: what the spec names, and what can be reached from there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from tongwen.audit import kinds
from tongwen.audit.facts import Facts, versions
from tongwen.audit.found import Found, found
from tongwen.audit.typings import declared as theirs
from tongwen.audit.typings.declared import Declarations, Function, Inline, Other, Ref
from tongwen.audit.typings.types import basic, names
from tongwen.diagnostics import N_, Kind, Place, Words
from tongwen.model.entries import (
    Api,
    EnumerationType,
    FunctionType,
    Member,
    ObjectType,
    Parameter,
    RecordType,
    SettingsType,
)
from tongwen.model.manifest import Form

Field = Parameter | Member
_PRESENCE = {True: Words(N_("optional")), False: Words(N_("required"))}
_ASPECTS = {"optional": Words(N_("presence")), "since": Words(N_("first version")), "type": Words(N_("type"))}


class Root(NamedTuple):
    """The object that has the plain calls as its members."""

    name: str
    space: str
    members: dict[str, theirs.Member]
    place: Place


class Compared(NamedTuple):
    """What was found, and how many members of their objects the spec does not cover."""

    results: list[Found]
    shared: int
    aside: int


def compare(facts: Facts, declarations: Declarations, also: Iterable[str] = ()) -> Compared | None:
    """Everything that differs; None where the declarations have nothing of the spec.

    `also` names profiles that share these declarations: what only they have is not too much.
    """
    root = find_root(facts, declarations)
    if root is None:
        return None
    work = _Work(facts, also, declarations, root)
    results = list(work.apis())
    results += [found(k, f"{k.code}:{d.words}", d.place, words=d.words) for k, d in work.damages()]
    return Compared(results, work.shared, work.aside)


def find_root(facts: Facts, declarations: Declarations) -> Root | None:
    """The type of the variable that is called like the namespace; else the interface that has most of its calls."""
    space = facts.document.tongwen.namespace if facts.document.tongwen else ""
    plain = {name.partition(".")[2] for name in facts.document.apis if name.startswith(f"{space}.")}
    if space in declarations.variables:
        shape, place = declarations.variables[space]
        members = declarations.members(shape)
        if plain & members.keys():
            known = declarations.find(shape) if isinstance(shape, Ref) else None
            own = (known.name, known.space) if known else (space, "")
            return Root(*own, members, known.place if known else place)
    best = max(
        (d for d in declarations.types.values() if isinstance(d.shape, Inline)),
        key=lambda d: len(plain & declarations.members(d.shape).keys()),
        default=None,
    )
    if best is None or not plain & declarations.members(best.shape).keys():
        return None
    return Root(best.name, best.space, declarations.members(Ref(best.name, best.space)), best.place)


class _Work:
    """One comparison: remembers which types it has been to."""

    def __init__(self, facts: Facts, also: Iterable[str], declarations: Declarations, root: Root) -> None:
        self.facts = facts
        self.document = facts.document
        self.declarations = declarations
        self.root = root
        self._profiles = {facts.profile, *also}
        self.shared = 0
        self.aside = 0
        self._done: set[str] = set()
        #: Files and names of declarations that were looked at.
        self._files = {root.place.file}
        self._names = {root.name}
        self._lost = False

    def damages(self) -> Iterator[tuple[Kind, theirs.Damage]]:
        """Parts that do not parse: harmless where nothing that was compared can lie in them."""
        for damage in self.declarations.damages:
            near = damage.place.file in self._files and not damage.owner
            harmless = not near and not self._lost and damage.owner not in self._names
            yield (kinds.SKIPPED if harmless else kinds.NOT_PARSED), damage

    def apis(self) -> Iterator[Found]:
        """Every call of the profile, and what hangs on it."""
        space = self.document.tongwen.namespace if self.document.tongwen else ""
        owners: dict[str, tuple[Mapping[str, theirs.Member], Place]] = {space: (self.root.members, self.root.place)}
        for name in self.facts.apis():
            head, _, method = name.partition(".")
            if head not in owners:
                known = self._find(head)
                owners[head] = (self._members(Ref(head, self.root.space)), known.place if known else self.root.place)
            members, place = owners[head]
            if method in members:
                self.shared += 1
                yield from self._api(name, self.document.apis[name], members[method])
            else:
                yield found(kinds.MISSING, f"missing:{name}", place, owner=head, name=name)
        for head, (members, _) in owners.items():
            self.aside += sum(f"{head}.{method}" not in self.document.apis for method in members)

    def _find(self, name: str) -> theirs.Declared | None:
        return self.declarations.find(Ref(name, self.root.space))

    def _members(
        self, shape: theirs.Shape, bounds: Mapping[str, theirs.Shape] | None = None
    ) -> dict[str, theirs.Member]:
        known = self.declarations.find(shape) if isinstance(shape, Ref) else None
        if known:
            self._files.add(known.place.file)
            self._names.add(known.name)
        elif isinstance(shape, Ref) and shape.name not in (bounds or {}):
            self._lost = True
        return self.declarations.members(shape, dict(bounds or {}))

    def _api(self, name: str, api: Api, member: theirs.Member) -> Iterator[Found]:
        shape = self.declarations.resolved(member.shape)
        if not isinstance(shape, Function):
            return
        yield from self._since(name, member, self.facts.since(name), self._birth(name))
        form = self.document.forms.get(api.form)
        callbacks = form.callbacks if form else {}
        fields = {p.name: p for p in shape.parameters}
        options = self._members(shape.parameters[0].shape, member.bounds) if len(shape.parameters) == 1 else {}
        if options and not (fields.keys() & api.parameters.keys()):
            given = {k: m for k, m in options.items() if k not in callbacks}
            yield from self._fields(name, api.parameters, given, member.place)
            yield from self._result(name, api, form, options)
        else:
            given = {p.name: theirs.Member(p.name, p.optional, p.shape, p.place) for p in shape.parameters}
            yield from self._fields(name, api.parameters, given, member.place)
        if api.returns and shape.returns:
            yield from self._types(name, api.returns, shape.returns, member.place)

    def _birth(self, name: str) -> str | None:
        """Methods are as old as the call that gives their object, where nothing else is said."""
        entry = self.document.types.get(name.partition(".")[0])
        source = entry.obtain if isinstance(entry, ObjectType) else None
        return self.facts.since(source) if source in self.document.apis else None

    def _result(self, name: str, api: Api, form: Form | None, options: Mapping[str, theirs.Member]) -> Iterator[Found]:
        told = [c for c, callback in (form.callbacks if form else {}).items() if callback.on == ["success"]]
        for callback in (options[c] for c in told if c in options):
            shape = self.declarations.resolved(callback.shape)
            if not isinstance(shape, Function) or not shape.parameters:
                continue
            if api.rest:
                continue
            members = self._members(shape.parameters[0].shape)
            given = {k: m for k, m in members.items() if form is None or k not in form.result}
            yield from self._fields(name, api.result, given, self._place(shape.parameters[0]))

    def _place(self, parameter: theirs.Parameter) -> Place:
        known = self.declarations.find(parameter.shape) if isinstance(parameter.shape, Ref) else None
        return known.place if known else parameter.place

    def _fields(
        self, owner: str, ours: Mapping[str, Field], given: Mapping[str, theirs.Member], place: Place
    ) -> Iterator[Found]:
        for name, field in ours.items():
            if name in given:
                yield from self._field(f"{owner}.{name}", field, given[name], owner)
            elif self.facts.here(field):
                yield found(kinds.MISSING, f"missing:{owner}.{name}", place, owner=owner, name=name)
        for name, member in given.items():
            if name not in ours:
                yield found(kinds.EXTRA, f"extra:{owner}.{name}", member.place, name, owner=owner, name=name)

    def _field(self, name: str, field: Field, member: theirs.Member, owner: str) -> Iterator[Found]:
        if not self.facts.here(field):
            return
        optional = not field.required if isinstance(field, Parameter) else field.optional or field.present is not None
        if optional != member.optional:
            yield _contradiction("optional", name, member, _PRESENCE[member.optional], _PRESENCE[optional])
        inherited = self.facts.since(owner) if owner in self.document.apis else None
        yield from self._since(name, member, field.since, inherited)
        yield from self._types(name, field.type, member.shape, member.place)
        if isinstance(field, Parameter) and isinstance(field.scope, list):
            yield from self._values(name, field.scope, member)
        elif field.values:
            yield from self._values(name, list(field.values), member)

    def _since(
        self, name: str, member: theirs.Member, ours: str | None, inherited: str | None = None
    ) -> Iterator[Found]:
        stated = versions(member.comment, self.document)
        since = stated.others.get(self.facts.profile, stated.since)
        if inherited is not None and None in (since, ours) and inherited in (since, ours):
            return  # what is as old as the thing it belongs to need not say so
        if since != ours:
            nothing = Words(N_("not given"))
            yield _contradiction("since", name, member, since or nothing, ours or nothing)

    def _values(self, name: str, ours: list[str], member: theirs.Member) -> Iterator[Found]:
        values = self.declarations.literals(member.shape)
        if values is None:
            return
        for value in ours:
            if value not in values:
                yield found(kinds.MISSING, f"missing:{name}.{value}", member.place, owner=name, name=value)
        for value in sorted(values - set(ours)):
            yield found(kinds.EXTRA, f"extra:{name}.{value}", member.place, value, owner=name, name=value)

    def _types(self, name: str, expression: str, shape: theirs.Shape, place: Place) -> Iterator[Found]:
        own = basic(expression)
        if own and isinstance(shape, Other) and shape.text in ("string", "number", "boolean") and shape.text != own:
            member = theirs.Member(name.rpartition(".")[2], False, shape, place)
            yield _contradiction("type", name, member, shape.text, own)
        for type_name in names(expression):
            if type_name not in self._done and (compare := self._comparison(type_name)):
                self._done.add(type_name)
                yield from compare(type_name, shape, place)

    def _comparison(self, name: str) -> Callable[[str, theirs.Shape, Place], Iterator[Found]] | None:
        match self.document.types.get(name):
            case RecordType():
                return self._record
            case EnumerationType():
                return self._enumeration
            case SettingsType():
                return self._settings
            case FunctionType():
                return self._function
        return None

    def _record(self, name: str, shape: theirs.Shape, place: Place) -> Iterator[Found]:
        entry = self.document.types[name]
        members = self._members(shape)
        if isinstance(entry, RecordType) and members:
            known = self.declarations.find(shape) if isinstance(shape, Ref) else None
            yield from self._fields(name, entry.fields, members, known.place if known else place)

    def _enumeration(self, name: str, shape: theirs.Shape, place: Place) -> Iterator[Found]:
        entry = self.document.types[name]
        if isinstance(entry, EnumerationType):
            yield from self._values(name, list(entry.values), theirs.Member(name, False, shape, place))

    def _settings(self, name: str, shape: theirs.Shape, place: Place) -> Iterator[Found]:
        members = self._members(shape)
        known = self.declarations.find(shape) if isinstance(shape, Ref) else None
        for scope in self.facts.scopes():
            if scope not in members:
                where = known.place if known else place
                yield found(kinds.MISSING, f"missing:{name}.{scope}", where, owner=name, name=scope)
        for key, member in members.items():
            if not any(key in Facts(self.document, profile).scopes() for profile in self._profiles):
                yield found(kinds.EXTRA, f"extra:{name}.{key}", member.place, key, owner=name, name=key)

    def _function(self, name: str, shape: theirs.Shape, _place: Place) -> Iterator[Found]:
        entry = self.document.types[name]
        function = self.declarations.resolved(shape)
        if isinstance(entry, FunctionType) and isinstance(function, Function):
            for (own, parameter), given in zip(entry.parameters.items(), function.parameters, strict=False):
                yield from self._types(f"{name}.{own}", parameter.type, given.shape, given.place)


def _contradiction(aspect: str, name: str, member: theirs.Member, one: str, other: str) -> Found:
    values = {"name": name, "aspect": _ASPECTS[aspect], "theirs": one, "ours": other}
    return found(kinds.CONTRADICTED, f"{aspect}:{name}", member.place, member.name, **values)
