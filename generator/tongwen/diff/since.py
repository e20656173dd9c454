"""Versions of what is compared: the library that `since` counts, and releases of the spec."""

from __future__ import annotations

import re

from tongwen.text.phrase import Phrase

#: Before every version.
OPEN = "0.0"


def number(version: str) -> tuple[int, ...]:
    """A version (or a date, year first) as what it counts; `2.10` comes after `2.9`, and `2.1` is `2.1.0`."""
    parts = [int(part) for part in re.findall("[0-9]+", version)]
    while parts and not parts[-1]:
        parts.pop()
    return tuple(parts)


def later(one: str, other: str) -> bool:
    """Whether a version comes after another."""
    return number(one) > number(other)


def shown(version: str | None) -> str | Phrase:
    """A version in a sentence; none means that there was never a time without."""
    return version or Phrase("the first version")
