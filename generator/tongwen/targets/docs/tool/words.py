"""Wording of the tool as texts of the pages, in both languages, whatever the language of this run."""

from __future__ import annotations

import re

from tongwen.text.catalogue import translated
from tongwen.text.opaque import Text
from tongwen.text.phrase import Bilingual, Told

_CODE = re.compile(r"(`[^`\n]+`)")
_PLACE = re.compile(r"\[\[\{\w+\}\]\]|\{\w+\}")


def told(message: str) -> Bilingual:
    """A message and its translation; the names of values that fill it are shown as code.

    Messages are made for a terminal, where backticks are signs like any other: a translation may have some that the
    message has not. On the pages both languages have the same code.
    """
    zh = translated(message, "zh")
    same = _same(message, zh)
    return Told(message, Text(_marked(message, same)), Text(_marked(zh, same)), lambda words: _fitted(message, words))


def _fitted(message: str, words: str) -> Text:
    return Text(_marked(words, _same(message, words)))


def _same(message: str, words: str) -> set[str]:
    return set(_CODE.findall(message)) & set(_CODE.findall(words))


def _marked(message: str, same: set[str]) -> str:
    parts = _CODE.split(message)
    for i, part in enumerate(parts):
        if part not in same:
            parts[i] = _PLACE.sub(lambda match: f"`{match[0]}`", part.strip("`") if i % 2 else part)
    return "".join(parts)
