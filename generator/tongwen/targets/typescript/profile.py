"""What one profile has of the spec, in the order in which its file declares it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

from tongwen.model.entries import Api, ObjectType, Scope, ScopeMembership, Type
from tongwen.model.manifest import Manifest
from tongwen.model.spec import Document
from tongwen.targets.base import Request
from tongwen.targets.typescript.docs import Docs, Shared
from tongwen.targets.typescript.links import Forms, Links
from tongwen.targets.typescript.names import Names
from tongwen.targets.typescript.naming import Types


class Limited(Protocol):
    """A field or entry that may be limited to profiles."""

    @property
    def profiles(self) -> list[str] | None: ...


Some = TypeVar("Some", bound=Limited)


def manifest_of(request: Request) -> Manifest:
    """The manifest; the pipeline plans no target without one."""
    if request.document.tongwen is None:
        raise ValueError("no manifest")
    return request.document.tongwen


class Profile:
    """The spec through the eyes of one profile, with the naming and documentation of its file."""

    def __init__(self, request: Request, name: str, shared: Shared | None = None) -> None:
        document = request.document
        self.request = request
        self.name = name
        self.document: Document = document
        self.manifest = manifest_of(request)
        self.entry = document.profiles[name]
        self.names = Names()
        self.links = Links(document, name, self.names.use)
        self.docs = Docs(document, self.links, name, shared if shared is not None else {})
        self.types = Types(self.links.has_type, self.names.use)
        self.forms = Forms(document)

    def promises(self, api: Api) -> bool:
        """Whether the call returns a promise here: editions older than promises have only the callbacks."""
        return api.promise and self.entry.promises

    def of(self, fields: Mapping[str, Some]) -> dict[str, Some]:
        """The fields that the profile has."""
        return {key: field for key, field in fields.items() if field.profiles is None or self.name in field.profiles}

    def scopes(self) -> dict[str, tuple[Scope, ScopeMembership]]:
        """The profile's scopes, each with what the profile makes of it."""
        found = {}
        for key, scope in self.document.scopes.items():
            if self.name in scope.profiles:
                listed = scope.profiles
                found[key] = (scope, listed[self.name] if isinstance(listed, dict) else ScopeMembership())
        return found

    def value_types(self) -> dict[str, Type]:
        """All types that are not objects of the platform."""
        return {key: kind for key, kind in self.of(self.document.types).items() if not isinstance(kind, ObjectType)}

    def objects(self) -> dict[str, ObjectType]:
        """The objects of the platform."""
        return {key: kind for key, kind in self.of(self.document.types).items() if isinstance(kind, ObjectType)}

    def apis(self) -> dict[str, Api]:
        """The calls, by group of the reference."""
        groups = self.document.groups
        have = [(key, api) for key, api in self.document.apis.items() if self.name in api.profiles]
        return dict(sorted(have, key=lambda pair: groups[pair[1].group].order))

    def apis_of(self, owner: str) -> dict[str, Api]:
        """The calls of the namespace or of one object."""
        return {key: api for key, api in self.apis().items() if key.partition(".")[0] == owner}

    def forms_used(self) -> Iterable[str]:
        """The forms with callbacks that the profile's calls have."""
        used = {api.form for api in self.apis().values()}
        return [key for key, form in self.document.forms.items() if key in used and form.style == "callback"]
