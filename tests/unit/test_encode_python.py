"""Literals, docstrings and comments of Python."""

from __future__ import annotations

import ast
import io
import tokenize

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tongwen.encode.literal import python_string, toml_string
from tongwen.encode.python import comment, literal
from tongwen.text.opaque import Code, Text

from tests.sinks import neutral, render
from tests.skeletons import skeleton

#: Any text at all, halves of surrogate pairs included.
ANY = st.text(alphabet=st.characters(exclude_categories=[]))
TEXT = st.one_of(
    ANY, st.lists(st.sampled_from(['"', "'", "\\", "\n", "\r", " ", "#", ">>>", "{", "a", "授", "\0"])).map("".join)
)


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("", '""'),
        ("words", '"words"'),
        ("授权，“弹窗”", '"授权，“弹窗”"'),
        ('"', r'"\""'),
        ("\\", r'"\\"'),
        ("a\nb\tc\rd", r'"a\nb\u0009c\u000dd"'),
        ("\u2028\ufeff\U0001f600", r'"\u2028\ufeff\U0001f600"'),
        ("{x} %s", '"{x} %s"'),
    ],
)
def test_a_literal_is_double_quoted_and_escapes_by_number(text: str, token: str) -> None:
    assert python_string(Text(text)) == token
    assert python_string(text) == token


def test_truth_values_and_numbers_are_literals_of_their_own() -> None:
    assert literal(True) == Code("python", "True")
    assert literal(12) == Code("python", "12")
    assert literal(Text("True")) == Code("python", '"True"')


@given(TEXT)
def test_any_text_comes_back_from_a_literal(text: str) -> None:
    assert ast.literal_eval(python_string(text)) == text


@given(ANY.filter(lambda text: not any("\ud800" <= char <= "\udfff" for char in text)))
def test_a_python_literal_is_a_yaml_scalar_as_well(text: str) -> None:
    assert yaml.safe_load(f"title: {python_string(text)}\n") == {"title": text}
    assert yaml.load(f"title: {python_string(text)}\n", Loader=yaml.CSafeLoader) == {"title": text}


@given(TEXT)
def test_literals_are_made_of_the_same_bytes_by_every_version_of_python(text: str) -> None:
    for token in (python_string(text), toml_string(text)):
        assert "\n" not in token
        assert token.encode()


@given(TEXT)
def test_a_docstring_leaves_the_shape_of_its_module_alone(text: str) -> None:
    for sink in ("python-docstring", "python-module-docstring"):
        assert skeleton("python", render(sink, text)) == skeleton("python", render(sink, neutral(text)))


@given(TEXT)
def test_a_docstring_holds_the_words(text: str) -> None:
    doc = ast.get_docstring(ast.parse(render("python-module-docstring", text)), clean=False)
    assert doc is not None
    letters = "".join(char for char in text if char.isalnum())
    assert "".join(char for char in doc if char.isalnum()) == letters


@given(TEXT)
def test_a_comment_is_a_comment_to_its_end(text: str) -> None:
    source = comment(text.split("\n"), "") + "\nx = 1\n"
    tokens = [token.type for token in tokenize.generate_tokens(io.StringIO(source).readline)]
    assert tokens.count(tokenize.COMMENT) == text.count("\n") + 1
    assert ast.dump(ast.parse(source)) == ast.dump(ast.parse("x = 1"))


@pytest.mark.parametrize(
    "order",
    [
        "type: ignore",
        "type:ignore[x]",
        "noqa",
        "NOQA: F401",
        "nosec",
        "pragma: no cover",
        "pragma no cover",
        "pyright: basic",
        "mypy: ignore-errors",
        "ruff: noqa",
        "fmt: off",
        "pylint: disable=all",
        "-*- coding: gbk -*-",
        "coding=gbk",
        "!/bin/sh",
        "see # type: ignore",
        "see #noqa",
    ],
)
def test_a_comment_gives_no_orders_to_tools(order: str) -> None:
    made = comment([order], "")
    assert skeleton("python", f"x = 1\ny = 2\n{made}\n") == skeleton("python", "x = 1\ny = 2\n# words\n")
    assert (
        skeleton("python", f"x = 1\ny = 2\n# {order}\n") != skeleton("python", f"x = 1\ny = 2\n{made}\n")
        or "coding" in order
        or "!" in order
    )


@pytest.mark.parametrize("words", ["Not a type: it is a name", "C# and F#", "Note the difference", "授权：类型"])
def test_ordinary_words_stay_as_they_are_in_a_comment(words: str) -> None:
    assert comment([words], "") == f"# {words}"


def test_every_line_of_a_comment_is_indented() -> None:
    assert comment(["one", "", "two"], "    ") == "# one\n    #\n    # two"


def test_doctest_finds_nothing_to_run() -> None:
    assert "\\\\>>> 1 / 0" in render("python-module-docstring", ">>> 1 / 0")
