"""Words of a page: its language, whether two descriptions are alike, which words the glossary calls wrong."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import NamedTuple

from tongwen.model.base import Localized
from tongwen.model.spec import Document

_CJK = re.compile("[\u4e00-\u9fff]")
_LATIN = re.compile(r"(?<![\w.])[A-Za-z][a-z']*(?![\w.(])", re.ASCII)
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]?")
_REFERENCE = re.compile(r"\[\[(?:[a-z]+:)?([^\[\]]+)\]\]")
_QUOTES = tuple("\"'“”‘’「」『』")
_IDLE = frozenset(
    "a an and the of to in on for with your user users whether is are be can may it its this that".split()
)
#: From which share of common words, or of common characters, on two descriptions count as alike.
_WORDS_ALIKE, _CHARACTERS_ALIKE = 0.5, 0.65


def language(text: str) -> str:
    """`zh` where there are more Chinese characters than Latin words, not counting names with dots or capitals."""
    return "zh" if len(_CJK.findall(text)) > len(_LATIN.findall(text)) else "en"


def raw(text: Localized, language: str) -> str:
    """A text of the spec as it is read in a language."""
    found: str = getattr(text, language).raw
    return _REFERENCE.sub(r"\1", found).replace("`", "")


def alike(one: str, other: str) -> bool:
    """Two descriptions use the same words. Remarks in brackets do not count."""
    one, other = (_BRACKETS.sub("", text).strip() or text for text in (one, other))
    if _CJK.search(one + other):
        first, second = ("".join(re.findall(r"\w", text)).lower() for text in (one, other))
        inside = first in second or second in first
        ratio = difflib.SequenceMatcher(None, first, second, autojunk=False).ratio()
        return bool(first and second) and (inside or ratio >= _CHARACTERS_ALIKE)
    first_words, second_words = _stems(one), _stems(other)
    if not first_words or not second_words:
        return first_words == second_words
    common = len(first_words & second_words)
    return common / min(len(first_words), len(second_words)) > _WORDS_ALIKE


def _stems(text: str) -> set[str]:
    words = (word.lower().removesuffix("'s") for word in re.findall(r"[A-Za-z0-9'-]+", text))
    return {re.sub(r"(?:ies|es|s|ing|ed)$", "", word) for word in words if word not in _IDLE}


class Wrong(NamedTuple):
    """A wrong word in a text: where, as printed, the term that is meant and its entry in the glossary."""

    start: int
    words: str
    term: str
    entry: str


def wrong_words(text: str, document: Document, language: str) -> Iterator[Wrong]:
    """Words that the glossary calls wrong, in the order of the text; of overlapping ones the longest."""
    taken: list[range] = []
    found = []
    for words, term, entry in sorted(_forbidden(document, language), key=lambda each: -len(each[0])):
        edge = r"\b" if language == "en" else ""
        for match in re.finditer(edge + re.escape(words) + edge, text, re.IGNORECASE):
            if not any(match.start() in each for each in taken) and not _quoted(text, match):
                taken.append(range(match.start(), match.end()))
                found.append(Wrong(match.start(), match[0], term, entry))
    return iter(sorted(found))


def _quoted(text: str, match: re.Match[str]) -> bool:
    """A word in quotation marks is spoken of, and not used."""
    return text[: match.start()][-1:] in _QUOTES and text[match.end() :][:1] in _QUOTES if match.start() else False


def _forbidden(document: Document, language: str) -> list[tuple[str, str, str]]:
    return [
        (words, term.zh if language == "zh" else term.en, entry)
        for entry, term in document.glossary.items()
        for words in (term.wrong_zh if language == "zh" else term.wrong_en)
    ]
