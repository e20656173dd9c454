"""The project's own rules, checked on its own files."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "generator" / "tongwen"
MODULES = sorted(PACKAGE.rglob("*.py"))
BENCH = sorted((ROOT / "bench").rglob("*.py"))
LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command(['--no-cache'])"
MODULE_LIMIT = 300
FUNCTION_LIMIT = 60

#: Modules that may look inside a `Text`: those that make it, parse it, encode it, and check it.
READS_TEXT = {"audit", "text", "encode", "checks", "model", "lint"}
#: Modules that may make `Code`: encoders, filters, the one naming authority of each target, and what reads notes of it.
MAKES_CODE = re.compile(
    r"^(encode/.*|text/(opaque|hearing)|render/(filters|notes)|explain|targets/docs/atlas|targets/[a-z_]+/naming)\.py$"
)


def long_functions(source: str) -> list[str]:
    """Names of functions over the limit."""
    return [
        node.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > FUNCTION_LIMIT
    ]


def tracked() -> list[Path]:
    """Files that are, or would be, committed."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, check=True
    )
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("module", [*MODULES, *BENCH], ids=lambda p: p.relative_to(ROOT).as_posix())
def test_modules_and_functions_are_small(module: Path) -> None:
    source = module.read_text(encoding="utf-8")
    assert source.count("\n") <= MODULE_LIMIT
    assert long_functions(source) == []


def test_a_long_function_would_be_seen() -> None:
    assert long_functions("def f():\n" + "    x = 1\n" * FUNCTION_LIMIT) == ["f"]


@pytest.mark.parametrize(
    "command",
    [
        [sys.executable, "-m", "ruff", "check", "--no-cache"],
        [sys.executable, "-m", "ruff", "format", "--check", "--no-cache"],
        [sys.executable, "-m", "mypy", "--cache-dir", "{tmp}"],
        [sys.executable, "-c", LINT_IMPORTS],
    ],
    ids=["ruff-check", "ruff-format", "mypy-strict", "layers"],
)
def test_the_generator_is_clean(command: list[str], tmp_path: Path) -> None:
    result = subprocess.run(
        [part.replace("{tmp}", str(tmp_path)) for part in command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_a_stage_that_looks_ahead_would_be_seen(tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "generator" / "tongwen", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    guilty = tmp_path / "generator" / "tongwen" / "text" / "doc.py"
    guilty.write_text(guilty.read_text(encoding="utf-8") + "import tongwen.cli.main\n", encoding="utf-8")
    result = subprocess.run(
        [sys.executable, "-c", LINT_IMPORTS],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "generator")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert "tongwen.text is not allowed to import tongwen.cli" in result.stdout


@pytest.mark.parametrize("module", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_only_encoders_look_inside_text_and_make_code(module: Path) -> None:
    name = module.relative_to(PACKAGE).as_posix()
    tree = ast.parse(module.read_text(encoding="utf-8"))
    reads = any(isinstance(node, ast.Attribute) and node.attr == "raw" for node in ast.walk(tree))
    makes = any(
        isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id == "Code" for n in ast.walk(tree)
    )
    assert not reads or name.split("/")[0] in READS_TEXT, f"{name} reads Text.raw"
    assert not makes or MAKES_CODE.match(name), f"{name} makes Code"


def test_nothing_in_the_tool_is_about_weixin() -> None:
    told = re.compile(r"weixin|wechat|微信", re.IGNORECASE)
    places = [*MODULES, *(p for p in (ROOT / "templates").rglob("*.*") if p.is_file() and "__pycache__" not in p.parts)]
    by_hand = (
        PACKAGE / "hosts"
    )  # the simulated host is written from the documents, so that it can disagree with the spec
    guilty = [p for p in places if by_hand not in p.parents and told.search(p.read_text(encoding="utf-8"))]
    assert guilty == []


#: In pieces, so that this file does not find itself.
FORBIDDEN = re.compile(
    "|".join(
        [
            "/wo" + r"rk/(main|shared|\.library)",
            r"\.\./sha" + "red",
            "pypi" + r"\.org",
            "registry" + r"\.npmjs",
            "deb" + r"\.debian\.org",
        ]
    )
)


def test_no_committed_file_names_this_machine_or_a_registry() -> None:
    guilty = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if FORBIDDEN.search(text):
            guilty.append(path.relative_to(ROOT).as_posix())
    assert guilty == []


def test_every_file_ends_in_one_newline_and_has_no_trailing_space() -> None:
    guilty = []
    for path in tracked():
        if path.suffix not in {".py", ".yaml", ".yml", ".toml", ".j2", ".po", ".ts", ".md"} or path.stat().st_size == 0:
            continue
        text = path.read_bytes()
        if b"\r" in text or not text.endswith(b"\n") or text.endswith(b"\n\n") or re.search(rb"[ \t]\n", text):
            guilty.append(path.relative_to(ROOT).as_posix())
    assert guilty == []
