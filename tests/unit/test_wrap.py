"""Line breaking in both scripts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tongwen.encode.wrap import width, wrap

WORDS = st.text(alphabet=st.one_of(st.sampled_from("ab ,.授权。，（）`「」\u3000"), st.characters()), max_size=120)


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("", 10, [""]),
        ("   ", 10, [""]),
        ("one two three", 8, ["one two", "three"]),
        ("one two three", 7, ["one two", "three"]),
        ("one  two", 80, ["one two"]),
        ("averylongwordindeed no", 8, ["averylongwordindeed", "no"]),
        ("授权弹窗授权", 8, ["授权弹窗", "授权"]),
        ("授权弹窗。授权", 8, ["授权弹", "窗。授权"]),
        ("调用 wx.a 接口", 10, ["调用 wx.a", "接口"]),
        ("（授权）弹窗", 6, ["（授", "权）弹", "窗"]),
    ],
)
def test_examples_break_as_written_here(text: str, columns: int, lines: list[str]) -> None:
    assert wrap(text, columns) == lines


def test_the_first_line_may_be_shorter() -> None:
    assert wrap("one two three", 8, first=4) == ["one", "two", "three"]
    assert wrap("one two three", 8, first=0) == ["one two", "three"]


def test_chinese_characters_take_two_columns() -> None:
    assert (width("ab"), width("授权"), width("a，b")) == (2, 4, 4)


@given(WORDS, st.integers(4, 40))
def test_nothing_but_white_space_is_lost(text: str, columns: int) -> None:
    assert "".join("".join(wrap(text, columns)).split()) == "".join(text.split())


@given(WORDS, st.integers(4, 40))
def test_lines_have_no_outer_blanks_and_hold_no_line_break(text: str, columns: int) -> None:
    for line in wrap(text, columns):
        assert line == line.strip()
        assert len(line.splitlines()) <= 1


@given(st.lists(st.sampled_from(["one", "授", "权。", "word,", "（"]), max_size=60).map(" ".join), st.integers(8, 40))
def test_no_line_is_too_long_where_words_are_short(text: str, columns: int) -> None:
    assert all(width(line) <= columns for line in wrap(text, columns))


@given(WORDS, st.integers(6, 40))
def test_no_line_starts_with_a_closing_mark_after_a_chinese_character(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    for before, line in pairwise(lines):
        assert not (line[:1] in "。，）」" and before[-1:] in "授权")


def test_the_effort_grows_with_the_length_only() -> None:
    for unit in ("授", "a", "a ", "授。", ",", "。", " "):
        wrap(unit * 20_000, 80)
