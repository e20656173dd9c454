"""Messages are refused before anything is made of them, and nothing that a peer says raises."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tongwen.hosts.automator.protocol import (
    Answer,
    Limits,
    Refused,
    Request,
    answer,
    event,
    failure,
    read_answer,
    read_request,
    request,
)

LIMITS = Limits()


def said(text: str) -> str:
    found = read_request(text, LIMITS)
    assert isinstance(found, Refused)
    return found.reason


def wrapped(value: str) -> str:
    return '{"id": "a", "method": "m", "params": {"x": ' + value + "}}"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "JSON"),
        ("hello", "JSON"),
        ("[]", "object"),
        ("null", "object"),
        ('{"method": "m"}', "id"),
        ('{"id": 1, "method": "m"}', "id"),
        ('{"id": "", "method": "m"}', "id"),
        (json.dumps({"id": "x" * 129, "method": "m"}), "id"),
        ('{"id": "a"}', "method"),
        ('{"id": "a", "method": "m", "params": []}', "params"),
        ('{"id": "a", "id": "b", "method": "m"}', "twice"),
        (wrapped('{"k": 1, "k": 1}'), "twice"),
        (wrapped("NaN"), "NaN"),
        (wrapped("-Infinity"), "-Infinity"),
        (wrapped("1e999"), "too large"),
        (wrapped("9" * 5000), "JSON"),
        (wrapped(r'"\ud800"'), "half a character"),
        (wrapped(r'{"\udc00": 1}'), "half a character"),
        (wrapped("[" * 40 + "]" * 40), "deep"),
        ("[" * 100_000, "deep"),
        ('{"a":' * 20_000, "deep"),
        ('"' + r"\"" * 60_000, "JSON"),
    ],
)
def test_what_is_no_request_is_refused_with_a_reason(text: str, reason: str) -> None:
    assert reason in said(text)


def test_a_binary_frame_is_refused() -> None:
    assert "text frame" in str(read_request(b'{"id": "a", "method": "m"}', LIMITS))


def test_a_message_beyond_the_size_is_refused() -> None:
    assert "bytes" in said(" " * (LIMITS.size + 1))


def test_a_refusal_names_the_id_where_there_is_one() -> None:
    found = read_request('{"id": "a", "method": 5}', LIMITS)
    assert isinstance(found, Refused)
    assert found.id == "a"


def test_brackets_in_texts_are_not_nesting() -> None:
    text = wrapped(json.dumps("[{" * 1000 + '"\\'))
    assert isinstance(read_request(text, LIMITS), Request)


def test_nesting_up_to_the_limit_is_read() -> None:
    deep = LIMITS.depth - 2
    assert isinstance(read_request(wrapped("[" * deep + "]" * deep), LIMITS), Request)
    assert isinstance(read_request(wrapped("[" * (deep + 1) + "]" * (deep + 1)), LIMITS), Refused)


def test_a_character_beyond_the_basic_plane_is_whole() -> None:
    found = read_request(wrapped(r'"\ud83d\ude00"'), LIMITS)
    assert isinstance(found, Request)
    assert found.params == {"x": "\U0001f600"}


@given(st.text() | st.recursive(st.none() | st.text(), lambda v: st.lists(v) | st.dictionaries(st.text(), v)).map(str))
def test_no_text_raises(text: str) -> None:
    assert isinstance(read_request(text, LIMITS), Request | Refused)
    assert isinstance(read_answer(text, LIMITS), Answer | Refused)


@given(st.dictionaries(st.text('abc[{"\\'), st.integers(-(2**63), 2**63) | st.text('[]{}\\"字') | st.booleans()))
def test_what_is_written_is_read_back(params: dict[str, Any]) -> None:
    found = read_request(request("a", "m", params), LIMITS)
    assert found == Request(id="a", method="m", params=params)
    assert read_answer(answer("a", params), LIMITS) == Answer(id="a", result=params)
    assert read_answer(failure("a", "no"), LIMITS) == Answer(id="a", error="no")
    assert read_answer(event("E", params), LIMITS) == Answer()
