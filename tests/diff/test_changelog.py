"""`tongwen changelog` writes between its marks and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from tongwen.diff.changelog import END, LOGS, START, renewed
from tongwen.diff.entry import lines

from tests.checks.cases import shows
from tests.diff.pairs import pair
from tests.diff.test_sides import commit, run
from tests.diff.test_verdict import GONE, approval, verdict
from tests.diff.yard import YARD
from tests.support import project, run_cli

ENGLISH, CHINESE = LOGS
HAND = "# Changelog\n\n## Unreleased\n\n- By hand.\n\n## 0.1.0\n\n- First.\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    commit(folder, YARD)
    run(folder, "tag", "v0.1.0")
    project(folder, base=GONE)
    return folder


def read(home: Path, name: str = "CHANGELOG.md") -> str:
    return (home / name).read_bytes().decode()


def test_both_changelogs_are_written_each_in_its_language(home: Path) -> None:
    done = run_cli(["changelog"], home)
    assert (done.returncode, done.stdout) == (0, "CHANGELOG.md: renewed\nCHANGELOG.zh.md: renewed\n")
    assert read(home) == (
        "# Changelog\n\nWhat users notice, newest first.\n\n## Unreleased\n\n"
        f"{START}\n\n### Breaking\n\n- API `Pump.start` was removed. Profiles: `keeper`.\n\n{END}\n"
    )
    assert read(home, "CHANGELOG.zh.md") == (
        "# 更新日志\n\n记录使用者能感知到的变化，最新的在前。\n\n## 未发布\n\n"
        f"{START}\n\n### 不兼容\n\n- API `Pump.start` 已移除。产品形态：`keeper`。\n\n{END}\n"
    )


def test_a_second_run_changes_nothing(home: Path) -> None:
    run_cli(["changelog"], home)
    before = {
        name: ((home / name).stat().st_mtime_ns, read(home, name)) for name in ("CHANGELOG.md", "CHANGELOG.zh.md")
    }
    done = run_cli(["changelog"], home)
    assert done.stdout == "CHANGELOG.md: nothing changed\nCHANGELOG.zh.md: nothing changed\n"
    assert {name: ((home / name).stat().st_mtime_ns, read(home, name)) for name in before} == before


def test_lines_written_by_hand_stay_before_and_after_the_marks(home: Path) -> None:
    (home / "CHANGELOG.md").write_text(HAND, encoding="utf-8")
    run_cli(["changelog"], home)
    text = read(home)
    assert text.startswith(f"# Changelog\n\n## Unreleased\n\n- By hand.\n\n{START}\n")
    assert text.endswith(f"{END}\n\n## 0.1.0\n\n- First.\n")
    (home / "CHANGELOG.md").write_text(text.replace(f"{END}\n", f"{END}\n\n- Later, by hand.\n"), encoding="utf-8")
    project(home, base=YARD)
    run_cli(["changelog"], home)
    assert read(home) == HAND.replace("- By hand.\n", "- By hand.\n\n- Later, by hand.\n")


@shows("TW915")
def test_check_writes_nothing_and_says_what_is_not_current(home: Path) -> None:
    done = run_cli(["changelog", "--check"], home)
    assert (done.returncode, list(home.glob("CHANGELOG*"))) == (1, [])
    assert done.stderr.count("TW915") == 2
    run_cli(["changelog"], home)
    done = run_cli(["changelog", "--check"], home)
    assert (done.returncode, done.stdout) == (0, "Both changelogs say what has changed.\n")


@shows("TW912")
def test_without_a_tag_the_base_must_be_named(home: Path) -> None:
    run(home, "tag", "-d", "v0.1.0")
    done = run_cli(["changelog"], home)
    assert (done.returncode, "TW912" in done.stderr) == (2, True)
    assert run_cli(["changelog", "HEAD"], home).returncode == 0


@shows("TW913")
@pytest.mark.parametrize(
    "text", ["", "# Changelog\n", "```\n## Unreleased\n```\n", "# Unreleasedly\n## Unreleasedly\n"]
)
def test_a_file_without_the_heading_is_left_as_it_is(text: str, home: Path) -> None:
    (home / "CHANGELOG.md").write_text(text or "\n", encoding="utf-8")
    done = run_cli(["changelog"], home)
    assert (done.returncode, "TW913" in done.stderr) == (2, True)
    assert read(home) == (text or "\n")
    assert not (home / "CHANGELOG.zh.md").exists()


DAMAGED = [
    f"## Unreleased\n{START}\n",
    f"## Unreleased\n{END}\n",
    f"## Unreleased\n{END}\n{START}\n",
    f"## Unreleased\n{START}\n{START}\n{END}\n",
    f"{START}\n{END}\n## Unreleased\n",
    f"## Unreleased\n## 0.1.0\n{START}\n{END}\n",
    f"## Unreleased\n{START}\n## 0.1.0\n{END}\n",
]


@shows("TW914")
@pytest.mark.parametrize("text", DAMAGED)
def test_damaged_marks_keep_the_file_as_it_is(text: str, home: Path) -> None:
    (home / "CHANGELOG.md").write_text(text, encoding="utf-8")
    done = run_cli(["changelog"], home)
    assert (done.returncode, "TW914" in done.stderr) == (2, True)
    assert read(home) == text
    assert not (home / "CHANGELOG.zh.md").exists()


@shows("TW916")
def test_a_file_that_is_no_text_is_left_as_it_is(home: Path) -> None:
    (home / "CHANGELOG.zh.md").write_bytes(b"\xff\xfe## \xff")
    done = run_cli(["changelog"], home)
    assert (done.returncode, "TW916" in done.stderr) == (2, True)
    assert (home / "CHANGELOG.zh.md").read_bytes() == b"\xff\xfe## \xff"
    assert not (home / "CHANGELOG.md").exists()


def test_marks_in_a_block_of_code_are_no_marks() -> None:
    text = f"## Unreleased\n\n~~~\n{START}\n~~~\n"
    assert renewed(text, ["- x"], ENGLISH) == f"{text}\n{START}\n\n- x\n\n{END}\n"


def test_line_ends_stay_as_they_are() -> None:
    text = "# C\r\n\r\n## Unreleased\r\n\r\n- By hand.\r\n"
    made = renewed(text, ["- x"], ENGLISH)
    assert isinstance(made, str)
    assert made.startswith(text)
    assert "\n" not in made.replace("\r\n", "")
    assert renewed(made, ["- x"], ENGLISH) == made
    assert renewed(made, [], ENGLISH) == text


@pytest.mark.parametrize("heading", ["## Unreleased", "## [Unreleased]", "## 未发布", "## unreleased - soon"])
def test_headings_are_known_in_the_ways_in_which_people_write_them(heading: str) -> None:
    assert isinstance(renewed(f"{heading}\n", ["- x"], CHINESE), str)


def test_approved_changes_are_told_with_the_others_and_wording_is_not(tmp_path: Path) -> None:
    text = GONE.replace("It simply works.", "It works.").replace(
        "    order: 1\n    sections", "    order: 1\n    sections"
    )
    made = lines(verdict(tmp_path, YARD, text + approval()), "en")
    assert made == [
        "### Breaking",
        "",
        "- API `Pump.start` was removed. Profiles: `keeper`. Approved as `no-pump`: Nobody has one.",
    ]


def test_changes_are_grouped_for_users(tmp_path: Path) -> None:
    page = pair("a page is new").text
    both = page.replace("default: 5", "default: 6").replace(
        "    rest: Levels\n", "    rest: Levels\n    promise: true\n"
    )
    made = lines(verdict(tmp_path, YARD, both), "zh")
    assert [line for line in made if line.startswith("#")] == ["### 不兼容", "### 新增", "### 页面"]
