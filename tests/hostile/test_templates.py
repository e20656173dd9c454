"""Every hostile template: refused in a moment, with a code, and nothing is made of it."""

from __future__ import annotations

import ast
import re
import time
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tongwen.diagnostics import Diagnostic
from tongwen.render.files import Rendered, Renderer
from tongwen.targets.base import PlannedFile
from tongwen.text.opaque import Code, Text
from tongwen.text.phrase import Catalogue

from tests.checks.cases import complete
from tests.hostile.yard import cases
from tests.support import ROOT

TEMPLATES = cases("templates")


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One of a thousand."""

    text: Text = Text("words")


class View(msgspec.Struct, frozen=True, kw_only=True):
    """What the templates ask for."""

    text: Text = Text('evil"; import os')
    raw: str = "evil"
    name: Code = Code("python", "name")
    other: Code = Code("typescript", "name")
    items: tuple[Item, ...] = (Item(),) * 1000
    number: int = 3


def source(case: dict[str, Any]) -> str:
    if "inside" in case:
        opening, times, closing = case["inside"]
        return "{{ " + opening * times + "view.number" + closing * times + " }}"
    if "repeat" in case:
        opening, times, closing = case["repeat"]
        return str(opening * times + "x" + closing * times)
    return str(case["template"])


def rendered(folder: Path, text: str) -> Rendered | Diagnostic:
    (folder / "python").mkdir(exist_ok=True)
    (folder / "python" / "good.j2").write_text("x = {{ view.name }}", encoding="utf-8")
    (folder / "python" / "case.j2").write_text(text, encoding="utf-8")
    file = PlannedFile("out.py", "python/case.j2", View(), "python")
    return next(iter(Renderer(folder, Catalogue({})).render("out", [file])))


@pytest.mark.parametrize("case", TEMPLATES)
def test_a_hostile_template_is_refused_in_a_moment(case: str, tmp_path: Path) -> None:
    start = time.process_time()
    found = rendered(tmp_path, source(TEMPLATES[case]))
    assert time.process_time() - start < 5
    assert isinstance(found, Diagnostic), found
    assert found.code == TEMPLATES[case].get("code", "TW710")
    complete(found)
    if found.code == "TW710":
        assert found.place is not None
        assert found.place.file == "templates/python/case.j2"


def test_no_view_holds_a_set_whose_order_would_follow_the_hash_seed() -> None:
    views = [
        file for file in (ROOT / "generator" / "tongwen" / "targets").rglob("*.py") if "Struct" in file.read_text()
    ]
    assert len(views) > 1
    fields = [
        node for file in views for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.ClassDef)
    ]
    annotations = [ast.unparse(i.annotation) for c in fields for i in c.body if isinstance(i, ast.AnnAssign)]
    assert len(annotations) > 100
    assert [name for name in annotations if re.search(r"\b(frozenset|set|Set)\b", name)] == []


def test_an_honest_template_is_not(tmp_path: Path) -> None:
    made = rendered(tmp_path, "{% for i in view.items %}{% for j in view.items %}{% endfor %}{% endfor %}x = 1\n")
    assert made == Rendered("out/out.py", b"x = 1\n")
