"""An entry in words for the terminal: what it is, what it touches, where the spec says so."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tongwen.encode.comment import Commenter
from tongwen.encode.voice import Voice
from tongwen.load.files import Sources
from tongwen.model.base import Localized, availability
from tongwen.model.behaviour import Error, Rule
from tongwen.model.entries import Api, Component, Scope
from tongwen.model.names import PREFIXES, Found, find
from tongwen.model.spec import Document
from tongwen.text.doc import Words
from tongwen.text.opaque import Code, Text
from tongwen.text.phrase import Catalogue, Phrase

_SEARCHED = ("apis", "scopes", "types", "components", *PREFIXES.values())
KIND_NAMES = {
    "apis": Phrase("API"),
    "scopes": Phrase("Scope"),
    "types": Phrase("Type"),
    "components": Phrase("Component"),
    "errors": Phrase("Error"),
    "rules": Phrase("Rule"),
    "guides": Phrase("Guide"),
    "notes": Phrase("Note"),
    "glossary": Phrase("Term"),
    "profiles": Phrase("Profile"),
    "declarations": Phrase("Declaration"),
    "examples": Phrase("Example"),
    "sources": Phrase("Source"),
    "dimensions": Phrase("Dimension"),
    "classes": Phrase("Class of calls"),
    "differences": Phrase("Difference"),
    "platforms": Phrase("Platform"),
    "forms": Phrase("Form"),
    "groups": Phrase("Group"),
}


class Line(NamedTuple):
    """One line of an explanation: a heading, a labelled value, or a paragraph."""

    style: str
    label: str
    text: str


def lookup(document: Document, name: str) -> Found | None:
    """The entry that a reader means: by reference, by id of any kind, or by an unambiguous ending."""
    exact = find(document, name)
    if exact:
        return exact
    for kind in _SEARCHED:
        if name in getattr(document, kind):
            return Found(kind, name)
    endings = [
        Found(kind, entry)
        for kind in _SEARCHED
        for entry in getattr(document, kind)
        if entry.lower() == name.lower() or entry.lower().rpartition(".")[2] == name.lower()
    ]
    return endings[0] if len(endings) == 1 else None


def suggestions(document: Document, name: str) -> list[str]:
    """Names that look like the one that was not found, or end in it."""
    known = [entry for kind in _SEARCHED for entry in getattr(document, kind)]
    inside = [entry for entry in known if name and name.lower() in entry.lower()]
    return list(dict.fromkeys([*inside[:5], *difflib.get_close_matches(name, known, 5, 0.5)]))[:6]


class Explainer:
    """Explains entries in one language."""

    def __init__(self, document: Document, sources: Sources, language: str, catalogue: Catalogue, columns: int) -> None:
        self.document = document
        self.sources = sources
        self.write = Commenter(Voice((language,), catalogue), _plain_link, columns)
        self.columns = columns

    def explain(self, found: Found) -> Iterator[Line]:
        """The lines of an explanation."""
        entry = getattr(self.document, found.kind)[found.id]
        yield Line("title", self.write.line(KIND_NAMES[found.kind]), found.id)
        heading = next((t for t in (_text(entry, "title"), _text(entry, "summary")) if t), None)
        if heading:
            yield from self._paragraph(heading)
        for name in ("description", "definition", "text", "note", "remedy", "found", "resolution"):
            if text := _text(entry, name):
                label = {"remedy": Phrase("What to do"), "resolution": Phrase("Resolution")}.get(name)
                yield Line("gap", "", "")
                yield from self._paragraph(text, label)
        yield Line("gap", "", "")
        yield from self._facts(found, entry)
        where = self.sources.line(found.kind, found.id)
        if where:
            yield Line("fact", self.write.line(Phrase("In the spec")), f"{where[0]}:{where[1]}")
        if cited := getattr(entry, "sources", None):
            yield Line("fact", self.write.line(Phrase("Sources")), ", ".join(cited))

    def _facts(self, found: Found, entry: object) -> Iterator[Line]:
        makers: dict[type, Callable[..., Iterator[Line]]] = {
            Scope: self._scope,
            Api: self._api,
            Component: self._api,
            Error: self._error,
            Rule: self._rule,
        }
        maker = makers.get(type(entry))
        if maker:
            yield from maker(found.id, entry)

    def _scope(self, name: str, scope: Scope) -> Iterator[Line]:
        memberships = scope.profiles if isinstance(scope.profiles, dict) else dict.fromkeys(scope.profiles)
        for profile, membership in memberships.items():
            status = membership.status if membership else "active"
            title = membership.title if membership and membership.title else scope.title
            words = {"active": Phrase("active"), "withdrawn": Phrase("withdrawn"), "retired": Phrase("retired")}[status]
            yield self._fact(self._title(profile), f"{self.write.line(title)} ({self.write.line(words)})")
        gated = [
            api for kind in ("apis", "components") for api, e in getattr(self.document, kind).items() if name in e.needs
        ]
        yield self._fact(Phrase("Gates"), ", ".join(gated) or "-")
        yield from self._list(Phrase("Declarations"), scope.declarations)

    def _api(self, name: str, api: Api | Component) -> Iterator[Line]:
        for profile, have in availability(api.profiles).items():
            since = self.write.line(Phrase("since {version}", version=Code("text", have.since))) if have.since else "-"
            yield self._fact(self._title(profile), since)
        yield from self._list(Phrase("Needs"), api.needs)
        if isinstance(api, Api):
            for label, fields in ((Phrase("Parameter"), api.parameters), (Phrase("Result"), api.result)):
                for field, record in fields.items():
                    yield self._fact(label, f"{field}: {record.type}. {self.write.line(record.description)}")
            yield from self._list(Phrase("Result"), [api.rest] if api.rest else [])
            yield from self._list(Phrase("Returns"), [api.returns] if api.returns else [])
        yield from self._list(Phrase("Errors"), api.errors)
        yield from self._list(Phrase("Declarations"), getattr(api, "declarations", []))
        about = [n for n, note in self.document.notes.items() if name in note.about]
        yield from self._list(Phrase("Notes"), about)

    def _error(self, _name: str, error: Error) -> Iterator[Line]:
        for message in error.messages:
            where = ", ".join(message.platforms) or self.write.line(Phrase("everywhere"))
            yield self._fact(Phrase("Message"), f"{message.pattern}  ({where}, {message.confidence})")
        yield from self._list(Phrase("Number"), [str(n) for n in error.errno])
        yield from self._list(Phrase("Kind of"), [error.parent] if error.parent else [])

    def _rule(self, _name: str, rule: Rule) -> Iterator[Line]:
        calls = rule.calls if isinstance(rule.calls, list) else [rule.calls]
        yield self._fact(Phrase("For"), ", ".join(calls))
        for dimension, value in rule.given.items():
            shown = " | ".join(value) if isinstance(value, list) else value
            yield self._fact(Phrase("Given"), f"{dimension}: {shown}")
        outcome = rule.then
        after = f", consent: {outcome.consent}" if outcome.consent else ""
        yield self._fact(Phrase("Then"), f"prompt: {outcome.prompt}, result: {outcome.result}{after}")
        yield from self._list(Phrase("Exception to"), rule.overrides)
        yield self._fact(Phrase("Confidence"), rule.confidence)

    def _title(self, profile: str) -> Words:
        """A profile's title. A spec with mistakes is explained, too: the profile may not exist."""
        known = self.document.profiles.get(profile)
        return known.title if known else Text(profile)

    def _list(self, label: Phrase, names: list[str]) -> Iterator[Line]:
        if names:
            yield self._fact(label, ", ".join(names))

    def _fact(self, label: Words, text: str) -> Line:
        return Line("fact", self.write.line(label), text)

    def _paragraph(self, text: Localized, label: Phrase | None = None) -> Iterator[Line]:
        if label:
            yield Line("label", "", self.write.line(label))
        for row in self.write.blocks(text, self.columns):
            yield Line("text", "", row)


def _text(entry: object, name: str) -> Localized | None:
    value = getattr(entry, name, None)
    return value if isinstance(value, Localized) else None


def _plain_link(target: str) -> str:
    return target
