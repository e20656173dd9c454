"""One profile's file, from top to bottom."""

from __future__ import annotations

from collections.abc import Iterator

from tongwen.targets.base import Each, Later, PlannedFile, Request
from tongwen.targets.typescript import naming
from tongwen.targets.typescript.calls import Call, client, object_types
from tongwen.targets.typescript.declared import form_types, scope_type, value_types
from tongwen.targets.typescript.docs import Shared
from tongwen.targets.typescript.links import Links
from tongwen.targets.typescript.profile import Profile
from tongwen.targets.typescript.views import Declaration, Module
from tongwen.text.doc import Tag
from tongwen.text.phrase import Phrase


def module_file(request: Request, name: str, prose: tuple[str, ...], shared: Shared | None = None) -> PlannedFile:
    """The declarations of one profile. `shared` keeps what other profiles have in the same words."""
    path = f"{request.document.profiles[name].module}.d.ts"
    return PlannedFile(
        path,
        "typescript/module.d.ts.j2",
        Later(_module, request, name, shared),
        naming.LANGUAGE,
        prose,
        Links(request.document, name),
    )


def _module(request: Request, name: str, shared: Shared | None) -> Module:
    profile = Profile(request, name, shared)
    tags = [Tag("packageDocumentation", None, None)]
    return Module(
        doc=profile.docs.of(profile.manifest.title, profile.entry.description, more=tags),
        declarations=Each(_declarations, request, name, shared),
        namespace_doc=profile.docs.of(
            Phrase("The object that the platform provides. The package holds no code: a program declares it.")
        ),
        namespace=naming.binding(profile.manifest.namespace),
        client=naming.identifier(profile.entry.client),
    )


def _declarations(request: Request, name: str, shared: Shared | None) -> Iterator[Declaration]:
    """In the order of the file. Raises `BadName` where two have one name, or one has that of the namespace."""
    profile = Profile(request, name, shared)
    calls = {key: Call(profile, key) for key in profile.apis()}
    yield scope_type(profile)
    yield from value_types(profile)
    yield from form_types(profile)
    for call in calls.values():
        yield from call.declarations()
    yield from object_types(profile, calls)
    yield client(profile, calls)
    profile.names.declare(profile.manifest.namespace)
