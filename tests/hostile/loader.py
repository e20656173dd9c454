"""What must hold for any bytes that the loader is given; `bench.fuzz` looks for bytes for which it does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from tongwen.diagnostics import Diagnostic
from tongwen.load import lines as quickly
from tongwen.load.build import build
from tongwen.load.files import Loaded, Sources, SpecFile, load_text
from tongwen.reading import checked

ROOT = Path(__file__).resolve().parents[2]
NAME = "spec/case.yaml"
#: Bytes of one text; most of what a loader can get wrong fits into a few lines.
LONGEST = 4096


def hold(raw: bytes) -> None:
    """Raises `AssertionError`, or whatever the loader raises, where something does not hold."""
    file, found = load_text(raw, NAME)
    lines = raw.decode("utf-8", errors="replace").count("\n") + raw.count(b"\r") + 1
    assert file is not None or found, "neither a file nor a problem"
    for problem in found:
        _complete(problem, lines)
    if file is not None:
        _try_readers(file, found)
        _try_model(file)


def _complete(problem: Diagnostic, lines: int) -> None:
    place = problem.place
    assert problem.code.startswith("TW"), problem
    assert problem.message().isprintable() or "\n" in problem.message(), problem
    assert place is not None, problem
    assert place.file == NAME, problem
    assert 1 <= place.line <= lines + 1, problem


def _try_readers(file: SpecFile, found: list[Diagnostic]) -> None:
    """What is read line by line is what the events give, and what PyYAML makes of the same text."""
    quick, slow = quickly.read(file.text), build(file.text, NAME)
    if quick is not None:
        assert not slow.found, "what is read line by line is a problem for the events"
        assert (quick.data, quick.lines) == (slow.data, slow.lines), "the two readers do not agree"
    if not found:
        other = yaml.load(file.text, yaml.CBaseLoader)  # noqa: S506 - it makes nothing but texts
        assert _texts(file.data) == other, "PyYAML does not agree"


def _texts(value: Any) -> Any:
    """Numbers and truth values as they are written."""
    if isinstance(value, dict):
        assert all(type(key) is str for key in value), "a key that is no text"
        return {key: _texts(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_texts(inner) for inner in value]
    if isinstance(value, bool):
        return str(value).lower()
    assert type(value) in (str, int), type(value)
    return str(value)


def _try_model(file: SpecFile) -> None:
    """What follows takes any data, and says the same of it again."""
    told = [[str(problem) for problem in checked(Loaded(Sources((file,)), [])).found] for _ in range(2)]
    assert told[0] == told[1], "another time, other problems"


def seeds() -> dict[str, bytes]:
    """Pieces of the specs here, and the hostile files of the tests, by name."""
    files = sorted([*ROOT.glob("spec/**/*.yaml"), *ROOT.glob("templates/starter/spec/*.yaml")])
    found = {}
    for number, path in enumerate(files):
        content = path.read_bytes()
        for start in range(0, min(len(content), 3 * LONGEST), LONGEST):
            found[f"{number}-{start}"] = content[start : start + LONGEST]
    for case in yaml.safe_load((ROOT / "tests" / "hostile" / "files.yaml").read_text(encoding="utf-8")):
        if "text" in case:
            found[case["id"]] = str(case["text"]).encode("utf-8", errors="replace")
    return found
