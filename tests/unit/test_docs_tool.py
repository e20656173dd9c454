"""The pages about the tool itself: nothing left out, both languages, and only where a spec asks for them."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from tongwen import paths
from tongwen.cli.language import speaking, translate
from tongwen.cli.main import COMMANDS, application
from tongwen.diagnostics import N_
from tongwen.model.schema import schema
from tongwen.targets.docs.tool import codes, language
from tongwen.targets.docs.tool.words import told
from tongwen.text.catalogue import translations
from tongwen.text.phrase import Catalogue

from tests.unit.test_docs_target import garden, made, pages, skeleton

ROOT = Path(__file__).resolve().parents[2]
CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    return made(garden(), Catalogue({"zh": translations(paths.locales(), "zh")}), tool=True)


def defined() -> set[str]:
    """Every code that any module of the tool defines, by its syntax tree."""
    found = set()
    for path in (ROOT / "generator").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Kind":
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and re.fullmatch(r"TW\d{3}", str(first.value)):
                    found.add(str(first.value))
    return found


def test_every_code_that_the_tool_defines_has_its_page(files: dict[str, str]) -> None:
    assert len(defined()) > 80
    assert defined() == set(codes.kinds())
    for code in defined():
        assert f"en/{codes.path(code)}" in files
        assert f"zh/{codes.path(code)}" in files


def test_every_code_is_explained_and_no_explanation_is_left_over() -> None:
    assert set(codes.EXPLAINED) == set(codes.kinds())


def test_every_explanation_is_in_both_languages() -> None:
    chinese = translations(paths.locales(), "zh")
    assert [code for code, text in codes.EXPLAINED.items() if not CHINESE.search(chinese.get(text, ""))] == []


def test_every_code_belongs_to_a_family_of_the_list(files: dict[str, str]) -> None:
    listed = re.findall(r"\]\((TW\d+)\.md\)", files["en/diagnostics/index.md"])
    assert listed == sorted(codes.kinds())


def test_a_page_says_what_it_means_and_what_to_do(files: dict[str, str]) -> None:
    page = files["en/diagnostics/TW302.md"]
    assert "double brackets" in page
    assert "did you mean" in page
    assert "exit code 1" in page
    assert "双方括号" in files["zh/diagnostics/TW302.md"]


def test_every_command_and_option_is_told(files: dict[str, str]) -> None:
    page = files["en/using/commands.md"]
    for command in COMMANDS:
        assert f"{{ #command-{command} }}" in page
    for option in ("--target", "--check", "--host", "--format", "--project", "--lang"):
        assert f"{option}" in page.replace("&#45;", "-"), option


def test_the_commands_are_worded_in_the_language_of_the_page_and_not_of_the_run(files: dict[str, str]) -> None:
    english, chinese = files["en/using/commands.md"], files["zh/using/commands.md"]
    assert not CHINESE.search(english)
    rows = [row for row in chinese.split("\n") if row.startswith("| ") and not row.startswith("| ---")]
    assert len(rows) > 30
    assert [row for row in rows if not CHINESE.search(row)] == []


def test_another_language_is_spoken_for_a_while_only() -> None:
    before = translate(N_("Options:"))
    with speaking("zh"):
        assert CHINESE.search(translate(N_("Options:")))
        with speaking("en"):
            assert translate(N_("Options:")) == "Options:"
        assert CHINESE.search(application().help or "")
    assert translate(N_("Options:")) == before


def test_every_kind_record_and_key_of_the_spec_language_is_told_once(files: dict[str, str]) -> None:
    pages_of = [files[f"en/{language.path(kind)}"] for kind in language.kinds()] + [files[f"en/{language.SHARED}"]]
    whole = "\n".join(pages_of)
    for name, record in schema()["$defs"].items():
        if name == "Document":
            continue
        assert whole.count(f"{{ #record-{name} }}") == 1, name
        for key in record["properties"]:
            assert len(re.findall(rf'id="key-{name}-{re.escape(key)}"', whole)) == 1, (name, key)


def test_every_description_of_the_spec_language_is_in_chinese(files: dict[str, str]) -> None:
    paths_of = [language.path(kind) for kind in language.kinds()] + [language.SHARED, language.INDEX]
    rows = [row for path in paths_of for row in files[f"zh/{path}"].split("\n") if row.startswith("| ")]
    described = [row for row in rows if not row.startswith("| ---") and row.split("|")[2].strip()]
    assert len(described) > 200
    assert [row for row in described if not CHINESE.search(row.split("|")[2])] == []


def test_both_languages_of_the_pages_about_the_tool_have_one_structure(files: dict[str, str]) -> None:
    chinese = pages(files, "zh")
    apart = []
    for path, english in pages(files, "en").items():
        one, other = skeleton(english), skeleton(chinese[path])
        apart += [(path, part, one[part], other[part]) for part in one if one[part] != other[part]]
    assert not apart, apart[:3]


def test_without_the_option_there_is_nothing_about_the_tool() -> None:
    small = made(garden())
    assert not [path for path in small if "diagnostics/" in path or "using/" in path]
    assert "diagnostics" not in small["nav.en.yml"]


def test_names_of_values_are_code_and_code_stays_as_it_is() -> None:
    text = told("write {key}, not [[{name}]] or `{id}`")
    assert text.en.raw == "write `{key}`, not `[[{name}]]` or `{id}`"
