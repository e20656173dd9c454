"""Limits on size, number and time: each is told, and what lies below it takes no time that anybody would notice."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from tongwen.diagnostics import Diagnostic
from tongwen.load import files
from tongwen.reading import read

from tests.checks.cases import complete, shows
from tests.sinks import SINKS, render
from tests.support import GARDEN, project

WORDS = "{en: W., zh: 文。}"
TERM = "glossary: {t%d: {en: t%d, zh: 词%d, definition: {en: W., zh: 文。}}}\n"
#: Texts that grow: what is read again and again would take the square of their length.
UNITS = [
    " ",
    "a ",
    "中",
    "中 ",
    "\n",
    "\n\n",
    "- ",
    "\n- ",
    "`",
    "`a",
    "*",
    "**",
    "**a",
    "[",
    "[a](",
    "[[",
    "]]",
    "](",
    "![",
]
UNITS += [
    "!",
    "@",
    "{@link ",
    "*/",
    '"',
    '"""',
    "\\",
    "#",
    "# ",
    "|",
    ":",
    "-",
    ">>> ",
    "http://",
    "[a](https://b) ",
    "a\n b",
]


def told(folder: Path) -> list[tuple[str, str]]:
    found: list[Diagnostic] = read(folder).found
    for diagnostic in found:
        complete(diagnostic)
    return [(d.code, str(d.place)) for d in found]


def glossary(folder: Path, count: int) -> Path:
    return project(folder, {f"spec/t{n}.yaml": TERM % (n, n, n) for n in range(count)})


@shows("TW119")
def test_more_files_than_the_limit_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "COUNT_LIMIT", 3)
    folder = glossary(tmp_path, 3)
    assert ("TW119", "spec/tongwen.yaml:1:1") in told(folder)
    (folder / "spec" / "t2.yaml").unlink()
    assert told(folder) == []


@shows("TW123")
def test_more_bytes_than_the_limit_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = glossary(tmp_path, 2)
    size = sum(file.stat().st_size for file in (folder / "spec").iterdir())
    monkeypatch.setattr(files, "SPEC_LIMIT", size - 1)
    assert ("TW123", "spec/tongwen.yaml:1:1") in told(folder)
    monkeypatch.setattr(files, "SPEC_LIMIT", size)
    assert told(folder) == []


@shows("TW411")
def test_a_million_situations_are_not_even_counted(tmp_path: Path) -> None:
    values = "{" + ", ".join(f"v{n}: {{title: {WORDS}}}" for n in range(10)) + "}"
    rest = f"title: {WORDS}, description: {WORDS}, kind: environment, values: {values}"
    many = "".join(f"  d{n}: {{order: {n}, {rest}}}\n" for n in range(12))
    start = time.process_time()
    seen = told(project(tmp_path, {"spec/case.yaml": f"dimensions:\n{many}"}))
    assert time.process_time() - start < 10
    assert {code for code, _ in seen} == {"TW411"}


@shows("TW315")
def test_a_parameter_is_not_called_like_a_callback(tmp_path: Path) -> None:
    base = GARDEN.replace("      valve: {", "      success: {")
    assert told(project(tmp_path, base=base)) == [("TW315", "spec/tongwen.yaml:48:7")]


def test_thousands_of_names_that_lead_nowhere_are_told_in_time(tmp_path: Path) -> None:
    call = f"group: water, summary: {WORDS}, profiles: [keeper]"
    calls = "".join(f"  garden.a{n}: {{{call}, needs: [scope.x{n}]}}\n" for n in range(1500))
    start = time.process_time()
    assert len(told(project(tmp_path, {"spec/case.yaml": f"apis:\n{calls}"}))) == 1000
    assert time.process_time() - start < 20


@pytest.mark.parametrize("sink", SINKS)
def test_no_text_takes_an_encoder_more_than_a_moment(sink: str) -> None:
    start = time.process_time()
    for unit in UNITS:
        render(sink, "x`a`" + unit * (4_000 // len(unit)) + "x")
    assert time.process_time() - start < 0.5 * len(UNITS)
