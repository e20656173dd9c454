"""The generated declarations under the real compiler, alone and with programs that use them rightly and wrongly."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.npm import install

HERE = Path(__file__).resolve().parent
SDK = HERE.parents[1] / "sdk" / "typescript"
CONSUMERS = sorted(HERE.glob("consumer-*.ts"))
COMPILERS = ["typescript-5-0", "typescript", "typescript-7"]
MARK = "// @ts-expect-error - "
#: The numbers of the error: compilers do not always choose the same one.
WRONG = re.compile(rf"{MARK}((?:TS\d+ ?)+): ")
#: What the issue asks for: programs that must not compile.
WRONG_USES = 40


@pytest.fixture(scope="session")
def node(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Node, with the compilers installed beside this file as the lock file says."""
    return install(HERE, [f"{name}/bin/tsc" for name in COMPILERS], tmp_path_factory)


def tsc(node: str, compiler: str, project: Path) -> subprocess.CompletedProcess[str]:
    """Compile a project with one of the compilers."""
    script = HERE / "node_modules" / compiler / "bin" / "tsc"
    command = [node, str(script), "-p", str(project), "--pretty", "false"]
    return subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)


def project(folder: Path, programs: dict[str, str], **options: object) -> Path:
    """A project elsewhere with the settings of this one."""
    for name, text in programs.items():
        (folder / name).write_text(text, encoding="utf-8")
    settings = {
        "extends": str(HERE / "tsconfig.json"),
        "compilerOptions": options,
        "include": [str(folder / name) for name in programs],
    }
    (folder / "tsconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    return folder / "tsconfig.json"


@pytest.mark.parametrize("compiler", COMPILERS)
def test_declarations_and_programs_compile(node: str, compiler: str) -> None:
    result = tsc(node, compiler, HERE / "tsconfig.json")
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("compiler", COMPILERS)
@pytest.mark.parametrize(
    "options",
    [
        {"exactOptionalPropertyTypes": False, "noUncheckedIndexedAccess": False},
        {"module": "NodeNext", "moduleResolution": "NodeNext"},
        {"lib": ["ESNext", "DOM"]},
    ],
    ids=["plain-strict", "node", "browser"],
)
def test_declarations_compile_under_other_settings(
    node: str, compiler: str, options: dict[str, object], tmp_path: Path
) -> None:
    programs = {f"use-{file.name.removesuffix('.d.ts')}.ts": _use(file) for file in sorted(SDK.glob("*.d.ts"))}
    assert programs
    result = tsc(node, compiler, project(tmp_path, programs, **options))
    assert result.returncode == 0, result.stdout + result.stderr


def _use(file: Path) -> str:
    module = file.name.removesuffix(".d.ts")
    specifier = "wxauth-types" if module == "index" else f"wxauth-types/{module}"
    return f'import {{ wx, type Scope }} from "{specifier}";\nexport const use = (scope: Scope) => [scope, wx];\n'


def test_every_profile_has_a_program() -> None:
    assert [file.name.removeprefix("consumer-") for file in CONSUMERS] == [
        "mini-game-2018.ts",
        "mini-game.ts",
        "mini-program.ts",
        "plugin.ts",
    ]


def test_enough_wrong_uses_are_tried_and_each_says_why() -> None:
    text = "".join(file.read_text(encoding="utf-8") for file in CONSUMERS)
    assert text.count("@ts-expect-error") == len(re.findall(rf"(?m)^ *{WRONG.pattern}\S", text)) >= WRONG_USES


@pytest.mark.parametrize("compiler", COMPILERS)
def test_each_wrong_use_is_the_error_that_it_names(node: str, compiler: str, tmp_path: Path) -> None:
    programs: dict[str, str] = {}
    marked: dict[tuple[str, int], set[str]] = {}
    for file in CONSUMERS:
        lines = file.read_text(encoding="utf-8").splitlines()
        programs[file.name] = "\n".join("" if MARK in line else line for line in lines)
        for number, line in enumerate(lines, 2):
            if (found := WRONG.search(line)) is not None:
                marked[file.name, number] = set(found[1].split())
    result = tsc(node, compiler, project(tmp_path, programs))
    errors = re.findall(r"([\w-]+\.ts)\((\d+),\d+\): error (TS\d+)", result.stdout)
    assert {(name, int(line)) for name, line, _ in errors} == set(marked)
    assert [error for error in errors if error[2] not in marked[error[0], int(error[1])]] == []


@pytest.mark.parametrize("compiler", COMPILERS)
def test_a_right_use_that_is_marked_as_wrong_would_be_seen(node: str, compiler: str, tmp_path: Path) -> None:
    program = f'import {{ wx }} from "wxauth-types";\n{MARK}no error here\nwx.authorize({{ scope: "scope.record" }});\n'
    result = tsc(node, compiler, project(tmp_path, {"marked.ts": program}))
    assert "error TS2578" in result.stdout


def test_versions_are_pinned_and_no_registry_is_named() -> None:
    package = json.loads((HERE / "package.json").read_text(encoding="utf-8"))
    assert package["private"] is True
    assert all(re.search(r"(^|@)\d+\.\d+\.\d+$", version) for version in package["devDependencies"].values())
    lock = (HERE / "package-lock.json").read_text(encoding="utf-8")
    assert "resolved" not in lock
    assert "://" not in lock + (HERE / ".npmrc").read_text(encoding="utf-8")
