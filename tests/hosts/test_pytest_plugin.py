"""The matrix as tests of somebody's own suite: `pytest --tongwen-host my:Host`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.checks.cases import shows
from tests.hosts.runs import SMALL, matrix, small
from tests.support import ROOT

OWN = "import pytest\n\n\ndef test_own():\n    assert True\n"
PATHS = os.pathsep.join([str(ROOT / "generator"), str(ROOT)])
MESSAGE = """
message: expected startRecord:fail:auth denied | jsapi user authorize denied, \
seen startRecord:fail authorize no response
""".strip()
CASE = "mini-program.startRecord.denied.android.fails-without-prompt"


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """The folder of a suite with one test, and a matrix of a few cases."""
    (tmp_path / "test_own.py").write_text(OWN, encoding="utf-8")
    (tmp_path / "mine.py").write_text("from tests.hosts.wrong import *\n", encoding="utf-8")
    small(tmp_path)
    return tmp_path


def run(folder: Path, *args: str, own: bool = False) -> subprocess.CompletedProcess[str]:
    """Run pytest there, with the plugin as it is when Tongwen is installed."""
    given = args if own else ("--tongwen-matrix", "small.json", *args)
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tongwen.pytest_plugin", "-p", "no:cacheprovider", "-q", *given],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": PATHS, "PYTEST_ADDOPTS": "", "COLUMNS": "200"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert "Traceback" not in result.stderr
    assert "INTERNALERROR" not in result.stdout
    return result


def last(result: subprocess.CompletedProcess[str]) -> str:
    """The last line without the time."""
    return result.stdout.splitlines()[-1].rpartition(" in ")[0]


def cases(*prefixes: str) -> list[str]:
    return [case["id"] for case in matrix().cases if case["id"].startswith(prefixes)]


def test_each_case_is_a_test_with_the_id_of_the_case(suite: Path) -> None:
    listed = run(suite, "--tongwen-host", "simulated", "--collect-only").stdout.splitlines()
    expected = ["test_own.py::test_own", *(f"tongwen::{name}" for name in cases(*SMALL))]
    assert listed[: len(expected)] == expected
    assert listed[-1].startswith(f"{len(expected)} tests collected")


def test_the_tests_pass_where_the_host_is_right(suite: Path) -> None:
    result = run(suite, "--tongwen-host", "simulated")
    assert (result.returncode, last(result)) == (0, f"{len(cases(*SMALL)) + 1} passed")


def test_without_a_matrix_the_spec_around_the_suite_or_that_of_tongwen_is_used(suite: Path) -> None:
    listed = run(suite, "--tongwen-host", "simulated", "--collect-only", own=True).stdout.splitlines()
    assert listed[-1].startswith(f"{len(matrix().cases) + 1} tests collected")


def test_a_failure_tells_the_rule_its_place_what_differs_and_what_to_change(suite: Path) -> None:
    result = run(suite, "--tongwen-host", "mine:AsksAgain", "--tongwen-case", CASE)
    lines = result.stdout.splitlines()
    start = next(number for number, line in enumerate(lines) if line.strip("_ ") == CASE)
    assert result.returncode == 1
    assert lines[start + 1 : start + 13] == [
        "shown to the user: expected no prompt, seen scope",
        MESSAGE,
        "",
        f"denied-fails-without-prompt  {matrix().rules['denied-fails-without-prompt'].place}",
        "What to change:",
        "- Show nothing to the user here: what was answered, or cannot be asked, is not asked again.",
        "- Fail with one of the messages that the platform of the case uses; programs compare them.",
        "How to see it:",
        "profile=mini-program platform=android",
        "1. call wx.authorize; arguments scope=scope.record; the user: answer=deny",
        "2. call wx.startRecord",
        f"$ pytest --tongwen-host mine:AsksAgain --tongwen-matrix small.json --tongwen-case {CASE} -m tongwen",
    ]
    assert "Traceback" not in result.stdout
    assert ".py:" not in result.stdout


def test_the_note_of_the_rule_is_told_in_the_language_that_is_asked_for(suite: Path) -> None:
    args = ["--tongwen-host", "mine:AsksAgain", "--tongwen-case", CASE, "--tongwen-lang"]
    english = run(suite, *args, "en", own=True).stdout
    chinese = run(suite, *args, "zh", own=True).stdout
    assert "\nRefused before\n" in english
    assert "\n曾拒绝则直接失败\n" in chinese
    assert "此时不要向用户弹出任何内容" in chinese
    assert "What to change" not in chinese


def test_the_command_in_the_failure_runs_that_case_alone(suite: Path) -> None:
    first = run(suite, "--tongwen-host", "mine:AsksAgain")
    command = next(line for line in first.stdout.splitlines() if line.startswith("$ pytest "))
    again = run(suite, *command.split()[2:], own=True)
    assert last(again) == "1 failed, 1 deselected"


def test_cases_that_the_host_cannot_do_are_skipped_with_the_reason(suite: Path) -> None:
    result = run(suite, "--tongwen-host", "mine:NoPlugins", "-rs")
    plugins = len(cases("plugin.startRecord.denied."))
    assert last(result) == f"{len(cases(*SMALL)) + 1 - plugins} passed, {plugins} skipped"
    assert f"SKIPPED [{plugins}]" in result.stdout
    assert ": the host says that it cannot: plugin" in result.stdout


def test_a_host_that_hangs_fails_its_case_and_the_others_run(suite: Path) -> None:
    names = ["--tongwen-case", "mini-program.joinVoIPChat.*", "--tongwen-case", CASE]
    result = run(suite, "--tongwen-host", "mine:Hangs", "--tongwen-timeout", "0.4", *names)
    assert last(result).startswith("1 failed, ")
    assert "answer of the host: expected an answer, seen no answer within 0.4 s" in result.stdout


def test_a_host_whose_threads_python_would_wait_for_does_not_keep_pytest(suite: Path) -> None:
    args = ["--tongwen-host", "mine:HangsInAPool", "--tongwen-timeout", "0.4", "--tongwen-case", CASE]
    result = run(suite, *args)
    assert (result.returncode, last(result)) == (1, "1 failed, 1 passed")


def test_k_m_and_workers_choose_and_share_the_cases(suite: Path) -> None:
    count = len(cases(*SMALL))
    android = sum(".android." in name for name in cases(*SMALL))
    by_name = run(suite, "--tongwen-host", "simulated", "-k", "startRecord and android")
    assert last(by_name) == f"{android} passed, {count + 1 - android} deselected"
    by_mark = run(suite, "--tongwen-host", "simulated", "-m", "tongwen(platform='android')", "--strict-markers")
    assert last(by_mark) == last(by_name)
    neither = run(suite, "--tongwen-host", "simulated", "-m", "not tongwen")
    assert last(neither) == f"1 passed, {count} deselected"
    shared = run(suite, "--tongwen-host", "mine:AsksAgain", "-n", "2")
    assert last(shared) == last(run(suite, "--tongwen-host", "mine:AsksAgain"))
    assert shared.returncode == 1


def test_profile_platform_and_rule_choose_cases_as_the_command_does(suite: Path) -> None:
    plugin = sum(".android." in name for name in cases("plugin.startRecord.denied."))
    names = ["--tongwen-profile", "plugin", "--tongwen-platform", "andr*", "--tongwen-rule", "*"]
    assert last(run(suite, "--tongwen-host", "simulated", *names)) == f"{plugin + 1} passed"


@shows("TW851", "TW852", "TW853", "TW854", "TW855")
@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["nobody"], "TW851: nobody does not name a host"),
        (["mine:Nobody"], "TW852: the host mine:Nobody cannot be loaded"),
        (["mine:HangsInItsMaking", "--tongwen-timeout", "0.1"], "TW853: the host mine:HangsInItsMaking does not start"),
        (["mine:HangsInItsMaking", "--tongwen-timeout", "0.1", "-n", "2"], "TW853: the host mine:HangsInItsMaking"),
        (["simulated", "--tongwen-profile", "web"], "TW854: no case has --tongwen-profile web"),
        (["simulated", "--tongwen-matrix", "absent.json"], "TW855: absent.json is no test matrix"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bad_option_is_wrong_usage_in_our_words(suite: Path, args: list[str], code: str) -> None:
    result = run(suite, "--tongwen-host", *args)
    assert result.returncode == pytest.ExitCode.USAGE_ERROR
    assert result.stderr.startswith(f"ERROR: error {code}")
    assert "\n    help: " in result.stderr
    assert "test_own" not in result.stdout


LOADED = """
import sys


def test_what_is_loaded():
    ours = {name for name in sys.modules if name.partition(".")[0] == "tongwen"}
    assert ours == {"tongwen", "tongwen.pytest_plugin"}
    assert not {"msgspec", "yaml", "babel", "click"} & set(sys.modules)
"""


def test_where_no_host_is_named_nothing_of_tongwen_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "test_own.py").write_text(LOADED, encoding="utf-8")
    assert last(run(tmp_path, "-p", "no:hypothesispytest", "--strict-markers", own=True)) == "1 passed"


def test_the_entry_point_names_the_plugin_as_it_is_named_here() -> None:
    """So that a suite which names it itself, as these tests do, does not load it twice."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert '[project.entry-points.pytest11]\n"tongwen.pytest_plugin" = "tongwen.pytest_plugin"' in text
