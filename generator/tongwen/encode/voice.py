"""In which languages prose is written, where fixed wording is translated, and what a reference becomes."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from tongwen.text.grammar import Inlines, Plain, inline
from tongwen.text.opaque import Code, OpaqueError, Text
from tongwen.text.phrase import MARK, Catalogue, Phrase

Linker = Callable[[str], Code | str]
#: Languages that put no space between sentences, and write a wide colon.
UNSPACED = ("zh", "ja")
_NOTHING: dict[str, Any] = {}
_NAMES = re.compile(r"\{(\w+)\}")


class Voice:
    """Chooses the words: `languages` in order, `catalogue` for phrases."""

    def __init__(self, languages: tuple[str, ...], catalogue: Catalogue) -> None:
        self.languages = languages
        self.catalogue = catalogue
        #: Wording by language and message. One that is said often is parsed once.
        self._wordings: dict[tuple[str, str], Text] = {}

    def texts(self, value: Any) -> list[tuple[str, Text, dict[str, Any]]]:
        """(language, text, values for its `{names}`) for each language to be written."""
        if isinstance(value, Phrase):
            return [(name, *self._phrase(name, value)) for name in self.languages]
        if isinstance(value, Text):
            return [(self.languages[0], value, _NOTHING)]
        if hasattr(value, "en") and hasattr(value, "zh"):
            said = self.catalogue.said
            speaking = self.languages if len(self.languages) == 1 else self._speaking(value)
            return [(name, said(name, value), _NOTHING) for name in speaking]
        raise OpaqueError(f"{type(value).__name__} is not prose")

    def text(self, value: Any) -> Text | None:
        """The one text that is all there is to say; None for what is said in several languages, or has values."""
        if len(self.languages) > 1:
            return None
        kind = type(value)
        if kind is Phrase:
            return None if value.values else self._phrase(self.languages[0], value)[0]
        if kind is Text:
            return value  # type: ignore[no-any-return]
        return self.catalogue.said(self.languages[0], value) if hasattr(value, "zh") else None

    def lines(self, value: Any) -> list[tuple[str, Inlines, dict[str, Any]]]:
        """The same, each parsed and on one line."""
        return [(name, inline(text), values) for name, text, values in self.texts(value)]

    def _speaking(self, value: Any) -> list[str]:
        """The languages to write a text in: not in English twice, where English stands in for another as well."""
        if "en" not in self.languages:
            return list(self.languages)
        return [name for name in self.languages if not self.catalogue.lacks(name, value)]

    def _phrase(self, language: str, phrase: Phrase) -> tuple[Text, dict[str, Any]]:
        """A phrase in a language. Where English stands in, so it does for the values, under one mark."""
        key = language, phrase.message
        said = self._wordings.get(key)
        if said is None:
            said = self._wordings[key] = Text(self.catalogue.get(language, phrase.message))
        if not phrase.values:
            return said, _NOTHING
        spoken = "en" if said.raw.startswith(MARK) else language
        return said, self._in(spoken, phrase.values)

    def _in(self, language: str, values: dict[str, Any]) -> dict[str, Any]:
        """The values of a phrase, those in several languages in the one that the phrase is written in."""
        said = self.catalogue.said
        return {k: said(language, v) if hasattr(v, "en") and hasattr(v, "zh") else v for k, v in values.items()}


@lru_cache(maxsize=1024)
def _cut(wording: str) -> list[str]:
    """Wording at even places, what may be names of values at odd ones."""
    return _NAMES.split(wording)


def pieces(part: Plain, values: dict[str, Any]) -> list[tuple[str, Any]]:
    """A plain run cut at its `{names}`: ("text", str) and ("value", whatever fills it)."""
    if not values or "{" not in part.text:
        return [("text", part.text)]
    out: list[tuple[str, Any]] = []
    for i, piece in enumerate(_cut(part.text)):
        if i % 2 and piece in values:
            out.append(("value", values[piece]))
        elif piece:
            out.append(("text", "{" + piece + "}" if i % 2 else piece))
    return out
