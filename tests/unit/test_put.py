"""Files that people keep and a command changes: their permissions stay, links are refused, all or none are written."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from tongwen.diagnostics import Diagnostic
from tongwen.write import put as putting
from tongwen.write import swap
from tongwen.write.put import put

from tests.support import GARDEN, project, run_cli


def told(found: list[Diagnostic]) -> list[tuple[str, str]]:
    return [(d.code, d.message()) for d in found]


def test_a_file_keeps_its_permissions_and_a_new_one_has_those_of_outputs(tmp_path: Path) -> None:
    (tmp_path / "kept.yaml").write_text("old", encoding="utf-8")
    os.chmod(tmp_path / "kept.yaml", 0o640)
    assert put(tmp_path, {"kept.yaml": b"new", "deep/new.yaml": b"new"}) == []
    modes = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("kept.yaml", "deep/new.yaml")]
    assert modes == [0o640, 0o644]
    assert (tmp_path / "kept.yaml").read_bytes() == b"new"


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / "locales").symlink_to("../outside")
    (tmp_path / "inside" / "file.yaml").symlink_to("../outside/file.yaml")
    for path in ("locales/zh.lock.yaml", "file.yaml"):
        assert [code for code, _ in told(put(tmp_path / "inside", {path: b"new", "other": b"new"}))] == ["TW602"]
    assert list((tmp_path / "outside").iterdir()) == []
    assert not (tmp_path / "inside" / "other").exists(), "all or none"


def test_a_file_that_may_not_be_changed_is_told_by_its_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "kept.yaml").write_text("old", encoding="utf-8")
    monkeypatch.setattr(putting.os, "access", lambda path, mode: False)
    found = put(tmp_path, {"kept.yaml": b"new"})
    assert told(found) == [("TW603", "kept.yaml cannot be written: Permission denied")]
    assert (tmp_path / "kept.yaml").read_bytes() == b"old"


def test_another_build_is_waited_for_by_the_user(tmp_path: Path) -> None:
    with swap.locked(tmp_path):
        assert [code for code, _ in told(put(tmp_path, {"kept.yaml": b"new"}))] == ["TW612"]


@pytest.mark.parametrize(
    ("command", "file"),
    [
        (["new", "scope", "scope.gate", "--file", "spec/tongwen.yaml"], "spec/tongwen.yaml"),
        (["i18n", "accept", "--all"], "locales/zh.lock.yaml"),
        (["changelog", "."], "CHANGELOG.md"),
    ],
)
def test_commands_keep_the_permissions_of_what_they_change(command: list[str], file: str, tmp_path: Path) -> None:
    marked = "<!-- tongwen changelog -->\n\n- x\n\n<!-- /tongwen changelog -->\n"
    project(tmp_path, {"CHANGELOG.md": f"# Changelog\n\n## Unreleased\n\n{marked}"})
    assert run_cli(["build"], tmp_path).returncode == 0
    manifest = tmp_path / "spec/tongwen.yaml"
    manifest.write_text(GARDEN.replace("Opens a valve.", "Opens one valve."), encoding="utf-8")
    os.chmod(tmp_path / file, 0o600)
    before = (tmp_path / file).read_bytes()
    done = run_cli(command, tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / file).read_bytes() != before
    assert stat.S_IMODE((tmp_path / file).stat().st_mode) == 0o600
