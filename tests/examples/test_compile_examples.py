"""Every example of the spec under the compilers of its language, with the types that users get."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tongwen.model.spec import Document

from tests.examples.cast import profile
from tests.support import ROOT, weixin
from tests.typescript.test_typescript import COMPILERS, node, tsc
from tests.typescript.test_typescript import HERE as TYPESCRIPT

__all__ = ["node"]  # a fixture

#: What the platform has beside `wx`.
FRAMEWORK = """\
declare const console: { log(...values: unknown[]): void; error(...values: unknown[]): void };
declare function Page(options: Record<string, any> & ThisType<any>): void;
"""
SUFFIX = {"javascript": "js", "typescript": "ts"}


def scripts(document: Document, folder: Path) -> Path:
    """A project of all examples, each a module of its profile."""
    for name, example in document.examples.items():
        module = document.profiles[profile(example)].module
        package = "wxauth-types" if module == "index" else f"wxauth-types/{module}"
        for language, suffix in SUFFIX.items():
            if language in example.code:
                text = f'import {{ wx }} from "{package}"\n{example.code[language]}'
                (folder / f"{name}.{suffix}").write_text(text, encoding="utf-8")
    (folder / "framework.d.ts").write_text(FRAMEWORK, encoding="utf-8")
    # readers of JavaScript write no types: what cannot be known is any
    plain = {"allowJs": True, "checkJs": True, "noImplicitAny": False, "useUnknownInCatchVariables": False}
    options = {**plain, "lib": ["ES2020"], "noUncheckedIndexedAccess": False}
    settings = {"extends": str(TYPESCRIPT / "tsconfig.json"), "compilerOptions": options, "include": ["*"]}
    (folder / "tsconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    return folder / "tsconfig.json"


@pytest.mark.parametrize("compiler", COMPILERS)
def test_every_script_compiles(node: str, compiler: str, tmp_path: Path) -> None:
    result = tsc(node, compiler, scripts(weixin(), tmp_path))
    assert result.returncode == 0, result.stdout


def test_a_script_that_calls_what_its_profile_lacks_would_be_seen(node: str, tmp_path: Path) -> None:
    project = scripts(weixin(), tmp_path)
    (tmp_path / "plugin-authorize.js").write_text(
        'import { wx } from "wxauth-types/plugin"\nwx.authorize({ scope: "scope.record" })\n', encoding="utf-8"
    )
    assert "plugin-authorize.js(2,4): error TS2339" in tsc(node, "typescript", project).stdout


def mypy(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", "--config-file=", str(folder)]
    paths = {"MYPYPATH": str(ROOT / "sdk" / "python"), "PATH": ""}
    return subprocess.run(command, cwd=folder, env=paths, capture_output=True, encoding="utf-8", check=False)


def modules(document: Document, folder: Path) -> None:
    for name, example in document.examples.items():
        if "python" in example.code:
            text = f"from wxauth import Host\nhost: Host\n{example.code['python']}"
            (folder / f"{re.sub('-', '_', name)}.py").write_text(text, encoding="utf-8")


def test_every_python_example_passes_mypy_strict(tmp_path: Path) -> None:
    modules(weixin(), tmp_path)
    result = mypy(tmp_path)
    assert result.returncode == 0, result.stdout + result.stderr


def test_a_python_example_with_a_wrong_argument_would_be_seen(tmp_path: Path) -> None:
    modules(weixin(), tmp_path)
    file = tmp_path / "save_image.py"
    file.write_text(file.read_text(encoding="utf-8").replace("file_path=", "path="), encoding="utf-8")
    assert 'save_image.py:6: error: Unexpected keyword argument "path"' in mypy(tmp_path).stdout
