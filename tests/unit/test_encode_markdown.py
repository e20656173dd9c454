"""Prose, names and code blocks as Markdown."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tongwen.encode import markdown
from tongwen.encode.voice import Voice
from tongwen.text.opaque import Code, Text
from tongwen.text.phrase import Catalogue, Phrase

from tests.sinks import flat, neutral, plain_words, render
from tests.skeletons import PAGE, elements, skeleton, to_html, visible

#: What a spec may hold: the loader refuses invisible characters before anything is rendered.
ANY = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Cn"]))
MARKS = st.sampled_from([*"#*_-+=`~[](){}<>|!?:&\\/.1 \n\t\"'$^@,;%", "\n\n", "    ", "授", "a", "- ", "1. ", "```"])
TEXT = st.one_of(ANY, st.lists(MARKS, max_size=40).map("".join))
VOICE = Voice(("en",), Catalogue({}))


def line(text: str) -> str:
    """Prose on one line, references as code."""
    return markdown.line(Text(text), str, VOICE)


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Plain words, with (brackets).", "Plain words, with (brackets)."),
        ("授权弹窗：“允许”。", "授权弹窗：“允许”。"),
        ("a well-known name", "a well-known name"),
        ("note: words", "note: words"),
        ("a*b_c", "a&#42;b&#95;c"),
        ("<b> & |", "&#60;b&#62; &#38; &#124;"),
        ("# a", "&#35; a"),
        ("C#", "C&#35;"),
        ("1. a", "&#49;. a"),
        ("+ a", "&#43; a"),
        (":a:", "&#58;a:"),
        ("`a.b` c", "`a.b` c"),
        ("`a|b`", "<code>a&#124;b</code>"),
        ("**a**", "<strong>a</strong>"),
        ("[a](https://x.org/?b=c)", "[a](https://x.org/?b=c)"),
        ("[[wx.a]]", "`wx.a`"),
    ],
)
def test_examples_are_written_as_here(text: str, made: str) -> None:
    assert line(text) == made


def test_a_link_of_ours_stays_a_link() -> None:
    made = markdown.line(Text("See [[a]]."), lambda _: Code("markdown", "[`a`](a.md#b)"), VOICE)
    assert made == "See [`a`](a.md#b)."


def test_an_address_cannot_leave_its_brackets() -> None:
    assert markdown.address("https://x.org/a*b|c`d{e}\\") == "https://x.org/a%2Ab%7Cc%60d%7Be%7D%5C"


def test_phrases_are_translated_and_their_values_are_text() -> None:
    voice = Voice(("zh",), Catalogue({"zh": {"See {name}.": "参见 {name}。"}}))
    assert markdown.line(Phrase("See {name}.", name=Text("*a*")), str, voice) == "参见 &#42;a&#42;。"
    assert markdown.line(Phrase("See {name}.", name=3), str, voice) == "参见 3。"
    assert markdown.line(Phrase("Not {known}", name=3), str, voice) == "Not &#123;known&#125;"


@settings(max_examples=60)
@pytest.mark.parametrize(
    "sink",
    [
        "markdown-blocks",
        "markdown-blocks-in-a-box",
        "markdown-heading",
        "markdown-cell",
        "markdown-item",
        "markdown-phrase",
    ],
)
@given(text=TEXT)
def test_text_adds_no_element_to_a_page(sink: str, text: str) -> None:
    assert skeleton("markdown", render(sink, text)) == skeleton("markdown", render(sink, neutral(text)))


@settings(max_examples=100)
@given(TEXT)
def test_a_page_shows_the_words(text: str) -> None:
    shown = "".join(visible(to_html(render("markdown-blocks", text), PAGE)).split())
    assert shown == "".join(f"Title{flat(text)}After.".split())


@settings(max_examples=100)
@given(st.one_of(ANY, st.lists(MARKS).map("".join)))
def test_code_in_a_line_shows_the_words(text: str) -> None:
    page = to_html(f"a {markdown.code_span(text)} b", PAGE)
    assert "".join(visible(page).split()) == "".join(f"a{text}b".split())
    assert [item[0] for item in elements(page) if isinstance(item, tuple)] == ["p", "code"]


@settings(max_examples=100)
@given(TEXT)
def test_a_code_block_holds_the_lines_and_ends_where_it_should(text: str) -> None:
    made = render("markdown-fence", text)
    assert skeleton("markdown", made) == skeleton("markdown", render("markdown-fence", plain_words(text)))


def test_a_code_block_keeps_every_line_as_it_is() -> None:
    code = "if (a < b) {\n  c('*/ ```')\n\n}\n````\n"
    made = markdown.fence(code, "javascript", "    ")
    assert made == "`````javascript\n    if (a < b) {\n      c('*/ ```')\n\n    }\n    ````\n    `````"


def test_blocks_are_parted_and_indented() -> None:
    made = markdown.blocks(Text("One.\n\n- two\n- three"), str, VOICE, "  ")
    assert made == "One.\n\n  - two\n  - three"


def test_both_languages_follow_one_another() -> None:
    class Both:
        en = Text("Words.")
        zh = Text("文字。")

    both = Voice(("en", "zh"), Catalogue({}))
    assert markdown.blocks(Both(), str, both) == "Words.\n\n文字。"
    assert markdown.line(Both(), str, both) == "Words. 文字。"


def test_no_line_of_a_code_block_ends_in_blanks() -> None:
    assert markdown.fence("a  \n\n\n   \nb", "text", "  ") == "```text\n  a\n\n\n\n  b\n  ```"
