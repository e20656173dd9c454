"""Fixed wording of templates and views, and where its translations come from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, Protocol

from tongwen.text.grammar import normal
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


#: Stands before English where another language is expected.
MARK = "[en]"


class Known(NamedTuple):
    """Words that no catalogue has to be asked for. Languages that are not among `others` show the English."""

    en: Text
    zh: Text
    others: Mapping[str, Text] = {}


class Told(NamedTuple):
    """A message of the tool itself on a page: both languages of the spec, and how a translation is made fit for it."""

    message: str
    en: Text
    zh: Text
    fit: Callable[[str], Text]


class Catalogue:
    """Translations for the languages other than English: of fixed wording, and of texts of the spec.

    The spec itself holds English and Chinese. `texts` has its translations into any other language, by the English as
    it reads. What is missing there is shown in English, with a mark.
    """

    def __init__(
        self,
        translations: Mapping[str, Mapping[str, str]],
        texts: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        self._translations = translations
        self._texts = texts or {}
        self._said: dict[tuple[str, str], tuple[Text, bool]] = {}

    def get(self, language: str, message: str) -> str:
        """The message in a language; where there is no translation, the English form, marked as such.

        Chinese is never without one: the suite sees to it.
        """
        if language == "en":
            return message
        words = self._translations.get(language, {}).get(message)
        return words or (message if language == "zh" else f"{MARK} {message}")

    def said(self, language: str, value: Bilingual) -> Text:
        """A text of the spec in a language."""
        if language == "zh":
            return value.zh
        return value.en if language == "en" else self._looked_up(language, value)[0]

    def lacks(self, language: str, value: Bilingual) -> bool:
        """The text is not translated into that language, and shown in English."""
        return self._looked_up(language, value)[1]

    def _looked_up(self, language: str, value: Bilingual) -> tuple[Text, bool]:
        if language == "zh":
            return value.zh, False
        if language == "en":
            return value.en, False
        if isinstance(value, Known):
            return value.others.get(language, value.en), False
        if value.en == value.zh:
            return value.en, False
        key = language, value.en.raw
        found = self._said.get(key)
        if found is None:
            found = self._said[key] = self._translated(language, value)
        return found

    def _translated(self, language: str, value: Bilingual) -> tuple[Text, bool]:
        translations, texts = self._translations.get(language, {}), self._texts.get(language, {})
        if isinstance(value, Told) and (words := translations.get(value.message)):
            return value.fit(words), False
        words = texts.get(normal(value.en)) or translations.get(value.en.raw)
        return (Text(words), False) if words else (_marked(value.en), True)


def _marked(text: Text) -> Text:
    """English where another language is expected. A list keeps its first line for itself."""
    return Text(f"{MARK}\n\n{text.raw}" if text.raw.startswith("- ") else f"{MARK} {text.raw}")
