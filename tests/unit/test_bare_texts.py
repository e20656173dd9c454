"""Texts that no encoder takes apart: each encoder would have left them as they are."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tongwen.encode import bare as module
from tongwen.encode.bare import bare
from tongwen.encode.literal import UNSAFE
from tongwen.text.opaque import Text

from tests.sinks import SINKS, hostile, render_all

#: Words as they are found in specs, with the marks that bare texts may hold, and some that they may not.
WORDS = [
    "The",
    "kettle",
    "12",
    "is",
    "(old)",
    "it's",
    "5%",
    "e.g.",
    "Why?",
    "No!",
    "水壶",
    "返回的内容，",
    "“第 12 号”",
    "é",
]
MARKS = [
    "…",
    "→",
    "（括号）",
    " ",
    "  ",
    ".",
    ")",
    ";",
    "1.",
    "-",
    "*",
    "`",
    "@",
    "[",
    "\n",
    "\\",
    '"',
    "\u3000",
    "\u200b",
]
PIECES = st.sampled_from(WORDS + MARKS)
TEXTS = st.lists(st.one_of(st.lists(PIECES, max_size=40).map(" ".join), st.lists(PIECES, max_size=9).map("".join)))
PROSE = [name for name, sink in SINKS.items() if sink.prose]


@pytest.mark.parametrize("sink", PROSE)
@given(texts=TEXTS)
def test_every_encoder_leaves_a_bare_text_as_it_is(sink: str, texts: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        quickly = render_all(sink, texts)
        patch.setattr(module, "_BARE", re.compile("(?!)"))
        assert quickly == render_all(sink, texts)


def test_a_sentence_in_either_language_is_bare() -> None:
    for words in ("The kettle 12 is kept (by the house); it's 5% full!", "返回的内容是 12 秒之前的，“水壶”不受影响。"):
        assert bare(Text(words)) == words


def test_no_hostile_text_with_a_mark_or_an_unsafe_character_is_bare() -> None:
    for words in hostile().values():
        if UNSAFE.search(words) or set(words) & set('\\`*_{}[]~^=|<>&#+:-@/"\n') or words[:1].isdigit():
            assert bare(Text(words)) == ""


@pytest.mark.parametrize("words", ["", " a", "a ", "1. a", "(a)", "a\n", "a\tb", "a-b", "a:b", "a/b", 'a"b', "\u3000a"])
def test_what_could_mean_something_somewhere_is_not_bare(words: str) -> None:
    assert bare(Text(words)) == ""
