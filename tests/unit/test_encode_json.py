"""JSON, also inside HTML, and TOML."""

from __future__ import annotations

import json
import re
import tomllib
from html.parser import HTMLParser

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tongwen.encode import literal
from tongwen.encode.literal import json_lines, json_object, json_value, toml_string
from tongwen.text.opaque import Code, Text

ANY = st.text(alphabet=st.characters(exclude_categories=[]))
PIECES = st.sampled_from(
    ["</script>", "<!--", "<script>", "-->", "]]>", "&lt;", "\\", '"', "\u2028", "a", "授", "\ud83d", "\ude00"]
)
TEXT = st.one_of(ANY, st.lists(PIECES).map("".join))


@given(TEXT)
def test_any_text_comes_back(text: str) -> None:
    joined = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    assert json.loads(json_value({"a": [Text(text)]}))["a"][0] == joined
    assert json.loads(json_value({"a": [Text(text)]}, 1))["a"][0] == joined


@given(TEXT)
def test_it_never_ends_the_script_element_around_it(text: str) -> None:
    made = json_value(text)
    assert not re.search("[<>&\u2028\u2029\ud800-\udfff]", made)

    class Reader(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.found: list[str] = []

        def handle_starttag(self, tag: str, attrs: object) -> None:
            self.found.append(tag)

        def handle_data(self, data: str) -> None:
            self.found.append(data)

    reader = Reader()
    reader.feed(f"<script>{made}</script><p>")
    assert reader.found == ["script", made, "p"]


def test_chinese_stays_readable_and_the_rest_is_escaped_by_number() -> None:
    assert json_value({"授权": Text("<授权>\U0001f600")}) == '{"授权": "\\u003c授权\\u003e\\ud83d\\ude00"}'


def test_code_and_text_become_strings_and_order_is_kept() -> None:
    value = {"b": Code("python", "x"), "a": (Text("y"), True, None, 1), Text("c"): {}}
    assert json_value(value) == '{"b": "x", "a": ["y", true, null, 1], "c": {}}'
    assert json_value({"a": [1]}, 1) == '{\n "a": [\n  1\n ]\n}'


@given(st.dictionaries(TEXT, st.lists(TEXT, max_size=3), max_size=4), st.integers(1, 4))
def test_values_on_lines_of_their_own_are_written_as_python_writes_them(value: dict[str, list[str]], n: int) -> None:
    assert json.loads(json_value(value, n)) == json.loads(json_value(value))
    plain = json.dumps(value, ensure_ascii=False, indent=n)
    assert json_value(value, n) == literal._JSON_UNSAFE.sub(literal._json_escape, plain)


def test_objects_that_are_json_already_become_one() -> None:
    parts = [{"a": "</script>", "b": {}}, {"c": [1, {"d": "}{"}]}]
    assert json_object(*map(json_value, parts)) == json_value({**parts[0], **parts[1]})


class Entry(msgspec.Struct, omit_defaults=True):
    text: str
    more: dict[str, bool | None] = {}


@given(st.lists(TEXT, max_size=4))
def test_lines_hold_what_values_hold_one_record_on_each(texts: list[str]) -> None:
    made = json_lines(Entry(text, {text: None}) for text in texts)
    plain = [json.loads(json_value({"text": text, "more": {text: None}})) for text in texts]
    assert json.loads(f"[{made}]") == plain
    assert made.count("\n") == max(len(texts) - 1, 0)
    assert not re.search("[<>&\x7f\u2028\u2029\ud800-\udfff]", made)
    assert not literal.UNSAFE.search(made.replace("\n", ""))


def test_lines_that_are_only_looked_at_for_markup_in_ascii_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(literal, "_JSON_MARKUP", b"")
    assert "<" in json_lines([Entry("</script>")])


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_value(float("nan"))


@given(ANY)
def test_toml_reads_the_text_back(text: str) -> None:
    assert tomllib.loads(f"a = {toml_string(text)}")["a"] == re.sub("[\ud800-\udfff]", "\ufffd", text)
