"""The record of translations: what makes a Chinese text stale, and what does not."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BufferedReader, FileIO
from pathlib import Path

import pytest
from tongwen.diagnostics import Diagnostic
from tongwen.pipeline import Options, Report, build
from tongwen.pipeline import read as read_project
from tongwen.translation import lock

from tests.checks.cases import shows
from tests.support import GARDEN, problems, project, run_cli

ENGLISH, CHINESE = "Opens a valve.", "打开一个阀门。"
TEXT = "apis/garden.openValve/summary"
SPEC = GARDEN.replace("targets: {}", "targets: {docs: {output: docs}}")
#: Edits of the small spec that change no text: other line breaks, quotes, order, files.
SAME = {
    "folded": (
        f"{{en: {ENGLISH}, zh: {CHINESE}}}",
        f"\n      en: >-\n        Opens a\n        valve.\n      zh: {CHINESE}",
    ),
    "quoted": (f"{{en: {ENGLISH}, zh: {CHINESE}}}", f'{{zh: "{CHINESE}", en: "{ENGLISH}"}}'),
    "renamed": ("garden.openValve", "garden.openGate"),
    "moved to another group": ("  garden.openValve:\n    group: water\n", "  garden.openValve:\n    group:   water\n"),
}


@pytest.fixture
def garden(tmp_path: Path) -> Path:
    """The small spec after a build."""
    project(tmp_path, base=SPEC)
    assert build(tmp_path, Options()).found == []
    return tmp_path


def edit(folder: Path, *changes: tuple[str, str]) -> None:
    file = folder / "spec/tongwen.yaml"
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


def stale(folder: Path) -> list[str]:
    made = read_project(folder).translations
    assert made is not None
    return [entry.id for entry in made.stale]


def rebuilt(folder: Path) -> Report:
    return build(folder, Options())


def marked(folder: Path) -> list[str]:
    """The pages that tell their readers."""
    pages = sorted((folder / "docs").rglob("*.md"))
    return [p.relative_to(folder / "docs").as_posix() for p in pages if "\nstale: true\n" in p.read_text("utf-8")]


def test_a_text_whose_english_alone_has_changed_is_stale_and_its_page_says_so(garden: Path) -> None:
    edit(garden, (ENGLISH, "Opens any valve."))
    assert stale(garden) == [TEXT]
    assert problems(garden) == [("TW580", "spec/tongwen.yaml:44:41")]
    rebuilt(garden)
    assert marked(garden) == ["zh/apis/garden.openValve.md"]
    assert stale(garden) == [TEXT], "a build does not make it true"


@shows("TW580")
def test_a_build_goes_on_and_a_check_fails_until_it_is_mended(garden: Path) -> None:
    edit(garden, (ENGLISH, "Opens any valve."))
    done = run_cli(["build"], garden)
    assert (done.returncode, "warning TW580" in done.stderr) == (0, True)
    assert run_cli(["build"], garden).stderr == done.stderr, "said again, although there is nothing to write"
    checked = run_cli(["build", "--check"], garden)
    assert (checked.returncode, "error TW580" in checked.stderr) == (1, True)
    edit(garden, (CHINESE, "打开任意一个阀门。"))
    assert run_cli(["build"], garden).returncode == 0
    assert run_cli(["build", "--check"], garden).returncode == 0
    assert marked(garden) == []


def test_both_languages_may_change_together_and_the_chinese_alone(garden: Path) -> None:
    edit(garden, (CHINESE, "开一个阀门。"))
    assert stale(garden) == []
    rebuilt(garden)
    edit(garden, (ENGLISH, "Opens any valve."), ("开一个阀门。", "打开任意阀门。"))
    assert stale(garden) == []


@pytest.mark.parametrize("name", SAME)
def test_what_changes_no_text_makes_nothing_stale(name: str, garden: Path) -> None:
    edit(garden, SAME[name])
    assert stale(garden) == []
    rebuilt(garden)
    assert marked(garden) == []


def test_an_entry_that_is_renamed_and_reworded_in_english_is_stale(garden: Path) -> None:
    edit(garden, ("garden.openValve", "garden.openGate"), (ENGLISH, "Opens a gate of the garden."))
    assert stale(garden) == ["apis/garden.openGate/summary"]
    rebuilt(garden)
    edit(garden, ("garden.openGate", "garden.openDoor"))
    assert stale(garden) == ["apis/garden.openDoor/summary"], "and stays so under another name"


def test_a_line_put_before_others_in_a_list_makes_none_of_them_stale(tmp_path: Path) -> None:
    second = "- {version: 1.1.0, change: {en: It became quicker., zh: 速度更快了。}}"
    start = SPEC.replace("    needs: [scope.water]\n", f"    needs: [scope.water]\n    history:\n    {second}\n")
    project(tmp_path, base=start)
    rebuilt(tmp_path)
    edit(
        tmp_path,
        (f"    {second}", f"    - {{version: 1.0.5, change: {{en: It became safe., zh: 更安全了。}}}}\n    {second}"),
    )
    assert stale(tmp_path) == []


def test_the_old_english_again_is_no_longer_stale(garden: Path) -> None:
    edit(garden, (ENGLISH, "Opens any valve."))
    rebuilt(garden)
    edit(garden, ("Opens any valve.", ENGLISH))
    assert stale(garden) == []


@pytest.mark.parametrize("ids", [[TEXT], ["garden.openValve"], ["apis/garden.openValve"], ["--all"]])
def test_a_translation_that_still_holds_is_accepted(ids: list[str], garden: Path) -> None:
    edit(garden, (ENGLISH, "Opens one valve."))
    rebuilt(garden)
    done = run_cli(["i18n", "accept", *ids], garden)
    assert (done.returncode, done.stdout) == (0, f"accepted: {TEXT}\n")
    assert stale(garden) == []
    rebuilt(garden)
    assert marked(garden) == []


def test_accepting_one_text_leaves_the_others_stale(garden: Path) -> None:
    edit(garden, (ENGLISH, "Opens one valve."), ("Its number.", "The number."))
    assert run_cli(["i18n", "accept", TEXT], garden).returncode == 0
    assert stale(garden) == ["apis/garden.openValve/parameters/valve/description"]
    assert run_cli(["i18n", "accept", TEXT], garden).stdout == "Nothing was stale there.\n"


def copied(folder: Path) -> str:
    """A call more, which says what the first one says. Gives the path of its text."""
    spec = (folder / "spec/tongwen.yaml").read_text(encoding="utf-8")
    call = re.search(r"(?ms)^  garden\.openValve:\n.*?(?=^  \S|^\S|\Z)", spec)
    assert call is not None
    edit(folder, (call[0], call[0] + call[0].replace("openValve", "openAnother")))
    return "apis/garden.openAnother/summary"


def test_a_copy_of_a_stale_text_is_stale_and_clears_nothing(garden: Path) -> None:
    edit(garden, (ENGLISH, "Opens one valve."))
    rebuilt(garden)
    other = copied(garden)
    for _ in range(3):
        assert stale(garden) == [TEXT, other]
        rebuilt(garden)
    assert run_cli(["i18n", "accept", TEXT], garden).returncode == 0
    for _ in range(2):
        assert stale(garden) == []
        rebuilt(garden)


def test_a_copy_is_stale_until_its_own_chinese_is_written(garden: Path) -> None:
    edit(garden, (ENGLISH, "Opens one valve."))
    other = copied(garden)
    rebuilt(garden)
    path = garden / "spec/tongwen.yaml"
    path.write_text(path.read_text("utf-8").replace(CHINESE, "打开某个阀门。", 1), encoding="utf-8")
    for _ in range(2):
        assert stale(garden) == [other]
        rebuilt(garden)


@shows("TW587")
def test_an_id_that_there_is_not_is_told_and_nothing_is_accepted(garden: Path) -> None:
    edit(garden, (ENGLISH, "Opens one valve."))
    done = run_cli(["i18n", "accept", "garden.openValve", "garden.openValv"], garden)
    assert done.returncode == 2
    assert "error TW587: the spec has no text at garden.openValv" in done.stderr
    assert stale(garden) == [TEXT]
    assert run_cli(["i18n", "accept"], garden).returncode == 2
    assert run_cli(["i18n", "accept", "--all", TEXT], garden).returncode == 2


def damaged(folder: Path, old: str, new: str) -> list[Diagnostic]:
    """What a build says of a record with one passage changed. It must leave the file as it is."""
    file = folder / lock.FILE
    text = file.read_text(encoding="utf-8")
    assert re.search(old, text)
    file.write_text(re.sub(old, new, text, count=1), encoding="utf-8")
    before = file.read_bytes()
    found = rebuilt(folder).found
    assert file.read_bytes() == before, "nothing is lost"
    return found


@shows("TW581", "TW582", "TW583")
@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("texts:\n", "texts:\n<<<<<<< HEAD\n", ["TW581"]),
        ("texts:\n", "texts:\n<<<<<<< ours\n=======\n>>>>>>> theirs\n", ["TW581"] * 3),
        (r"(  apis/garden.openValve/summary: )(\w+)", r"\g<1>111111111111 222222222222\n\1\2", ["TW582"]),
        (r"(summary: )\w+", r"\1xyz", ["TW581"]),
        ("version: 1", "version: 2", ["TW583"]),
        ("texts:", "\ttexts:", ["TW581"]),
    ],
)
def test_a_record_that_was_merged_badly_is_told_at_its_lines(
    old: str, new: str, codes: list[str], garden: Path
) -> None:
    found = damaged(garden, old, new)
    assert [d.code for d in found] == codes
    assert all(d.place and d.place.file == lock.FILE and d.place.line > 1 for d in found)
    assert run_cli(["i18n", "accept", "--all"], garden).returncode == 1


def test_a_record_in_another_encoding_is_told(garden: Path) -> None:
    (garden / lock.FILE).write_bytes("version: 1\n# 翻译\n".encode("gb18030"))
    assert [(d.code, str(d.place)) for d in rebuilt(garden).found] == [("TW101", f"{lock.FILE}:2:3")]


def test_a_record_that_is_not_there_is_drift(garden: Path) -> None:
    (garden / lock.FILE).unlink()
    done = run_cli(["build", "--check"], garden)
    assert (done.returncode, "TW607" in done.stderr) == (1, True)


def test_the_record_names_no_files_and_no_dates_and_is_in_order(garden: Path) -> None:
    lines = (garden / lock.FILE).read_text(encoding="utf-8").split("texts:\n")[1].splitlines()
    assert lines == sorted(lines)
    assert all(re.fullmatch(r"  [\w./-]+: [0-9a-f]{12} [0-9a-f]{12}", line) for line in lines)
    assert ".yaml" not in "".join(lines)


def test_ids_that_yaml_would_read_otherwise_survive_the_record(tmp_path: Path) -> None:
    values = "values: {'a: b # c': {en: Odd., zh: 奇怪。}, 'say \"x\"/y~z': {en: Odder., zh: 更奇怪。}}"
    project(
        tmp_path,
        base=SPEC,
        files={"spec/types.yaml": f"types: {{Odd: {{kind: enumeration, summary: {{en: S., zh: 概。}}, {values}}}}}"},
    )
    rebuilt(tmp_path)
    assert stale(tmp_path) == []
    edit(tmp_path, (ENGLISH, "Opens any valve."))
    assert stale(tmp_path) == [TEXT], "so that the record is read line by line"
    assert rebuilt(tmp_path).found[0].code == "TW580"


ODD = ("a", "a/b", "a/b/c", "a-b", "a.b", "b", 'c"d', "c: d", "c/d", "e f/g", "茶/叶", "茶", "z")


@pytest.mark.parametrize("order", [sorted, lambda rows: sorted(rows, reverse=True), lambda rows: rows[3:] + rows[:3]])
def test_a_line_is_found_wherever_it_stands_and_where_it_is_not_nothing_is(
    order: Callable[[list[str]], list[str]], tmp_path: Path
) -> None:
    names = [f"{name}{number}" for name in ODD for number in ("", *range(40))]
    whole = lock.render({name: lock.Pair(f"{number:012x}", "0" * 12) for number, name in enumerate(names)})
    head, texts = whole.split("texts:\n")
    (tmp_path / "record").write_text(f"{head}texts:\n" + "".join(order(texts.splitlines(keepends=True))), "utf-8")
    with open(tmp_path / "record", "rb", buffering=64) as file:
        content = file.read()
        for number, name in enumerate(names):
            line = lock.row(name, lock.Pair(f"{number:012x}", "0" * 12)).encode()
            assert lock.place(file, line) == content.index(b"\n" + line) + 1
            assert lock.place(file, line.replace(b"0" * 12, b"1" * 12)) == 0
            assert lock.place(file, line[1:]) == 0, "the end of a line is not a line"


class OnlyLittle(BufferedReader):
    """A file of which nobody may read all."""

    def read(self, size: int | None = -1, /) -> bytes:
        raise AssertionError(size)


def test_a_line_of_a_record_that_a_build_has_written_is_found_without_reading_all_of_it(tmp_path: Path) -> None:
    pairs = {f"apis/tea.{number}/summary": lock.Pair("1" * 12, "2" * 12) for number in range(999)}
    (tmp_path / "record").write_text(lock.render(pairs), "utf-8")
    with OnlyLittle(FileIO(tmp_path / "record")) as file:
        for name, pair in pairs.items():
            assert lock.place(file, lock.row(name, pair).encode())
