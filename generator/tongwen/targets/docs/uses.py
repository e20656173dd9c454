"""What uses what, looked up once for all pages: the calls of each scope, the methods of each object, the notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from tongwen.model.entries import Api, Component
from tongwen.model.spec import Document


class Uses:
    """The ways back from an entry to those that name it, each in the order of the spec."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @cached_property
    def opened(self) -> Mapping[str, Mapping[str, Api | Component]]:
        """Scope to the calls and components that need it."""
        found: dict[str, dict[str, Api | Component]] = {}
        for calls in (self._document.apis, self._document.components):
            for name, call in calls.items():
                for scope in call.needs:
                    found.setdefault(scope, {})[name] = call
        return found

    @cached_property
    def methods(self) -> Mapping[str, Mapping[str, Api]]:
        """What stands before the first dot of an API to the APIs: the methods of an object."""
        found: dict[str, dict[str, Api]] = {}
        for name, api in self._document.apis.items():
            found.setdefault(name.partition(".")[0], {})[name] = api
        return found

    @cached_property
    def noted(self) -> Mapping[str, Iterable[str]]:
        """Entry to the behaviour notes about it."""
        found: dict[str, list[str]] = {}
        for note_id, note in self._document.notes.items():
            for name in dict.fromkeys(note.about):
                found.setdefault(name, []).append(note_id)
        return found
