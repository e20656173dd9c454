"""The command line: exit codes, languages, and that no input makes it fall over."""

from __future__ import annotations

import ctypes
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import tongwen
from tongwen.cli.language import choose

from tests.support import GARDEN, ROOT, project, run_cli

CJK = re.compile("[\u4e00-\u9fff]")
COMMANDS = ["build", "lint", "explain", "init"]
MATRIX = GARDEN.replace("targets: {}", "targets: {matrix: {output: out}}")


def told(result: subprocess.CompletedProcess[str]) -> str:
    """Everything that was printed; never a traceback."""
    printed = result.stdout + result.stderr
    assert "Traceback" not in printed, printed
    assert "Error(" not in printed, printed
    return printed


PR_CAPBSET_DROP = 24
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2


def give_up_privileges() -> None:
    """In the child: what is closed to its owner is closed to root, too (whose interpreter nobody else may run)."""
    libc = ctypes.CDLL(None, use_errno=True)
    for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
        if libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0):
            raise OSError(ctypes.get_errno(), "prctl")


def without_privileges(args: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command line as a user for whom a closed folder is closed."""
    return run_cli(args, cwd, preexec_fn=give_up_privileges if os.getuid() == 0 else None)


def test_lint_of_a_good_spec_counts_its_entries_and_exits_with_0(tmp_path: Path) -> None:
    result = run_cli(["lint"], project(tmp_path))
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("No errors. profiles 1, scopes 1, apis 2, ")


def test_lint_of_a_bad_spec_prints_to_standard_error_and_exits_with_1(tmp_path: Path) -> None:
    result = run_cli(["lint"], project(tmp_path, {"spec/a.yaml": "scoops: {}\n"}))
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith("spec/a.yaml:1:1: error TW201: unknown key scoops\n    help: did you mean scopes?")
    assert result.stderr.endswith("\n1 error\n")


@pytest.mark.parametrize(
    ("form", "start"), [("json", "[\n"), ("github", "::error file=spec/a.yaml,line=1,col=1,title=TW201::")]
)
def test_lint_for_programs_prints_to_standard_output(form: str, start: str, tmp_path: Path) -> None:
    result = run_cli(["lint", "--format", form], project(tmp_path, {"spec/a.yaml": "scoops: {}\n"}))
    assert (result.returncode, result.stderr) == (1, "1 error\n")
    assert result.stdout.startswith(start)


def test_lint_for_programs_of_a_good_spec_prints_an_empty_list(tmp_path: Path) -> None:
    result = run_cli(["lint", "--format", "json"], project(tmp_path))
    assert (result.returncode, result.stdout, result.stderr) == (0, "[]\n", "")


@pytest.mark.parametrize(
    "args",
    [
        ["nonsense"],
        ["build", "--nonsense"],
        ["explain"],
        ["lint", "--format", "xml"],
        ["--lang", "fr", "lint"],
        ["build", "-C", "nowhere"],
        ["build", "-C", "spec/tongwen.yaml"],
    ],
    ids=" ".join,
)
def test_wrong_usage_exits_with_2(args: list[str], tmp_path: Path) -> None:
    result = run_cli(args, project(tmp_path))
    told(result)
    assert result.returncode == 2


def test_a_misspelt_project_folder_does_not_mean_the_project_around_it(tmp_path: Path) -> None:
    folder = project(tmp_path)
    assert run_cli(["lint", "-C", "gardn"], folder).returncode == 2
    assert run_cli(["lint", "-C", str(folder)], tmp_path.parent).returncode == 0


def test_an_unknown_target_exits_with_2_and_lists_the_known_ones(tmp_path: Path) -> None:
    result = run_cli(["build", "--target", "pyhton"], project(tmp_path))
    assert result.returncode == 2
    assert result.stderr.startswith("There is no target pyhton. Known: python, typescript, docs, matrix")


def test_an_unknown_target_in_the_manifest_exits_with_1(tmp_path: Path) -> None:
    base = GARDEN.replace("targets: {}", "targets: {pyhton: {output: sdk}}")
    result = run_cli(["build"], project(tmp_path, base=base))
    assert result.returncode == 1
    assert "spec/tongwen.yaml:9:13: error TW701: there is no target pyhton" in told(result)


@pytest.mark.parametrize("command", ["build", "lint"])
def test_without_a_manifest_a_command_says_how_to_start_one(command: str, tmp_path: Path) -> None:
    result = run_cli([command], tmp_path)
    assert result.returncode == 1
    assert f"error TW120: there is no spec/tongwen.yaml in {tmp_path} or any folder above it" in told(result)
    assert "tongwen init DIR" in result.stderr


@pytest.mark.parametrize("command", ["build", "lint", "explain"])
def test_a_command_works_from_a_folder_below_the_project(command: str, tmp_path: Path) -> None:
    folder = project(tmp_path, {"a/b/c.txt": ""})
    args = [command, "openValve"] if command == "explain" else [command]
    assert run_cli(args, folder / "a" / "b").returncode == 0


BAD: dict[str, str | bytes] = {
    "empty": "",
    "comment": "# nothing\n",
    "word": "just text\n",
    "list": "[a]\n",
    "null": "null\n",
    "tag": "a: !!python/object/apply:os.system [id]\n",
    "anchor": "a: &x [1]\nb: *x\n",
    "merge": "<<: {a: 1}\n",
    "documents": "a: 1\n---\nb: 2\n",
    "duplicate": "a: 1\na: 2\n",
    "duplicate-and-broken": 'a: 1\na: 2\nb: "x\n',
    "broken": "a: [b\n",
    "bom": b"\xef\xbb\xbfa: 1\n",
    "utf-16": "a: 水\n".encode("utf-16"),
    "gbk": "a: 花园\n".encode("gbk"),
    "bidi": "a: x\u202ey\n",
    "nul": b"a: x\x00y\n",
    "bomb": "[" * 100_000,
    "bomb-of-maps": "a: " + "{a: " * 100_000,
    "unknown": "scoops: {}\n",
    "deep-type": "types:\n  A:\n    kind: record\n    summary: {en: A., zh: 一。}\n    fields:\n"
    f"      a: {{type: {'(' * 390}, description: {{en: A., zh: 一。}}}}\n",
    "nulls": "scopes:\napis:\ntypes:\nrules:\nprofiles:\ntongwen:\n",
    "escapes": 'scopes: {"\\e[2J": {}}\n',
    "shapes": "scopes: {scope.a: {profiles: {a: {b: [c]}}, title: [1]}}\n"
    "types: {A: {kind: [x]}, B: {kind: record, fields: 3}}\n",
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_reported_with_its_place_and_a_remedy(name: str, tmp_path: Path) -> None:
    result = run_cli(["lint"], project(tmp_path, {"spec/case.yaml": BAD[name]}))
    printed = told(result)
    assert result.returncode == 1
    assert "\x1b" not in printed
    assert re.search(r"^spec/case\.yaml:\d+:\d+: error TW\d{3}: ", printed, re.MULTILINE)
    assert "\n    help: " in printed


def test_all_bad_files_are_reported_in_one_run_of_build_and_nothing_is_written(tmp_path: Path) -> None:
    # all but the one whose only mistake shows when everything else has the right shape
    folder = project(tmp_path, {f"spec/{name}.yaml": content for name, content in BAD.items()}, base=MATRIX)
    result = run_cli(["build"], folder)
    assert result.returncode == 1
    assert set(re.findall(r"^spec/([\w-]+)\.yaml:\d+:\d+: error", told(result), re.MULTILINE)) == set(BAD) - {
        "deep-type"
    }
    assert sorted(os.listdir(folder)) == [".tongwen", "spec"], "the lock, and no output"


def test_explain_on_bad_files_reports_them_and_does_not_fall_over(tmp_path: Path) -> None:
    result = run_cli(
        ["explain", "x"], project(tmp_path, {f"spec/{name}.yaml": content for name, content in BAD.items()})
    )
    told(result)
    assert result.returncode == 1


def test_a_manifest_that_cannot_be_read_is_reported(tmp_path: Path) -> None:
    folder = project(tmp_path)
    (folder / "spec" / "tongwen.yaml").chmod(0)
    result = without_privileges(["lint"], folder)
    assert result.returncode == 1
    assert "spec/tongwen.yaml:1:1: error TW117: the file cannot be read: Permission denied" in told(result)


def test_a_folder_of_the_spec_that_cannot_be_listed_is_reported(tmp_path: Path) -> None:
    folder = project(tmp_path, {"spec/closed/a.yaml": "glossary: {}\n"})
    (folder / "spec" / "closed").chmod(0)
    result = without_privileges(["lint"], folder)
    assert result.returncode == 1
    assert "spec/closed:1:1: error TW117: " in told(result)


@pytest.mark.parametrize("command", ["build", "lint"])
def test_a_project_whose_spec_folder_is_closed_is_not_found(command: str, tmp_path: Path) -> None:
    folder = project(tmp_path)
    (folder / "spec").chmod(0)
    result = without_privileges([command], folder)
    assert result.returncode == 1
    assert "error TW120: " in told(result)


def test_an_output_that_cannot_be_written_is_reported(tmp_path: Path) -> None:
    folder = project(tmp_path, base=MATRIX)
    folder.chmod(0o555)
    result = without_privileges(["build"], folder)
    assert result.returncode == 1
    assert "error TW603: " in told(result)
    assert sorted(os.listdir(folder)) == ["spec"]


def test_an_output_outside_the_project_is_reported(tmp_path: Path) -> None:
    result = run_cli(["build"], project(tmp_path / "p", base=MATRIX.replace("output: out", "output: ../out")))
    assert result.returncode == 1
    assert "spec/tongwen.yaml:9:30: error TW205: ../out is not allowed here" in told(result)
    assert sorted(os.listdir(tmp_path)) == ["p"]


def test_an_output_behind_a_link_is_reported_and_nothing_is_written_there(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", base=MATRIX)
    (tmp_path / "elsewhere").mkdir()
    (folder / "out").symlink_to(tmp_path / "elsewhere")
    result = run_cli(["build"], folder)
    assert result.returncode == 1
    assert "error TW602: out is a link" in told(result)
    assert os.listdir(tmp_path / "elsewhere") == []


DELETED = """
import os, sys, tempfile
folder = tempfile.mkdtemp()
os.chdir(folder)
os.rmdir(folder)
os.execv(sys.executable, [sys.executable, "-m", "tongwen", *sys.argv[1:]])
"""


@pytest.mark.parametrize(
    ("args", "code"), [(["build"], 1), (["lint"], 1), (["explain", "scope.nothing"], 1), (["--version"], 0)]
)
def test_a_working_folder_that_was_deleted_is_no_catastrophe(args: list[str], code: int) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "generator"), "TONGWEN_LANG": "en"}
    result = subprocess.run(
        [sys.executable, "-c", DELETED, *args], env=env, capture_output=True, text=True, check=False
    )
    told(result)
    assert result.returncode == code


@pytest.mark.parametrize("descriptor", [1, 2])
def test_a_closed_stream_changes_no_result(descriptor: int, tmp_path: Path) -> None:
    folder = project(tmp_path)
    closed: Callable[[], None] = lambda: os.close(descriptor)  # noqa: E731
    assert run_cli(["lint"], folder, preexec_fn=closed).returncode == 0
    (folder / "spec" / "a.yaml").write_text("scoops: {}\n", encoding="utf-8")
    assert run_cli(["lint"], folder, preexec_fn=closed).returncode == 1


@pytest.mark.parametrize(
    "env", [{"COLUMNS": "0"}, {"COLUMNS": "1"}, {"NO_COLOR": "1"}, {"TERM": "dumb"}, {"LC_ALL": "C"}], ids=str
)
def test_the_terminal_changes_nothing_but_the_width(env: dict[str, str], tmp_path: Path) -> None:
    result = run_cli(["explain", "scope.water"], project(tmp_path), env)
    assert result.returncode == 0
    assert "garden.openValve" in told(result)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_help_of_every_command_is_in_the_language_of_the_user(command: str, language: str, tmp_path: Path) -> None:
    result = run_cli([command, "--help"], tmp_path, {"TONGWEN_LANG": language})
    assert (result.returncode, result.stderr) == (0, "")
    assert bool(CJK.search(result.stdout)) == (language == "zh")
    assert "--lang" in result.stdout


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_help_lists_every_command(language: str, tmp_path: Path) -> None:
    result = run_cli(["--help"], tmp_path, {"TONGWEN_LANG": language})
    assert result.returncode == 0
    assert [name for name in COMMANDS if not re.search(rf"^  {name} ", result.stdout, re.MULTILINE)] == []
    assert bool(CJK.search(result.stdout)) == (language == "zh")


def test_the_version_is_that_of_the_package(tmp_path: Path) -> None:
    assert run_cli(["--version"], tmp_path).stdout == f"tongwen {tongwen.__version__}\n"


@pytest.mark.parametrize(
    ("args", "env", "language"),
    [
        ([], {}, "en"),
        (["--lang", "zh", "lint"], {}, "zh"),
        (["lint", "--lang", "zh"], {}, "zh"),
        (["lint", "--lang=zh"], {"LANG": "en_US.UTF-8"}, "zh"),
        (["lint", "--lang", "en"], {"TONGWEN_LANG": "zh"}, "en"),
        (["lint"], {"TONGWEN_LANG": "zh", "LANG": "en_US.UTF-8"}, "zh"),
        (["lint"], {"TONGWEN_LANG": "en", "LANG": "zh_CN.UTF-8"}, "en"),
        (["lint"], {"TONGWEN_LANG": "", "LANG": "zh_CN.UTF-8"}, "zh"),
        (["lint"], {"LANG": "zh_CN.UTF-8"}, "zh"),
        (["lint"], {"LANG": "zh_TW"}, "zh"),
        (["lint"], {"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        (["lint"], {"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh"),
        (["lint"], {"LANG": "C"}, "en"),
        (["lint"], {"LANG": "de_DE.UTF-8"}, "en"),
        (["explain", "--", "--lang", "zh"], {}, "en"),
        (["explain", "--lang"], {}, "en"),
    ],
)
def test_the_language_is_that_of_the_option_then_the_variable_then_the_locale(
    args: list[str], env: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TONGWEN_LANG", "LANG", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert choose(args) == language


@pytest.mark.parametrize("env", [{"TONGWEN_LANG": "zh"}, {"LANG": "zh_CN.UTF-8"}], ids=str)
def test_messages_follow_the_variables_of_the_environment(env: dict[str, str], tmp_path: Path) -> None:
    result = run_cli(["lint"], project(tmp_path, {"spec/a.yaml": "scoops: {}\n"}), env)
    assert result.returncode == 1
    assert [line for line in result.stderr.splitlines() if not CJK.search(line)] == []


def test_explain_tells_what_an_entry_is_what_it_gates_and_where_it_stands(tmp_path: Path) -> None:
    result = run_cli(["explain", "scope.water"], project(tmp_path))
    assert (result.returncode, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[:4] == ["Scope scope.water", "Watering", "", "Lets a program open valves."]
    facts = dict(re.split(r"  +", line, maxsplit=1) for line in lines[5:])
    assert facts == {
        "Keeper": "Watering (active)",
        "Gates": "garden.openValve",
        "In the spec": "spec/tongwen.yaml:31",
    }


def test_explain_speaks_chinese(tmp_path: Path) -> None:
    result = run_cli(["explain", "scope.water", "--lang", "zh"], project(tmp_path))
    assert result.returncode == 0
    assert "允许程序打开阀门。" in result.stdout
    assert "Watering" not in result.stdout
    assert "spec/tongwen.yaml:31" in result.stdout


@pytest.mark.parametrize(
    "name", ["garden.openValve", "openValve", "openvalve", "GARDEN.OPENVALVE", "garden.openValve.minutes"]
)
def test_explain_finds_an_entry_by_its_name_or_by_its_ending(name: str, tmp_path: Path) -> None:
    result = run_cli(["explain", name], project(tmp_path))
    assert result.returncode == 0
    assert result.stdout.startswith("API garden.openValve\nOpens a valve.\n")


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("profile:keeper", "Profile keeper"),
        ("every-call-succeeds", "Rule every-call-succeeds"),
        ("tablet", "Platform tablet"),
        ("form:callback", "Form callback"),
        ("group:water", "Group water"),
    ],
)
def test_explain_knows_every_kind_of_entry(name: str, first: str, tmp_path: Path) -> None:
    result = run_cli(["explain", name], project(tmp_path))
    assert result.returncode == 0
    assert result.stdout.splitlines()[0] == first


def test_explain_suggests_names_for_one_that_it_does_not_find(tmp_path: Path) -> None:
    result = run_cli(["explain", "openValv"], project(tmp_path))
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == "The spec has no openValv.\nDid you mean: garden.openValve?\n"


@pytest.mark.parametrize(
    "name", ["", "zzzzqqq", "\x1b[2J", "[[x]]", "error:", ":", ".", "a" * 10_000, "'\"\\"], ids=repr
)
def test_explain_of_nonsense_says_so(name: str, tmp_path: Path) -> None:
    result = run_cli(["explain", "--", name], project(tmp_path))
    assert result.returncode == 1
    assert "\x1b" not in told(result)
    assert result.stderr.startswith("The spec has no ")


def test_explain_works_on_a_spec_with_dangling_names(tmp_path: Path) -> None:
    base = GARDEN.replace("profiles: [keeper]", "profiles: [nobody]").replace(
        "needs: [scope.water]", "needs: [scope.gate]"
    )
    folder = project(tmp_path, base=base)
    for name in ("scope.water", "garden.openValve", "every-call-succeeds"):
        result = run_cli(["explain", name], folder)
        told(result)
        assert result.returncode == 0


def test_explain_without_a_project_uses_the_spec_that_comes_with_the_package(tmp_path: Path) -> None:
    result = run_cli(["explain", "scope.record", "--lang", "zh"], tmp_path)
    assert (result.returncode, result.stderr) == (0, "")
    assert "scope.record" in result.stdout
    assert "RecorderManager.start" in result.stdout
    assert "麦克风" in result.stdout
    assert re.search(r"spec/scopes/\w+\.yaml:\d+", result.stdout)


def test_init_starts_a_project_that_lints_and_builds(tmp_path: Path) -> None:
    result = run_cli(["init", "demo"], tmp_path)
    assert result.returncode == 0
    assert "spec/tongwen.yaml" in result.stdout
    assert result.stdout.endswith("Next: cd demo && tongwen build\n")
    demo = tmp_path / "demo"
    assert told(run_cli(["lint"], demo)).startswith("No errors.")
    built = run_cli(["build"], demo)
    assert built.returncode == 0, told(built)
    assert run_cli(["build", "--check"], demo).returncode == 0


def test_init_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "demo" / "spec").mkdir(parents=True)
    mine = tmp_path / "demo" / "spec" / "tongwen.yaml"
    mine.write_text("mine\n", encoding="utf-8")
    result = run_cli(["init", "demo"], tmp_path)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == "demo/spec/tongwen.yaml exists already; nothing was written.\n"
    assert mine.read_text(encoding="utf-8") == "mine\n"
    assert os.listdir(tmp_path / "demo") == ["spec"]
    assert os.listdir(tmp_path / "demo" / "spec") == ["tongwen.yaml"]


def test_init_does_not_write_through_a_dangling_link(tmp_path: Path) -> None:
    (tmp_path / "demo" / "spec").mkdir(parents=True)
    (tmp_path / "demo" / "spec" / "tongwen.yaml").symlink_to(tmp_path / "elsewhere")
    assert run_cli(["init", "demo"], tmp_path).returncode == 1
    assert not (tmp_path / "elsewhere").exists()


def test_init_in_the_place_of_a_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "demo").write_text("mine\n", encoding="utf-8")
    result = run_cli(["init", "demo"], tmp_path)
    assert result.returncode == 1
    assert "demo cannot be written: " in told(result)


def test_init_where_nothing_may_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o555)
    (tmp_path / "closed").chmod(0o555)
    result = without_privileges(["init", "demo"], tmp_path / "closed")
    assert result.returncode == 1
    assert "demo cannot be written: Permission denied" in told(result)
