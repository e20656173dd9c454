"""Pages of types, and their list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tongwen.model.base import Localized, Record
from tongwen.model.entries import EnumerationType, FunctionType, MapType, ObjectType, RecordType, SettingsType, Type
from tongwen.model.expressions import types_in
from tongwen.targets.base import Later
from tongwen.targets.docs import naming
from tongwen.targets.docs.about import About, notes
from tongwen.targets.docs.atlas import Page
from tongwen.targets.docs.fields import Fields, Value, fields, profile_targets
from tongwen.targets.docs.lists import Entry, entry
from tongwen.targets.docs.parts import Badge, Head, Made, Origin, Site, origin
from tongwen.targets.docs.signature import function
from tongwen.text.opaque import Code
from tongwen.text.phrase import Phrase

KINDS = {
    RecordType: Phrase("Record"),
    EnumerationType: Phrase("Enumeration"),
    MapType: Phrase("Map"),
    SettingsType: Phrase("Settings record"),
    FunctionType: Phrase("Function"),
    ObjectType: Phrase("Object"),
}


class Key(Record, frozen=True, kw_only=True):
    """The key of a scope in a settings record."""

    name: Code
    scope: str
    meaning: Localized
    profiles: tuple[str, ...]


class TypePage(Record, frozen=True, kw_only=True):
    """The page of a type."""

    head: Head
    name: Code
    words: Code
    badges: tuple[Badge, ...]
    summary: Localized
    description: Localized | None
    fields_title: Phrase
    fields: tuple[Fields, ...]
    values: tuple[Value, ...]
    base: Code | None
    keys: Localized | None
    of: Code | None
    settings: tuple[Key, ...]
    signature: str
    obtain: Localized | None
    methods: tuple[Entry, ...]
    used: tuple[str, ...]
    notes: tuple[About, ...]
    origin: Origin


class Row(Record, frozen=True, kw_only=True):
    """A type in the list."""

    target: str
    kind: Phrase
    summary: Localized


class TypeIndex(Record, frozen=True, kw_only=True):
    """The list of types."""

    head: Head
    rows: tuple[Row, ...]


def pages(site: Site) -> Iterator[Made]:
    """A page for each type, and their list."""
    yield Made("types/index.md", "docs/types.md.j2", Later(_index, site))
    users = _users(site)
    for name in site.document.types:
        path = naming.page_path("types", name)
        yield Made(path, "docs/type.md.j2", Later(_page, site, path, name, users.get(name, ())))


def _page(site: Site, path: str, name: str, used: tuple[str, ...]) -> TypePage:
    page, kind = site.page(path), site.document.types[name]
    place = site.request.source("types", name)
    titles = site.document.profiles
    badges = [Badge(text=KINDS[type(kind)])]
    badges += [Badge(text=titles[p].title, to=page.to(f"profile:{p}")) for p in kind.profiles or ()]
    return TypePage(
        head=Head(title=naming.bilingual(name, name), description=kind.summary, source=place),
        name=naming.span(name),
        words=naming.spoken(name),
        badges=tuple(badges),
        summary=kind.summary,
        description=kind.description,
        fields_title=Phrase("Parameters") if isinstance(kind, FunctionType) else Phrase("Fields"),
        fields=_fields(page, kind),
        values=_values(kind),
        base=naming.span(kind.base) if isinstance(kind, EnumerationType) else None,
        keys=kind.keys if isinstance(kind, MapType) else None,
        of=page.type(kind.values) if isinstance(kind, MapType | SettingsType) else None,
        settings=_settings(site, kind) if isinstance(kind, SettingsType) else (),
        signature=function(name, kind) if isinstance(kind, FunctionType) else "",
        obtain=naming.mention(kind.obtain) if isinstance(kind, ObjectType) and kind.obtain else None,
        methods=tuple(entry(n, api) for n, api in site.uses.methods.get(name, {}).items()),
        used=used,
        notes=notes(site, name),
        origin=origin(place, kind.sources),
    )


def _fields(page: Page, kind: Type) -> tuple[Fields, ...]:
    if isinstance(kind, RecordType):
        return fields(page, kind.fields, "field")
    return fields(page, kind.parameters, "field") if isinstance(kind, FunctionType) else ()


def _values(kind: Type) -> tuple[Value, ...]:
    known: Mapping[str, Localized] = {}
    if isinstance(kind, EnumerationType):
        known = kind.values
    elif isinstance(kind, MapType):
        known = kind.known
    return tuple(Value(name=naming.placed(value, "field", value), meaning=text) for value, text in known.items())


def _settings(site: Site, kind: SettingsType) -> tuple[Key, ...]:
    document = site.document
    rows = []
    for name, scope in document.scopes.items():
        having = [profile for profile, members in site.members.items() if name in members]
        if kind.profiles is not None:
            having = [profile for profile in having if profile in kind.profiles]
        if having:
            key = naming.placed(name, "field", name)
            meaning = scope.setting or scope.title
            rows.append(Key(name=key, scope=name, meaning=meaning, profiles=profile_targets(having)))
    return tuple(rows)


def _users(site: Site) -> dict[str, tuple[str, ...]]:
    """For each type, the APIs and types that use it."""
    found: dict[str, dict[str, None]] = {}
    for name, api in site.document.apis.items():
        members: list[Any] = [*api.parameters.values(), *api.result.values()]
        for expression in [*(member.type for member in members), *filter(None, (api.rest, api.returns))]:
            _note(found, expression, name)
    for name, kind in site.document.types.items():
        parts = getattr(kind, "fields", None) or getattr(kind, "parameters", None) or {}
        for part in parts.values():
            _note(found, part.type, name)
        if isinstance(kind, MapType | SettingsType):
            _note(found, kind.values, name)
    return {name: tuple(users) for name, users in found.items()}


def _note(found: dict[str, dict[str, None]], expression: str, user: str) -> None:
    for name in types_in(expression):
        found.setdefault(name, {})[user] = None


def _index(site: Site) -> TypeIndex:
    rows = tuple(
        Row(target=name, kind=KINDS[type(kind)], summary=kind.summary) for name, kind in site.document.types.items()
    )
    head = Head(
        title=Phrase("Types"),
        description=Phrase("Records, enumerations, functions and objects that calls take and give."),
        source="",
    )
    return TypeIndex(head=head, rows=rows)
