"""Where only words have changed, the places that say them are written and nothing else is read, made or imported."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tongwen import paths
from tongwen.diagnostics import Diagnostic
from tongwen.incremental import keep, run, store
from tongwen.incremental.changes import Files, Words
from tongwen.incremental.store import Reader
from tongwen.pipeline import build
from tongwen.report import Options, Report
from tongwen.text import hearing
from tongwen.translation import lock
from tongwen.update import update
from tongwen.write import record

from bench import specs
from tests.incremental.edits import _REFERENCE, Project
from tests.incremental.walk import tree
from tests.support import ROOT, run_cli

SMALL = "Lets a program open valves."


def noted(project: Path) -> Reader:
    look = record.look(project, paths.data_root())
    assert isinstance(look, record.Look), look
    return Reader(project, look.record["notes"])


def all_reworded(project: Project) -> int:
    """Other words for every text that nothing was made of without a note; how many that were."""
    kept = noted(project.folder)
    count = 0
    for _, steps, text in project.texts():
        entry = kept.entry(str(steps[0]), str(steps[1]))
        number = entry.first + 2 * entry.paths.index(lock.written(steps[2:]))
        if {number, number + 1} & {*entry.apart}:
            continue
        count += 1
        text["en"] = " ".join([f"Other *words* {count}, in a `row`.", *_REFERENCE.findall(text["en"])])
        text["zh"] = " ".join([f"其他说法 {count}。", *_REFERENCE.findall(text["zh"])])
    kept.close()
    for path in project.files:
        project.write(path)
    return count


def both_ways(folder: Path, spec: Path) -> tuple[int, Report, list[str]]:
    """Every text reworded that can be: how many, what the build of words reports, and what a full one has otherwise."""
    shutil.copytree(spec, folder / "project" / "spec")
    project = Project(folder / "project", paths.data_root(), 1)
    for path, _, text in project.texts():
        text |= {language: " ".join(said.split()) for language, said in text.items()}  # a line each, before and after
        project.write(path)
    assert update(project.folder, Options()).found == []
    count = all_reworded(project)
    for name in ("spec", "locales"):
        shutil.copytree(project.folder / name, folder / "full" / name)
    made = update(project.folder, Options())
    build(folder / "full", Options())
    one, other = tree(project.folder), tree(folder / "full")
    return count, made, sorted(path for path in {*one, *other} if one.get(path) != other.get(path))


def test_nearly_all_texts_of_the_real_spec_can_be_changed_at_once_and_give_what_a_full_build_gives(
    tmp_path: Path,
) -> None:
    count, made, differing = both_ways(tmp_path, ROOT / "spec")
    assert differing == []
    assert made.reason is None
    assert count > 1000
    assert len(made.texts) > 300


def test_what_is_read_without_a_note_and_not_kept_apart_is_found_by_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    specs.spec(tmp_path / "from", 2)
    monkeypatch.setattr(hearing, "_keep", lambda _number: None)
    _, made, differing = both_ways(tmp_path, tmp_path / "from" / "spec")
    assert made.reason is None
    assert len(differing) > 5


@pytest.fixture
def house(tmp_path: Path) -> Path:
    return built(tmp_path)


def built(project: Path) -> Path:
    """A small project whose outputs are up to date, long ago."""
    specs.spec(project, 1)
    for file in (project / "spec").iterdir():
        os.utime(file, (1, 1))
    assert update(project, Options(jobs=1)).found == []
    return project


CALL = "spec/calls-00000.yaml"
ENGLISH, CHINESE = "Where it stands, for the kettle 0.", "第 0 号水壶的所在位置。"


def reword(project: Path, *changes: tuple[str, str], file: str = CALL) -> None:
    path = project / file
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    os.utime(path, (2, 2))


BOTH = ((ENGLISH, "Where it is, of the kettle 0."), (CHINESE, "第 0 号水壶放在哪里。"))


def test_a_text_of_another_entry_is_read_with_its_entry_alone(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "spec", tmp_path / "spec")
    read = 0
    for path, steps, text in Project(tmp_path, paths.data_root(), 1).texts():
        kind, name, *rest = steps
        raw = (ROOT / path.relative_to(tmp_path)).read_text(encoding="utf-8")
        files = Files(path.name, raw, raw)
        if kind != "tongwen":
            assert files.words(str(kind), str(name), tuple(rest)) == (Words(**text), Words(**text))
            assert files._whole is None, steps
            read += 1
    assert read > 500


def test_only_the_files_that_say_the_words_are_written(house: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in house.rglob("*") if path.is_file()}
    reword(house, *BOTH)
    made = update(house, Options())
    assert made.reason is None
    written = {p.relative_to(house).as_posix() for p, at in before.items() if p.stat().st_mtime_ns != at}
    assert {path for path in written if not path.startswith((".tongwen/", "spec/"))} == set(made.texts)
    assert {path.rpartition("/")[0] for path in made.texts} == {
        "docs/en/apis",
        "docs/zh/apis",
        "locales",
        "sdk/python/teahouse",
        "sdk/typescript",
    }
    assert all(texts == ("apis/tea.readKettle0/parameters/place/description",) for texts in made.texts.values())
    whole = build(house, Options())
    assert {root: made.left[root] + len(states) for root, states in made.states.items()} == {
        root: len(states) or 1 for root, states in whole.states.items()
    }
    assert record.nothing_to_do(house, paths.data_root()) is not None


def test_many_changes_one_after_the_other_are_found_at_their_new_places(house: Path) -> None:
    reword(house, *BOTH)
    assert update(house, Options()).reason is None
    longer = "Where the kettle 0 is, in very many words, so that the line is broken " * 3
    reword(house, (BOTH[0][1], longer), (BOTH[1][1], "第 0 号水壶，很远的地方。" * 20))
    assert update(house, Options()).reason is None
    reword(house, ("How many there are, for the kettle 0.", "How many?"), ("第 0 号水壶的数量。", "多少？"))
    reword(house, (longer, "x"), ("第 0 号水壶，很远的地方。" * 20, "某处"))
    assert update(house, Options()).reason is None
    assert update(house, Options(check=True, force=True)).states  # all looked at
    full = build(house, Options(check=True))
    assert {state for states in full.states.values() for state in states.values()} == {"unchanged"}


def test_words_like_a_seal_are_no_seal(house: Path) -> None:
    seal = "tongwen:0123456789abcdef"
    said = "Reads the kettle number 0 of the house.", "读取店里的第 0 号水壶。"
    for now in ((f"Reads {seal}.", f"读取 {seal}。"), (f"Finds {seal}, of kettle 0.", f"查找 {seal}。"), said):
        reword(house, (said[0], now[0]), (said[1], now[1]))
        update(house, Options(jobs=1))
        said = now
    full = build(house, Options(check=True))
    assert {state for states in full.states.values() for state in states.values()} == {"unchanged"}


def test_check_names_the_files_and_writes_nothing(house: Path) -> None:
    reword(house, *BOTH)
    before = tree(house)
    made = update(house, Options(check=True))
    stale = {path for states in made.states.values() for path, state in states.items() if state == "stale"}
    assert stale == set(made.texts) != set()
    assert tree(house) == before
    assert update(house, Options()).texts == made.texts


def test_it_imports_neither_what_reads_the_whole_spec_nor_what_makes_all_outputs(house: Path) -> None:
    reword(house, *BOTH)
    program = (
        "import sys; sys.argv = ['tongwen', 'build', '--explain']\n"
        "from tongwen.cli.main import main; main()\n"
        "heavy = {'msgspec', 'yaml', 'jinja2', 'babel', 'tongwen.pipeline', 'tongwen.targets'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=house,
        env={"PYTHONPATH": str(ROOT / "generator")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("Only words have changed")
    assert done.stdout.splitlines()[-1] == "[]"


# What is more than words.


def _appended(project: Path) -> None:
    path = project / "spec" / "more.yaml"
    path.write_text("groups:\n  more: {title: {en: More, zh: 更多}, description: {en: More., zh: 更多。}, order: 9}\n")


def _english_alone(project: Path) -> None:
    reword(project, BOTH[0])


def _gone(project: Path) -> None:
    next((project / "docs").rglob("*.md")).unlink()


def _touched_with_words(project: Path) -> None:
    """Words have changed, and an output that does not say them has been written to."""
    reword(project, *BOTH)
    page = max((project / "docs").rglob("*.md"))
    os.utime(page, ns=(1, page.stat().st_mtime_ns + 1))


def _replaced(old: str, new: str) -> Callable[[Path], None]:
    return lambda project: reword(project, (old, new))


def _without(name: str) -> Callable[[Path], None]:
    def change(project: Path) -> None:
        reword(project, *BOTH)
        (project / ".tongwen" / name).unlink()

    return change


def _spoilt(project: Path) -> None:
    reword(project, *BOTH)
    notes = project / ".tongwen" / "notes"
    content = bytearray(notes.read_bytes())
    for at in range(0, len(content), 50):
        content[at] ^= 1
    notes.write_bytes(content)


MORE: dict[str, tuple[Callable[[Path], None], str]] = {
    "a file more": (_appended, "{file} has come or gone"),
    "a file less": (lambda project: (project / CALL).unlink(), "{file} has come or gone"),
    "another type": (_replaced("type: number", "type: integer"), "{path} has changed in {file}"),
    "lines moved": (_replaced("apis:\n", "# first\napis:\n"), "the entries of {file} have moved"),
    "a title, of which links are made": (
        lambda p: reword(p, ("number 0 of the house", "0 of the house"), ("店里的第 0 号", "第 0 号")),
        "{path} is used for more than its own words",
    ),
    "the English alone": (_english_alone, "{path} has changed in {file}"),
    "a reference more": (
        _replaced(ENGLISH, "Where it is, see [[tea.readSettings]]."),
        "{path} has changed in {file}",
    ),
    "nothing said": (lambda p: reword(p, (ENGLISH, "' '"), (CHINESE, "空")), "{path} has changed in {file}"),
    "not written yet": (
        lambda p: reword(p, (ENGLISH, "'TODO: where'"), (CHINESE, "待写：何处")),
        "{path} has changed in {file}",
    ),
    "broken": (_replaced("type: number", "type: [number"), "{file} cannot be read as before"),
    "an output gone": (_gone, "{file} is not as the last build left it"),
    "words, and another output": (_touched_with_words, "{file} is not as the last build left it"),
    "no record": (_without("record.json"), "there is no record of a build by this version of Tongwen"),
    "no notes": (_without("notes"), "there are no notes of the last build"),
    "notes spoilt": (_spoilt, "there are no notes of the last build"),
}


@pytest.mark.parametrize("case", MORE)
def test_with_more_than_words_all_outputs_are_made(case: str, house: Path, tmp_path: Path) -> None:
    change, words = MORE[case]
    change(house)
    full = tmp_path / "full"
    for name in ("spec", "locales"):
        shutil.copytree(house / name, full / name)
    made = update(house, Options(jobs=1))
    assert made.reason is not None
    assert made.reason.words == words
    wanted = build(full, Options(jobs=1))
    assert [found.code for found in made.found] == [found.code for found in wanted.found]
    if not wanted.failed:
        assert {p: c for p, c in tree(house).items() if not p.startswith("full/")} == tree(full)


def test_notes_of_a_file_that_has_changed_unseen_are_not_trusted(house: Path) -> None:
    """As long as before, and with its time stamp: the words that should stand there do not."""
    page = house / "docs/en/apis/tea.readKettle0.md"
    info = page.stat()
    page.write_text(page.read_text(encoding="utf-8").replace(ENGLISH[:5], "Wherf"), encoding="utf-8")
    os.utime(page, ns=(info.st_mtime_ns, info.st_mtime_ns))
    reword(house, *BOTH)
    made = update(house, Options(jobs=1))
    assert made.reason is not None
    assert made.reason.words == "{file} is not as it was noted"
    assert [found.code for found in made.found] == ["TW604"]


def test_after_thousands_of_changes_all_is_made_once(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "_MOST", 3)
    reword(house, *BOTH)
    made = update(house, Options(jobs=1))
    assert made.reason is not None
    reword(house, (BOTH[0][1], "Somewhere."), (BOTH[1][1], "某处。"))
    monkeypatch.setattr(run, "_MOST", 100)
    assert update(house, Options(jobs=1)).reason is None


def test_very_many_words_are_not_looked_for_one_by_one(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "_MANY", 1)
    reword(house, *BOTH, ("How many there are, for the kettle 0.", "How many?"), ("第 0 号水壶的数量。", "多少？"))
    made = update(house, Options(jobs=1))
    assert made.reason is not None
    assert made.reason.words == run.TOO_MANY
    assert made.found == []


def test_a_spec_of_very_many_entries_has_no_notes(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keep, "LIMIT", 10)
    assert update(house, Options(force=True)).found == []
    reword(house, *BOTH)
    made = update(house, Options(jobs=1))
    assert made.reason is not None
    assert made.reason.words == "there are no notes of the last build"


def test_a_fault_in_reading_notes_costs_time_and_nothing_else(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Any:
        raise KeyError("x")

    monkeypatch.setattr(store.Reader, "output", broken)
    reword(house, *BOTH)
    made = update(house, Options(jobs=1))
    assert made.reason == run.UNUSABLE
    assert made.found == []


def test_what_stands_in_the_way_is_reported_as_by_a_full_build(house: Path) -> None:
    from tongwen.write import swap

    reword(house, *BOTH)
    with swap.locked(house):
        found: list[Diagnostic] = update(house, Options(jobs=1)).found
    assert [one.code for one in found] == ["TW612"]


# The command.


def test_explain_says_why_each_file_is_written(house: Path) -> None:
    reword(house, *BOTH)
    told = run_cli(["build", "--explain"], house).stdout
    assert "docs/en/apis/tea.readKettle0.md: says apis/tea.readKettle0/parameters/place/description\n" in told
    reword(house, ("type: number", "type: integer"))
    told = run_cli(["build", "--explain"], house).stdout
    assert "All outputs were made anew: apis/tea.readKettle0/parameters/weight/type has changed in" in told
    assert "docs/en/apis/tea.readKettle0.md: follows from what has changed\n" in told
    reword(house, ("type: integer", "type: number"))
    told = run_cli(["build", "--explain", "--lang", "zh"], house).stdout
    assert "全部输出均已重新生成" in told
    assert "--explain" in run_cli(["build", "--explain", "--watch"], house).stderr


def test_checks_that_read_the_words_of_a_text_are_those_that_a_build_of_words_knows() -> None:
    """`changes` leaves a text to a full build if one of these could say anything else of it than before."""
    folder = ROOT / "generator" / "tongwen" / "checks"
    readers = {p.name for p in folder.glob("*.py") if {".raw", "references(", "normal("} & _uses(p)}
    assert readers == {"links.py", "wording.py"}


def _uses(path: Path) -> set[str]:
    text = path.read_text(encoding="utf-8")
    return {use for use in (".raw", "references(", "normal(") if use in text}
