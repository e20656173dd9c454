"""The JSON Schema that editors use: the spec language in both languages, and the ids of one spec for completion.

It is looser than the schema by which `tongwen lint` explains mistakes where YAML for editors differs from ours: there
`2.10` is a number. And it lets pass an id that the spec does not have: it may be the one that is being written.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, get_args

from tongwen.diagnostics import Translate
from tongwen.encode.markdown import at_start, plain
from tongwen.model.base import RULES, Localized, Record, Version
from tongwen.model.behaviour import Dimension
from tongwen.model.expressions import BASIC
from tongwen.model.pages import Source
from tongwen.model.references import TYPED, kinds_of
from tongwen.model.schema import described, schema
from tongwen.model.spec import Document
from tongwen.text.hearing import keep_apart

Shape = dict[str, Any]
#: What an entry is called, in the order of preference.
_NAMES = ("title", "summary")
_VERSION_PATTERN = get_args(Version)[1].pattern
#: Keys of a shape that are written anew, or that mean nothing to an editor.
_NOT_SHOWN = ("description", "default", "title")
_NOTHING: tuple[object, ...] = (None, "", [], {})


class Row(NamedTuple):
    """An id that is offered: what its entry is called, also in Markdown, and what is offered below it as a key."""

    id: str
    title: str
    shown: str
    inside: Offer | None = None


class Offer(NamedTuple):
    """Ids for a place, and what their list is called in the schema."""

    name: str = ""
    rows: tuple[Row, ...] = ()


def editor_schema(document: Document, chinese: Translate) -> Shape:
    """JSON Schema of one spec file, with the ids of a spec. `chinese` translates the wording of the language."""
    return _Maker(document, chinese).made()


class _Maker:
    """Copies the schema of the language, and adds to each shape what an editor shows or offers there."""

    def __init__(self, document: Document, chinese: Translate) -> None:
        self._document = document
        self._chinese = chinese
        self._records: dict[str, Shape] = schema()["$defs"]
        #: Shapes that offer ids, by the kinds that they offer and what else is allowed.
        self._offers: dict[str, Shape] = {}
        #: The ids of a kind: the same wherever it is named.
        self._rows: dict[str, tuple[Row, ...]] = {}

    def made(self) -> Shape:
        source = schema()
        records = {name: self._record(name, shape) for name, shape in self._records.items()}
        head = {key: source[key] for key in ("$schema", "title", "$ref")}
        return {**head, "$defs": {**records, **self._offers}}

    def _record(self, name: str, shape: Shape) -> Shape:
        properties = {key: self._property(name, key, value) for key, value in shape.get("properties", {}).items()}
        kept = {key: value for key, value in shape.items() if key not in ("description", "properties")}
        return {**kept, **self._words(shape.get("description", "")), "properties": properties}

    def _property(self, record: str, key: str, shape: Shape) -> Shape:
        kinds = kinds_of(record, key)
        typed = key in TYPED and _is_text(shape)
        made = self._shape(shape, self._of_kinds(kinds) if kinds else self._types() if typed else Offer())
        words = described(shape) or self._records[record].get("description", "")  # the tag of a union has no words
        default = {"default": shape["default"]} if shape.get("default") not in _NOTHING else {}
        return {**made, **default, **self._words(words)}

    def _words(self, text: str) -> Shape:
        """A description for hover and completion, in both languages whatever the editor's is.

        Twice: editors that know no Markdown there show the one, the others escape it and show the other as it is meant.
        """
        if not text:
            return {}
        other = self._chinese(text)
        both = text if other == text else f"{text}\n\n{other}"
        return {"description": both, "markdownDescription": both}

    def _shape(self, shape: Shape, offer: Offer) -> Shape:
        """A shape for editors, with what is offered where it holds an id."""
        if "anyOf" in shape:
            return self._union(shape, offer)
        made = {key: value for key, value in shape.items() if key not in _NOT_SHOWN}
        if "items" in shape:
            made["items"] = self._shape(shape["items"], offer)
        if isinstance(shape.get("additionalProperties"), dict):
            made["additionalProperties"] = self._shape(shape["additionalProperties"], Offer())
            if "propertyNames" in shape:
                made["propertyNames"] = self._loose(shape["propertyNames"])
            if offer.rows:
                made["properties"] = {row.id: self._key(row, shape["additionalProperties"]) for row in offer.rows}
        elif "items" not in shape and "$ref" not in shape:
            made = self._loose(made)
            return self._offered(made, offer) if offer.rows and _holds_names(made) else made
        return made

    def _union(self, shape: Shape, offer: Offer) -> Shape:
        branches = [branch for branch in shape["anyOf"] if branch != {"type": "null"}]  # a plain `null` is a text
        made = [self._shape(branch, offer) for branch in branches]
        rest = {key: shape[key] for key in ("discriminator",) if key in shape}
        return {**made[0], **rest} if len(made) == 1 else {"anyOf": made, **rest}

    def _key(self, row: Row, value: Shape) -> Shape:
        """A key that stands for an entry: what it holds, and what the entry is called."""
        made = self._shape(value, row.inside or Offer())
        return {**made, "description": row.title, "markdownDescription": row.shown} if row.title else made

    def _loose(self, shape: Shape) -> Shape:
        """Our loader reads what is no whole number as it is written; other readers of YAML make a number of it."""
        made = {key: value for key, value in shape.items() if key not in _NOT_SHOWN}
        pattern = shape.get("pattern")
        if pattern in RULES:
            made["patternErrorMessage"] = f"{RULES[pattern]} / {self._chinese(RULES[pattern])}"
        kinds = made.get("type", "")
        if isinstance(kinds, list):
            made["type"] = [*kinds, "number"]
        elif kinds == "string" and "enum" not in shape and pattern in (None, _VERSION_PATTERN):
            made["type"] = ["string", "number"]
        return made

    def _offered(self, shape: Shape, offer: Offer) -> Shape:
        """A reference to the list of ids, beside whatever else may be written there."""
        titles = [row.shown for row in offer.rows]
        made = {"anyOf": [{"enum": [row.id for row in offer.rows], "markdownEnumDescriptions": titles}, shape]}
        name, number = f"id-{offer.name}", 1
        while self._offers.setdefault(name, made) != made:
            number += 1
            name = f"id-{offer.name}-{number}"
        return {"$ref": f"#/$defs/{name}"}

    def _of_kinds(self, kinds: tuple[str, ...]) -> Offer:
        """Every id of these kinds."""
        rows = tuple([row for kind in kinds for row in self._of_kind(kind)])
        return Offer("any" if len(kinds) > 4 else "-or-".join(kinds), rows)

    def _of_kind(self, kind: str) -> tuple[Row, ...]:
        """Every id of a kind."""
        if kind not in self._rows:
            self._rows[kind] = tuple(self._listed(kind))
        return self._rows[kind]

    def _listed(self, kind: str) -> Iterator[Row]:
        for name, entry in getattr(self._document, kind).items():
            inside = None
            if isinstance(entry, Dimension):
                inside = Offer(f"value-of-{name}", tuple(_row(key, v) for key, v in entry.values.items()))
            yield _row(name, entry, inside)
            if isinstance(entry, Source):
                yield from (_row(f"{name}#{part}", section) for part, section in entry.sections.items())

    def _types(self) -> Offer:
        """What a type expression is made of."""
        return Offer("type", (*(Row(name, "", "") for name in BASIC), *self._of_kind("types")))


def _row(name: str, entry: Record, inside: Offer | None = None) -> Row:
    title = _called(entry)
    return Row(name, title, _safe(title), inside)


def _safe(title: str) -> str:
    """Words of a spec as Markdown that means nothing but these words."""
    return at_start(plain(title))


def _is_text(shape: Shape) -> bool:
    return any(part.get("type") == "string" for part in (shape, *shape.get("anyOf", ())))


def _holds_names(shape: Shape) -> bool:
    """A text, and not one of a few that the language itself lists."""
    return "enum" not in shape and "string" in shape.get("type", ())


def _called(entry: Record) -> str:
    words = next((found for name in _NAMES if isinstance(found := getattr(entry, name, None), Localized)), None)
    if words is None:
        return ""
    keep_apart(words)
    return words.en.raw if words.en == words.zh else f"{words.en.raw} · {words.zh.raw}"
