"""`tongwen lint`: exit codes, formats, both languages, one check at a time, and an explanation of each code."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
from tongwen.lint.registry import all_lints

from tests.checks.cases import FILE
from tests.support import ROOT, project, run_cli

CJK = re.compile("[\u4e00-\u9fff]")
LEFT = "notes:\n  n: {title: {en: Beds, zh: 苗床}, text: {en: A bed is dug., zh: '翻好 bed,浇水。'}}\n"


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A project with two warnings in one text."""
    return project(tmp_path, {FILE: LEFT})


def test_a_warning_ends_in_exit_code_1_and_says_where_and_what_to_do(faulty: Path) -> None:
    done = run_cli(["lint"], faulty)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "spec/case.yaml:2:60: warning TW520: half-width punctuation in Chinese: 翻好 bed,浇水。" in done.stderr
    assert "help: write 翻好 bed，浇水。; `tongwen lint --fix` does it" in done.stderr
    assert done.stderr.endswith("2 warnings\n")


def test_the_same_in_chinese(faulty: Path) -> None:
    done = run_cli(["lint", "--lang", "zh"], faulty)
    assert "警告 TW520: 中文中有半角标点" in done.stderr
    assert "警告 TW531: 中文中夹有英文单词：bed" in done.stderr


def test_json_for_programs(faulty: Path) -> None:
    done = run_cli(["lint", "--format", "json"], faulty)
    rows = json.loads(done.stdout)
    assert done.returncode == 1
    assert [(row["code"], row["severity"], row["file"], row["line"]) for row in rows] == [
        ("TW520", "warning", FILE, 2),
        ("TW531", "warning", FILE, 2),
    ]


def test_annotations_for_github(faulty: Path) -> None:
    done = run_cli(["lint", "--format", "github"], faulty)
    assert f"::warning file={FILE},line=2,col=60,title=TW531::" in done.stdout


def test_one_check_at_a_time(faulty: Path) -> None:
    done = run_cli(["lint", "--only", "TW531", "--format", "json"], faulty)
    assert [row["code"] for row in json.loads(done.stdout)] == ["TW531"]
    assert run_cli(["lint", "--only", "TW501", "--only", "TW502"], faulty).returncode == 0


def test_an_unknown_check_is_a_wrong_use(faulty: Path) -> None:
    done = run_cli(["lint", "--only", "TW5311"], faulty)
    assert done.returncode == 2
    assert "there is no check TW5311. Did you mean TW531?" in done.stderr


def test_errors_of_the_data_come_first(tmp_path: Path) -> None:
    folder = project(tmp_path, {FILE: LEFT + "groups: {}\nrules: {x: {}}\n"})
    done = run_cli(["lint"], folder)
    assert done.returncode == 1
    assert "TW531" not in done.stderr
    assert "Prose and usage are checked once the errors are mended." in done.stderr


def test_a_build_does_not_wait_for_prose(faulty: Path) -> None:
    assert run_cli(["build"], faulty).returncode == 0


def test_without_the_library_lint_works_and_says_what_it_did_not_check(tmp_path: Path) -> None:
    folder = project(tmp_path / "spec-of-it")
    (tmp_path / "autocorrect_py.py").write_text("raise ImportError\n", encoding="utf-8")
    path = f"{tmp_path}{':' if sys.platform != 'win32' else ';'}{ROOT / 'generator'}"
    done = run_cli(["lint"], folder, env={"PYTHONPATH": path})
    assert done.returncode == 0
    assert "note TW500" in done.stderr
    assert "pip install 'tongwen[lint]'" in done.stderr
    assert "No errors." in done.stdout


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_code_is_explained_in_the_terminal(language: str, tmp_path: Path) -> None:
    done = run_cli(["explain", "tw531", "--lang", language], tmp_path)
    assert done.returncode == 0
    assert "TW531" in done.stdout
    assert bool(CJK.search(done.stdout)) == (language == "zh")


def test_a_code_that_nothing_has_is_not_explained(tmp_path: Path) -> None:
    done = run_cli(["explain", "TW999"], tmp_path)
    assert done.returncode == 1
    assert "TW999" in done.stderr


def test_every_check_has_a_page_in_both_languages() -> None:
    for code in all_lints():
        for language in ("en", "zh"):
            page = (ROOT / "site" / "docs" / language / "diagnostics" / f"{code}.md").read_text(encoding="utf-8")
            assert bool(CJK.search(page.replace("万", ""))) == (language == "zh"), code
