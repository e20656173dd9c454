"""One profile's file, from top to bottom."""

from __future__ import annotations

from tongwen.targets.base import Later, PlannedFile, Request
from tongwen.targets.typescript import naming
from tongwen.targets.typescript.calls import Call, client, object_types
from tongwen.targets.typescript.declared import form_types, scope_type, value_types
from tongwen.targets.typescript.profile import Profile
from tongwen.targets.typescript.views import Module
from tongwen.text.doc import Tag
from tongwen.text.phrase import Phrase


def module_file(request: Request, name: str, prose: tuple[str, ...]) -> PlannedFile:
    """The declarations of one profile."""
    profile = Profile(request, name)
    path = f"{profile.entry.module}.d.ts"
    return PlannedFile(
        path, "typescript/module.d.ts.j2", Later(_module, profile), naming.LANGUAGE, prose, profile.links
    )


def _module(profile: Profile) -> Module:
    declarations = (
        scope_type(profile),
        *value_types(profile),
        *form_types(profile),
        *(made for key in profile.apis() for made in Call(profile, key).declarations()),
        *object_types(profile),
        client(profile),
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
