"""The pairs of `pairs.yaml`: the small spec and the same with one edit, and what that means for users."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from tongwen.diff.compare import compare
from tongwen.model.spec import Document

from tests.diff.yard import YARD
from tests.support import document


class Pair(NamedTuple):
    """An edit, and every change that it makes: id to what it weighs for Python, TypeScript and behaviour."""

    name: str
    changes: dict[str, str]
    text: str

    def __str__(self) -> str:
        return self.name


def edited(edits: list[dict[str, str]]) -> str:
    """The small spec with passages replaced."""
    text = YARD
    for edit in edits:
        assert edit["old"] in text, edit["old"]
        text = text.replace(edit["old"], edit["new"])
    return text


@cache
def pairs() -> list[Pair]:
    """All pairs."""
    rows: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("pairs.yaml").read_text(encoding="utf-8"))
    return [Pair(row["name"], row["changes"], edited(row["edits"])) for row in rows]


def pair(name: str) -> Pair:
    """One of them."""
    return next(found for found in pairs() if found.name == name)


@cache
def spec(text: str) -> Document:
    """A spec, parsed once."""
    return document(text)


def seen(found: Pair) -> dict[str, str]:
    """What the comparison says of a pair."""
    return {change.id: " ".join(change.impact) for change in compare(spec(YARD), spec(found.text))}


def red() -> str:
    """The first pair that is not told as it should be; empty: there is none."""
    return next((found.name for found in pairs() if seen(found) != found.changes), "")
