"""Every hostile text in every sink: the words arrive, and nothing but words changes."""

from __future__ import annotations

import re

import pytest
from tongwen.render.filters import filters_for
from tongwen.text.phrase import Catalogue

from tests.crowds import Crowds
from tests.hostile.yard import crowds
from tests.sinks import SINKS, counterpart, hostile, render, render_all
from tests.skeletons import BARE, MORE, elements, front_matter, skeleton, to_html

__all__ = ["crowds"]
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


@pytest.mark.parametrize("sink", SINKS)
def test_all_hostile_texts_in_one_file_change_nothing_but_words_and_all_arrive(sink: str, crowds: Crowds) -> None:
    assert crowds.guilty(sink, [*hostile().values()]) == []


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
    assert not INVISIBLE.search(render_all(sink, [*hostile().values()]))
