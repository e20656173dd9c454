"""The grammar of descriptions: paragraphs, lists, code, strong, links, references; everything else is words."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tongwen.text.grammar import (
    Inlines,
    Items,
    Link,
    Paragraph,
    Plain,
    Reference,
    Span,
    Strong,
    inline,
    parse,
    references,
)
from tongwen.text.opaque import Text

from tests.sinks import hostile, neutral

EXAMPLES = {
    "": (),
    "   \n ": (),
    "words": (Paragraph((Plain("words"),)),),
    " words ": (Paragraph((Plain("words"),)),),
    "one\ntwo": (Paragraph((Plain("one two"),)),),
    "one  \n   two": (Paragraph((Plain("one two"),)),),
    "one\n\ntwo": (Paragraph((Plain("one"),)), Paragraph((Plain("two"),))),
    "one\n  \n\n\ntwo": (Paragraph((Plain("one"),)), Paragraph((Plain("two"),))),
    "- one\n- two": (Items(((Plain("one"),), (Plain("two"),))),),
    "- one\n  more\n- two": (Items(((Plain("one more"),), (Plain("two"),))),),
    "- one": (Items(((Plain("one"),),)),),
    "-one": (Paragraph((Plain("-one"),)),),
    "words\n- one": (Paragraph((Plain("words - one"),)),),
    "a `b` c": (Paragraph((Plain("a "), Span("b"), Plain(" c"))),),
    "`a **b** [[c]]`": (Paragraph((Span("a **b** [[c]]"),)),),
    "``": (Paragraph((Plain("``"),)),),
    "**a**": (Paragraph((Strong((Plain("a"),)),)),),
    "** a**": (Paragraph((Plain("** a**"),)),),
    "**a **": (Paragraph((Plain("**a **"),)),),
    "**a `b`**": (Paragraph((Strong((Plain("a "), Span("b"))),)),),
    "*a* _b_": (Paragraph((Plain("*a* _b_"),)),),
    "[[wx.a]]": (Paragraph((Reference("wx.a"),)),),
    "[[a b]]": (Paragraph((Plain("[[a b]]"),)),),
    "[a](https://x.org/)": (Paragraph((Link((Plain("a"),), "https://x.org/"),)),),
    "[`a`](http://x.org/)": (Paragraph((Link((Span("a"),), "http://x.org/"),)),),
    "[a](javascript:x)": (Paragraph((Plain("[a](javascript:x)"),)),),
    "[a](ftp://x.org)": (Paragraph((Plain("[a](ftp://x.org)"),)),),
    "[a](https://x.org/ b)": (Paragraph((Plain("[a](https://x.org/ b)"),)),),
    "<b>a</b> &amp; # c": (Paragraph((Plain("<b>a</b> &amp; # c"),)),),
    "授权\n弹窗": (Paragraph((Plain("授权弹窗"),)),),
    "授权，\n  弹窗": (Paragraph((Plain("授权，弹窗"),)),),
    "调用\nwx.a": (Paragraph((Plain("调用 wx.a"),)),),
    "wx.a\n接口": (Paragraph((Plain("wx.a 接口"),)),),
    "- 授权\n  弹窗": (Items(((Plain("授权弹窗"),),)),),
}


@pytest.mark.parametrize("source", EXAMPLES)
def test_examples_parse_as_written_here(source: str) -> None:
    assert parse(Text(source)) == EXAMPLES[source]


def test_blocks_run_together_on_one_line() -> None:
    assert inline(Text("one\n\n- two\n- three")) == (
        Plain("one"),
        Plain(" "),
        Plain("two"),
        Plain(" "),
        Plain("three"),
    )


def test_references_are_found_wherever_they_stand() -> None:
    text = Text("[[a]] **[[b]]** `[[no]]`\n\n- [[c]]\n- [d](https://x.org/) [[error:e]]")
    assert references(text) == ["a", "b", "c", "error:e"]


def test_a_text_is_parsed_once() -> None:
    text = Text("a `b`")
    assert parse(text) is parse(text)


PIECES = st.sampled_from(
    ["`", "*", "**", "[", "]", "(", ")", "[[", "]]", "- ", "\n", "\n\n", " ", "https://x.org/", "a", "授"]
)
SOURCES = st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join))


@given(SOURCES)
def test_any_text_parses(source: str) -> None:
    tree = parse(Text(source))
    assert all(isinstance(block, Paragraph | Items) for block in tree)
    for part in _leaves(tree):
        assert isinstance(part, Plain | Span | Reference)
        assert isinstance(part, Reference) or "\n" not in part[0]


@given(st.text(alphabet=st.characters(exclude_characters="`[*-\n")))
def test_words_without_marks_are_kept_as_they_are(source: str) -> None:
    tree = parse(Text(source))
    assert tree == ((Paragraph((Plain(source.strip()),)),) if source.strip() else ())


@given(SOURCES)
def test_no_word_is_lost(source: str) -> None:
    words = [word for block in parse(Text(source)) for word in _words(block)]
    assert re.findall(r"\w", " ".join(words)) == re.findall(r"\w", source)


@given(SOURCES)
def test_neutral_words_have_the_same_shape(source: str) -> None:
    assert _shape(parse(Text(neutral(source)))) == _shape(parse(Text(source)))


@pytest.mark.parametrize("text", hostile())
def test_neutral_words_for_hostile_texts_have_the_same_shape(text: str) -> None:
    assert _shape(parse(Text(neutral(hostile()[text])))) == _shape(parse(Text(hostile()[text])))


def test_the_effort_grows_with_the_length_only() -> None:
    for unit in ("**a ", "[a", "[a](", "`", "**", "[[a", "a\n", "- ", "[a](https://", " ", "\n \n"):
        parse(Text(unit * 20_000))


def _leaves(tree: tuple[Paragraph | Items, ...]) -> Iterator[Plain | Span | Reference]:
    for block in tree:
        for parts in [block.inside] if isinstance(block, Paragraph) else block.items:
            yield from _ends(parts)


def _words(part: object) -> Iterator[str]:
    """Every string of a tree, in order; of a link the words, then the address, as they are written."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for inner in part:
            yield from _words(inner)


def _ends(parts: Inlines) -> Iterator[Plain | Span | Reference]:
    for part in parts:
        if isinstance(part, Strong | Link):
            yield from _ends(part.inside)
        else:
            yield part


def _shape(tree: object) -> object:
    """Kinds only, runs of plain words as one; blank ones count as well."""
    if isinstance(tree, Plain | Span | Reference):
        return type(tree).__name__
    if isinstance(tree, Link):
        return ("Link", _shape(tree.inside))
    if isinstance(tree, Strong | Paragraph | Items):
        return (type(tree).__name__, _shape(tree[0]))
    assert isinstance(tree, tuple)
    return [_shape(part) for part in tree]
