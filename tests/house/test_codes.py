"""Every sort of problem has one code, a test that shows it, and its words in both languages."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections import Counter
from pathlib import Path

import tongwen
from tongwen import paths
from tongwen.diagnostics import Kind
from tongwen.text.catalogue import translations

TESTS = [
    Path(__file__).parents[1] / folder
    for folder in (
        "audit",
        "checks",
        "contributing",
        "crash",
        "diff",
        "editor",
        "elsewhere",
        "hostile",
        "hostile",
        "hosts",
        "lint",
        "site",
        "translation",
    )
]
CODE = re.compile(r"TW[1-9][0-9]{2}\Z")
NAMES = re.compile(r"\{(\w+)\}")
CJK = re.compile("[\u4e00-\u9fff]")


def kinds() -> list[tuple[str, Kind]]:
    """Every `Kind` of the package with the name of its constant, found by walking the modules."""
    found = {}
    for module in pkgutil.walk_packages(tongwen.__path__, "tongwen."):
        if module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, Kind):
                found[id(value)] = (f"{module.name}.{name}", value)
    return list(found.values())


def shown(source: str) -> list[str]:
    """The codes that a file of tests shows, by its cases and its `@shows`."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    names = {"case", "changed", "behaviour", "Case", "shows", "prose", "title", "meaning"}
    given = [
        c.args if c.func.id == "shows" else c.args[:1]
        for c in calls
        if isinstance(c.func, ast.Name) and c.func.id in names
    ]
    values = [arg.value for args in given for arg in args if isinstance(arg, ast.Constant)]
    return [value for value in values if isinstance(value, str) and value != "-"]  # a hyphen: a case without a fault


def test_there_are_kinds_to_look_at() -> None:
    assert len(kinds()) > 50


def test_codes_are_well_formed_and_each_belongs_to_one_kind() -> None:
    codes = Counter(kind.code for _, kind in kinds())
    assert [code for code, count in codes.items() if count > 1 or not CODE.match(code)] == []


def test_every_code_is_shown_by_a_test_and_no_test_shows_a_code_that_there_is_not() -> None:
    files = [file for folder in TESTS for file in folder.glob("test_*.py")]
    seen = {code for file in files for code in shown(file.read_text(encoding="utf-8"))}
    assert seen == {kind.code for _, kind in kinds()}


def test_a_code_counts_as_shown_only_where_a_case_or_shows_names_it() -> None:
    assert shown('case("TW101", "x")\n@shows("TW102", "TW103")\ndef test(): told("TW104")\n') == [
        "TW101",
        "TW102",
        "TW103",
    ]


def test_every_message_and_every_remedy_is_translated_into_chinese() -> None:
    chinese = translations(paths.locales(), "zh")
    wanted = {words: name for name, kind in kinds() for words in (kind.message, kind.help) if NAMES.sub("", words)}
    lacking = {name: words for words, name in wanted.items() if not CJK.search(chinese.get(words, ""))}
    assert lacking == {}


def test_a_translation_takes_the_same_values_as_its_original() -> None:
    chinese = translations(paths.locales(), "zh")
    words = [text for _, kind in kinds() for text in (kind.message, kind.help) if text in chinese]
    assert [text for text in words if sorted(NAMES.findall(text)) != sorted(NAMES.findall(chinese[text]))] == []
