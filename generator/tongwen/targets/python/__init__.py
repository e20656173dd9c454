"""The Python client: a typed distribution without dependencies, for any host that speaks the wire."""

from __future__ import annotations

import keyword
import re
from typing import Any

from tongwen.diagnostics import N_
from tongwen.targets.base import Target, are_languages
from tongwen.targets.python.plan import plan
from tongwen.targets.python.sample import sample


def _package(value: Any) -> bool:
    named = isinstance(value, str) and re.fullmatch(r"[a-z][a-z0-9_]{0,49}", value)
    return bool(named) and not keyword.iskeyword(value)


TARGET = Target(
    name="python",
    plan=plan,
    options={
        "package": (_package, N_("name of the package: lower-case letters, digits and underscores")),
        "docstrings": (are_languages, N_("languages of the docstrings, in order: [en], [zh] or [en, zh]")),
    },
    languages="docstrings",
    sample=sample,
)
