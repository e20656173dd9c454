"""What the checks of prose look at: the spec, its texts taken apart once, and the words that are names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Literal, NamedTuple

from tongwen.diagnostics import Path
from tongwen.lint.marks import STRONG, masked
from tongwen.model.base import Localized
from tongwen.model.names import find
from tongwen.model.references import named_entries
from tongwen.model.spec import Document
from tongwen.model.walk import records
from tongwen.text.grammar import references

#: `title`: a heading, no sentence. `sentence`: one or more whole sentences. `meaning`: of a value or key, either of the
#: two. `name`: a word or two that others put into their sentences.
Role = Literal["title", "sentence", "meaning", "name"]
HAN = r"[\u3400-\u9fff]"
_HAN = re.compile(HAN)
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:[.\-][A-Za-z0-9_]+)*")
#: Signs that a word is a name: a capital or digit inside, or a dot or underscore between letters.
_NAME_LIKE = re.compile(r".+[A-Z0-9]|.+[._].")
_UNITS = frozenset("bit byte Hz px rpx dp dpi ms min kg mm cm km fps kbps ppi".split())
_LITERALS = frozenset(["true", "false", "null", "undefined"])


class Said(NamedTuple):
    """A text in one of its languages. `path` ends in the language."""

    path: Path
    raw: str
    masked: str
    pieces: tuple[str, ...]

    @property
    def language(self) -> str:
        """`en` or `zh`."""
        return str(self.path[-1])


class Twin(NamedTuple):
    """A text in both languages."""

    path: Path
    text: Localized
    role: Role
    en: Said
    zh: Said


class Subject:
    """A spec without errors, seen by the checks of prose and usage."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def twins(self) -> list[Twin]:
        """Every text, in the order of the spec."""
        roles: dict[Path, Role] = {}
        found = []
        for path, record in records(self.document):
            if isinstance(record, Localized):
                found.append(_twin(path, record, roles.get(path, "meaning")))
                continue
            for field, key in zip(record.__struct_fields__, record.__struct_encode_fields__, strict=True):
                roles[(*path, key)] = {"title": "title", "library": "name"}.get(field, "sentence")  # type: ignore[assignment]
        return found

    def said(self, language: str) -> Iterator[Said]:
        """Every text in one language."""
        for twin in self.twins:
            yield twin.zh if language == "zh" else twin.en

    @cached_property
    def folded(self) -> dict[Path, str]:
        """Each text in small letters, without white space and emphasis. A word that this lacks is not in the text."""
        both = (said for twin in self.twins for said in (twin.en, twin.zh))
        return {said.path: "".join(said.masked.lower().replace(STRONG, "").split()) for said in both}

    @cached_property
    def names(self) -> frozenset[str]:
        """Words that are written in Latin letters in both languages."""
        given = set(self.document.tongwen.names) if self.document.tongwen else set()
        terms = [term.zh for term in self.document.glossary.values()]
        ids = {name for kind in self.document.__struct_fields__ if kind != "tongwen" for name in self.ids(kind)}
        told = {word for term in terms for word in latin(term)}
        return frozenset({*given, *told, *_LITERALS, *_UNITS, *(name for name in ids if re.search(r"[.\-]", name))})

    @cached_property
    def named(self) -> frozenset[tuple[str, str]]:
        """Kind and id of every entry that a field or a reference in a text names."""
        found = {
            (kind, name.partition("#")[0] if kind == "sources" else name)
            for _path, kinds, name in named_entries(self.document)
            for kind in kinds
        }
        for twin in self.twins:
            for target in {*references(twin.text.en), *references(twin.text.zh)}:
                if (entry := find(self.document, target)) is not None:
                    found.add((entry.kind, entry.id))
        return frozenset(found)

    def ids(self, kind: str) -> list[str]:
        """The ids of a kind of entries."""
        return list(getattr(self.document, kind))

    def is_name(self, word: str) -> bool:
        """The word is no English word that waits for its translation, but a name, a unit or a single letter."""
        return len(word) == 1 or word in self.names or bool(_NAME_LIKE.match(word))


def latin(text: str) -> list[str]:
    """The words in Latin letters."""
    return _LATIN.findall(text)


def has_han(text: str) -> bool:
    """There are Chinese characters in it."""
    return bool(_HAN.search(text))


def _twin(path: Path, text: Localized, role: Role) -> Twin:
    en, zh = ((*path, language) for language in ("en", "zh"))
    return Twin(
        path,
        text,
        role,
        Said(en, text.en.raw, *masked(text.en.raw)),
        Said(zh, text.zh.raw, *masked(text.zh.raw)),
    )
