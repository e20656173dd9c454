"""One profile's file, from top to bottom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from tongwen.targets.base import Each, Later, PlannedFile, Request
from tongwen.targets.typescript import naming
from tongwen.targets.typescript.calls import Call
from tongwen.targets.typescript.declared import form_types, scope_type, value_types
from tongwen.targets.typescript.docs import Shared
from tongwen.targets.typescript.imports import foreign, imported
from tongwen.targets.typescript.links import Links
from tongwen.targets.typescript.owners import client, client_doc, object_types
from tongwen.targets.typescript.profile import Profile
from tongwen.targets.typescript.views import Declaration, Import, Module, Parts
from tongwen.text.doc import Doc, Tag
from tongwen.text.phrase import Phrase

#: The groups of a client that is written in parts, each with its calls; none where the file holds everything.
Groups = Mapping[str, list[str]]


def module_file(
    request: Request, name: str, groups: Groups, prose: tuple[str, ...], shared: Shared | None = None
) -> PlannedFile:
    """The declarations of one profile. `shared` keeps what other profiles have in the same words."""
    path = f"{request.document.profiles[name].module}.d.ts"
    return PlannedFile(
        path,
        "typescript/module.d.ts.j2",
        Later(_module, request, name, groups, prose, shared),
        naming.LANGUAGE,
        prose,
        Links(request.document, name),
    )


def _module(request: Request, name: str, groups: Groups, prose: tuple[str, ...], shared: Shared | None) -> Module:
    profile = Profile(request, name, shared)
    tags = [Tag("packageDocumentation", None, None)]
    doc = profile.docs.of(profile.manifest.title, profile.entry.description, more=tags)
    parts = _parts(profile, groups) if groups else None
    return Module(
        doc=doc,
        imports=_imports(profile, groups, [doc, parts.doc], prose) if parts else (),
        declarations=Each(_declarations, request, name, groups, shared),
        parts=parts,
        namespace_doc=profile.docs.of(
            Phrase("The object that the platform provides. The package holds no code: a program declares it.")
        ),
        namespace=naming.binding(profile.manifest.namespace),
        client=naming.identifier(profile.entry.client),
    )


def _declarations(request: Request, name: str, groups: Groups, shared: Shared | None) -> Iterator[Declaration]:
    return _declared(Profile(request, name, shared), groups)


def _declared(profile: Profile, groups: Groups) -> Iterator[Declaration]:
    """In the order of the file. Raises `BadName` where two have one name, or one has that of the namespace."""
    elsewhere = {key for keys in groups.values() for key in keys}
    calls = {key: Call(profile, key) for key in profile.apis() if key not in elsewhere}
    yield scope_type(profile)
    yield from value_types(profile)
    yield from form_types(profile)
    for call in calls.values():
        yield from call.declarations()
    yield from object_types(profile, calls)
    if groups:
        profile.names.declare(profile.entry.client)
    else:
        yield client(profile, calls)
    profile.names.declare(profile.manifest.namespace)


def _parts(profile: Profile, groups: Groups) -> Parts:
    """What the namespace is put together of."""
    interfaces = _interfaces(profile, groups)
    line = f"export interface {profile.entry.client} extends {', '.join(interfaces.values())} {{}}"
    return Parts(
        specifiers=tuple(f"./{module}.js" for module in interfaces),
        doc=client_doc(profile, profile.entry.title),
        interfaces=tuple(naming.identifier(name) for name in interfaces.values()),
        is_tall=len(line) > naming.COLUMNS,
    )


def _interfaces(profile: Profile, groups: Groups) -> dict[str, str]:
    """The module of each part and its interface, in order."""
    module, client = profile.entry.module, profile.entry.client
    return {naming.part_module(module, group): naming.part_client(client, group) for group in groups}


def _imports(profile: Profile, groups: Groups, docs: Iterable[Doc], prose: tuple[str, ...]) -> tuple[Import, ...]:
    """What the file uses of its parts. Raises `BadName` where two of all their declarations have one name."""
    comments = (comment for one in _declared(profile, groups) for comment in one.docs())
    used = foreign(profile, chain(docs, comments), prose)
    found: dict[str, list[str]] = {module: [name] for module, name in _interfaces(profile, groups).items()}
    for name, module in _elsewhere(profile, groups):
        profile.names.declare(name)
        if name in used:
            found[module].append(name)
    return tuple(imported(names, module) for module, names in found.items())


def _elsewhere(profile: Profile, groups: Groups) -> Iterator[tuple[str, str]]:
    """Each name that a part declares, and its module."""
    for (module, interface), keys in zip(_interfaces(profile, groups).items(), groups.values(), strict=True):
        yield interface, module
        for key in keys:
            for name in Call(profile, key).names():
                yield name, module
