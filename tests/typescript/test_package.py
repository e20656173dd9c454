"""The npm package as others get it: packed, checked by the tools of its field, installed elsewhere, and compiled."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support import require
from tests.typescript.test_typescript import COMPILERS, HERE, SDK, node

__all__ = ["node"]  # a fixture
PROGRAM = """
import {{ wx, type Scope, type GetSettingResult }} from "wxauth-types{of}";
const scope: Scope = "scope.record";
export const ask = () => wx.{ask}({{ scope }});
export const read = (): Promise<GetSettingResult> | undefined => {read};
// @ts-expect-error - there is no such scope
wx.{ask}({{ scope: "scope.microphone" }});
"""
MODULES = {
    "": ("authorize", "wx.getSetting()"),
    "/plugin": ("authorizeForMiniProgram", "wx.getSetting()"),
    "/mini-game": ("authorize", "wx.getSetting()"),
    "/mini-game-2018": ("authorize", "undefined"),
}


def run(command: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8", check=False)


def pack(folder: Path, out: Path) -> Path:
    """The tarball that would be published."""
    packed = run([require("npm"), "pack", "--silent", "--pack-destination", str(out)], folder)
    assert packed.returncode == 0, packed.stderr
    return next(out.glob("*.tgz"))


@pytest.fixture(scope="module")
def tarball(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pack(SDK, tmp_path_factory.mktemp("pack"))


def lint(node: str, tarball: Path) -> str:
    """What publint has to say: nothing, if all is well."""
    script = HERE / "node_modules" / "publint" / "src" / "cli.js"
    done = run([node, str(script), "run", "--strict", str(tarball)], tarball.parent)
    printed = done.stdout.partition("Linting...")[2]
    assert printed, done.stdout + done.stderr
    return printed.strip()


#: The module with code is an ES module and nothing else; all others are types, for both kinds of programs.
ENTRIES = {
    "declarations": ["--exclude-entrypoints", "constants"],
    "constants": ["--entrypoints", "constants", "--profile", "esm-only"],
}


def resolve(node: str, tarball: Path, entries: str) -> subprocess.CompletedProcess[str]:
    """What are-the-types-wrong finds."""
    script = HERE / "node_modules" / "@arethetypeswrong" / "cli" / "dist" / "index.js"
    return run([node, str(script), str(tarball), "--no-color", "--no-emoji", *ENTRIES[entries]], tarball.parent)


def test_the_tarball_holds_the_declarations_and_nothing_else(tarball: Path, tmp_path: Path) -> None:
    shutil.unpack_archive(tarball, tmp_path)
    files = {path.name for path in (tmp_path / "package").iterdir()}
    assert files == {path.name for path in SDK.iterdir()}


def test_publint_reports_nothing(node: str, tarball: Path) -> None:
    assert lint(node, tarball) == "All good!"


@pytest.mark.parametrize("entries", ENTRIES)
def test_are_the_types_wrong_reports_nothing(node: str, tarball: Path, entries: str) -> None:
    found = resolve(node, tarball, entries)
    assert found.returncode == 0, found.stdout
    assert ("No problems found" in found.stdout) or entries == "constants"


def test_a_package_whose_types_lead_nowhere_would_be_reported(node: str, tmp_path: Path) -> None:
    shutil.copytree(SDK, tmp_path / "sdk")
    file = tmp_path / "sdk" / "package.json"
    package = json.loads(file.read_text(encoding="utf-8"))
    package["exports"]["."] = {"types": "./nowhere.d.ts"}
    package["exports"]["./constants"] = {"types": "./index.d.ts", "default": "./constants.mjs"}
    file.write_text(json.dumps(package), encoding="utf-8")
    tarball = pack(tmp_path / "sdk", tmp_path)
    assert "nowhere.d.ts" in lint(node, tarball)
    assert [resolve(node, tarball, entries).returncode for entries in ENTRIES] == [1, 1]


@pytest.fixture(scope="module")
def elsewhere(tarball: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty project with the package installed."""
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "package.json").write_text('{"name": "elsewhere", "private": true}', encoding="utf-8")
    done = run([require("npm"), "install", "--no-audit", "--no-fund", "--offline", str(tarball)], folder)
    assert done.returncode == 0, done.stderr
    for number, (of, (ask, read)) in enumerate(MODULES.items()):
        for kind in ("mts", "cts"):
            text = PROGRAM.format(of=of, ask=ask, read=read)
            (folder / f"use-{number}.{kind}").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("compiler", COMPILERS)
@pytest.mark.parametrize(("module", "resolution"), [("NodeNext", "NodeNext"), ("ESNext", "bundler")])
def test_it_compiles_where_it_is_installed(
    node: str, elsewhere: Path, compiler: str, module: str, resolution: str
) -> None:
    programs = [
        str(path) for path in sorted(elsewhere.glob("*.*ts")) if resolution != "bundler" or path.suffix == ".mts"
    ]
    assert programs
    options = ["--strict", "--noEmit", "--target", "ES2020"]
    tsc = str(HERE / "node_modules" / compiler / "bin" / "tsc")
    command = [node, tsc, *options, "--module", module, "--moduleResolution", resolution, *programs]
    done = run(command, elsewhere)
    assert done.returncode == 0, done.stdout


NORMALISE = """\
import {{ meaningOf, means, Scope{} }} from "wxauth-types/constants";
console.log(meaningOf({{ errMsg: "authorize:fail auth deny" }}), means({{ errno: 103 }}, "unauthorized"), Scope.record);
"""


@pytest.mark.parametrize("compiler", COMPILERS)
def test_the_constants_are_typed_and_run_where_they_are_installed(node: str, elsewhere: Path, compiler: str) -> None:
    program = elsewhere / f"constants-{compiler}.mts"
    wrong = 'const wrong: Meaning = "denyed";\nmeans({}, "refused");\nconst record: "scope.camera" = Scope.record;\n'
    program.write_text(NORMALISE.format(", type Meaning") + wrong, encoding="utf-8")
    tsc = str(HERE / "node_modules" / compiler / "bin" / "tsc")
    options = ["--strict", "--target", "ES2020", "--module", "NodeNext", "--moduleResolution", "NodeNext"]
    done = run([node, tsc, *options, "--lib", "ES2020,DOM", "--noEmit", program.name], elsewhere)
    errors = [(int(line), number) for line, number in re.findall(r"\((\d+),\d+\): error (TS\d+)", done.stdout)]
    assert errors == [(3, "TS2820"), (4, "TS2345"), (5, "TS2322")]
    (elsewhere / "constants.mjs").write_text(NORMALISE.format(""), encoding="utf-8")
    assert run([node, "constants.mjs"], elsewhere).stdout == "denied true scope.record\n"
