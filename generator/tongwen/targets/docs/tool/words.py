"""Wording of the tool as texts of the pages, in both languages, whatever the language of this run."""

from __future__ import annotations

import re

from tongwen import paths
from tongwen.model.base import Localized
from tongwen.targets.docs import naming
from tongwen.text.catalogue import translations

_CODE = re.compile(r"(`[^`\n]+`)")
_PLACE = re.compile(r"\[\[\{\w+\}\]\]|\{\w+\}")


def told(message: str) -> Localized:
    """A message and its translation; the names of values that fill it are shown as code.

    Messages are made for a terminal, where backticks are signs like any other: a translation may have some that the
    message has not. On the pages both languages have the same code.
    """
    zh = translations(paths.locales(), "zh").get(message, message)
    same = set(_CODE.findall(message)) & set(_CODE.findall(zh))
    return naming.bilingual(_marked(message, same), _marked(zh, same))


def _marked(message: str, same: set[str]) -> str:
    parts = _CODE.split(message)
    for i, part in enumerate(parts):
        if part not in same:
            parts[i] = _PLACE.sub(lambda match: f"`{match[0]}`", part.strip("`") if i % 2 else part)
    return "".join(parts)
