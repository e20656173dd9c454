"""In which languages prose is written, where fixed wording is translated, and what a reference becomes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tongwen.text.grammar import Inlines, Plain, Tree, inline, parse
from tongwen.text.opaque import Code, OpaqueError, Text
from tongwen.text.phrase import MARK, Catalogue, Phrase

Linker = Callable[[str], Code | str]
#: Languages that put no space between sentences, and write a wide colon.
UNSPACED = ("zh", "ja")
_NAMES = re.compile(r"\{(\w+)\}")


class Voice:
    """Chooses the words: `languages` in order, `catalogue` for phrases."""

    def __init__(self, languages: tuple[str, ...], catalogue: Catalogue) -> None:
        self.languages = languages
        self.catalogue = catalogue

    def texts(self, value: Any) -> list[tuple[str, Text, dict[str, Any]]]:
        """(language, text, values for its `{names}`) for each language to be written."""
        if isinstance(value, Phrase):
            return [(name, *self._phrase(name, value)) for name in self.languages]
        if isinstance(value, Text):
            return [(self.languages[0], value, {})]
        if hasattr(value, "en") and hasattr(value, "zh"):
            return [(name, self.catalogue.said(name, value), {}) for name in self._speaking(value)]
        raise OpaqueError(f"{type(value).__name__} is not prose")

    def trees(self, value: Any) -> list[tuple[str, Tree, dict[str, Any]]]:
        """The same, parsed into blocks."""
        return [(name, parse(text), values) for name, text, values in self.texts(value)]

    def lines(self, value: Any) -> list[tuple[str, Inlines, dict[str, Any]]]:
        """The same, as one line each."""
        return [(name, inline(text), values) for name, text, values in self.texts(value)]

    def _speaking(self, value: Any) -> list[str]:
        """The languages to write a text in: not in English twice, where English stands in for another as well."""
        if "en" not in self.languages:
            return list(self.languages)
        return [name for name in self.languages if not self.catalogue.lacks(name, value)]

    def _phrase(self, language: str, phrase: Phrase) -> tuple[Text, dict[str, Any]]:
        """A phrase in a language. Where English stands in, so it does for the values, under one mark."""
        said = self.catalogue.get(language, phrase.message)
        spoken = "en" if said.startswith(MARK) else language
        return Text(said), self._in(spoken, phrase.values)

    def _in(self, language: str, values: dict[str, Any]) -> dict[str, Any]:
        """The values of a phrase, those in several languages in the one that the phrase is written in."""
        said = self.catalogue.said
        return {k: said(language, v) if hasattr(v, "en") and hasattr(v, "zh") else v for k, v in values.items()}


def pieces(part: Plain, values: dict[str, Any]) -> list[tuple[str, Any]]:
    """A plain run cut at its `{names}`: ("text", str) and ("value", whatever fills it)."""
    if not values or "{" not in part.text:
        return [("text", part.text)]
    cut = _NAMES.split(part.text)
    out: list[tuple[str, Any]] = []
    for i, piece in enumerate(cut):
        if i % 2 and piece in values:
            out.append(("value", values[piece]))
        elif piece:
            out.append(("text", "{" + piece + "}" if i % 2 else piece))
    return out
