"""What holds for any data, any bytes and any one mistake: nothing is lost, misplaced or raised."""

from __future__ import annotations

import string
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from tongwen.diagnostics import as_github, as_json, as_text, in_order
from tongwen.load.build import DEPTH_LIMIT, build
from tongwen.load.characters import FORBIDDEN
from tongwen.load.files import load_text
from tongwen.load.places import places
from tongwen.pipeline import read

from tests.support import GARDEN, parse, project

LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Cf", "Co", "Cn"), include_characters="\n\t")
WORDS = (
    st.text(LETTERS, max_size=12)
    .map(lambda text: unicodedata.normalize("NFC", text))
    .filter(lambda text: not FORBIDDEN.search(text))
)
KEYS = WORDS.filter(lambda text: bool(text) and "\n" not in text)
SCALARS = WORDS | st.booleans() | st.integers(-(10**15) + 1, 10**15 - 1)
DATA = st.dictionaries(
    KEYS,
    st.recursive(
        SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=12
    ),
    min_size=1,
    max_size=4,
)


class _Quoting(yaml.SafeDumper):
    """All texts in double quotes, nothing by reference."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


_Quoting.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))


def dump(data: Any, *, flow: bool) -> str:
    """YAML of some data, block or flow."""
    return yaml.dump(data, Dumper=_Quoting, allow_unicode=True, default_flow_style=flow, sort_keys=False, width=60)


def every_path(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of each value."""
    yield path
    children = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, child in children:
        yield from every_path(child, (*path, key))


def same(one: Any, other: Any) -> bool:
    """Equal, and of the same types: `True` is not 1."""
    return repr(one) == repr(other)


@given(DATA, st.booleans())
def test_what_was_written_is_what_is_loaded_and_all_of_it_has_a_place(data: dict[str, Any], flow: bool) -> None:
    text = dump(data, flow=flow)
    file, found = load_text(text.encode(), "a.yaml")
    assert found == []
    assert file is not None
    assert same(file.data, data)
    where = places(text, "a.yaml")
    assert set(where) == set(every_path(data))
    lines = text.split("\n")
    for path, (key, _) in where.items():
        if path and isinstance(path[-1], str):
            assert lines[key.line - 1][key.column - 1] in '"?'


@given(DATA)
def test_windows_line_ends_change_neither_data_nor_places(data: dict[str, Any]) -> None:
    text = dump(data, flow=False)
    unix = load_text(text.encode(), "a.yaml")
    windows = load_text(text.replace("\n", "\r\n").encode(), "a.yaml")
    assert same(unix, windows)


@given(st.binary(max_size=200))
@settings(max_examples=300)
def test_any_bytes_are_data_or_a_diagnostic(raw: bytes) -> None:
    file, found = load_text(raw, "a.yaml")
    assert file is not None or found
    assert all(d.place is not None and d.place.line > 0 and d.place.column > 0 for d in found)


@given(st.text(st.sampled_from(":-?[]{},&*!|>'\"%@`#~<= \n\tab1.é水\\"), max_size=60))
@settings(max_examples=500)
def test_any_jumble_of_marks_is_data_or_a_diagnostic(text: str) -> None:
    file, found = load_text(text.encode(), "a.yaml")
    assert file is not None or found
    if file is not None and not found:
        assert set(places(text, "a.yaml")) == set(every_path(file.data))


@given(st.integers(1, 3 * DEPTH_LIMIT), st.sampled_from(["[", "{a: ", "- "]))
def test_nesting_is_refused_beyond_the_limit_and_nowhere_before_it(depth: int, opening: str) -> None:
    closing = {"[": "]", "{a: ": "}", "- ": ""}[opening]
    codes = [d.code for d in build(opening * depth + "x" + closing * depth, "a.yaml").found]
    assert codes == (["TW111"] if depth > DEPTH_LIMIT else [])


PLACES = [path for path in every_path(parse(GARDEN)) if path]
ODD: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from(
        ["", "x", "keeper", "scope.water", "garden.openValve", "wx.x", "[[x]]", "{x}", "__proto__", "a" * 200]
    ),
    st.sampled_from([True, False, 0, -1, 10**14, [], {}, ["x"], {"x": "y"}, {"en": "E.", "zh": "中。"}, [[]], {"": 1}]),
    st.text(string.printable, max_size=8),
)


@given(st.lists(st.tuples(st.sampled_from(PLACES), ODD), min_size=1, max_size=3))
@settings(max_examples=300)
def test_a_spec_with_any_values_replaced_is_read_and_never_raises(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    spec: Any = parse(GARDEN)
    for path, value in changes:
        _replace(spec, path, value)
    _is_read(dump(spec, flow=False))


@given(st.sampled_from(PLACES), st.sampled_from(["remove", "rename", "double"]))
@settings(max_examples=300)
def test_a_spec_with_any_key_removed_or_renamed_is_read_and_never_raises(path: tuple[Any, ...], change: str) -> None:
    spec: Any = parse(GARDEN)
    holder = spec
    for key in path[:-1]:
        holder = holder[key]
    value = holder.pop(path[-1])
    if change != "remove" and isinstance(holder, dict):
        holder[f"{path[-1]}X"] = value
        if change == "double":
            holder[path[-1]] = value
    _is_read(dump(spec, flow=False))


def _replace(spec: Any, path: tuple[Any, ...], value: Any) -> None:
    for key in path[:-1]:
        try:
            spec = spec[key]
        except (KeyError, IndexError, TypeError):
            return
    if isinstance(spec, dict | list) and (isinstance(spec, dict) or path[-1] in range(len(spec))):
        spec[path[-1]] = value


def _is_read(text: str) -> None:
    """Assert that a spec is read without an exception, and that whatever was found can be printed in every form."""
    with tempfile.TemporaryDirectory() as folder:
        checked = read(project(Path(folder), base=text))
    assert checked.document is not None or checked.found
    for render in (as_text, as_json, as_github):
        assert isinstance(render(in_order(checked.found)), str)
