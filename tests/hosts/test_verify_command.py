"""`tongwen verify`: which hosts and cases it takes, what it prints and writes, and how it ends."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import msgspec
import pytest
from tongwen.cli.progress import Progress
from tongwen.diagnostics import Diagnostic
from tongwen.verify import kinds
from tongwen.verify.choose import choose
from tongwen.verify.data import ReportData
from tongwen.verify.matrix import Matrix, of_file
from tongwen.verify.select import Filter, select

from tests.checks.cases import complete, shows
from tests.hosts.runs import matrix, small
from tests.support import ROOT, project, run_cli

WRONG = "tests.hosts.wrong:"
HOSTS = {"PYTHONPATH": os.pathsep.join([str(ROOT / "generator"), str(ROOT)])}


def verify(folder: Path, *args: str, lang: str = "en") -> subprocess.CompletedProcess[str]:
    """Run the command on a few cases, from a folder outside every project."""
    file = folder / "small.json"
    given = args if "--matrix" in args else ("--matrix", str(file if file.exists() else small(folder)), *args)
    result = run_cli(["verify", *given, "--lang", lang], folder, HOSTS)
    assert "Traceback" not in result.stderr
    return result


def told(result: subprocess.CompletedProcess[str]) -> tuple[int, str]:
    """The exit code, and the first line on standard error."""
    return result.returncode, result.stderr.partition("\n")[0]


def data(result: subprocess.CompletedProcess[str]) -> ReportData:
    """The report that was printed as JSON."""
    return msgspec.json.decode(result.stdout, type=ReportData)


def test_the_simulated_host_keeps_every_rule_of_the_spec() -> None:
    result = run_cli(["verify"], ROOT)
    count = len(matrix().cases)
    assert (result.returncode, result.stderr) == (0, "")
    assert re.fullmatch(rf"simulated: {count} passed, 0 failed, 0 not run, in \d+\.\d s\n", result.stdout)


def test_outside_a_project_the_spec_that_comes_with_tongwen_is_used(tmp_path: Path) -> None:
    result = run_cli(["verify", "--format", "json", "--rule", "settings-on-*"], tmp_path)
    assert (result.returncode, data(result).spec) == (0, matrix().spec)


def test_a_wrong_host_ends_with_1_a_table_first_and_the_count_last(tmp_path: Path) -> None:
    result = verify(tmp_path, "--host", WRONG + "AsksAgain")
    lines = result.stdout.splitlines()
    assert (result.returncode, result.stderr) == (1, "")
    assert lines[0].split() == ["Failed", "Rule", "broken", "In", "the", "spec"]
    assert lines[2].split()[1] == "denied-fails-without-prompt"
    assert lines[2].split()[2] == matrix().rules["denied-fails-without-prompt"].place
    assert re.fullmatch(r"tests\.hosts\.wrong:AsksAgain: \d+ passed, \d+ failed, 0 not run, in \d+\.\d s", lines[-1])


def test_the_command_that_it_prints_runs_the_case_again(tmp_path: Path) -> None:
    result = verify(tmp_path, "--host", WRONG + "AsksAgain", "--timeout", "7", "--format", "json")
    failed = next(case for case in data(result).cases if case.state == "failed")
    words = failed.again.split()
    assert words[:2] == ["tongwen", "verify"]
    assert words[-4:] == ["--timeout", "7", "--case", failed.id]
    again = verify(tmp_path, *words[2:], "--format", "json")
    assert [(case.id, case.state) for case in data(again).cases] == [(failed.id, "failed")]


def test_reports_are_written_into_folders_that_need_not_exist(tmp_path: Path) -> None:
    html, junit = tmp_path / "a" / "red.html", tmp_path / "b" / "red.xml"
    result = verify(tmp_path, "--host", WRONG + "AsksAgain", "--html", str(html), "--junit", str(junit))
    assert result.returncode == 1
    assert "Rules that the host breaks: 2" in html.read_text(encoding="utf-8")
    assert ET.parse(junit).getroot().attrib["name"] == WRONG + "AsksAgain"  # noqa: S314 - written here


@shows("TW603")
def test_a_report_that_cannot_be_written_is_told_before_the_run(tmp_path: Path) -> None:
    result = verify(tmp_path, "--host", WRONG + "Talks", "--html", str(tmp_path))
    assert told(result) == (2, f"error TW603: {tmp_path} cannot be written: Is a directory")
    assert "hello" not in result.stderr


def test_what_a_host_prints_does_not_get_into_the_report(tmp_path: Path) -> None:
    result = verify(tmp_path, "--host", WRONG + "Talks", "--format", "json")
    assert data(result).green
    assert "hello from the host" in result.stderr


def test_a_host_in_the_folder_is_found_without_being_installed(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(
        "from tests.hosts.wrong import AsksAgain as Mine\nmade = Mine()\n", encoding="utf-8"
    )
    for name in ("mine:Mine", "mine:made"):
        assert verify(tmp_path, "--host", name).returncode == 1


def test_the_report_of_a_run_in_chinese_is_chinese(tmp_path: Path) -> None:
    result = verify(tmp_path, "--host", WRONG + "AsksAgain", lang="zh")
    assert result.returncode == 1
    assert "此时不要向用户弹出任何内容" in result.stdout
    assert re.search(r"AsksAgain：\d+ 个通过，\d+ 个失败，0 个未运行，用时 \d+\.\d 秒$", result.stdout)


# Hosts that cannot be verified.


@shows("TW851")
@pytest.mark.parametrize("name", ["", "nobody", "a b:C", "http://127.0.0.1", "module:", ":Host", "a..b:C"])
def test_what_names_no_host_is_wrong_usage(name: str) -> None:
    found = choose(name, ROOT)
    assert isinstance(found, Diagnostic)
    assert found.message() == f"{name} does not name a host"
    complete(found)


def test_the_command_ends_with_2_where_no_host_is_named(tmp_path: Path) -> None:
    assert told(verify(tmp_path, "--host", "nobody")) == (2, "error TW851: nobody does not name a host")


@pytest.fixture
def bad_modules(tmp_path: Path) -> Iterator[Path]:
    """A folder of modules that do not load as they should. What they leave behind is taken away."""
    for name, text in {"leaves": "raise SystemExit(0)", "breaks": "1 / 0", "number": "Host = 7"}.items():
        (tmp_path / f"bad_{name}.py").write_text(text + "\n", encoding="utf-8")
    before = list(sys.path)
    yield tmp_path
    sys.path[:] = before
    for name in [name for name in sys.modules if name.startswith("bad_")]:
        del sys.modules[name]


@shows("TW852")
@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("bad_absent:Host", "ModuleNotFoundError: No module named 'bad_absent'"),
        ("bad_leaves:Host", "SystemExit: 0"),
        ("bad_breaks:Host", "ZeroDivisionError: division by zero"),
        ("bad_number:Host", "Host: int"),
        ("bad_number:Other", "AttributeError: module 'bad_number' has no attribute 'Other'"),
    ],
)
def test_a_host_that_cannot_be_loaded_is_named_with_the_reason(bad_modules: Path, name: str, problem: str) -> None:
    found = choose(name, bad_modules)
    assert isinstance(found, Diagnostic)
    assert found.message() == f"the host {name} cannot be loaded: {problem}"
    complete(found)


@shows("TW853")
@pytest.mark.parametrize(
    ("host", "problem"),
    [
        (WRONG + "HangsInItsMaking", "no answer within 0.1 s"),
        (WRONG + "BadClaim", "HostError: cannot must be a set of names, not str"),
        ("pathlib:Path", ".* has no method reset, call, place, switch, page, delete, subscribe"),
        ("ws://127.0.0.1:1", "HostError: .*"),
    ],
)
def test_a_host_that_does_not_start_ends_the_command_with_2(tmp_path: Path, host: str, problem: str) -> None:
    code, line = told(verify(tmp_path, "--host", host, "--timeout", "0.1"))
    assert code == 2
    assert re.fullmatch(f"error TW853: the host {re.escape(host)} does not start: {problem}", line)


@shows("TW858")
def test_a_host_over_the_wire_says_which_extra_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    known = [name for name in sys.modules if name.startswith(("websockets", "tongwen.hosts.automator."))]
    for name in known:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "websockets", None)
    found = choose("ws://127.0.0.1:9420", ROOT)
    assert isinstance(found, Diagnostic)
    assert found.kind is kinds.HOST_EXTRA
    assert found.help() == "run `pip install 'tongwen[hosts]'`"
    complete(found)


def test_a_host_over_the_wire_is_verified(tmp_path: Path) -> None:
    served = subprocess.Popen(
        [sys.executable, "-m", "tongwen", "simulate", "--port", "0", "--lang", "en"],
        env={**os.environ, **HOSTS},
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        assert served.stdout is not None
        address = re.search(r"ws://\S+:\d+", served.stdout.readline())
        assert address
        result = verify(tmp_path, "--host", address[0], "--format", "json")
        assert (result.returncode, data(result).failed, data(result).not_run) == (0, 0, 0)
    finally:
        served.terminate()
        served.communicate(timeout=30)


def test_a_host_whose_threads_python_would_wait_for_does_not_keep_the_command(tmp_path: Path) -> None:
    two = ["--case", "*.startRecord.denied.ios.*", "--case", "*.joinVoIPChat.unasked.allow.asks-*"]
    result = verify(tmp_path, "--host", WRONG + "HangsInAPool", "--timeout", "0.4", "--format", "json", *two)
    assert result.returncode == 1
    assert "no answer within 0.4 s" in result.stdout
    assert data(result).passed


# Which cases.


def chosen(**names: list[str]) -> list[str]:
    found = select(matrix().cases, Filter(**names))
    assert isinstance(found, list)
    return [case["id"] for case in found]


def test_without_a_filter_every_case_is_chosen() -> None:
    assert Filter().empty
    assert len(chosen()) == len(matrix().cases)


def test_filters_may_be_repeated_hold_patterns_and_all_must_fit() -> None:
    both = chosen(profiles=["plugin", "mini-game"])
    assert {name.partition(".")[0] for name in both} == {"plugin", "mini-game"}
    assert len(both) == len(chosen(profiles=["plugin"])) + len(chosen(profiles=["mini-game"]))
    android = chosen(profiles=["plugin"], platforms=["android", "devtools"], rules=["denied-*"])
    assert android
    assert set(android) < set(chosen(profiles=["plug*"]))
    assert all(".android." in name or ".devtools." in name for name in android)
    assert chosen(cases=[android[0]]) == [android[0]]


def test_a_rule_chooses_the_walks_that_look_at_it_too() -> None:
    cases = {case["id"]: case for case in matrix().cases}
    found = [cases[name] for name in chosen(rules=["settings-off-counts-at-next-call"])]
    assert any(case["rule"] != "settings-off-counts-at-next-call" for case in found)


def test_an_id_with_marks_of_a_pattern_is_found_as_it_is() -> None:
    case = {**matrix().cases[0], "id": "a[b]*"}
    assert select([case], Filter(cases=["a[b]*"])) == [case]


@shows("TW854")
@pytest.mark.parametrize(
    ("args", "message", "help_"),
    [
        (["--profile", "web"], "--profile web", "known: mini-program, plugin"),
        (["--platform", "ios", "--platform", "x*"], "--platform x*", "known: ios, android, devtools"),
        (
            ["--profile", "plugin", "--case", "mini-program.*"],
            "--case mini-program.*",
            "known: plugin.startRecord.denied.",
        ),
        (["--rule", "nope"], "--rule nope", "known: first-use-asks-allowed, "),
    ],
)
def test_a_filter_that_fits_no_case_is_wrong_usage(tmp_path: Path, args: list[str], message: str, help_: str) -> None:
    file = of_file(small(tmp_path))
    assert isinstance(file, Matrix)
    result = verify(tmp_path, *args)
    assert told(result) == (2, f"error TW854: no case has {message}")
    assert result.stderr.splitlines()[1].startswith(f"    help: {help_}")


def tour(do: str = "call", take: Sequence[int] = (0,)) -> bytes:
    """A matrix.json with one walk."""
    step = {"do": do, "rule": "r", **({"act": {"call": "a.b"}} if do == "call" else {})}
    seen = {"prompts": [], "result": "success"}
    walk = {"id": "w", "world": {}, "take": take}
    walks = [{"profile": "p", "steps": [{**step, "expect": seen}], "walks": [walk]}]
    return json.dumps({"spec": "a", "release": "1", "rules": {}, "cases": [], "walks": walks}).encode()


def test_a_walk_of_a_file_is_a_case(tmp_path: Path) -> None:
    file = tmp_path / "m.json"
    file.write_bytes(tour())
    found = of_file(file)
    assert isinstance(found, Matrix)
    assert [(case["id"], case["rule"], case["act"]) for case in found.cases] == [("w", "r", {"call": "a.b"})]


def test_the_file_that_a_build_writes_holds_the_cases_of_the_spec() -> None:
    found = of_file(ROOT / "tests" / "matrix" / "matrix.json")
    assert isinstance(found, Matrix)
    assert found.cases == matrix().cases


@shows("TW855")
@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, "No such file or directory"),
        (b"\xff\xfe", "'utf-8' codec can't decode byte 0xff in position 0: invalid start byte"),
        (b"{", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        (b"[]", "Expected `object`, got `array`"),
        (b'{"spec": "a", "release": "1", "rules": {}, "cases": [{"id": 1}]}', "Expected `str`, got `int` - at"),
        (b"[" * 100_000, ""),
        (tour(take=[1]), "the walk w does not lead through the steps to a call"),
        (tour(take=[]), "the walk w does not lead through the steps to a call"),
        (tour(do="delete"), "the walk w does not lead through the steps to a call"),
        (tour(take=[-1]), "Expected `int` >= 0 - at"),
    ],
    ids=["absent", "bytes", "no-json", "no-object", "no-case", "deep", "no-step", "no-walk", "no-call", "below-zero"],
)
def test_what_is_no_matrix_is_named_with_the_reason(tmp_path: Path, content: bytes | None, problem: str) -> None:
    file = tmp_path / "m.json"
    if content is not None:
        file.write_bytes(content)
    found = of_file(file)
    assert isinstance(found, Diagnostic)
    assert found.message().startswith(f"{file} is no test matrix: {problem}")
    complete(found)


def test_a_bad_matrix_ends_the_command_with_2(tmp_path: Path) -> None:
    code, line = told(verify(tmp_path, "--matrix", "absent.json"))
    assert (code, line) == (2, "error TW855: absent.json is no test matrix: No such file or directory")


def test_a_spec_with_errors_is_told_as_lint_tells_it(tmp_path: Path) -> None:
    result = run_cli(["verify"], project(tmp_path, {"spec/a.yaml": "scoops: {}\n"}))
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith("spec/a.yaml:1:1: error TW201: unknown key scoops\n")
    assert result.stderr.endswith("\n1 error\n")


@shows("TW856")
def test_a_host_that_can_do_nothing_is_not_green(tmp_path: Path) -> None:
    result = verify(tmp_path, "--host", WRONG + "CannotAnything")
    assert told(result) == (1, "error TW856: no case was run, so nothing is known about the host")
    assert "because the host says that it cannot: *" in result.stdout


@shows("TW857")
def test_an_entry_that_no_case_needs_is_a_warning_unless_cases_were_left_out(tmp_path: Path) -> None:
    whole = verify(tmp_path, "--host", WRONG + "Misspelt")
    assert told(whole) == (0, "warning TW857: `cannot` of the host names plug-in, which no case needs")
    part = verify(tmp_path, "--host", WRONG + "Misspelt", "--profile", "mini-program")
    assert (part.returncode, part.stderr) == (0, "")


# Options that do not go together.


@pytest.mark.parametrize("option", [["--host", "my:Host"], ["--junit", "a.xml"], ["--html", "a.html"]])
def test_the_proof_goes_without_a_host_and_without_reports(tmp_path: Path, option: list[str]) -> None:
    result = verify(tmp_path, "--mutants", *option)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.endswith(f"; leave out {option[0]}\n")
    assert list(tmp_path.glob("a.*")) == []


@pytest.mark.parametrize("args", [["--timeout", "0"], ["--timeout", "soon"], ["--format", "xml"], ["--nope"]])
def test_options_that_make_no_sense_are_wrong_usage(tmp_path: Path, args: list[str]) -> None:
    assert verify(tmp_path, *args).returncode == 2


# Progress.


class Terminal(StringIO):
    """Standard error that somebody watches, or nobody."""

    def __init__(self, watched: bool) -> None:
        super().__init__()
        self.watched = watched

    def isatty(self) -> bool:
        return self.watched


def shown(monkeypatch: pytest.MonkeyPatch, *, watched: bool) -> str:
    """What is written while four cases take 0.6 seconds each."""
    terminal, clock = Terminal(watched), iter([0.0, 0.6, 1.2, 1.25, 2.4])
    monkeypatch.setattr("tongwen.cli.progress.sys", SimpleNamespace(stderr=terminal))
    monkeypatch.setattr("tongwen.cli.progress.time", SimpleNamespace(monotonic=lambda: next(clock)))
    with Progress("{done} of {count}") as line:
        for done in range(1, 5):
            line.show(done, 4)
    return terminal.getvalue()


def test_progress_is_shown_after_a_second_not_too_often_and_wiped_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, watched=True) == "\r2 of 4\x1b[K\r4 of 4\x1b[K\r\x1b[K"


def test_progress_is_not_written_into_a_file_or_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, watched=False) == ""


def test_the_json_report_can_be_read_by_anybody(tmp_path: Path) -> None:
    result = verify(tmp_path, "--format", "json")
    assert json.loads(result.stdout)["format"] == 1
    assert result.stdout.isascii()
