"""Every hostile text in every sink: the words arrive, and nothing but words changes."""

from __future__ import annotations

import ast
import json
import re
import tomllib

import pytest
from tongwen.encode.comment import Commenter
from tongwen.encode.voice import Voice
from tongwen.render.filters import filters_for
from tongwen.text.opaque import Text
from tongwen.text.phrase import Catalogue

from tests.sinks import SINKS, counterpart, flat, hostile, render
from tests.skeletons import (
    BARE,
    MORE,
    PAGE,
    as_browser_shows,
    elements,
    front_matter,
    skeleton,
    squeezed,
    to_html,
    visible,
)

#: No character of a file, whatever its language, may be one of these: they are invisible or break lines.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\U000e0000-\U0010ffff]"
)


def changed(sink: str, raw: str) -> bool:
    """Whether the text changes more than words."""
    language = SINKS[sink].language
    return skeleton(language, render(sink, raw)) != skeleton(language, render(sink, counterpart(sink, raw)))


@pytest.mark.parametrize("sink", SINKS)
def test_a_hostile_text_changes_nothing_but_words(sink: str) -> None:
    assert [name for name, raw in hostile().items() if changed(sink, raw)] == []


@pytest.mark.parametrize("language", ["python", "typescript", "markdown", "json", "toml"])
def test_every_filter_that_templates_may_use_has_a_sink(language: str) -> None:
    templates = " ".join(sink.template for sink in SINKS.values() if sink.language == language)
    used = set(re.findall(r"\| (\w+)", templates))
    assert set(filters_for(language, ("en",), Catalogue({}))) - used == set()


@pytest.mark.parametrize("extensions", [BARE, MORE], ids=["bare", "more"])
@pytest.mark.parametrize("sink", ["markdown-blocks", "markdown-item", "markdown-phrase", "markdown-code"])
def test_markdown_does_not_depend_on_the_extensions_of_the_site(sink: str, extensions: list[str]) -> None:
    def read(raw: str) -> list[object]:
        return elements(to_html(front_matter(render(sink, raw))[1], extensions))

    assert [name for name, raw in hostile().items() if read(raw) != read(counterpart(sink, raw))] == []


@pytest.mark.parametrize("sink", SINKS)
def test_nothing_invisible_reaches_a_file(sink: str) -> None:
    sinners = {name: match[0] for name, raw in hostile().items() if (match := INVISIBLE.search(render(sink, raw)))}
    assert sinners == {}


@pytest.mark.parametrize("text", hostile())
def test_python_literals_hold_the_very_characters(text: str) -> None:
    tree = ast.parse(render("python-literal", hostile()[text]))
    values = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    assert values == [hostile()[text]] * 3


@pytest.mark.parametrize("text", hostile())
def test_python_texts_of_several_rows_hold_the_very_characters(text: str) -> None:
    tree = ast.parse(render("python-text", hostile()[text]))
    values = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    assert values == [without_marks(hostile()[text])] * 3


@pytest.mark.parametrize("text", hostile())
def test_json_toml_and_front_matter_hold_the_very_characters(text: str) -> None:
    raw = hostile()[text]
    assert json.loads(render("json", raw)) == {"plain": raw, "list": [raw, {"inner": raw}], "number": 1}
    assert tomllib.loads(render("toml", raw))["project"]["name"] == re.sub("[\ud800-\udfff]", "\ufffd", raw)
    embedded = re.search("<script[^>]*>(.*)</script>", render("markdown-json", raw))
    assert embedded
    assert json.loads(embedded[1]) == raw
    matter, _ = front_matter(render("markdown-front", raw))
    assert squeezed(matter["title"]) == squeezed(flat(raw))


@pytest.mark.parametrize("text", hostile())
def test_docstrings_hold_the_words(text: str) -> None:
    raw = hostile()[text]
    doc = ast.get_docstring(ast.parse(render("python-module-docstring", raw))) or ""
    assert squeezed(doc.replace("\\>>>", ">>>")) == squeezed(without_marks(raw, items="- "))


@pytest.mark.parametrize("sink", ["markdown-blocks", "markdown-item", "markdown-heading-alone", "markdown-cell"])
@pytest.mark.parametrize("text", hostile())
def test_pages_show_the_words(text: str, sink: str) -> None:
    raw = hostile()[text]
    shown = squeezed(visible(to_html(render(sink, raw), PAGE)))
    frame = squeezed(visible(to_html(render(sink, ""), PAGE)))
    wanted = squeezed(as_browser_shows(flat(raw)))
    assert wanted in shown
    assert len(shown) == len(frame) + len(wanted) * (2 if sink == "markdown-cell" else 1)


@pytest.mark.parametrize("text", hostile())
def test_code_on_pages_shows_the_words(text: str) -> None:
    raw = hostile()[text]
    shown = squeezed(visible(to_html(render("markdown-code", raw))))
    assert shown == squeezed(f"Here:{as_browser_shows(raw)}.A{as_browser_shows(raw)}")


def without_marks(raw: str, items: str = "") -> str:
    """The words of a description as comments write them."""
    writer = Commenter(Voice(("en",), Catalogue({})), str, 10_000)
    return "\n".join(writer.blocks(Text(raw), 10_000)) if items else writer.line(Text(raw))
