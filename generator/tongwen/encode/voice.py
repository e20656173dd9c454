"""In which languages prose is written, where fixed wording is translated, and what a reference becomes."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from tongwen.encode.bare import bare
from tongwen.text.grammar import Plain
from tongwen.text.hearing import keep_apart
from tongwen.text.opaque import Code, OpaqueError, Text
from tongwen.text.phrase import MARK, Catalogue, Phrase

Linker = Callable[[str], Code | str]
#: Languages that put no space between sentences, and write a wide colon.
UNSPACED = ("zh", "ja")
_NOTHING: dict[str, Any] = {}
#: Values that are the same in every language, and those that are translated where they are encoded.
_WHOLE = frozenset([Code, Text, Phrase, int, str])
_NAMES = re.compile(r"\{(\w+)\}")


class Voice:
    """Chooses the words: `languages` in order, `catalogue` for phrases.

    What it says is kept apart (see `tongwen.text.hearing`), unless whoever asks takes notes of it.
    """

    def __init__(self, languages: tuple[str, ...], catalogue: Catalogue, *, apart: bool = True) -> None:
        self.languages = languages
        self.catalogue = catalogue
        self._apart = apart
        #: The language, where there is only one.
        self._only = languages[0] if len(languages) == 1 else ""
        #: The same, if the spec itself is written in it: the attribute that has the text.
        self._attribute = self._only if self._only in ("en", "zh") else ""
        #: Language to wording by its message. One that is said often is parsed once.
        self._wordings: dict[str, dict[str, Text]] = {language: {} for language in languages}

    def bare(self, value: Any) -> str:
        """The words of a value that is said in one language and needs no encoding, as most are; else empty."""
        if not self._only:
            return ""
        if self._apart:
            keep_apart(value)
        kind = type(value)
        if kind is Phrase:
            text = None if value.values else self._wordings[self._only].get(value.message)
        else:
            text = value if kind is Text else getattr(value, self._attribute, None)
        if text is None:
            return ""
        return text.raw if text.bare else bare(text)  # what is known already is asked for most often

    def texts(self, value: Any) -> list[tuple[str, Text, dict[str, Any]]]:
        """(language, text, values for its `{names}`) for each language to be written."""
        own = self.own(value)
        if own is not None:
            return [(self._only, *own)]
        if self._apart:
            keep_apart(value)
        if isinstance(value, Phrase):
            return [(name, *self._phrase(name, value)) for name in self.languages]
        if isinstance(value, Text):
            return [(self.languages[0], value, _NOTHING)]
        if hasattr(value, "en") and hasattr(value, "zh"):
            said = self.catalogue.said
            return [(name, said(name, value), _NOTHING) for name in self._speaking(value)]
        raise OpaqueError(f"{type(value).__name__} is not prose")

    def own(self, value: Any) -> tuple[Text, dict[str, Any]] | None:
        """The text and the values for its `{names}`, if there is only one language; None if there are several."""
        language = self._only
        if not language:
            return None
        if self._apart:
            keep_apart(value)
        kind = type(value)
        if kind is Phrase:
            return self._phrase(language, value)
        if kind is Text:
            return value, _NOTHING
        text = getattr(value, self._attribute, None)
        if text is not None:
            return text, _NOTHING
        if hasattr(value, "zh"):
            return self.catalogue.said(language, value), _NOTHING
        raise OpaqueError(f"{kind.__name__} is not prose")

    def _speaking(self, value: Any) -> list[str]:
        """The languages to write a text in: not in English twice, where English stands in for another as well."""
        if "en" not in self.languages:
            return list(self.languages)
        return [name for name in self.languages if not self.catalogue.lacks(name, value)]

    def _phrase(self, language: str, phrase: Phrase) -> tuple[Text, dict[str, Any]]:
        """A phrase in a language. Where English stands in, so it does for the values, under one mark."""
        wordings = self._wordings[language]
        said = wordings.get(phrase.message)
        if said is None:
            said = wordings[phrase.message] = Text(self.catalogue.get(language, phrase.message))
        if not phrase.values:
            return said, _NOTHING
        spoken = "en" if said.raw.startswith(MARK) else language
        return said, self._in(spoken, phrase.values)

    def _in(self, language: str, values: dict[str, Any]) -> dict[str, Any]:
        """The values of a phrase, those in several languages in the one that the phrase is written in."""
        said = self.catalogue.said
        return {k: v if type(v) in _WHOLE or not hasattr(v, "zh") else said(language, v) for k, v in values.items()}


@lru_cache(maxsize=1024)
def _cut(wording: str) -> list[tuple[bool, str]]:
    """The pieces of a wording, and whether each is what may be the name of a value."""
    return [(i % 2 == 1, piece) for i, piece in enumerate(_NAMES.split(wording)) if piece]


def pieces(part: Plain, values: dict[str, Any]) -> list[tuple[str, Any]]:
    """A plain run cut at its `{names}`: ("text", str) and ("value", whatever fills it)."""
    if not values or "{" not in part.text:
        return [("text", part.text)]
    out: list[tuple[str, Any]] = []
    for is_name, piece in _cut(part.text):
        if is_name and piece in values:
            out.append(("value", values[piece]))
        else:
            out.append(("text", "{" + piece + "}" if is_name else piece))
    return out
