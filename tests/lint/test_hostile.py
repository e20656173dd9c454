"""Texts that nobody writes: no check fails on them, none takes long, and a fix done twice is a fix done once."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tongwen.lint.marks import bare, masked
from tongwen.lint.registry import all_lints
from tongwen.lint.subject import Subject
from tongwen.model.spec import Document

from tests.support import GARDEN, document

SIZE = 24_000
UNITS = """( ) （ “ " ` ** [[ [a]( [a](https:// . a. 1, 1.1. 9 一 的 ， A a- - \\ 中, （中 (a [a . .. 10万""".split()
UNITS += [" ", "\t", "\n", "a ", "中 ", "a\n", "\n \n", "the ", "[[scope.water]] needs. ", "10 万"]
GLOSSARY = """\
glossary:
  barrel:
    {en: rain barrel, zh: 雨水桶, definition: {en: A., zh: 甲。}, wrong_en: [a b, water tub], wrong_zh: [水缸]}
"""


def spec(en: str, zh: str) -> Document:
    """The small spec with a description in these words."""
    head = "apis:\n  garden.look:\n    group: water\n    summary: {en: Looks., zh: 查看。}\n    profiles: [keeper]\n"
    said = f"    description: {{en: {json.dumps(en)}, zh: {json.dumps(zh)}}}\n"
    return document(GARDEN, head + said, GLOSSARY)


@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_a_sign_repeated_without_end_takes_no_time_that_anybody_would_notice(unit: str) -> None:
    text = unit * (SIZE // len(unit))
    subject = Subject(spec(text + "x", text + "中"))
    before = time.process_time()
    for lint in all_lints().values():
        list(lint.look(subject))
        if lint.fix is not None:
            fixed = lint.fix(text + "中")
            assert lint.fix(fixed) == fixed, lint.code
    assert time.process_time() - before < 10


PIECES = st.sampled_from(
    [
        *"中的，。：（）“”《》ab,.:;?!()\"'- \n1%`*[]１",
        "`x`",
        "[[a.b]]",
        "[[error:x]]",
        "[l](https://a.b)",
        "**",
        "中文",
        "iOS",
        "10",
    ]
)


@settings(max_examples=400)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_no_text_breaks_a_check_and_every_fix_settles(text: str) -> None:
    assert bare(*masked(text)) == text
    subject = Subject(spec(f"A {text}", f"中{text}"))
    for lint in all_lints().values():
        list(lint.look(subject))
    settled = text
    for _round in range(5):
        before = settled
        for lint in all_lints().values():
            settled = lint.fix(settled) if lint.fix else settled
    assert settled == before


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_a_fix_never_touches_code_references_or_addresses(text: str) -> None:
    for lint in all_lints().values():
        if lint.fix is not None:
            assert masked(lint.fix(text))[1] == masked(text)[1], lint.code
