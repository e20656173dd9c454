"""Fixed wording of templates and views, and where its translations come from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from tongwen.text.opaque import Text


class Bilingual(Protocol):
    """Anything that holds the same words in both languages; the spec's `Localized` does."""

    @property
    def en(self) -> Text: ...

    @property
    def zh(self) -> Text: ...


class Phrase:
    """Wording of ours, by its English form, with `{names}` that values fill. Translated where it is encoded."""

    __slots__ = ("message", "values")

    def __init__(self, message: str, **values: Any) -> None:
        self.message = message
        self.values = values

    def __call__(self, **values: Any) -> Phrase:
        """The same phrase with values filled in."""
        return Phrase(self.message, **{**self.values, **values})


class Catalogue:
    """Translations of fixed wording for the languages other than English."""

    def __init__(self, translations: Mapping[str, Mapping[str, str]]) -> None:
        self._translations = translations

    def get(self, language: str, message: str) -> str:
        """The message in a language; the English form where there is no translation (a check reports that)."""
        if language == "en":
            return message
        return self._translations.get(language, {}).get(message, message)
