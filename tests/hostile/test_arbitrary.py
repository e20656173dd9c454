"""Arbitrary texts in every sink, briefly; `python bench/hostile.py --texts 1000000` is the long run."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.crowds import Crowds
from tests.hostile.yard import crowds
from tests.sinks import SINKS

__all__ = ["crowds"]
#: Characters that mean something somewhere, any others, and both together.
MARKS = st.text(
    st.sampled_from("\\\"'`*_[](){}<>#@/|!-+=~:;.,$%&^?\n\r\t \u2028\u200b\ud83d\udc00中文aw0"), max_size=24
)
TEXTS = st.lists(
    st.one_of(MARKS, st.text(max_size=24), st.tuples(MARKS, st.text(max_size=8)).map("".join)), max_size=40
)


@pytest.mark.parametrize("sink", SINKS)
@given(texts=TEXTS)
@settings(max_examples=10, suppress_health_check=[*HealthCheck])
def test_arbitrary_texts_are_words_in_every_sink(sink: str, crowds: Crowds, texts: list[str]) -> None:
    assert crowds.guilty(sink, ["words", *texts]) == []
