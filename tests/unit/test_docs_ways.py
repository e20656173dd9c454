"""The way from one page to another."""

from __future__ import annotations

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tongwen.targets.docs.atlas import _way

FOLDERS = st.lists(st.sampled_from(["apis", "api", "a", "behaviour"]), max_size=3).map("/".join)


@pytest.mark.parametrize(
    ("folder", "path", "way"),
    [
        ("", "index.md", "index.md"),
        ("", "apis/tea.ask.md", "apis/tea.ask.md"),
        ("apis", "apis/tea.ask.md", "tea.ask.md"),
        ("apis", "api/tea.ask.md", "../api/tea.ask.md"),
        ("behaviour/rules", "behaviour/notes.md", "../notes.md"),
    ],
)
def test_examples_lead_where_they_say(folder: str, path: str, way: str) -> None:
    assert _way(folder, path) == way


@given(FOLDERS, FOLDERS)
def test_a_way_is_the_relative_path(folder: str, other: str) -> None:
    path = posixpath.join(other, "page.md")
    assert _way(folder, path) == posixpath.relpath(path, folder or ".")
