"""Every hostile path: never written, whether a target plans it or a manifest names it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tongwen import paths
from tongwen.pipeline import Options, build
from tongwen.targets import table
from tongwen.targets.base import PlannedFile

from tests import plain_target
from tests.checks.cases import complete, shows
from tests.hostile.yard import cases
from tests.support import GARDEN, project

OUTPUTS = cases("outputs")
WORDS = "{en: W., zh: 文。}"


def path_of(case: str) -> str:
    return "a" * 300 if OUTPUTS[case]["path"] == "LONG" else str(OUTPUTS[case]["path"])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a target that writes a page for each scope."""
    for name, text in plain_target.TEMPLATES.items():
        (tmp_path / "templates" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "templates" / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(paths, "templates", lambda: tmp_path / "templates")
    monkeypatch.setattr(table, "BUILT_IN", {"plain": "tests.plain_target"})
    return tmp_path / "garden"


def written(folder: Path) -> list[str]:
    """Everything beside the spec, also outside of the project."""
    files = [p.relative_to(folder.parent).as_posix() for p in folder.parent.rglob("*") if p.is_file()]
    return [name for name in files if not name.startswith(("garden/spec/", "templates/", "garden/.tongwen/"))]


def planned(folder: Path, monkeypatch: pytest.MonkeyPatch, *names: str) -> list[str]:
    """The codes that a build gives where the target plans these paths."""
    plan: Any = lambda _: [PlannedFile(name, "plain/scope.md.j2", _Page(), "markdown") for name in names]  # noqa: E731
    monkeypatch.setattr(plain_target, "TARGET", plain_target.TARGET._replace(plan=plan))
    project(folder, base=GARDEN.replace("targets: {}", "targets: {plain: {output: out}}"))
    found = build(folder, Options()).found
    for diagnostic in found:
        complete(diagnostic)
    return [d.code for d in found]


class _Page:
    title = plain_target.Localized(**plain_target._words())


@pytest.mark.parametrize("case", OUTPUTS)
@shows("TW618")
def test_a_hostile_path_that_a_target_plans_is_never_written(
    case: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed = OUTPUTS[case].get("planned") == "ok"
    assert planned(folder, monkeypatch, path_of(case)) == ([] if allowed else ["TW618"])
    assert [name for name in written(folder) if not name.startswith("garden/locales/")] == (
        [f"garden/out/{path_of(case)}"] if allowed else []
    )


@pytest.mark.parametrize(
    "names", [("a.md", "a.md"), ("a.md", "A.md"), ("x/index.md", "X/index.md")], ids=["same", "case", "folder"]
)
def test_two_files_that_are_one_on_some_system_are_not_written(
    names: tuple[str, ...], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert set(planned(folder, monkeypatch, *names)) == {"TW613"}
    assert written(folder) == []


@pytest.mark.parametrize("case", OUTPUTS)
def test_a_hostile_folder_that_a_manifest_names_is_never_written(case: str, folder: Path) -> None:
    named = json.dumps(path_of(case), ensure_ascii="\0" in path_of(case))
    project(folder, base=GARDEN.replace("targets: {}", f"targets: {{plain: {{output: {named}}}}}"))
    codes = [d.code for d in build(folder, Options()).found]
    wanted = OUTPUTS[case]["folder"]
    assert codes == [] if wanted == "ok" else wanted in codes
    assert (written(folder) == []) == (wanted != "ok")


def test_folders_that_are_one_on_some_systems_clash(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "BUILT_IN", {"plain": "tests.plain_target", "twin": "tests.plain_target"})
    targets = "{plain: {output: out/a}, twin: {output: Out/A}}"
    project(folder, base=GARDEN.replace("targets: {}", f"targets: {targets}"))
    assert [d.code for d in build(folder, Options()).found] == ["TW613"]
    assert written(folder) == []


def test_an_id_cannot_take_the_place_of_the_page_before_it(tmp_path: Path) -> None:
    guide = f"guides:\n  index: {{title: {WORDS}, summary: {WORDS}, order: 1, sections: []}}\n"
    base = GARDEN.replace("targets: {}", "targets: {docs: {output: docs}}")
    report = build(project(tmp_path, {"spec/case.yaml": guide}, base=base), Options())
    assert report.failed
    assert not (tmp_path / "docs").exists()
