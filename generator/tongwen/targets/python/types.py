"""Records, enumerations, choices and aliases: the view of `_types.py`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec
from msgspec import UNSET

from tongwen.model.base import availability
from tongwen.model.entries import (
    EnumerationType,
    FunctionType,
    MapType,
    Member,
    ObjectType,
    Parameter,
    RecordType,
    SettingsType,
)
from tongwen.model.expressions import types_in
from tongwen.targets.python import views
from tongwen.targets.python.docs import Docs, Links, prose
from tongwen.targets.python.expressions import Printer
from tongwen.targets.python.naming import code, constants, joined, too_wide, variable
from tongwen.targets.python.results import Result, Results, roles
from tongwen.text.doc import Doc, Prose
from tongwen.text.opaque import Code
from tongwen.text.phrase import Phrase


class TypeViews:
    """Makes the views of the modules that hold types."""

    def __init__(self, docs: Docs, results: Results, apart: Mapping[str, str]) -> None:
        """`apart`: the calls of which the results are in the module of a group, and that group."""
        self.docs = docs
        self.names = docs.names
        self.document = docs.document
        self.printer = Printer(docs.names)
        self.results = results
        self.roles = roles(docs.document)
        #: Each result with its call, by the group whose module it is in: of none those in `_types.py`.
        self._results: dict[str, list[tuple[str, Result]]] = {"": []}
        for api, result in results.all():
            self._results.setdefault(apart.get(api, ""), []).append((api, result))

    def all(self) -> views.Types:
        """What `_types.py` holds."""
        return views.Types(
            enumerations=self.enumerations(),
            choices=self.choices(),
            maps=self.maps(),
            functions=self.functions(),
            handles=self.handles(),
            records=self.records(),
        )

    def results_of(self, group: str) -> views.Types:
        """What the module of a group holds."""
        records = tuple(record for api, result in self._results.get(group, ()) for record in self._result(api, result))
        return views.Types(records=records)

    def exported_of(self, group: str) -> list[str]:
        """The public names of that module."""
        return [name for _, result in self._results.get(group, ()) for name in (result.name, result.rich) if name]

    def exported(self) -> Iterator[str]:
        """The public names of `_types.py`."""
        for name, kind in self.document.types.items():
            if isinstance(kind, EnumerationType):
                yield self.names.like(name)
            settings = isinstance(kind, SettingsType) and kind.values == "boolean"
            if not settings and not (isinstance(kind, ObjectType) and self.names.is_active(name)):
                yield name
        yield from self._choices()
        yield from self.exported_of("")

    def enumerations(self) -> tuple[views.Enumeration, ...]:
        return tuple(
            views.Enumeration(
                name=code(name),
                base=code("StrEnum" if kind.base == "string" else "IntEnum"),
                like=code(self.names.like(name)),
                members=tuple(
                    views.Constant(
                        name=code(made),
                        value=self.printer.values([value], kind.base)[0],
                        doc=(Prose(kind.values[value]),),
                    )
                    for value, made in constants(kind.values, ("types", name, "values")).items()
                ),
                doc=self.docs.type(name, kind),
            )
            for name, kind in self.document.types.items()
            if isinstance(kind, EnumerationType)
        )

    def choices(self) -> tuple[views.Choice, ...]:
        """Every field or parameter with a list of values of its own."""
        return tuple(self._choice(name, member) for name, member in self._choices().items())

    def _choices(self) -> dict[str, Member | Parameter]:
        owners: list[tuple[str, Mapping[str, Member | Parameter]]] = []
        for name, api in self.document.apis.items():
            owners += [(self.names.of_api(name), api.parameters), (self.names.of_api(name), api.result)]
        for name, kind in self.document.types.items():
            if isinstance(kind, RecordType):
                owners.append((name, kind.fields))
            elif isinstance(kind, FunctionType):
                owners.append((name, kind.parameters))
        return {
            self.names.values(owner, field): member
            for owner, members in owners
            for field, member in members.items()
            if member.values
        }

    def _choice(self, name: str, member: Member | Parameter) -> views.Choice:
        values = member.values or {}
        literals = self.printer.values(values, member.type)
        meanings = tuple(
            Prose(Phrase("{value}: {meaning}", value=literal, meaning=meaning))
            for literal, meaning in zip(literals, values.values(), strict=True)
        )
        single = literals[0] if len(literals) == 1 else None
        return views.Choice(name=code(name), values=literals, single=single, doc=(Prose(member.description), *meanings))

    def maps(self) -> tuple[views.Alias, ...]:
        out = []
        for name, kind in self.document.types.items():
            if isinstance(kind, MapType) or (isinstance(kind, SettingsType) and kind.values != "boolean"):
                keys = getattr(kind, "keys", None)
                place = self.docs.place("types", name)
                doc: Doc = (Prose(kind.summary), *prose(keys), *prose(kind.description), *place)
                value = self.printer.annotation(f"map<{kind.values}>")
                out.append(views.Alias(name=code(name), value=value, is_function=False, doc=doc))
        return tuple(out)

    def functions(self) -> tuple[views.Alias, ...]:
        """Functions; what the platform passes to them is read, what the caller passes is given."""
        out: dict[str, views.Alias] = {}
        for name, kind in self.document.types.items():
            if isinstance(kind, FunctionType):
                parts = joined(self.annotation(name, field, parameter) for field, parameter in kind.parameters.items())
                out[name] = views.Alias(name=code(name), value=parts, is_function=True, doc=self.docs.type(name, kind))
        return tuple(sorted(out.values(), key=lambda view: self._depth(view.name.source)))

    def _depth(self, name: str) -> int:
        """Aliases are evaluated at once: those that others use come first."""
        kind = self.document.types.get(name)
        if not isinstance(kind, FunctionType):
            return 0
        used = [n for p in kind.parameters.values() for n in types_in(p.type) if n != name]
        return 1 + max((self._depth(n) for n in used), default=0)

    def handles(self) -> tuple[views.Documented, ...]:
        return tuple(
            views.Documented(name=code(name), doc=self.docs.type(name, kind))
            for name, kind in self.document.types.items()
            if isinstance(kind, ObjectType) and not self.names.is_active(name)
        )

    def records(self) -> tuple[views.Record, ...]:
        """Records of the spec, then the results of the calls that are not apart."""
        out = [self._record(name, kind) for name, kind in self.document.types.items() if isinstance(kind, RecordType)]
        for api, result in self._results[""]:
            out += self._result(api, result)
        return tuple(out)

    def _record(self, name: str, kind: RecordType) -> views.Record:
        profiles = kind.profiles or list(self.document.profiles)
        fields = tuple(self._field(name, f, m, everywhere=_everywhere(m, profiles)) for f, m in kind.fields.items())
        ordered = tuple(sorted(fields, key=lambda field: field.maybe))
        return views.Record(
            name=code(name),
            base=None,
            doc=self.docs.type(name, kind),
            own=ordered,
            fields=ordered,
            read=name in self.roles.read or name not in self.roles.written,
            written=name in self.roles.written,
        )

    def _result(self, api: str, result: Result) -> list[views.Record]:
        owner = self.names.of_api(api)
        link = Phrase("What {name} answers.", name=self._caller(api, result))
        fields = tuple(self._field(owner, f, m, everywhere=not m.present) for f, m in result.fields.items())
        plain = views.Record(
            name=code(result.name),
            base=None,
            doc=(Prose(link),),
            own=fields,
            fields=fields,
            read=True,
            written=False,
        )
        if not result.rich:
            return [plain]
        full = tuple(self._field(owner, f, m, everywhere=True) for f, m in result.fields.items())
        own = tuple(view for view, member in zip(full, result.fields.values(), strict=True) if member.present)
        switch = code(variable(result.switch))
        link = Phrase("What {name} answers when {switch} is given.", name=self._caller(api, result), switch=switch)
        rich = msgspec.structs.replace(
            plain, name=code(result.rich), base=plain.name, doc=(Prose(link),), own=own, fields=full
        )
        return [plain, rich]

    def _caller(self, api: str, result: Result) -> Code:
        """The call that gives the result, in the first profile in which it does."""
        profiles = availability(self.document.apis[api].profiles)
        profile = next((name for name in profiles if self.results.of(api, name) == result), None)
        return made if isinstance(made := Links(self.names, profile)(api), Code) else code(self.names.of_api(api))

    def _field(self, owner: str, name: str, member: Member, *, everywhere: bool) -> views.Field:
        maybe = member.optional or not everywhere or member.default is not UNSET
        check = self.check(owner, name, member)
        return views.Field(
            name=code(variable(name)),
            wire=name,
            annotation=self.annotation(owner, name, member, maybe=maybe),
            maybe=maybe,
            check=check,
            wide=too_wide(variable(name), name, check, room=66 if maybe else 69),
            encoder=self.printer.encoder(member.type),
            doc=self.docs.member(member),
        )

    def annotation(
        self, owner: str, name: str, member: Member | Parameter, *, maybe: bool = False, given: bool = False
    ) -> Code:
        """The annotation of a field or parameter."""
        if member.values:
            return self.printer.alias(self.names.values(owner, name), maybe=maybe)
        return self.printer.annotation(member.type, maybe=maybe, given=given)

    def check(self, owner: str, name: str, member: Member | Parameter) -> Code:
        """What turns the answer's field into the annotated value."""
        return self.printer.one_of(self.names.values(owner, name)) if member.values else self.printer.check(member.type)


def _everywhere(member: Member, profiles: list[str]) -> bool:
    return member.present is None and (member.profiles is None or set(profiles) <= set(member.profiles))
