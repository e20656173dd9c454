"""Every hostile environment: the outputs are the same, or an error says why not and nothing is written."""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.yard import cases
from tests.support import ROOT

ENVIRONMENTS = cases("environments")
HERE = [name for name, case in ENVIRONMENTS.items() if "test" not in case]
STARTER = ROOT / "templates" / "starter" / "spec"
USUAL = {"PATH": os.environ["PATH"], "HOME": "/", "PYTHONPATH": str(ROOT / "generator"), "TONGWEN_LANG": "en"}


def run(project: Path, *args: str | bytes, case: dict[str, Any] | None = None, **options: Any) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command in an environment."""
    case = case or {}
    env = {name: value for name, value in {**USUAL, **case.get("env", {})}.items() if value is not None}
    command = options.pop("command", [sys.executable, "-m", "tongwen"])
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    done = subprocess.run(
        [*command, *args],
        cwd=case.get("cwd", project),
        env=env,
        stdin=subprocess.DEVNULL,
        preexec_fn=_surroundings(case),
        check=False,
        timeout=120,
        **streams,
    )
    out, error = ((stream or b"").decode("utf-8") for stream in (done.stdout, done.stderr))
    assert "Traceback" not in error, error
    return done.returncode, out, error


def _surroundings(case: dict[str, Any]) -> Callable[[], None]:
    """What is done in the child before it becomes the command."""

    def prepare() -> None:
        for name in case.get("ignored", []):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
        for name, limit in case.get("limits", {}).items():
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (limit, limit))
        for descriptor in case.get("closed", []):
            os.close(descriptor)

    return prepare


def outputs(project: Path) -> dict[str, bytes]:
    """Path to content of everything beside the spec."""
    files = {path.relative_to(project).as_posix(): path for path in project.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if not name.startswith(("spec/", ".tongwen/"))}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(STARTER, tmp_path / "project" / "spec")
    return tmp_path / "project"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, built as usual."""
    folder = tmp_path_factory.mktemp("usual")
    shutil.copytree(STARTER, folder / "spec")
    assert run(folder, "build")[0] == 0
    return folder


@pytest.fixture(scope="module")
def expected(built: Path) -> dict[str, bytes]:
    return outputs(built)


def change(project: Path) -> None:
    """Something that several outputs follow from."""
    manifest = project / "spec" / "tongwen.yaml"
    before = manifest.read_text(encoding="utf-8")
    manifest.write_text(before.replace("release: 0.1.0", "release: 0.1.1"), encoding="utf-8")


@pytest.fixture(scope="module")
def changed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The outputs after the change."""
    folder = tmp_path_factory.mktemp("changed")
    shutil.copytree(built, folder, dirs_exist_ok=True)
    change(folder)
    assert run(folder, "build")[0] == 0
    return outputs(folder)


@pytest.mark.parametrize("name", HERE)
def test_a_hostile_environment_changes_no_output(name: str, project: Path, expected: dict[str, bytes]) -> None:
    case = ENVIRONMENTS[name]
    code, _, error = run(project, "build", "-C", str(project), *case.get("args", []), case=case)
    if "code" in case:
        assert (code, re.findall(r"error (TW\d+)", error)) == (1, [case["code"]])
        assert outputs(project) == {}
        assert run(project, "build")[0] == 0
        assert outputs(project) == expected
    else:
        assert (code, error) == (0, "")
        assert outputs(project) == expected


def test_every_environment_is_shown_by_a_test() -> None:
    shown = [case["test"].split("::") for case in ENVIRONMENTS.values() if "test" in case]
    missing = [f"{file}::{name}" for file, name in shown if f"\ndef {name}(" not in _source(ROOT / "tests" / file)]
    assert missing == []
    assert all(case["why"] for case in ENVIRONMENTS.values())


def _source(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.is_file() else ""


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "utf-16", "latin-1:strict"])
def test_chinese_is_printed_whatever_the_terminal_is_said_to_take(encoding: str, project: Path) -> None:
    plain = {"PYTHONIOENCODING": encoding, "LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    asked = ("explain", "tea.orderTea", "--lang", "zh")
    told = run(project, *asked)
    assert "茶" in told[1]
    assert run(project, *asked, case={"env": plain}) == told


def test_a_path_that_is_no_text_does_no_harm(tmp_path: Path, expected: dict[str, bytes]) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe"))
    shutil.copytree(STARTER, folder / "spec")
    assert run(folder, "build")[::2] == (0, "")
    assert outputs(folder) == expected
    code, _, error = run(tmp_path, "build", "-C", b"\xff")
    assert code == 2
    assert "there is no folder" in error


MODULES = ("yaml", "json", "click", "msgspec", "pickle", "tongwen")


@pytest.mark.parametrize("args", [(), ("--executor", "spawn", "--jobs", "2")], ids=["here", "anew"])
def test_modules_of_the_project_are_not_imported(
    args: tuple[str, ...], project: Path, expected: dict[str, bytes]
) -> None:
    """By the command that is installed; `python -m` looks into the working folder first."""
    for name in MODULES:
        (project / f"{name}.py").write_text("raise SystemExit('imported')\n", encoding="utf-8")
    script = Path(sys.executable).parent / "tongwen"
    assert run(project, "build", *args, command=[str(script)])[0] == 0
    for name in MODULES:
        (project / f"{name}.py").unlink()
    assert outputs(project) == expected


@pytest.mark.parametrize("args", [("build",), ("explain", "tea.orderTea"), ("lint",)], ids=" ".join)
def test_a_reader_that_has_gone_is_no_catastrophe(args: tuple[str, ...], project: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        code, _, error = run(project, *args, stdout=write)
    finally:
        os.close(write)
    assert (code, error) == (1, "")
    assert run(project, "build")[0] == 0


#: A command in which a function, before its call with this number, does something.
STRUCK = """
import importlib, os, signal, sys
module, name, number, what = sys.argv[1:5]
sys.argv[1:] = sys.argv[5:]
*path, last = name.split(".")
holder = importlib.import_module(module)
for part in path:
    holder = getattr(holder, part)
real, calls = getattr(holder, last), []
def struck(*args, **options):
    calls.append(1)
    if len(calls) == int(number):
        exec(what)
    return real(*args, **options)
setattr(holder, last, struck)
from tongwen.cli.main import main
raise SystemExit(main())
"""
#: As a terminal does it: for every process of the command.
CTRL_C = "os.killpg(0, signal.SIGINT)"
MOMENTS = {
    "reading": ("1", "tongwen.load.files", "load_text", "3"),
    "rendering": ("1", "tongwen.render.files", "Renderer.make", "5"),
    "rendering-in-several": ("2", "tongwen.render.files", "Renderer.make", "5"),
    "staging": ("2", "tongwen.write.swap", "Stage.put", "2"),
    "deciding": ("1", "tongwen.write.swap", "commit", "1"),
    "first-move": ("1", "os", "replace", "1"),
    "amid-moves": ("1", "os", "replace", "3"),
    "noting": ("1", "tongwen.write.record", "save", "1"),
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_ctrl_c_leaves_the_old_outputs_or_what_the_next_command_finishes(
    moment: str, built: Path, expected: dict[str, bytes], changed: dict[str, bytes], tmp_path: Path
) -> None:
    project = tmp_path / "project"
    shutil.copytree(built, project)
    change(project)
    jobs, *where = MOMENTS[moment]
    program = [sys.executable, "-c", STRUCK, *where, CTRL_C]
    code, _, error = run(project, "build", "--jobs", jobs, command=program, start_new_session=True)
    assert (code, error.strip()) == (130, "")
    if "mov" not in moment and moment != "noting":
        assert outputs(project) == expected
    assert run(project, "build")[0] == 0
    assert outputs(project) == changed != expected


def test_too_little_memory_is_said(project: Path) -> None:
    program = [sys.executable, "-c", STRUCK, "tongwen.load.files", "load_text", "3", "raise MemoryError"]
    assert run(project, "build", command=program) == (1, "", "There is not enough memory.\n")
    assert outputs(project) == {}


def test_without_docstrings_nothing_is_made(project: Path) -> None:
    told = "Python was started with -OO, which takes away texts that outputs are made from.\n"
    assert run(project, "build", case={"env": {"PYTHONOPTIMIZE": "2"}}) == (2, "", told)
    assert outputs(project) == {}
