"""Time stamps that lie: set back, ahead, or changed while a build runs. The build may do more then, but never less."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest
from tongwen import pipeline
from tongwen.pipeline import Options, build
from tongwen.write import record

from tests.crash.judge import tree
from tests.support import GARDEN, ROOT, project

BASE = GARDEN.replace("targets: {}", "targets: {matrix: {output: cases}}")
OTHER = BASE.replace("garden.openValve", "garden.turnValve")
HOUR = 3600 * 10**9


def spec(folder: Path, text: str, stamp: int) -> Path:
    file = project(folder, base=text) / "spec/tongwen.yaml"
    os.utime(file, ns=(stamp, stamp))
    return file


def expected(folder: Path, text: str) -> dict[str, bytes]:
    assert build(project(folder, base=text), Options()).found == []
    return tree(folder)


@pytest.mark.parametrize("back", [1, HOUR, 1000 * HOUR])
def test_a_spec_changed_after_the_clock_was_set_back_is_built(back: int, tmp_path: Path) -> None:
    now = time.time_ns() - HOUR
    spec(tmp_path / "a", BASE, now)
    assert build(tmp_path / "a", Options()).found == []
    assert record.nothing_to_do(tmp_path / "a", ROOT) is not None
    spec(tmp_path / "a", OTHER, now - back)
    assert record.nothing_to_do(tmp_path / "a", ROOT) is None
    build(tmp_path / "a", Options())
    assert tree(tmp_path / "a") == expected(tmp_path / "b", OTHER)


def test_a_record_from_the_future_and_outputs_from_the_past_do_no_harm(tmp_path: Path) -> None:
    spec(tmp_path / "a", BASE, time.time_ns() + HOUR)
    assert build(tmp_path / "a", Options()).found == []
    assert record.nothing_to_do(tmp_path / "a", ROOT) is None, "a file of the future may change and keep its stamp"
    for file in (tmp_path / "a/cases").iterdir():
        os.utime(file, (1, 1))
    assert build(tmp_path / "a", Options(check=True)).found == []
    assert build(tmp_path / "a", Options()).found == []
    assert tree(tmp_path / "a") == expected(tmp_path / "b", BASE)


def test_what_changes_while_a_build_runs_is_built_next_whatever_its_stamp(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec(tmp_path / "a", BASE, 1)
    prepare = pipeline.prepare

    def meanwhile(*arguments: Any) -> Any:
        spec(tmp_path / "a", OTHER, 2)
        return prepare(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "prepare", meanwhile)
        assert build(tmp_path / "a", Options()).found == []
    assert record.nothing_to_do(tmp_path / "a", ROOT) is None
    build(tmp_path / "a", Options())
    assert tree(tmp_path / "a") == expected(tmp_path / "b", OTHER)
