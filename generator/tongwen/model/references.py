"""Which fields name other entries, and of which kinds. The one table that checks, pages and renames go by."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tongwen.diagnostics import Path
from tongwen.model import behaviour as b
from tongwen.model import entries as e
from tongwen.model import manifest as m
from tongwen.model import pages as p
from tongwen.model.base import Deprecation, Record
from tongwen.model.spec import Document
from tongwen.model.walk import records

_CALLS = ("apis", "components")
_ENTRIES = ("apis", "components", "scopes", "types")
_ANY = (
    *_ENTRIES,
    "errors",
    "declarations",
    "guides",
    "rules",
    "notes",
    "profiles",
    "examples",
    "dimensions",
    "sources",
)

#: Field of a record to the kinds of entries that it may name. A mapping names them by its keys.
TABLE: dict[tuple[type[Record], str], tuple[str, ...]] = {
    (m.Profile, "ask"): ("apis",),
    (m.Profile, "read"): ("apis",),
    (m.Profile, "settings"): ("apis",),
    (m.Profile, "earlier"): ("profiles",),
    (e.ScopeMembership, "replacement"): ("scopes", "apis"),
    (Deprecation, "replacement"): ("apis", "components", "scopes"),
    (e.Scope, "declarations"): ("declarations",),
    (e.Parameter, "scope"): ("scopes",),
    (e.Api, "group"): ("groups",),
    (e.Api, "form"): ("forms",),
    (e.Api, "needs"): ("scopes",),
    (e.Api, "errors"): ("errors",),
    (e.Api, "declarations"): ("declarations",),
    (e.Api, "examples"): ("examples",),
    (e.Api, "related"): _ANY,
    (e.Component, "needs"): ("scopes",),
    (e.Component, "errors"): ("errors",),
    (e.Component, "examples"): ("examples",),
    (e.Component, "related"): _ANY,
    (e.ObjectType, "obtain"): ("apis",),
    (b.CallClass, "apis"): _CALLS,
    (b.CallClass, "scopes"): ("scopes",),
    (b.CallClass, "declares"): ("declarations",),
    (b.CallClass, "unless"): ("classes",),
    (b.Rule, "calls"): ("classes",),
    (b.Rule, "given"): ("dimensions",),
    (b.Rule, "overrides"): ("rules",),
    (b.Applies, "calls"): ("classes",),
    (b.Applies, "when"): ("dimensions",),
    (b.Applies, "unless"): ("dimensions",),
    (b.Note, "about"): _ANY,
    (b.Note, "rules"): ("rules",),
    (b.Message, "platforms"): ("platforms",),
    (b.Message, "apis"): _CALLS,
    (b.Error, "parent"): ("errors",),
    (p.Section, "examples"): ("examples",),
    (p.Guide, "related"): _ANY,
    (p.SourceSection, "scopes"): ("scopes",),
    (p.Source, "product"): ("profiles",),
    (p.Difference, "about"): _ANY,
}


class NamedEntry(NamedTuple):
    """A place in the spec that names an entry: the path, the kinds it may be of, the name."""

    path: Path
    kinds: tuple[str, ...]
    name: str


def named_entries(document: Document) -> Iterator[NamedEntry]:
    """Every name of another entry, outside of texts and type expressions."""
    for path, record in records(document):
        yield from names_in(path, record)


def names_in(path: Path, record: Record) -> Iterator[NamedEntry]:
    """The names of other entries in one record at its path."""
    for field, key, kinds in naming_fields(type(record)):
        value = getattr(record, field)
        if value is None:
            continue
        if isinstance(value, str):
            if (field, value) not in _LITERALS:
                yield NamedEntry((*path, key), kinds, value)
        elif isinstance(value, dict):
            yield from [NamedEntry((*path, key, name), kinds, name) for name in value]
        elif isinstance(value, list):
            yield from [NamedEntry((*path, key, i), kinds, name) for i, name in enumerate(value)]


#: Fields that mean the same in every record that has them.
NAMING: dict[str, tuple[str, ...]] = {"profiles": ("profiles",), "sources": ("sources",)}
_LITERALS = {("scope", "any")}


@cache
def naming_fields(kind: type[Record]) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """The fields of a record that name entries, with their names in YAML, and the kinds of these entries."""
    naming = {} if kind is Document else NAMING
    pairs = zip(kind.__struct_fields__, kind.__struct_encode_fields__, strict=True)
    found = ((field, key, TABLE.get((kind, field)) or naming.get(field)) for field, key in pairs)
    return tuple((field, key, kinds) for field, key, kinds in found if kinds)


#: Fields that hold a type expression, or the name of a type.
TYPED = ("type", "returns", "rest", "values")


@cache
def typed_fields(kind: type[Record]) -> tuple[str, ...]:
    """The fields of a record among them."""
    return tuple(field for field in TYPED if field in kind.__struct_fields__)


_KEYS: dict[tuple[str, str], tuple[str, ...]] = {}


def kinds_of(record: str, key: str) -> tuple[str, ...]:
    """The kinds of entries that a key of a record may name, both as the YAML and its schema call them."""
    if not _KEYS:
        for (kind, field), kinds in TABLE.items():
            written = kind.__struct_encode_fields__[kind.__struct_fields__.index(field)]
            _KEYS[kind.__name__, written] = kinds
    return _KEYS.get((record, key)) or (() if record == Document.__name__ else NAMING.get(key, ()))
