"""What a build has to say beside its outputs is said again, and nothing is made for it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tongwen.report import Options, Report
from tongwen.update import update
from tongwen.write import record

from bench import specs
from tests.support import run_cli

#: The words of one text of the second file, in both languages.
ELSEWHERE = (
    ("The whole entry of number 20.", "All that is known of number 20."),
    ("第 20 号的完整条目。", "第 20 号的全部信息。"),
)
STRAY = "docs/en/own.txt"


def codes(report: Report) -> list[str]:
    return [found.code for found in report.found]


def made_anew(report: Report) -> bool:
    return report.reason is not None


def reword(project: Path, name: str, *pairs: tuple[str, str]) -> None:
    path = project / "spec" / name
    words = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in words
        words = words.replace(old, new, 1)
    path.write_text(words, encoding="utf-8")
    settle(path)


def settle(path: Path, times: Iterator[int] = iter(range(1_700_000_000, 1_800_000_000))) -> None:  # noqa: B008
    os.utime(path, (next(times),) * 2)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project that was built, of 21 calls in two files."""
    specs.spec(tmp_path, 21)
    for path in tmp_path.rglob("*.yaml"):
        settle(path)
    monkeypatch.setattr(record, "_RACE_NS", 0)
    assert codes(update(tmp_path, Options())) == []
    return tmp_path


@pytest.fixture
def behind(house: Path) -> Path:
    """The same after the English of one text was changed."""
    reword(house, "calls-00000.yaml", ("Where it stands, for the kettle 0.", "Where to look for the kettle 0."))
    made = update(house, Options())
    assert made_anew(made)
    assert codes(made) == ["TW580"]
    return house


def test_chinese_that_lags_behind_is_told_again_where_nothing_is_made(behind: Path) -> None:
    first, second = (update(behind, Options()) for _ in range(2))
    assert first.found == second.found
    assert codes(first) == ["TW580"]
    assert not first.states
    assert first.reason is None


def test_it_fails_a_check_again(behind: Path) -> None:
    done = [run_cli(["build", "--check"], behind) for _ in range(2)]
    assert [one.returncode for one in done] == [1, 1]
    assert "error TW580" in done[1].stderr
    assert done[0].stderr == done[1].stderr
    assert "Every generated file" not in done[1].stdout


def test_words_elsewhere_are_written_while_it_lags_behind(behind: Path) -> None:
    reword(behind, "calls-00001.yaml", *ELSEWHERE)
    made = update(behind, Options())
    assert not made_anew(made), made.reason
    assert made.texts
    assert codes(made) == ["TW580"]
    assert codes(update(behind, Options())) == ["TW580"]
    assert_as_in_full(behind)


def test_words_that_become_those_of_the_text_that_lags_behind_lag_behind_too(behind: Path) -> None:
    both = ("Where to look for the kettle 0.", "第 0 号水壶的所在位置。")
    reword(behind, "calls-00001.yaml", (ELSEWHERE[0][0], both[0]), (ELSEWHERE[1][0], both[1]))
    for _ in range(2):
        made = update(behind, Options())
        assert codes(made) == ["TW580", "TW580"]
    assert_as_in_full(behind)


def assert_as_in_full(project: Path) -> None:
    looked = update(project, Options(check=True, force=True))
    assert {state for states in looked.states.values() for state in states.values()} == {"unchanged"}


def test_a_change_of_the_file_that_it_is_about_makes_all_anew(behind: Path) -> None:
    reword(behind, "calls-00000.yaml", ("第 0 号水壶的所在位置", "第 0 号水壶在何处"))
    made = update(behind, Options())
    assert made.reason is not None
    assert (made.reason.words, made.reason.file) == (
        "the last build had something to say about {file}",
        "spec/calls-00000.yaml",
    )
    assert codes(made) == []
    assert codes(update(behind, Options())) == []


def stray(project: Path, path: str = STRAY, words: str = "Mine.\n") -> None:
    (project / path).parent.mkdir(parents=True, exist_ok=True)
    (project / path).write_text(words, encoding="utf-8")
    settle(project / path)


def test_somebodys_own_file_is_told_of_again(house: Path) -> None:
    stray(house)
    assert codes(update(house, Options())) == ["TW610"]
    again = update(house, Options())
    assert codes(again) == ["TW610"]
    assert not again.states


CHANGES: dict[str, tuple[Callable[[Path], None], int]] = {
    "gone": (lambda house: (house / STRAY).unlink(), 0),
    "another beside it": (lambda house: stray(house, "docs/en/more.txt"), 2),
    "another in a folder of its own": (lambda house: stray(house, "docs/notes/deep/own.txt"), 2),
    "other words": (lambda house: stray(house, words="Yours.\n"), 1),
}


@pytest.mark.parametrize("name", CHANGES)
def test_other_files_of_somebody_are_seen(name: str, house: Path) -> None:
    stray(house)
    update(house, Options())
    change, left = CHANGES[name]
    change(house)
    made = update(house, Options())
    assert made_anew(made)
    assert codes(made) == ["TW610"] * left


def test_a_file_below_a_folder_without_outputs_is_seen(house: Path) -> None:
    stray(house, "docs/notes/own.txt")
    update(house, Options())
    stray(house, "docs/notes/deep/own.txt")
    made = update(house, Options())
    assert made_anew(made)
    assert codes(made) == ["TW610", "TW610"]


def test_a_file_that_is_gone_from_a_folder_without_outputs_is_told_of_no_more(house: Path) -> None:
    stray(house, "docs/notes/own.txt")
    assert codes(update(house, Options())) == ["TW610"]
    (house / "docs/notes/own.txt").unlink()
    assert codes(update(house, Options())) == []


def test_the_first_file_in_a_folder_without_outputs_is_told_of(house: Path) -> None:
    (house / "docs/notes").mkdir()
    assert codes(update(house, Options())) == []
    stray(house, "docs/notes/own.txt")
    assert codes(update(house, Options())) == ["TW610"]


def test_what_happened_once_is_not_told_again_but_looked_into(house: Path) -> None:
    (house / ".tongwen" / "journal.json").write_text("{", encoding="utf-8")
    assert codes(update(house, Options())) == ["TW615"]
    made = update(house, Options())
    assert made_anew(made)
    assert codes(made) == []


@pytest.mark.parametrize("said", [None, 1, [1], [["TW101", None, {}, []]], [["TW580", ["a"], {}, []]]], ids=str)
def test_what_is_no_finding_makes_all_anew(said: object, behind: Path) -> None:
    path = behind / record.FILE
    path.write_text(json.dumps({**json.loads(path.read_bytes()), "said": said}), encoding="utf-8")
    made = update(behind, Options())
    assert made_anew(made)
    assert codes(made) == ["TW580"]
