"""One profile's file, from top to bottom."""

from __future__ import annotations

from tongwen.targets.base import Later, PlannedFile, Request
from tongwen.targets.typescript import naming
from tongwen.targets.typescript.calls import Call, client, object_types
from tongwen.targets.typescript.declared import form_types, scope_type, value_types
from tongwen.targets.typescript.docs import Shared
from tongwen.targets.typescript.links import Links
from tongwen.targets.typescript.profile import Profile
from tongwen.targets.typescript.views import Module
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
    calls = {key: Call(profile, key) for key in profile.apis()}
    declarations = (
        scope_type(profile),
        *value_types(profile),
        *form_types(profile),
        *(made for call in calls.values() for made in call.declarations()),
        *object_types(profile, calls),
        client(profile, calls),
    )
    namespace = profile.names.declare(profile.manifest.namespace)
    tags = [Tag("packageDocumentation", None, None)]
    return Module(
        doc=profile.docs.of(profile.manifest.title, profile.entry.description, more=tags),
        declarations=declarations,
        namespace_doc=profile.docs.of(
            Phrase("The object that the platform provides. The package holds no code: a program declares it.")
        ),
        namespace=namespace,
        client=naming.identifier(profile.entry.client),
    )
