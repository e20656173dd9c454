"""The JSON Schema that editors use: the spec language in both languages, and the ids of one spec for completion.

It is looser than the schema by which `tongwen lint` explains mistakes where YAML for editors differs from ours: there
`2.10` is a number. And it lets pass an id that the spec does not have: it may be the one that is being written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, get_args

from tongwen.diagnostics import Translate
from tongwen.model.base import RULES, Localized, Record, Version
from tongwen.model.expressions import BASIC
from tongwen.model.references import TYPED, kinds_of
from tongwen.model.schema import described, schema
from tongwen.model.spec import Document

Shape = dict[str, Any]
#: What an entry is called, in the order of preference.
_NAMES = ("title", "summary")
_VERSION_PATTERN = get_args(Version)[1].pattern
#: Keys of a shape that are written anew, or that mean nothing to an editor.
_NOT_SHOWN = ("description", "default", "title")
_NOTHING: tuple[object, ...] = (None, "", [], {})


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
        offered = self._names(kinds) if kinds else self._types() if key in TYPED and _is_text(shape) else []
        made = self._shape(shape, _offer_name(kinds), offered)
        words = described(shape) or self._records[record].get("description", "")  # the tag of a union has no words
        default = {"default": shape["default"]} if shape.get("default") not in _NOTHING else {}
        return {**made, **default, **self._words(words)}

    def _words(self, text: str) -> Shape:
        """A description for hover and completion, in both languages whatever the editor's is."""
        if not text:
            return {}
        other = self._chinese(text)
        return {"description": text, "markdownDescription": text if other == text else f"{text}\n\n{other}"}

    def _shape(self, shape: Shape, offer: str, names: list[tuple[str, str]]) -> Shape:
        """A shape for editors. `names` are offered where it holds an id; `offer` is what their list is called."""
        if "anyOf" in shape:
            return self._union(shape, offer, names)
        made = {key: value for key, value in shape.items() if key not in _NOT_SHOWN}
        if "items" in shape:
            made["items"] = self._shape(shape["items"], offer, names)
        if isinstance(shape.get("additionalProperties"), dict):
            made["additionalProperties"] = self._shape(shape["additionalProperties"], "", [])
            if "propertyNames" in shape:
                made["propertyNames"] = self._loose(shape["propertyNames"])
            if names:
                made["properties"] = {name: self._entry(title, made) for name, title in names}
        elif "items" not in shape and "$ref" not in shape:
            made = self._loose(made)
            return self._offer(made, offer, names) if names and _holds_names(made) else made
        return made

    def _union(self, shape: Shape, offer: str, names: list[tuple[str, str]]) -> Shape:
        branches = [branch for branch in shape["anyOf"] if branch != {"type": "null"}]  # a plain `null` is a text
        made = [self._shape(branch, offer, names) for branch in branches]
        rest = {key: shape[key] for key in ("discriminator",) if key in shape}
        return {**made[0], **rest} if len(made) == 1 else {"anyOf": made, **rest}

    def _entry(self, title: str, mapping: Shape) -> Shape:
        """A key that stands for an entry: the value of any key, and what the entry is called."""
        value = mapping["additionalProperties"]
        return {**value, "description": title, "markdownDescription": title} if title else value

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

    def _offer(self, shape: Shape, offer: str, names: list[tuple[str, str]]) -> Shape:
        """A reference to the list of ids, beside whatever else may be written there."""
        name = f"id-{offer}"
        listed = {"enum": [one for one, _ in names], "markdownEnumDescriptions": [title for _, title in names]}
        made = {"anyOf": [listed, shape]}
        number = 1
        while self._offers.setdefault(name, made) != made:
            number += 1
            name = f"id-{offer}-{number}"
        return {"$ref": f"#/$defs/{name}"}

    def _names(self, kinds: Iterable[str]) -> list[tuple[str, str]]:
        """Every id of these kinds, and what it is called in both languages."""
        return [row for kind in kinds for row in self._of_kind(kind)]

    def _of_kind(self, kind: str) -> Iterator[tuple[str, str]]:
        for name, entry in getattr(self._document, kind).items():
            yield name, _called(entry)
            if kind == "sources":
                yield from ((f"{name}#{part}", _called(section)) for part, section in entry.sections.items())

    def _types(self) -> list[tuple[str, str]]:
        """What a type expression is made of."""
        return [*((name, "") for name in BASIC), *self._of_kind("types")]


def _offer_name(kinds: tuple[str, ...]) -> str:
    return "type" if not kinds else "any" if len(kinds) > 4 else "-or-".join(kinds)


def _is_text(shape: Shape) -> bool:
    return any(part.get("type") == "string" for part in (shape, *shape.get("anyOf", ())))


def _holds_names(shape: Shape) -> bool:
    """A text, and not one of a few that the language itself lists."""
    return "enum" not in shape and "string" in shape.get("type", ())


def _called(entry: Record) -> str:
    words = next((found for name in _NAMES if isinstance(found := getattr(entry, name, None), Localized)), None)
    if words is None:
        return ""
    return words.en.raw if words.en == words.zh else f"{words.en.raw} · {words.zh.raw}"
