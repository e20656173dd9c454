"""Whatever changes, an incremental build gives what a full one gives. The long run: `python -m bench.edits`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from bench import specs
from tests.incremental.walk import walk


def test_random_edits_give_what_a_full_build_gives(tmp_path: Path) -> None:
    specs.spec(tmp_path / "spec", 3)
    steps = list(walk(tmp_path / "walk", tmp_path / "spec", 8, 25))
    assert [step for step in steps if step.differing] == []
    ways = Counter(step.how for step in steps)
    assert min(ways["words"], ways["all"]) >= 5, ways
    assert not ways["unusable"]
