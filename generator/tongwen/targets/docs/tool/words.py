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
    """A message and its translation; the names of values that fill it are shown as code."""
    zh = translations(paths.locales(), "zh").get(message, message)
    return naming.bilingual(_marked(message), _marked(zh))


def _marked(message: str) -> str:
    parts = _CODE.split(message)
    parts[::2] = [_PLACE.sub(lambda match: f"`{match[0]}`", part) for part in parts[::2]]
    return "".join(parts)
