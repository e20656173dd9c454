"""`tongwen lint --fix`: what needs no thinking is mended in place, everything else stays byte for byte."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from tongwen.lint.fix import fixable, mend
from tongwen.lint.registry import all_lints
from tongwen.pipeline import read
from tongwen.write import swap

from tests.checks.cases import FILE, Case, complete, shows
from tests.lint import test_entries, test_prose
from tests.lint.support import linted, outcome
from tests.support import ROOT, project, run_cli

FIXED = [e for e in test_prose.CASES if all_lints()[e.code].fix is not None]
FAULTS = """\
# beds
apis:
  garden.look:   # the first
    group: water
    summary: {en: "Looks at  a bed.", zh: '查看 苗床。'}
    profiles: [keeper]
    description:
      en: >-
        It opens the the valve , on iOS
        too
      zh: |
        在iOS 上,也会打开阀门
        然后等待.
    # the last line
"""
MENDED = """\
# beds
apis:
  garden.look:   # the first
    group: water
    summary: {en: "Looks at a bed.", zh: '查看苗床。'}
    profiles: [keeper]
    description:
      en: >-
        It opens the valve, on iOS
        too.
      zh: |
        在 iOS 上，也会打开阀门
        然后等待。
    # the last line
"""


def run(folder: Path, *options: str) -> tuple[int, str, str]:
    done = run_cli(["lint", "--fix", *options], folder)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("example", FIXED, ids=str)
def test_every_case_that_has_a_fix_is_sound_afterwards_and_the_fix_is_done_once(example: Case, tmp_path: Path) -> None:
    folder = project(tmp_path, example.files)
    before = (folder / FILE).read_bytes()
    found = outcome(folder)
    made = mend(folder, read(folder).sources, fixable(found.findings))
    assert made.left == []
    assert [d.code for d in made.fixed] == [example.code]
    assert linted(folder) == []
    after = (folder / FILE).read_bytes()
    assert before != after
    assert before.count(b"\n") == after.count(b"\n")
    assert list(fixable(outcome(folder).findings)) == []


@pytest.mark.parametrize("example", [*test_prose.GOOD, *test_entries.GOOD], ids=str)
def test_a_fix_leaves_sound_texts_as_they_are(example: Case) -> None:
    for lint in all_lints().values():
        for content in example.files.values():
            for line in str(content).split("\n"):
                text = line.partition(": ")[2].strip('"')
                assert lint.fix is None or not text or lint.fix(lint.fix(text)) == lint.fix(text)


def test_a_file_with_many_faults_is_mended_and_nothing_else_in_it_changes(tmp_path: Path) -> None:
    project(tmp_path, {FILE: FAULTS})
    code, told, problems = run(tmp_path)
    assert (tmp_path / FILE).read_text(encoding="utf-8") == MENDED
    assert (code, problems) == (0, "")
    assert "fixed: spec/case.yaml:5:15: warning TW526" in told
    assert "Fixed: 7" in told
    assert "No errors." in told


def test_what_cannot_be_mended_is_left_and_reported(tmp_path: Path) -> None:
    text = FAULTS.replace("too", "10 times")
    project(tmp_path, {FILE: text})
    code, told, problems = run(tmp_path)
    assert code == 1
    assert "TW503" in problems
    assert "TW503" not in told
    assert "10 times." in (tmp_path / FILE).read_text(encoding="utf-8")


def test_without_the_option_nothing_is_written(tmp_path: Path) -> None:
    project(tmp_path, {FILE: FAULTS})
    assert run_cli(["lint"], tmp_path).returncode == 1
    assert (tmp_path / FILE).read_text(encoding="utf-8") == FAULTS


def test_only_the_checks_asked_for_are_fixed(tmp_path: Path) -> None:
    project(tmp_path, {FILE: FAULTS})
    code, told, _problems = run(tmp_path, "--only", "TW553")
    assert code == 0
    assert "Fixed: 1" in told
    assert (tmp_path / FILE).read_text(encoding="utf-8") == FAULTS.replace("the the", "the")


def test_a_spec_with_errors_is_not_touched(tmp_path: Path) -> None:
    project(tmp_path, {FILE: FAULTS.replace("group: water", "group: wine")})
    code, told, problems = run(tmp_path)
    assert (code, told) == (1, "Nothing to fix.\n")
    assert "TW301" in problems
    assert "Prose and usage are checked once the errors are mended." in problems
    assert (tmp_path / FILE).read_text(encoding="utf-8") == FAULTS.replace("group: water", "group: wine")


def test_windows_line_ends_are_kept(tmp_path: Path) -> None:
    text = FAULTS.replace("\n", "\r\n").encode()
    project(tmp_path, {FILE: text})
    assert run(tmp_path)[0] == 0
    wanted = MENDED.replace("\n", "\r\n").encode()
    assert (tmp_path / FILE).read_bytes() == wanted


def test_permissions_are_kept_and_nothing_is_left_beside_the_file(tmp_path: Path) -> None:
    project(tmp_path, {FILE: FAULTS})
    os.chmod(tmp_path / FILE, 0o640)
    assert run(tmp_path)[0] == 0
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o640
    assert sorted(p.name for p in (tmp_path / "spec").iterdir()) == ["case.yaml", "tongwen.yaml"]


def test_suppressed_findings_are_not_fixed(tmp_path: Path) -> None:
    reason = "reason: {en: It is quoted., zh: 照录原文。}"
    text = FAULTS
    kept = f"suppressions:\n  as-printed: {{check: TW553, at: [apis/garden.look], {reason}}}\n"
    project(tmp_path, {FILE: text, "spec/kept.yaml": kept})
    assert run(tmp_path)[0] == 0
    assert "the the valve, on iOS" in (tmp_path / FILE).read_text(encoding="utf-8")


def test_a_link_inside_the_project_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    project(tmp_path, {"common/case.yaml": FAULTS})
    (tmp_path / FILE).symlink_to("../common/case.yaml")
    assert run(tmp_path)[0] == 0
    assert (tmp_path / FILE).is_symlink()
    assert "the valve," in (tmp_path / "common/case.yaml").read_text(encoding="utf-8")


@shows("TW575")
def test_a_link_out_of_the_project_is_not_followed(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    project(inside)
    (tmp_path / "case.yaml").write_text(FAULTS, encoding="utf-8")
    (inside / FILE).symlink_to("../../case.yaml")
    made = mend(inside, read(inside).sources, fixable(outcome(inside).findings))
    assert [d.code for d in made.left] == ["TW575"]
    assert made.fixed == []
    complete(made.left[0])
    assert (tmp_path / "case.yaml").read_text(encoding="utf-8") == FAULTS
    code, told, problems = run(inside)
    assert code == 1
    assert told == "Nothing to fix.\n"
    assert "TW575: not fixed: the file is a link to a place outside the project" in problems


@shows("TW575")
def test_mixed_line_ends_are_left_alone(tmp_path: Path) -> None:
    mixed = FAULTS.encode().replace(b"\n", b"\r\n", 3)
    project(tmp_path, {FILE: mixed})
    code, _told, problems = run(tmp_path)
    assert code == 1
    assert "the lines of the file end in two different ways" in problems
    assert (tmp_path / FILE).read_bytes() == mixed


def test_a_file_that_changes_meanwhile_is_left_alone(tmp_path: Path) -> None:
    folder = project(tmp_path, {FILE: FAULTS})
    checked, found = read(folder), outcome(folder)
    (folder / FILE).write_text(FAULTS + "# mine\n", encoding="utf-8")
    made = mend(folder, checked.sources, fixable(found.findings))
    assert [d.message() for d in made.left] == ["not fixed: the file has changed meanwhile"]
    assert (folder / FILE).read_text(encoding="utf-8") == FAULTS + "# mine\n"


def test_a_text_that_cannot_be_changed_with_certainty_is_left_alone(tmp_path: Path) -> None:
    text = FAULTS.replace('"Looks at  a bed."', '"Looks at \\u0020a b\\u0065d."')
    folder = project(tmp_path, {FILE: text})
    made = mend(folder, read(folder).sources, fixable(outcome(folder).findings))
    assert [str(d.place) for d in made.left] == ["spec/case.yaml:5:15"]
    assert "\\u0020a b\\u0065d" in (folder / FILE).read_text(encoding="utf-8")


def test_a_disk_that_refuses_leaves_the_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = project(tmp_path, {FILE: FAULTS})
    checked, found = read(folder), outcome(folder)

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(swap.Stage, "put", full)
    made = mend(folder, checked.sources, fixable(found.findings))
    assert made.fixed == []
    assert ["No space left on device" in d.message() for d in made.left] == [True]
    assert (folder / FILE).read_text(encoding="utf-8") == FAULTS
    assert sorted(p.name for p in (folder / "spec").iterdir()) == ["case.yaml", "tongwen.yaml"]


def test_a_fix_of_the_english_alone_leaves_no_translation_stale(tmp_path: Path) -> None:
    project(tmp_path, {FILE: MENDED.replace("opens the", "opens the the")})
    assert run_cli(["build"], tmp_path).returncode == 0
    assert run(tmp_path)[0] == 0
    done = run_cli(["build", "--check"], tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_translation_that_was_stale_before_a_fix_is_stale_afterwards(tmp_path: Path) -> None:
    sound = MENDED.replace("zh: '查看苗床。'", "zh: 查看苗床。")
    project(tmp_path, {FILE: sound})
    assert run_cli(["build"], tmp_path).returncode == 0
    project(tmp_path, {FILE: sound.replace("Looks at a bed.", "Digs  a bed.").replace("opens the", "opens the the")})
    code, told, problems = run(tmp_path)
    assert code == 1
    assert "Fixed: 2" in told
    assert [line for line in problems.split("\n") if "TW580" in line and "summary" in line] != []
    assert "description" not in problems


def test_the_spec_of_this_project_has_nothing_to_fix() -> None:
    assert list(fixable(outcome(ROOT).findings)) == []


def test_fixing_speaks_chinese(tmp_path: Path) -> None:
    project(tmp_path, {FILE: FAULTS})
    _code, told, _problems = run(tmp_path, "--lang", "zh")
    assert "已修正：spec/case.yaml:5:15: 警告 TW526: " in told
    assert "已修正：7" in told
