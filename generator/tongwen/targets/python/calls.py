"""Clients and objects: the views of the modules that hold calls."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tongwen.model.base import availability
from tongwen.model.entries import Api, FunctionType, ObjectType, Parameter
from tongwen.model.expressions import Named, parse_type
from tongwen.model.manifest import Form
from tongwen.targets.parts import Parts
from tongwen.targets.python import views
from tongwen.targets.python.docs import Docs, prose
from tongwen.targets.python.expressions import Printer
from tongwen.targets.python.naming import Names, code, part, scope_member, statement, too_wide, variable
from tongwen.targets.python.results import Result, Results
from tongwen.targets.python.scopes import scope_set
from tongwen.targets.python.types import TypeViews
from tongwen.text.doc import Doc, Prose
from tongwen.text.opaque import Code
from tongwen.text.phrase import Phrase


class Kind(NamedTuple):
    """Synchronous or asynchronous, and the words that differ."""

    prefix: str
    base: str
    define: str
    wait: str


PLAIN = Kind("", "Client", "def", "")
ASYNC = Kind("Async", "AsyncClient", "async def", "await ")


class Where(NamedTuple):
    """A call in a client."""

    api: str
    profile: str
    kind: Kind


class CallViews:
    """Makes the views of clients and objects."""

    def __init__(self, docs: Docs, results: Results, types: TypeViews, parts: Mapping[str, Parts]) -> None:
        """`parts`: what the client of each profile is put together of."""
        self.parts = parts
        self.docs = docs
        self.names: Names = docs.names
        self.document = docs.document
        self.printer = Printer(docs.names)
        self.results = results
        self.types = types
        #: The views of methods that are the same in several clients.
        self._shared: dict[tuple[object, ...], views.Method] = {}

    def part(self, profile: str, kind: Kind, group: str) -> views.Client:
        """The calls of one group, of a client that is put together of such parts."""
        return views.Client(
            name=code(part(kind.prefix + self.document.profiles[profile].client, group)),
            base=code(kind.base),
            doc=(Prose(self.purpose(profile, group)), *prose(self.document.groups[group].description)),
            methods=tuple(self._method(name, profile, kind) for name in self.parts[profile][group]),
            define=self._words(kind.define),
            wait=self._words(kind.wait),
        )

    def purpose(self, profile: str, group: str = "") -> Phrase:
        """What a client is, or a part of one."""
        title = self.document.profiles[profile].title
        if not group:
            return Phrase("The client of the profile {profile}.", profile=title)
        chapter = self.document.groups[group].title
        return Phrase("{group}: calls of the client of the profile {profile}.", group=chapter, profile=title)

    def client(self, profile: str, kind: Kind) -> views.Client:
        """The client of a profile: the calls that the profile has, and no others."""
        entry = self.document.profiles[profile]
        groups = self.parts[profile]
        apis = [name for name in self.names.methods(self.names.namespace) if self._has(name, profile)]
        defaults = Phrase("Every call takes keyword arguments; what is not given is left to the platform's default.")
        return views.Client(
            name=code(kind.prefix + entry.client),
            base=code(kind.base),
            parts=tuple(code(part(kind.prefix + entry.client, group)) for group in groups),
            doc=(
                Prose(self.purpose(profile)),
                Prose(entry.description),
                Prose(defaults),
            ),
            methods=() if groups else tuple(self._method(name, profile, kind) for name in apis),
            define=self._words(kind.define),
            wait=self._words(kind.wait),
        )

    def object_names(self, kind: Kind) -> list[str]:
        """The classes of the objects that have methods."""
        types = self.document.types.items()
        return [
            kind.prefix + name for name, entry in types if isinstance(entry, ObjectType) and self.names.is_active(name)
        ]

    def objects(self, kind: Kind) -> tuple[views.Client, ...]:
        """The objects of the platform that have methods."""
        return tuple(
            views.Client(
                name=code(kind.prefix + name),
                base=code(kind.base),
                doc=self.docs.type(name, entry),
                methods=tuple(self._method(api, self._first_profile(api), kind) for api in self.names.methods(name)),
                define=self._words(kind.define),
                wait=self._words(kind.wait),
            )
            for name, entry in self.document.types.items()
            if isinstance(entry, ObjectType) and self.names.is_active(name)
        )

    def _words(self, text: str) -> Code:
        return statement(text)

    def _has(self, api: str, profile: str) -> bool:
        return profile in self.document.apis[api].profiles

    def _first_profile(self, api: str) -> str:
        return next(iter(availability(self.document.apis[api].profiles)))

    def _method(self, name: str, profile: str, kind: Kind) -> views.Method:
        """The view of a call. Profiles between which nothing of it differs share one, and so do both kinds."""
        api = self.document.apis[name]
        own = name.partition(".")[0] == self.names.namespace
        shown = {
            field: parameter
            for field, parameter in api.parameters.items()
            if not own or parameter.profiles is None or profile in parameter.profiles
        }
        doc = self.docs.api(name, profile, samples=kind is PLAIN)
        result = self.results.of(name, profile)
        alone = kind if self._gives_object(api) else None
        asking = profile if any(parameter.scope == "any" for parameter in shown.values()) else None
        key = (name, id(doc), id(result), tuple(shown), alone, asking)
        if key not in self._shared:
            self._shared[key] = self._made(Where(name, profile, kind), shown, doc, result)
        return self._shared[key]

    def _made(self, where: Where, shown: dict[str, Parameter], doc: Doc, result: Result | None) -> views.Method:
        name, profile, kind = where
        api = self.document.apis[name]
        form = self.document.forms.get(api.form)
        listener = _listener(self.printer, api, form)
        options = {field: parameter for field, parameter in shown.items() if field != listener}
        made = api.returns if self._gives_object(api) else None
        rich = code(result.rich) if result and result.rich and result.switch in shown else None
        switch = result.switch if result and rich else ""
        scope = self._scope(api)
        bare = not options and (form is None or form.style != "callback")
        check = self._check(api, result.name if result else None, form)
        return views.Method(
            name=code(variable(name.partition(".")[2])),
            api=name,
            doc=doc,
            parameters=tuple(
                self._parameter(name, field, parameter, profile, switch=field == switch)
                for field, parameter in sorted(options.items(), key=lambda item: not item[1].required)
            ),
            scope=scope,
            bare=bare,
            wide=too_wide(name, scope or "", ", bare=True" if bare else "", room=58 if scope else 66),
            returns=self._returns(api, result.name if result else None, kind),
            check=check,
            tall=too_wide(check, kind.wait, room=65),
            silent=not result and not api.rest and (not api.returns or api.returns == "void"),
            made=code(kind.prefix + made) if made else None,
            rich=rich,
            rich_check=self.printer.reader(result.rich) if result and rich else None,
            switch=code(variable(switch)) if switch else None,
            listener=self._parameter(name, listener, api.parameters[listener], profile) if listener else None,
            heard=self._heard(api, listener),
        )

    def _gives_object(self, api: Api) -> bool:
        tree = parse_type(api.returns) if api.returns else None
        return isinstance(tree, Named) and self.names.is_active(tree.name)

    def _returns(self, api: Api, result: str | None, kind: Kind) -> Code:
        if result:
            return code(result)
        if api.rest:
            return self.printer.annotation(api.rest)
        if not api.returns:
            return self.printer.annotation("void")
        return code(kind.prefix + api.returns) if self._gives_object(api) else self.printer.annotation(api.returns)

    def _check(self, api: Api, result: str | None, form: Form | None) -> Code:
        if result:
            return self.printer.reader(result)
        if api.rest:
            return self.printer.without(api.rest, {**form.result, **form.failure} if form else ())
        if not api.returns or self._gives_object(api):
            return self.printer.check("void")
        return self.printer.check(api.returns)

    def _parameter(
        self, api: str, field: str, parameter: Parameter, profile: str, *, switch: bool = False
    ) -> views.Parameter:
        owner = self.names.of_api(api)
        maybe = not parameter.required
        if parameter.scope == "any" and profile in self.document.profiles and self.document.scopes:
            annotation = self.printer.alias(scope_set(self.document.profiles[profile].client), maybe=maybe)
        elif isinstance(parameter.scope, list):
            annotation = self.printer.alias(self.names.values(owner, field), maybe=maybe)
        else:
            annotation = self.types.annotation(owner, field, parameter, maybe=maybe, given=True)
        encoder = self.printer.encoder(parameter.type)
        return views.Parameter(
            name=code(variable(field)),
            wire=field,
            annotation=annotation,
            required=parameter.required,
            encoder=encoder,
            wide=too_wide(variable(field), field, encoder, room=68),
            switch=switch,
        )

    def _scope(self, api: Api) -> Code | None:
        """The scope that a refusal is about: the one that is asked for, or the only one that is needed."""
        asked = [field for field, parameter in api.parameters.items() if parameter.scope]
        if asked:
            return code(variable(asked[0]))
        needed = [scope for scope in api.needs if scope in self.document.scopes]
        return code(f"Scope.{scope_member(needed[0])}") if len(needed) == 1 else None

    def _heard(self, api: Api, listener: str) -> tuple[views.Heard, ...]:
        kind = self.document.types.get(api.parameters[listener].type) if listener else None
        if not isinstance(kind, FunctionType):
            return ()
        owner = api.parameters[listener].type
        return tuple(
            views.Heard(name=field, check=self.types.check(owner, field, parameter))
            for field, parameter in kind.parameters.items()
        )


def _listener(printer: Printer, api: Api, form: Form | None) -> str:
    """The parameter that is a function, where the form registers one."""
    if form is None or form.style != "listener":
        return ""
    functions = [f for f, p in api.parameters.items() if isinstance(printer.types.get(p.type), FunctionType)]
    return functions[0] if functions else ""
