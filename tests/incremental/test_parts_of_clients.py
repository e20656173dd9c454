"""Clients in parts after small changes: their imports follow from references, so words alone must not change them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tongwen.incremental import changes
from tongwen.pipeline import build
from tongwen.report import Options, State
from tongwen.targets import parts
from tongwen.update import update

from bench import specs
from tests.incremental.test_words import BOTH, both_ways, built, reword

PART = "sdk/typescript/index-house0.d.ts"
#: The sentence of a field with a reference to a type that the file of its call does not use otherwise.
REFERRING = (BOTH[0][1], "Where it is, in the room of a [[Leaf]]."), (BOTH[1][1], "放在 [[Leaf]] 的房间里。")


@pytest.fixture(autouse=True)
def in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MANY_CALLS", 1)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    return built(tmp_path)


def imports(house: Path) -> str:
    return (house / PART).read_text(encoding="utf-8").partition(' from "')[0]


def states(house: Path) -> set[State]:
    """What a full build finds."""
    return {state for files in build(house, Options(check=True, jobs=1)).states.values() for state in files.values()}


def test_other_words_are_put_into_the_parts_alone(house: Path) -> None:
    reword(house, *BOTH)
    made = update(house, Options())
    assert made.reason is None
    assert PART in made.texts
    assert "sdk/typescript/index.d.ts" not in made.texts
    assert states(house) == {"unchanged"}


def test_a_reference_that_comes_or_goes_changes_what_is_imported(house: Path) -> None:
    reword(house, *BOTH)
    update(house, Options(jobs=1))
    assert "Leaf" not in imports(house)
    reword(house, *REFERRING)
    made = update(house, Options(jobs=1))
    assert made.reason is not None
    assert "Leaf," in imports(house)
    assert states(house) == {"unchanged"}
    reword(house, *((new, old) for old, new in REFERRING))
    assert update(house, Options(jobs=1)).reason is not None
    assert "Leaf" not in imports(house)
    assert states(house) == {"unchanged"}


def test_a_look_at_words_that_misses_references_would_be_found(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reword(house, *BOTH)
    reword(house, *REFERRING)
    update(house, Options(jobs=1))
    monkeypatch.setattr(changes, "references", lambda _text: [])
    reword(house, *((new, old) for old, new in REFERRING))
    assert update(house, Options()).reason is None
    assert "Leaf," in imports(house)
    assert "stale" in states(house)


def test_nearly_all_texts_can_be_changed_at_once_in_parts_as_well(tmp_path: Path) -> None:
    specs.spec(tmp_path / "from", 2)
    count, made, differing = both_ways(tmp_path, tmp_path / "from" / "spec")
    assert (differing, made.reason) == ([], None)
    assert count > 80
    assert PART in made.texts
