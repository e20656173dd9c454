"""Text and code cannot be used as strings: every way of forgetting to encode them raises."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from tongwen.text.opaque import Code, OpaqueError, Text

VALUES = [Text("words"), Code("python", '"words"')]
MISUSES: dict[str, Callable[[Any], object]] = {
    "str": str,
    "f-string": lambda value: f"{value}",
    "f-string with a width": lambda value: f"{value:>10}",
    "format": "{}".format,
    "format of an attribute": "{0.raw}{0}".format,
    "percent": lambda value: "%s" % value,  # noqa: UP031
    "percent with a name": lambda value: "%(raw)s" % value,  # noqa: UP031
    "text before percent": lambda value: value % "x",
    "plus on the right": lambda value: value + "x",
    "plus on the left": lambda value: "x" + value,
    "plus of two": lambda value: value + value,
    "times": lambda value: value * 2,
    "times on the left": lambda value: 2 * value,
    "join of it": ", ".join,
    "join of several": lambda value: ", ".join([value, value]),
    "index": lambda value: value[0],
    "slice": lambda value: value[1:-1],
    "iterate": list,
    "unpack": lambda value: [*value],
    "reverse": lambda value: list(reversed(value)),
    "length": len,
    "in": lambda value: "w" in value,
    "in a string": lambda value: value in "words",
    "sort": lambda value: sorted([value, value]),
    "less": lambda value: value < "x",
    "less or equal": lambda value: value <= "x",
    "greater": lambda value: value > "x",
    "int": int,
    "bytes": bytes,
    "json": json.dumps,
    "method of a string": lambda value: value.upper(),
    "replace": lambda value: "a".replace("a", value),
    "attribute of another kind": lambda value: value.source if isinstance(value, Text) else value.raw,
}


@pytest.mark.parametrize("value", VALUES, ids=["text", "code"])
@pytest.mark.parametrize("misuse", MISUSES)
def test_using_it_as_a_string_raises(value: Any, misuse: str) -> None:
    with pytest.raises((TypeError, AttributeError)):
        MISUSES[misuse](value)


@pytest.mark.parametrize("value", VALUES, ids=["text", "code"])
def test_the_error_says_what_to_do(value: Any) -> None:
    with pytest.raises(OpaqueError, match=f"{type(value).__name__} is opaque: pass it through an encoder"):
        str(value)


@pytest.mark.parametrize("value", VALUES, ids=["text", "code"])
def test_it_is_no_string(value: object) -> None:
    assert not isinstance(value, str)
    assert value != "words"
    assert not hasattr(value, "__dict__")


def test_equal_texts_are_equal_and_other_languages_of_code_are_not() -> None:
    assert Text("a") == Text("a") != Text("b")
    assert len({Text("a"), Text("a"), Text("b")}) == 2
    assert Code("python", "a") == Code("python", "a") != Code("markdown", "a")
    assert len({Code("python", "a"), Code("markdown", "a")}) == 2
    assert Text("a") != Code("python", "a")


def test_a_template_may_ask_whether_there_is_any_text() -> None:
    assert Text("a")
    assert not Text("")
    assert Code("python", "a")
    assert not Code("python", "")


def test_what_a_debugger_shows_is_ascii_and_short() -> None:
    assert repr(Text("权限" * 100)).isascii()
    assert len(repr(Text("权限" * 100))) < 300
    assert repr(Code("python", "x\u202e")) == "Code(python, 'x\\u202e')"
