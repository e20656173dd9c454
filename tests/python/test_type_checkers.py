"""mypy and pyright, both at their strictest, agree with the generated client: right uses pass and wrong ones fail."""

from __future__ import annotations

import functools
import json
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from tongwen.targets import parts

from tests.python.test_parts import render, write
from tests.support import ROOT, weixin

CONSUMER = Path(__file__).parent / "consumer.py"
PACKAGE = ROOT / "sdk" / "python" / "wxauth"
WRONG = re.compile(r"# wrong: (.*)$")
Found = dict[int, set[str]]


def project(folder: Path, source: str, package: Path = PACKAGE) -> Path:
    """A package and a program beside it."""
    shutil.copytree(package, folder / "wxauth")
    (folder / "consumer.py").write_text(source, encoding="utf-8")
    settings = {"typeCheckingMode": "strict", "pythonVersion": "3.11", "include": ["wxauth", "consumer.py"]}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    return folder


def run(folder: Path, *command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.stdout


def mypy(folder: Path) -> dict[str, Found]:
    """Codes by file and line."""
    found: dict[str, Found] = defaultdict(lambda: defaultdict(set))
    enabled = "--enable-error-code=unused-awaitable"
    printed = run(
        folder, "mypy", "--strict", enabled, "--cache-dir=.mypy", "--no-error-summary", "wxauth", "consumer.py"
    )
    for line in printed.splitlines():
        if at := re.fullmatch(r"(.+?):(\d+): error: .*\[([a-z-]+)\]", line):
            found[at[1]][int(at[2])].add(at[3])
    return found


def pyright(folder: Path) -> dict[str, Found]:
    """Rules by file and line."""
    found: dict[str, Found] = defaultdict(lambda: defaultdict(set))
    report: dict[str, Any] = json.loads(run(folder, "pyright", "--outputjson"))
    assert report["summary"]["filesAnalyzed"] > 15
    for one in report["generalDiagnostics"]:
        rule = one.get("rule", "syntax")
        in_package = Path(one["file"]).parent.name == PACKAGE.name
        if in_package or not rule.startswith("reportUnknown"):  # in the program these follow from the errors wanted
            found[Path(one["file"]).name][one["range"]["start"]["line"] + 1].add(rule)
    return found


CHECKERS = {"mypy": mypy, "pyright": pyright}


def marked(source: str, checker: str) -> Found:
    """The codes that a checker must give, by line."""
    wanted: Found = {}
    for number, line in enumerate(source.splitlines(), 1):
        if at := WRONG.search(line):
            codes = {code for code in at[1].split() if code.startswith("report") == (checker == "pyright")}
            assert codes, f"line {number} names no code of {checker}"
            wanted[number] = codes
    return wanted


@functools.cache
def source() -> str:
    return CONSUMER.read_text(encoding="utf-8")


@pytest.fixture(scope="module", params=["whole", "in parts"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program beside the package that is published, and beside what it would be if it had very many calls."""
    folder = tmp_path_factory.mktemp("consumer")
    if request.param == "whole":
        return project(folder, source())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "MANY_CALLS", 8)
        write(folder / "made", render(weixin()))
    return project(folder, source(), folder / "made" / "wxauth")


def test_at_least_forty_wrong_uses_are_tried() -> None:
    assert len(marked(source(), "mypy")) >= 40


@pytest.mark.parametrize("checker", CHECKERS)
def test_the_package_is_clean_and_each_wrong_use_is_found_for_its_reason(checker: str, folder: Path) -> None:
    found = CHECKERS[checker](folder)
    assert {name for name in found if name != "consumer.py"} == set()
    wanted = marked(source(), checker)
    lines = source().splitlines()
    apart = {
        f"{number}: {lines[number - 1].strip()}": (wanted.get(number, set()), found["consumer.py"].get(number, set()))
        for number in sorted({*wanted, *found["consumer.py"]})
        if wanted.get(number, set()) != found["consumer.py"].get(number, set())
    }
    assert apart == {}


@pytest.mark.parametrize("checker", CHECKERS)
def test_a_client_without_types_would_be_seen(checker: str, tmp_path: Path) -> None:
    """The same program against a package in which everything is allowed has no error where one is wanted."""
    folder = project(tmp_path, source())
    shutil.rmtree(folder / "wxauth")
    names = sorted(set(re.findall(r"(?m)^    ([A-Za-z_]+),$", source())))
    stub = "from typing import Any\n" + "".join(f"{name}: Any\n" for name in names)
    (folder / "wxauth.pyi").write_text(stub, encoding="utf-8")
    settings = {"typeCheckingMode": "basic", "include": ["consumer.py"]}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    if checker == "pyright":
        report = json.loads(run(folder, "pyright", "--outputjson"))
        lines = {one["range"]["start"]["line"] + 1 for one in report["generalDiagnostics"]}
    else:
        printed = run(folder, "mypy", "--cache-dir=.mypy", "--no-error-summary", "consumer.py")
        lines = {int(number) for number in re.findall(r"consumer\.py:(\d+): error", printed)}
    assert len(set(marked(source(), checker)) - lines) > 30
