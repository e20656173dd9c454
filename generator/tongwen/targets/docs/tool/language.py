"""The spec language: a page for each kind of entry, from the schema that editors use."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from tongwen.model.base import RULES, Record
from tongwen.model.expressions import Array, Basic, Expression, Map, Named, Union
from tongwen.model.schema import described, schema
from tongwen.targets.base import Later
from tongwen.targets.docs import naming
from tongwen.targets.docs.atlas import Page
from tongwen.targets.docs.fields import Words
from tongwen.targets.docs.parts import Head, Made, Site
from tongwen.targets.docs.tool.words import told
from tongwen.text.opaque import Code
from tongwen.text.phrase import Bilingual, Phrase

INDEX = "using/spec-language.md"
SHARED = "using/spec/shared.md"
#: Records that entries of every kind are made of have a page of their own.
_SHARED = ("Localized", "Availability", "Deprecation", "Change")
Schema = dict[str, Any]


class Field(Record, frozen=True, kw_only=True):
    """A key of a record."""

    name: Code
    description: Bilingual
    rule: Bilingual | None
    type: Code
    required: bool
    default: Code | None


class RecordView(Record, frozen=True, kw_only=True):
    """A record: what it is, and its keys."""

    title: Code
    heading: Code
    description: Bilingual
    fields: tuple[Field, ...]


class KindPage(Record, frozen=True, kw_only=True):
    """The page of a kind of entries."""

    head: Head
    title: Words
    records: tuple[RecordView, ...]


class Row(Record, frozen=True, kw_only=True):
    """A kind in the list."""

    name: Code
    to: Code
    key: Bilingual
    description: Bilingual


class LanguageIndex(Record, frozen=True, kw_only=True):
    """All kinds of entries."""

    head: Head
    rows: tuple[Row, ...]
    shared: Code


def kinds() -> list[str]:
    """The kinds of entries, in the order of the schema."""
    return list(_records()["Document"]["properties"])


def path(kind: str) -> str:
    """The page of a kind."""
    return f"using/spec/{kind}.md"


def pages(site: Site) -> Iterator[Made]:
    """A page for each kind, one for what they share, and their list."""
    yield Made(INDEX, "docs/tool/language.md.j2", Later(_index, site))
    for kind in kinds():
        description = told(described(_records()["Document"]["properties"][kind]))
        head = Head(title=naming.bilingual(f"{kind}:", f"{kind}:"), description=description, source="")
        yield _page(site, path(kind), head, naming.bilingual(f"`{kind}:`", f"`{kind}:`"))
    head = Head(title=Phrase("Shared parts"), description=Phrase("What entries of every kind are made of."), source="")
    yield _page(site, SHARED, head, head.title)


def _page(site: Site, where: str, head: Head, title: Words) -> Made:
    return Made(where, "docs/tool/kind.md.j2", Later(_kind, site, where, head, title))


def _kind(site: Site, where: str, head: Head, title: Words) -> KindPage:
    page = site.page(where)
    records = tuple(_record(page, name) for name, place in _places().items() if place == where)
    return KindPage(head=head, title=title, records=records)


def _index(site: Site) -> LanguageIndex:
    page = site.page(INDEX)
    document = _records()["Document"]["properties"]
    rows = tuple(
        Row(
            name=naming.span(f"{kind}:"),
            to=page.at(naming.Address(path(kind))),
            key=told(described(document[kind].get("propertyNames", {}))),
            description=told(described(document[kind])),
        )
        for kind in kinds()
    )
    head = Head(
        title=Phrase("Spec language"),
        description=Phrase("Every kind of entry that a spec may hold, with its keys."),
        source="",
    )
    return LanguageIndex(head=head, rows=rows, shared=page.at(naming.Address(SHARED)))


def _records() -> dict[str, Schema]:
    found: dict[str, Schema] = schema()["$defs"]
    return found


@lru_cache(maxsize=1)
def _places() -> dict[str, str]:
    """Each record and its page: that of the first kind that is made of it."""
    found = dict.fromkeys(_SHARED, SHARED)
    for kind, shape in _records()["Document"]["properties"].items():
        waiting = _named(shape)
        while waiting:
            name = waiting.pop(0)
            if name not in found:
                found[name] = path(kind)
                waiting += _named(_records()[name])
    return found


def _named(shape: Any) -> list[str]:
    """The records that a shape is made of."""
    if isinstance(shape, dict):
        own = [_name(shape)] if "$ref" in shape else []
        return own + [name for key, value in shape.items() if key != "discriminator" for name in _named(value)]
    return [name for value in shape for name in _named(value)] if isinstance(shape, list) else []


def _name(shape: Schema) -> str:
    return str(shape["$ref"]).rpartition("/")[2]


def _record(page: Page, name: str) -> RecordView:
    shape = _records()[name]
    required = shape.get("required", ())
    return RecordView(
        title=naming.span(name),
        heading=naming.heading("record", name),
        description=told(shape.get("description", "")),
        fields=tuple(_field(page, name, key, value, key in required) for key, value in shape["properties"].items()),
    )


def _field(page: Page, record: str, key: str, shape: Schema, required: bool) -> Field:
    default = shape.get("default")
    rule = RULES.get(_pattern(shape))
    return Field(
        name=naming.placed(key, "key", record, key),
        description=told(described(shape)),
        rule=told(rule) if rule else None,
        type=page.shape(_tree(shape), _place),
        required=required,
        default=naming.span(_written(default)) if default not in (None, "", [], {}) else None,
    )


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _pattern(shape: Schema) -> str:
    parts = [shape, *shape.get("anyOf", ())]
    return next((str(part["pattern"]) for part in parts if "pattern" in part), "")


def _tree(shape: Schema) -> Expression:
    """A shape as a type expression."""
    match shape:
        case {"$ref": _}:
            made: Expression = Named(_name(shape))
        case {"anyOf": parts}:
            made = _union([_tree(part) for part in parts if part != {"type": "null"}])
        case {"enum": values}:
            made = _union([Basic(str(value)) for value in values])
        case {"type": "array", "items": items}:
            made = Array(_tree(items))
        case {"type": "object"}:
            inside = shape.get("additionalProperties")
            made = Map(_tree(inside) if isinstance(inside, dict) else Basic("any"))
        case {"type": "boolean"}:
            made = _union([Basic("true"), Basic("false")])
        case {"type": "integer"}:
            made = Basic("integer")
        case _:
            made = Basic("text")
    return made


def _union(parts: list[Expression]) -> Expression:
    several = tuple(dict.fromkeys(parts))
    return Union(several) if len(several) > 1 else several[0]


def _place(name: str) -> naming.Address:
    return naming.Address(_places()[name], naming.anchor("record", name))
