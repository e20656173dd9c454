"""Every hostile name, at every place that takes one: refused with its code there, or harmless in every output."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tongwen.checks.identifiers import snake
from tongwen.pipeline import Options, Report, build

from tests.checks.cases import complete
from tests.hostile.yard import cases
from tests.support import GARDEN, project

NAMES = cases("names")
LONG = {"LONG": "a" * 10_000, "LONGISH": "a" * 300}
TARGETS = "{python: {output: py}, typescript: {output: ts}, docs: {output: docs}, matrix: {output: matrix}}"
BASE = GARDEN.replace("targets: {}", f"targets: {TARGETS}")
WORDS = "{en: W., zh: 文。}"
FIELD = f"{{type: string, description: {WORDS}}}"
CALL = f"group: water, summary: {WORDS}, profiles: [keeper]"


def listed(names: list[str], value: str, before: str = "") -> str:
    return "{" + ", ".join(f"{json.dumps(before + name, ensure_ascii=False)}: {value}" for name in names) + "}"


#: Place to a spec that has the names there.
PLACES = {
    "scope": lambda names: (
        "scopes: " + listed(names, f"{{title: {WORDS}, description: {WORDS}, profiles: [keeper]}}", "scope.")
    ),
    "call": lambda names: "apis: " + listed(names, f"{{{CALL}}}", "garden."),
    "field": lambda names: (
        f"apis: {{garden.sow: {{{CALL}, parameters: {listed(names, FIELD)}, result: {listed(names, FIELD)}}}}}"
    ),
    "type": lambda names: "types: " + listed(names, f"{{kind: record, summary: {WORDS}, fields: {{petal: {FIELD}}}}}"),
    "value": lambda names: f"types: {{Tone: {{kind: enumeration, summary: {WORDS}, values: {listed(names, WORDS)}}}}}",
}
ALL = [(case, place) for case in NAMES for place in PLACES]


def named(case: dict[str, Any]) -> list[str]:
    return [LONG.get(name, name) for name in case.get("pair") or [case["name"]]]


def built(folder: Path, text: str) -> Report:
    return build(project(folder, {"spec/case.yaml": text}, base=BASE), Options())


@pytest.mark.parametrize(("case", "place"), [one for one in ALL if NAMES[one[0]][one[1]] != "ok"])
def test_a_hostile_name_is_refused_where_it_stands_and_nothing_is_written(
    case: str, place: str, tmp_path: Path
) -> None:
    report = built(tmp_path, PLACES[place](named(NAMES[case])))
    assert NAMES[case][place] in [d.code for d in report.found]
    for diagnostic in report.found:
        complete(diagnostic)
    assert [p.name for p in tmp_path.iterdir() if p.name != ".tongwen"] == ["spec"]


def together(place: str) -> list[str]:
    """The names that a place allows, each once however it is written."""
    allowed = [name for case in NAMES.values() if case[place] == "ok" for name in named(case)]
    return list({re.sub("[^a-z0-9]+", "_", snake(name)).strip("_"): name for name in allowed}.values())


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is made of all names that are allowed, together. Pairs that are allowed are allowed beside the rest."""
    folder = tmp_path_factory.mktemp("names")
    names = {place: together(place) for place in PLACES}
    parts = [PLACES[place](names[place]) for place in ("scope", "call", "type")]
    fields = PLACES["field"](names["field"]).removeprefix("apis: {").removesuffix("}")
    values = PLACES["value"](names["value"]).removeprefix("types: {").removesuffix("}")
    parts[1] = f"{parts[1][:-1]}, {fields}}}"
    parts[2] = f"{parts[2][:-1]}, {values}}}"
    report = built(folder, "\n".join(parts))
    assert [d.message() for d in report.found if d.severity == "error"] == []
    return folder


def blocks(tree: ast.Module) -> Iterator[list[str]]:
    """The names that each class and module defines, in order. An overloaded method is defined once."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Module | ast.ClassDef):
            continue
        kinds = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
        functions = [item for item in node.body if isinstance(item, kinds)]
        plain = [f.name for f in functions if not any(ast.unparse(d) == "overload" for d in f.decorator_list)]
        fields = [i.target.id for i in node.body if isinstance(i, ast.AnnAssign) and isinstance(i.target, ast.Name)]
        assigned = [t.id for i in node.body if isinstance(i, ast.Assign) for t in i.targets if isinstance(t, ast.Name)]
        yield plain + fields + assigned


def test_allowed_names_define_everything_once_in_python(outputs: Path) -> None:
    files = [*(outputs / "py").rglob("*.py")]
    assert len(files) > 8
    for file in files:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for defined in blocks(tree):
            assert len(defined) == len(set(defined)), file.name


def test_allowed_names_make_a_package_that_can_be_imported(outputs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(outputs / "py"))
    import garden  # type: ignore[import-not-found]

    for name in garden.__all__:
        assert getattr(garden, name) is not None
