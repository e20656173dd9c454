"""Whatever changes in a spec is told, save for what no user can see: each leaf of the small spec is tried."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest
from tongwen.diff.compare import compare
from tongwen.diff.scene import Scene
from tongwen.model.spec import Document
from tongwen.text.opaque import Text

from tests.diff.yard import YARD
from tests.support import document, parse

#: Paths that nobody but the authors of the spec sees, each with the reason.
UNSEEN = {
    r"tongwen\.release": "the number that the advice is about",
    r"\w+\.\w+\.order": "numbers that make a sequence; the sequence is compared",
    r"dimensions\.\w+\.applies\.0\.for": "what counts are the situations that there are",
    r"rules\.asks-\w+\.given\.leave": "what counts are the cells, and the other condition picks the same",
}
#: Other values, where another word is not allowed.
WORDS = [
    "active", "withdrawn", "retired", "record", "enumeration", "map", "function", "settings", "object", "string",
    "integer", "callback", "return", "listener", "success", "failure", "environment", "state", "answer", "argument",
    "ask", "set", "delete", "allow", "deny", "granted", "denied", "unasked", "none", "scope", "settings", "document",
    "typings", "en", "zh", "typo", "defect", "documented", "observed", "inferred", "keeper", "guest", "1.9.9", "MIT",
    "https://example.org", "number", "tablet", "phone", "scope.water", "scope.light", "Other", "other",
]  # fmt: skip
Path = tuple[str | int, ...]


def leaves(value: Any, path: Path = ()) -> Iterator[Path]:
    if isinstance(value, dict):
        for key, inside in value.items():
            yield from leaves(inside, (*path, key))
    elif isinstance(value, list):
        for i, inside in enumerate(value):
            yield from leaves(inside, (*path, i))
    else:
        yield path


def branches(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every path below the kinds of entries, leaves and what holds them."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inside:
        if path:
            yield (*path, key)
        yield from branches(one, (*path, key))


def changed(data: dict[str, Any], path: Path, value: Any) -> Document | None:
    """The spec with another value at a path (or none at all); None: there can be no such spec."""
    made = copy.deepcopy(data)
    inside: Any = made
    for step in path[:-1]:
        inside = inside[step]
    if value is None:
        del inside[path[-1]]
    else:
        inside[path[-1]] = value
    try:
        return msgspec.convert(made, Document, dec_hook=lambda _, text: Text(str(text)))
    except msgspec.ValidationError:
        return None


def others(value: Any) -> list[Any]:
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value + 1]
    return [f"{value}x", *(word for word in WORDS if word != value)]


def unseen(path: str) -> bool:
    return any(re.fullmatch(pattern, path) for pattern in UNSEEN)


def overlooked(paths: Iterator[Path], made: Callable[[Path], Document | None]) -> tuple[list[str], int]:
    """The paths whose change nobody would hear of, and how many were tried."""
    base, found, tried = document(YARD), [], 0
    for path in paths:
        other = made(path)
        if other is not None:
            tried += 1
            if not compare(base, other):
                found.append(".".join(map(str, path)))
    return found, tried


def with_other_leaves() -> tuple[list[str], int]:
    data = parse(YARD)

    def made(path: Path) -> Document | None:
        value: Any = data
        for step in path:
            value = value[step]
        return next((found for other in others(value) if (found := changed(data, path, other))), None)

    return overlooked(leaves(data), made)


def test_every_leaf_that_changes_is_told() -> None:
    found, tried = with_other_leaves()
    assert [path for path in found if not unseen(path)] == []
    assert tried > 400


def test_every_branch_that_is_taken_away_is_told() -> None:
    data = parse(YARD)
    found, tried = overlooked(branches(data), lambda path: changed(data, path, None))
    assert [path for path in found if not unseen(path)] == []
    assert tried > 200


def test_every_exception_is_one() -> None:
    found, _ = with_other_leaves()
    data = parse(YARD)
    removed, _ = overlooked(branches(data), lambda path: changed(data, path, None))
    idle = [rule for rule in UNSEEN if not any(re.fullmatch(rule, path) for path in [*found, *removed])]
    assert idle == []


@pytest.mark.parametrize("blind", ["fact", "wording", "add"])
def test_a_comparison_that_keeps_something_back_would_be_seen(blind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Scene, blind, lambda *_: None)
    found, _ = with_other_leaves()
    assert [path for path in found if not unseen(path)]
