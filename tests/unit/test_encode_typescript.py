"""Literals and JSDoc blocks of TypeScript."""

from __future__ import annotations

import json
import re
import subprocess

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tongwen.encode.literal import script_string
from tongwen.encode.typescript import JSDoc, literal
from tongwen.encode.voice import Voice
from tongwen.text.doc import Prose, Sample, Tag
from tongwen.text.opaque import Code, Text
from tongwen.text.phrase import Catalogue

from tests.sinks import hostile, neutral, render
from tests.skeletons import skeleton
from tests.support import require

ANY = st.text(alphabet=st.characters(exclude_categories=[]))
PIECES = st.sampled_from(
    ["*/", "*", "/", "@a", "{@link", "}", " ", "\n", "\r", "\u2028", "`", "a", "授", "\ue000", "\ue001", "\ue002"]
)
TEXT = st.one_of(ANY, st.lists(PIECES).map("".join))
#: Evaluates each literal twice, sloppily and strictly, and gives the code units of each.
READ = """
const literals = JSON.parse(require('fs').readFileSync(0, 'utf8'))
const read = (source) => [...(0, eval)('(' + source + ')')].map((c) => c.codePointAt(0))
const strict = (source) => [...(0, eval)('"use strict";(' + source + ')')].map((c) => c.codePointAt(0))
process.stdout.write(JSON.stringify(literals.map((s) => [read(s), strict(s)])))
"""


def encoder(columns: int = 60) -> JSDoc:
    """An encoder that links every reference."""
    return JSDoc(Voice(("en",), Catalogue({})), lambda name: Code("typescript", f"{{@link {name}}}"), columns)


def evaluated(literals: list[str]) -> list[list[list[int]]]:
    """What a JavaScript engine reads out of the literals."""
    done = subprocess.run(
        [require("node"), "-e", READ], input=json.dumps(literals), capture_output=True, encoding="utf-8", check=True
    )
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def test_a_javascript_engine_reads_the_very_characters() -> None:
    samples = [
        *hostile().values(),
        *(chr(n) * 2 for n in range(0x0, 0x3000, 7)),
        "\U0001f600",
        "\U0010ffff",
        "a\u2028b",
    ]
    points = [[ord(char) for char in text] for text in samples]
    assert evaluated([script_string(text) for text in samples]) == [[p, p] for p in points]


def test_a_literal_that_is_not_escaped_would_be_seen() -> None:
    assert evaluated([r'"a\u{62}"', '"a"']) == [[[97, 98]] * 2, [[97]] * 2]
    with pytest.raises(subprocess.CalledProcessError):
        evaluated(['"a" ; "'])


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("", '""'),
        ("授权", '"授权"'),
        ('"\\', r'"\"\\"'),
        ("a\nb\rc", r'"a\nb\u{d}c"'),
        ("\u2028\U0001f600", r'"\u{2028}\u{1f600}"'),
        ("`${x}` '", '"`${x}` \'"'),
    ],
)
def test_a_literal_is_double_quoted_and_escapes_by_number(text: str, token: str) -> None:
    assert script_string(Text(text)) == token


def test_truth_values_and_numbers_are_literals_of_their_own() -> None:
    assert [literal(value).source for value in (True, False, 12, "12")] == ["true", "false", "12", '"12"']


@given(TEXT)
def test_a_literal_is_one_token_on_one_line(text: str) -> None:
    assert skeleton("typescript", script_string(text)) == ["words"]


@given(TEXT)
def test_a_comment_ends_only_at_its_end_and_starts_no_tag(text: str) -> None:
    for sink in ("typescript-jsdoc", "typescript-jsdoc-indented"):
        made = render(sink, text)
        assert made.count("*/") == 1
        assert made.count("/*") == 1
        assert skeleton("typescript", made) == skeleton("typescript", render(sink, neutral(text)))


@given(TEXT)
def test_a_comment_holds_the_words(text: str) -> None:
    assume("\\u{" not in text)
    made = re.sub(r"\\u\{[0-9a-f]+\}", "", encoder(10_000).jsdoc((Prose(Text(text)),), ""))
    assert re.findall("[A-Za-z0-9授]", made) == re.findall("[A-Za-z0-9授]", text)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("One.\n\n- two\n- three", ["One.", "", "- two", "- three"]),
        ("a */ b /* c", [r"a *\/ b /\* c"]),
        ("@internal a@b.org (@c)", [r"\@internal a@b.org (\@c)"]),
        ("{@link x}", [r"{\@link x}"]),
        ("See [[wx.a]].", ["See {@link wx.a}."]),
        ("`code` **strong** [label](https://x.org/)", ["`code` **strong** label <https://x.org/>"]),
        ("\ue000{@link\ue001x}\ue002", [r"\u{e000}{\@link\u{e001}x}\u{e002}"]),
        ("a\u200bb", [r"a\u{200b}b"]),
        ("`open", [r"\u{60}open"]),
        ("`C:\\dir\\`", ["`C:\\dir\\u{5c}`"]),
    ],
)
def test_examples_are_written_as_here(text: str, rows: list[str]) -> None:
    assert encoder().jsdoc((Prose(Text(text)),), "").split("\n") == [
        "/**",
        *(f" * {row}".rstrip() for row in rows),
        " */",
    ]


def test_tags_are_ours_and_their_words_are_text() -> None:
    name = Code("typescript", "scope")
    doc = (
        Prose(Text("Asks.")),
        Tag("param", name, Text("The @scope */."), (Text("See [[wx.a]]."),)),
        Tag("returns", None, Text("Nothing.")),
        Tag("since", None, Text("1.0.0")),
        Sample(Text("Title @x"), "@decorated\ncall() /* c */\n"),
    )
    assert encoder(80).jsdoc(doc, "  ") == (
        "/**\n"
        "   * Asks.\n"
        "   *\n"
        "   * @param scope - The \\@scope *\\/. See {@link wx.a}.\n"
        "   * @returns Nothing.\n"
        "   * @since 1.0.0\n"
        "   *\n"
        "   * @example\n"
        "   * <caption>Title \\@x</caption>\n"
        "   * \\@decorated\n"
        "   * call() /\\* c *\\/\n"
        "   */"
    )


def test_no_line_break_brings_a_tag_to_the_start() -> None:
    for length in range(20, 60):
        text = Text("中" * length + "@deprecated 中")
        made = encoder().jsdoc((Prose(text), Tag("param", Code("typescript", "x"), text)), "")
        assert skeleton("typescript", made) == ["comment", "@param"]
