"""Changing one text of a YAML file: only its own characters, in every style, or not at all."""

from __future__ import annotations

import re
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tongwen.lint.edit import replaced
from tongwen.load.files import load_text

PATH = ("notes", "n", "text", "en")


def changed(text: str, wanted: str) -> str | None:
    """The file with another text of the note."""
    return replaced(dedent(text), PATH, wanted)


def value(text: str) -> object:
    file, found = load_text(text.encode(), "x.yaml")
    assert file is not None
    assert found == []
    return file.data["notes"]["n"]["text"]["en"]


def test_a_plain_text_stays_plain() -> None:
    text = "notes:\n  n: {text: {en: It opens  now, zh: 会打开}} # why\n"
    assert replaced(text, PATH, "It opens now") == text.replace("opens  now", "opens now")


def test_a_plain_text_that_would_mean_something_else_is_quoted() -> None:
    text = "notes:\n  n:\n    text: # of it\n      en: It opens now  # so\n      zh: 会打开\n"
    assert replaced(text, PATH, "It opens: now") == text.replace("It opens now ", "'It opens: now' ")


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("'It''s  open'", "'It''s open'", "It's open"),
        ("'It is open'", "'It''s open'", "It's open"),
        ('"It is  \\"open\\""', '"It is \\"open\\""', 'It is "open"'),
        ('"It is open"', '"It is \\"open\\""', 'It is "open"'),
        ('"A: b"', '"A: c"', "A: c"),
        ("It's open", "It's open.", "It's open."),
        ("''", None, "x"),
        ("|-\n        It opens", "|-\n        It opens.", "It opens."),
    ],
)
def test_quotes_are_kept_and_doubled_where_they_must_be(old: str, new: str | None, wanted: str) -> None:
    text = f"notes:\n  n:\n    text:\n      en: {old}\n      zh: 会打开\n"
    made = replaced(text, PATH, wanted)
    if new is None:
        assert made is None or value(made) == wanted
    else:
        assert made == text.replace(old, new)


def test_the_line_breaks_of_a_folded_text_stay_where_they_are() -> None:
    text = """\
        notes:
          n:
            text:
              en: >-
                It opens the the valve and waits, then
                it closes it again , and
                waits
              # a comment
              zh: 会打开
        """
    made = changed(text, "It opens the valve and waits, then it closes it again, and waits.")
    assert made == dedent(text).replace("the the", "the").replace("again ,", "again,").replace("waits\n", "waits.\n")


def test_paragraphs_of_a_block_stay_where_they_are() -> None:
    text = """\
        notes:
          n:
            text:
              en: |
                First,it opens.

                - one  item
                - two

              zh: 会打开
        """
    made = changed(text, "First, it opens.\n\n- one item\n- two.\n")
    assert made == dedent(text).replace("First,it", "First, it").replace("one  item", "one item").replace("two", "two.")


def test_a_plain_text_over_several_lines_keeps_its_lines() -> None:
    text = "notes:\n  n:\n    text:\n      en: It opens\n        and  waits\n      zh: 会打开\n"
    assert replaced(text, PATH, "It opens and waits.") == text.replace("and  waits", "and waits.")


def test_chinese_over_several_lines_keeps_its_lines() -> None:
    text = "notes:\n  n:\n    text:\n      en: |\n        先打开,再等待\n        然后关闭。\n      zh: x\n"
    assert replaced(text, PATH, "先打开，再等待\n然后关闭。\n") == text.replace(",", "，")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("notes: {n: {text: {en: 5}}}\n", "5."),
        ("notes: {n: {text: {zh: x}}}\n", "y"),
        ("notes: {n: {text: {en: same}}}\n", "same"),
        ("notes:\n  n:\n    text:\n      en: one\n        two\n", "one\n\ntwo: three # four"),
        ('notes: {n: {text: {en: "a\\x41"}}}\n', "a\u0001"),
    ],
)
def test_where_it_is_not_certain_nothing_is_changed(text: str, wanted: str) -> None:
    assert replaced(text, PATH, wanted) is None


STYLES = {
    "plain": lambda words: words,
    "single": lambda words: "'" + words.replace("'", "''") + "'",
    "double": lambda words: '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"',
    "literal": lambda words: "|-\n        " + words,
    "folded": lambda words: ">-\n        " + words.replace(" ", "\n        "),
}
WORDS = st.lists(st.text("ab'\":#-，。中,.", min_size=1, max_size=5), min_size=1, max_size=6).map(" ".join)


@given(st.sampled_from(sorted(STYLES)), WORDS, WORDS)
def test_whatever_is_made_reads_as_what_was_wanted_and_nothing_else_has_changed(style: str, old: str, new: str) -> None:
    text = f"notes:\n  n: # one\n    text:\n      en: {STYLES[style](old)}\n\n      zh: 完 # two\n  # three\n"
    file, found = load_text(text.encode(), "x.yaml")
    if file is None or found or re.search(r"\s$", old):
        return
    try:
        if file.data["notes"]["n"]["text"]["en"] != old:
            return
    except (KeyError, TypeError):
        return
    made = replaced(text, PATH, new)
    if made is not None:
        assert value(made) == new
        before, after = text.index("en: "), len(text) - text.index("      zh:")
        assert made[:before] == text[:before]
        assert made[-after:] == text[-after:]
