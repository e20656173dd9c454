"""What can be wrong with targets and output folders."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tongwen import paths
from tongwen.diagnostics import Diagnostic, in_order
from tongwen.load.project import project_at
from tongwen.pipeline import Options, build
from tongwen.targets import table
from tongwen.translation import lock
from tongwen.write import swap
from tongwen.write.compare import compare, report
from tongwen.write.folder import Folder

from tests.checks.cases import complete, shows
from tests.plain_target import TEMPLATES
from tests.support import GARDEN, project, run_cli

PAGE = "out/scopes/scope.water.md"


def manifest(targets: str) -> str:
    """The small spec with targets."""
    return GARDEN.replace("targets: {}", f"targets: {targets}")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one target that writes one page to `out/`."""
    for name, text in TEMPLATES.items():
        (tmp_path / "templates" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "templates" / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(paths, "templates", lambda: tmp_path / "templates")
    monkeypatch.setattr(table, "BUILT_IN", {"plain": "tests.plain_target", "twin": "tests.plain_target"})
    return project(tmp_path / "garden", base=manifest("{plain: {output: out}}"))


def run(folder: Path, *, check: bool = False, only: tuple[str, ...] = ()) -> list[Diagnostic]:
    """Build, and give everything that is reported, with the state of files where `check` asks for it."""
    result = build(folder, Options(check=check, only=only))
    states = [report(states) for states in result.states.values()] if check else []
    seen = in_order([*result.found, *(d for found in states for d in found)])
    for diagnostic in seen:
        complete(diagnostic)
    return seen


def told(seen: list[Diagnostic]) -> list[tuple[str, str]]:
    return [(d.code, str(d.place or "-")) for d in seen]


def edit(file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8") + "By hand.\n", encoding="utf-8")


def test_a_good_project_builds_and_checks_without_a_word(folder: Path) -> None:
    assert run(folder) == []
    assert (folder / PAGE).read_text(encoding="utf-8").endswith("# Watering\n")
    assert run(folder, check=True) == []


@shows("TW120")
def test_a_folder_without_a_project_is_told_how_to_start_one(tmp_path: Path) -> None:
    found = project_at(tmp_path)
    assert isinstance(found, Diagnostic)
    assert told([found]) == [("TW120", "-")]
    complete(found)


@shows("TW601")
def test_an_output_outside_the_project_is_refused(folder: Path) -> None:
    [one] = compare(folder, [str(folder.parent / "elsewhere")], {}, {}).found
    assert told([one]) == [("TW601", "spec/tongwen.yaml:1:1")]
    complete(one)


@pytest.mark.parametrize("target", ["elsewhere", "spec"])
@shows("TW602")
def test_an_output_folder_behind_a_link_is_refused_and_nothing_is_written(target: str, folder: Path) -> None:
    (folder.parent / "elsewhere").mkdir()
    (folder / "out").symlink_to(folder.parent / "elsewhere" if target == "elsewhere" else folder / "spec")
    assert told(run(folder)) == [("TW602", "spec/tongwen.yaml:1:1")]
    assert list((folder.parent / "elsewhere").iterdir()) == []


@shows("TW602")
def test_a_folder_behind_a_link_inside_the_output_is_refused(folder: Path) -> None:
    (folder.parent / "elsewhere").mkdir()
    (folder / "out").mkdir()
    (folder / "out" / "scopes").symlink_to(folder.parent / "elsewhere")
    assert told(run(folder)) == [("TW602", f"{PAGE}:1:1")]
    assert list((folder.parent / "elsewhere").iterdir()) == []


@shows("TW602")
def test_a_file_that_is_a_link_is_refused_and_its_target_is_left_alone(folder: Path) -> None:
    target = folder.parent / "precious"
    target.write_text("precious", encoding="utf-8")
    (folder / "out" / "scopes").mkdir(parents=True)
    (folder / PAGE).symlink_to(target)
    assert told(run(folder)) == [("TW602", f"{PAGE}:1:1")]
    assert target.read_text(encoding="utf-8") == "precious"


@shows("TW603")
def test_an_output_that_cannot_be_written_is_reported_and_nothing_changes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Folder, "may_change", lambda folder: False)
    [one] = run(folder)
    assert (one.code, one.message()) == ("TW603", ". cannot be written: Permission denied")
    assert not (folder / "out").exists()


@shows("TW619")
@pytest.mark.parametrize("code", [errno.EMFILE, errno.ENFILE])
def test_too_many_open_files_are_no_matter_of_permissions(
    code: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(folder: Folder) -> bool:
        raise OSError(code, "Too many", folder.path)

    monkeypatch.setattr(Folder, "may_change", refused)
    [one] = run(folder)
    assert (one.code, one.message()) == ("TW619", ". cannot be opened: Too many")
    assert "ulimit -n" in (one.help() or "")
    assert not (folder / "out").exists()


@shows("TW604")
def test_a_page_edited_by_hand_is_reported_and_kept(folder: Path) -> None:
    run(folder)
    edit(folder / PAGE)
    assert told(run(folder, check=True)) == [("TW604", f"{PAGE}:1:1")]
    assert told(run(folder)) == [("TW604", f"{PAGE}:1:1")]
    assert (folder / PAGE).read_text(encoding="utf-8").endswith("By hand.\n")


@shows("TW605")
def test_a_file_of_somebody_else_where_a_page_belongs_is_reported_and_kept(folder: Path) -> None:
    (folder / "out" / "scopes").mkdir(parents=True)
    (folder / PAGE).write_text("Mine.\n", encoding="utf-8")
    assert told(run(folder)) == [("TW605", f"{PAGE}:1:1")]
    assert (folder / PAGE).read_text(encoding="utf-8") == "Mine.\n"


@shows("TW606")
def test_a_page_of_yesterdays_spec_is_stale(folder: Path) -> None:
    run(folder)
    project(folder, base=manifest("{plain: {output: out}}").replace("Watering, zh: 浇水", "Rain, zh: 雨"))
    assert told(run(folder, check=True)) == [("TW606", f"{lock.FILE}:1:1"), ("TW606", f"{PAGE}:1:1")]


@shows("TW607")
def test_a_page_that_was_deleted_is_missing(folder: Path) -> None:
    run(folder)
    (folder / PAGE).unlink()
    assert told(run(folder, check=True)) == [("TW607", f"{PAGE}:1:1")]


@pytest.mark.parametrize(("change", "code"), [(lambda file: None, "TW608"), (edit, "TW609")], ids=["as-made", "edited"])
@shows("TW608", "TW609")
def test_a_page_of_a_scope_that_is_gone_is_an_orphan(change: Callable[[Path], None], code: str, folder: Path) -> None:
    base = manifest("{plain: {output: out}}")
    scope = "  scope.gate: {title: {en: G, zh: 门}, description: {en: G., zh: 门。}, profiles: [keeper]}\n"
    project(folder, base=base.replace("apis:\n", f"{scope}apis:\n"))
    run(folder)
    change(folder / "out/scopes/scope.gate.md")
    project(folder, base=base)
    assert told(run(folder, check=True)) == [("TW606", f"{lock.FILE}:1:1"), (code, "out/scopes/scope.gate.md:1:1")]


@shows("TW610")
def test_a_file_of_somebody_else_beside_the_pages_is_noted_and_left_alone(folder: Path) -> None:
    run(folder)
    (folder / "out" / "notes.txt").write_text("Mine.\n", encoding="utf-8")
    assert told(run(folder)) == [("TW610", "out/notes.txt:1:1")]
    assert (folder / "out" / "notes.txt").exists()


@shows("TW611")
def test_a_pipe_where_a_page_belongs_is_refused_without_waiting_for_it(folder: Path) -> None:
    (folder / "out" / "scopes").mkdir(parents=True)
    os.mkfifo(folder / PAGE)
    assert told(run(folder)) == [("TW611", f"{PAGE}:1:1")]


@shows("TW611")
def test_a_file_where_a_folder_belongs_is_refused(folder: Path) -> None:
    (folder / "out").mkdir()
    (folder / "out" / "scopes").write_text("Mine.\n", encoding="utf-8")
    assert [code for code, _ in told(run(folder))] == ["TW611"]


@shows("TW612")
def test_a_second_build_at_the_same_time_is_refused(tmp_path: Path) -> None:
    folder = project(tmp_path)
    with swap.locked(folder):
        result = run_cli(["build"], folder)
    assert result.returncode == 1
    assert result.stderr == (
        "error TW612: another build is at work in this project\n    help: wait until it has finished\n"
    )


@shows("TW613")
def test_two_targets_with_one_output_are_refused(folder: Path) -> None:
    project(folder, base=manifest("{plain: {output: out}, twin: {output: out}}"))
    assert told(run(folder)) == [("TW613", "spec/tongwen.yaml:9:42")]
    assert not (folder / "out").exists()


@pytest.mark.parametrize("outputs", [("out", "out/in"), ("out/in", "out")])
@pytest.mark.parametrize("only", [(), ("plain",)])
@shows("TW613")
def test_an_output_inside_another_is_refused_whichever_target_is_built(
    outputs: tuple[str, str], only: tuple[str, ...], folder: Path
) -> None:
    project(folder, base=manifest(f"{{plain: {{output: {outputs[0]}}}, twin: {{output: {outputs[1]}}}}}"))
    assert [code for code, _ in told(run(folder, only=only))] == ["TW613"]


@shows("TW614")
def test_an_output_where_the_spec_lies_is_refused(folder: Path) -> None:
    project(folder, base=manifest("{plain: {output: spec/out}}"))
    assert told(run(folder)) == [("TW614", "spec/tongwen.yaml:9:21")]


@shows("TW701")
def test_a_target_that_there_is_not_is_refused_with_the_nearest_one(folder: Path) -> None:
    project(folder, base=manifest("{plian: {output: out}}"))
    [one] = run(folder)
    assert told([one]) == [("TW701", "spec/tongwen.yaml:9:13")]
    assert one.help().startswith("did you mean plain?")


@pytest.mark.parametrize(("option", "code"), [("also: pages", "TW702"), ("alos: page", "TW705")])
@shows("TW702", "TW705")
def test_an_option_that_the_target_does_not_know_is_refused(option: str, code: str, folder: Path) -> None:
    project(folder, base=manifest(f"{{plain: {{output: out, options: {{{option}}}}}}}"))
    assert told(run(folder)) == [(code, "spec/tongwen.yaml:9:44")]


@shows("TW704")
def test_a_name_that_the_target_cannot_express_is_reported_where_it_stands(folder: Path) -> None:
    project(folder, base=manifest("{plain: {output: out, options: {also: name}}}"))
    assert told(run(folder)) == [("TW704", "spec/tongwen.yaml:31:3")]


@shows("TW703")
def test_a_target_that_the_manifest_does_not_have_is_refused(folder: Path) -> None:
    assert told(run(folder, only=("twin",))) == [("TW703", "spec/tongwen.yaml:1:1")]


@pytest.mark.parametrize(
    ("kind", "code", "place"), [("page", "TW710", "templates/plain/broken.md.j2:2:1"), ("module", "TW711", "-")]
)
@shows("TW710", "TW711")
def test_a_template_that_makes_no_good_file_is_reported_and_nothing_is_written(
    kind: str, code: str, place: str, folder: Path
) -> None:
    project(folder, base=manifest(f"{{plain: {{output: out, options: {{also: {kind}}}}}}}"))
    assert told(run(folder)) == [(code, place)]
    assert not (folder / "out").exists()
