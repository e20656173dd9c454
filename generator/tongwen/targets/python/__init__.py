"""The Python client: a typed distribution without dependencies, for any host that speaks the wire."""

from __future__ import annotations

import keyword
import re
from typing import Any

from tongwen.diagnostics import N_
from tongwen.targets.base import Target
from tongwen.targets.python.plan import plan
from tongwen.targets.python.sample import sample

_LANGUAGES = (["en"], ["zh"], ["en", "zh"], ["zh", "en"])


def _package(value: Any) -> bool:
    named = isinstance(value, str) and re.fullmatch(r"[a-z][a-z0-9_]{0,49}", value)
    return bool(named) and not keyword.iskeyword(value)


def _languages(value: Any) -> bool:
    return value in _LANGUAGES


TARGET = Target(
    name="python",
    plan=plan,
    options={
        "package": (_package, N_("name of the package: lower-case letters, digits and underscores")),
        "docstrings": (_languages, N_("languages of the docstrings: [en], [zh] or [en, zh]")),
    },
    sample=sample,
)
