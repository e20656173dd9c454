"""Which files the Python distribution consists of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from itertools import chain, product
from typing import Any, NamedTuple

import msgspec

from tongwen.behaviour.wordings import root_error
from tongwen.targets.base import BadName, Later, PlannedFile, Request
from tongwen.targets.parts import parts
from tongwen.targets.python import views
from tongwen.targets.python.calls import ASYNC, PLAIN, CallViews, Kind
from tongwen.targets.python.docs import Docs, Links
from tongwen.targets.python.errors import errors_view
from tongwen.targets.python.helpers import helpers_view
from tongwen.targets.python.imports import among, export_order, import_order, statements, used
from tongwen.targets.python.naming import Names, code, module, part, types_module, wire_literal
from tongwen.targets.python.project import project_view
from tongwen.targets.python.results import Results
from tongwen.targets.python.scopes import scopes_view, settings_view
from tongwen.targets.python.types import TypeViews
from tongwen.text.doc import Prose
from tongwen.text.phrase import Phrase

_COLLECTIONS = ("Mapping", "Sequence")
#: What the modules that every package has define, for everybody.
_HOST = ["AsyncHost", "AsyncListeningHost", "Host", "HostFailure", "ListeningHost"]
_ERRORS = ["CannotListenError", "WrongAnswerError", "WrongArgumentError", "from_failure"]
#: What the generated code imports beside its own types, and those two.
_NEEDED = (
    *("Callable", *_COLLECTIONS, "IntEnum", "StrEnum", "Literal", "Self", "TypeAlias", "Client", "AsyncClient"),
    *_HOST,
    *_ERRORS,
)
#: The modules of objects.
_OBJECTS = ((PLAIN, "_objects"), (ASYNC, "_async_objects"))


def plan(request: Request) -> Iterable[PlannedFile]:
    """Every file of the distribution, from the specification alone."""
    return Distribution(request).files()


class Module(NamedTuple):
    """A module that holds calls: of a profile's client, of one group of them, or (no profile) of the objects."""

    stem: str
    kind: Kind
    profile: str | None = None
    group: str = ""


class Distribution:
    """The distribution of one spec, as planned files."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.document = request.document
        self.names = Names(self.document)
        self.package = request.option("package", self.names.manifest.name.replace("-", "_"))
        self.prose = tuple(request.option("docstrings", ["en"]))
        self.docs = Docs(request, self.names)
        self.results = Results(self.names)
        divided = {name: parts(self.document, name) for name in self.document.profiles}
        #: Groups of which a client has a part. What their calls give is apart as well.
        self.groups = list(dict.fromkeys(chain.from_iterable(divided.values())))
        apart = {call: group for groups in divided.values() for group, calls in groups.items() for call in calls}
        self.types = TypeViews(self.docs, self.results, apart)
        self.calls = CallViews(self.docs, self.results, self.types, divided)
        self.scopes, self.settings = scopes_view(self.docs), settings_view(self.docs)
        #: Module to the public names that it defines.
        self.exports = self._exports()
        #: Module of a part of a client to its class.
        self.parts = dict(self._parts())
        #: Each of these names to its module.
        self.homes = {name: stem for stem, names in self.exports.items() for name in names}
        self.homes |= {name: stem for stem, name in self.parts.items()}
        self._differ()

    def _exports(self) -> dict[str, list[str]]:
        root = root_error(self.document)
        made = {
            "_errors": [self.names.root, *(self.names.error(e) for e in self.document.errors if e != root)],
            "_scopes": ["Scope", *(s.name.source for s in self.scopes.sets)],
            "_settings": ["Consent", *(s.name.source for s in self.settings.settings)],
            "_types": list(self.types.exported()),
            **{types_module(group): names for group in self.groups if (names := self.types.exported_of(group))},
        }
        for kind, stem in _OBJECTS:
            if objects := self.calls.object_names(kind):
                made[stem] = objects
        for _, profile in self._profiles():
            for kind in (PLAIN, ASYNC):
                made[module(kind.prefix + profile.client)] = [kind.prefix + profile.client]
        return made

    def _parts(self) -> Iterator[tuple[str, str]]:
        for name, profile in self._profiles():
            for kind, group in product((PLAIN, ASYNC), self.calls.parts[name]):
                made = part(kind.prefix + profile.client, group)
                yield module(made), made

    def _differ(self) -> None:
        """Raise `BadName` for a name that two modules would define, or that the generated code needs itself."""
        seen = set(_NEEDED)
        for name in (*chain.from_iterable(self.exports.values()), *self.parts.values()):
            if name in seen:
                path = ("types", name) if name in self.document.types else ()
                raise BadName(f"the package would define {name} twice", path)
            seen.add(name)

    def files(self) -> Iterator[PlannedFile]:
        """The files, in the order in which a reader meets them."""
        yield from self._project()
        yield self._python("_scopes.py", "scopes", self.scopes)
        yield self._python("_settings.py", "settings", self.settings)
        yield self._python("_host.py", "host", self._base())
        yield self._python("_errors.py", "errors", Later(errors_view, self.docs))
        yield self._python("_wire.py", "wire", self._base())
        yield self._python("_types.py", "types", Later(self._types, ""))
        yield self._python("_client.py", "client", self._base())
        for kind, stem in _OBJECTS:
            if stem in self.exports:
                yield self._module(Module(stem, kind))
        for name, profile in self._profiles():
            for kind in (PLAIN, ASYNC):
                yield self._module(Module(module(kind.prefix + profile.client), kind, name))
        for group in self.groups:
            yield from self._group(group)
        yield self._python("_helpers.py", "helpers", Later(self._helpers))
        yield self._python("__init__.py", "init", Later(self._public))
        yield PlannedFile(f"{self.package}/py.typed", "python/py.typed.j2", None, "python")

    def _group(self, group: str) -> Iterator[PlannedFile]:
        """What is apart of a group: its results, and its part of each client."""
        types = types_module(group)
        if types in self.exports:
            yield self._python(f"{types}.py", "types", Later(self._types, group))._replace(family=group)
        for (name, profile), kind in product(self._profiles(), (PLAIN, ASYNC)):
            if group in self.calls.parts[name]:
                yield self._module(Module(module(part(kind.prefix + profile.client, group)), kind, name, group))

    def _profiles(self) -> list[tuple[str, Any]]:
        return sorted(self.document.profiles.items(), key=lambda item: item[1].order)

    def _python(self, name: str, template: str, view: Any, link: Links | None = None) -> PlannedFile:
        path = f"{self.package}/{name}"
        return PlannedFile(path, f"python/{template}.py.j2", view, "python", self.prose, link or Links(self.names))

    def _base(self) -> views.Base:
        return views.Base(root=code(self.names.root), prefix=wire_literal(f"{self.names.namespace}."))

    def _types(self, group: str) -> views.Types:
        made = self.types.results_of(group) if group else self.types.all()
        found = used(made)
        bases = [view.base.source for view in made.enumerations]
        collections = [*(["Callable"] if made.functions else []), *among(found, _COLLECTIONS)]
        typing = [
            *(["Literal"] if made.choices or made.enumerations else []),
            *(["Self"] if made.records or made.handles else []),
            *(["TypeAlias"] if made.choices or made.enumerations or made.maps or made.functions else []),
            *among(found, ("get_args",)),
        ]
        standard = {
            "collections.abc": collections,
            "dataclasses": [
                *(["dataclass"] if made.records or made.handles else []),
                *(["field"] if any(record.base for record in made.records) else []),
            ],
            "enum": sorted(set(bases)),
            "typing": typing,
        }
        return msgspec.structs.replace(
            made,
            standard=statements(standard),
            imports=self._relative(found, ("_scopes", "_settings", *(["_types"] if group else []))),
        )

    def _module(self, made: Module) -> PlannedFile:
        link = Links(self.names, made.profile, asynchronous=made.kind is ASYNC)
        planned = self._python(f"{made.stem}.py", "calls", Later(self._clients, made), link)
        return planned._replace(family=made.group)

    def _clients(self, module: Module) -> views.Clients:
        kind, clients = module.kind, self._classes(module)
        made = views.Clients(
            doc=(Prose(self._purpose(module)),),
            wire=not any(client.parts for client in clients),
            standard=(),
            imports=(),
            clients=clients,
        )
        found = used(made)
        named = {client.name.source for client in clients}
        rich = any(method.rich for client in clients for method in client.methods)
        standard = {
            "collections.abc": among(found, _COLLECTIONS),
            "typing": [
                *among(found | ({"Literal"} if rich else set()), ("Literal", "get_args")),
                *(["overload"] * rich),
            ],
        }
        objects = dict(_OBJECTS)[kind]
        own = [objects] if objects in self.exports and objects != module.stem else []
        base = {"_client": [kind.base]} if made.wire else {}
        types = ["_types", *map(types_module, [module.group] if module.group else self.groups)]
        apart = () if made.wire else self.parts
        relative = self._relative(found - named, ("_scopes", *types, *own, *apart), **base)
        return msgspec.structs.replace(made, standard=statements(standard), imports=relative)

    def _classes(self, module: Module) -> tuple[views.Client, ...]:
        if module.profile is None:
            return self.calls.objects(module.kind)
        if module.group:
            return (self.calls.part(module.profile, module.kind, module.group),)
        return (self.calls.client(module.profile, module.kind),)

    def _purpose(self, module: Module) -> Phrase:
        if module.profile is None:
            return Phrase("Objects of the platform. Obtain them from a client.")
        return self.calls.purpose(module.profile, module.group)

    def _relative(self, found: Set[str], modules: Iterable[str], **fixed: list[str]) -> tuple[views.Import, ...]:
        wanted: dict[str, list[str]] = {name: [] for name in modules} | fixed
        for name in sorted(found, key=import_order):
            home = self.homes.get(name, "")
            if home in wanted:
                wanted[home].append(name)
        return statements({f".{name}": names for name, names in sorted(wanted.items())})

    def _helpers(self) -> views.Helpers:
        view = helpers_view(self.docs, self.results)
        found = used(view) | {self.names.root, "Scope", "Consent"}
        modules = [name for name in self.exports if name not in ("_types", "_objects", "_async_objects")]
        if not view.ways:
            found = frozenset([self.names.root])
        return msgspec.structs.replace(view, imports=self._relative(found, modules))

    def _public(self) -> views.Public:
        manifest = self.names.manifest
        modules = {f".{name}": sorted(names, key=import_order) for name, names in self.exports.items()}
        modules["._host"] = _HOST
        modules["._errors"] = sorted(
            [*self.exports["_errors"], *_ERRORS],
            key=import_order,
        )
        helpers = self._helpers()
        modules["._helpers"] = [*(["ensure", "ensure_async"] if helpers.ways else []), "explain_refusal"]
        homes = {name: module for module, group in modules.items() for name in group}
        names = sorted({name for group in modules.values() for name in group} | {"__version__"}, key=export_order)
        return views.Public(
            doc=(Prose(Phrase("{title}.", title=manifest.title)), Prose(manifest.description)),
            imports=statements(dict(sorted(modules.items()))),
            homes=tuple(views.Home(name=name, module=homes[name]) for name in names if name in homes),
            names=tuple(names),
            version=manifest.release,
        )

    def _project(self) -> Iterator[PlannedFile]:
        view = project_view(self.names, self.package)
        yield PlannedFile("pyproject.toml", "python/pyproject.toml.j2", view, "toml")
        yield PlannedFile("README.md", "python/README.md.j2", view, "markdown", ("en", "zh"), Links(self.names))
