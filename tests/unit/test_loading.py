"""Files to data: what is typed and what stays text, where everything stands, and which files make up a spec."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from tongwen.load import build as builder
from tongwen.load.build import DEPTH_LIMIT, build
from tongwen.load.characters import decode
from tongwen.load.files import load_files, load_text, spec_paths
from tongwen.load.places import places
from tongwen.load.project import find_project

from tests.support import GARDEN, problems, project


def data(text: str) -> Any:
    """The data of a text that must have no fault."""
    built = build(text, "a.yaml")
    assert built.found == []
    return built.data


def codes(raw: str | bytes) -> list[str]:
    """The codes of everything that is wrong with a file."""
    return [d.code for d in load_text(raw if isinstance(raw, bytes) else raw.encode(), "a.yaml")[1]]


STRINGS = [
    "1.0",
    "2.10",
    "2.10.1",
    ".5",
    "1e3",
    "-1.5",
    "+1",
    "-0",
    "012",
    "0o17",
    "0x1F",
    "0b1",
    "1_000",
    "1:30",
    "23:59",
    "2001-01-01",
    "2024-13-45",
    "2001-12-14T21:59:43Z",
    "12345678901234567890123",
    "no",
    "NO",
    "yes",
    "Yes",
    "on",
    "off",
    "n",
    "y",
    "True",
    "TRUE",
    "False",
    "null",
    "Null",
    "~",
    ".inf",
    "-.inf",
    ".nan",
    "=",
    "１２",
    "٣",
]


@pytest.mark.parametrize("written", STRINGS)
def test_a_plain_scalar_is_the_text_as_written(written: str) -> None:
    assert data(f"a: {written}\nb: [{written}]\n") == {"a": written, "b": [written]}


@pytest.mark.parametrize(
    ("written", "value"),
    [("true", True), ("false", False), ("0", 0), ("7", 7), ("-7", -7), ("2020", 2020), ("999999999999999", 10**15 - 1)],
)
def test_true_false_and_decimal_integers_are_typed(written: str, value: Any) -> None:
    loaded = data(f"a: {written}\n")["a"]
    assert (loaded, type(loaded)) == (value, type(value))


@pytest.mark.parametrize("written", ['"true"', "'7'", "|-\n  7", ">-\n  true"])
def test_what_is_quoted_or_a_block_is_text(written: str) -> None:
    assert type(data(f"a: {written}\n")["a"]) is str


@pytest.mark.parametrize("key", ["on", "true", "12", "null", "1.5", "2001-01-01", "="])
def test_a_key_is_always_text(key: str) -> None:
    assert data(f"{key}: x\n") == {key: "x"}


def test_an_empty_value_is_an_empty_text() -> None:
    assert data("a:\nb: ''\n") == {"a": "", "b": ""}


@pytest.mark.parametrize("text", ["\u3000x", "／＊／", "＂＂＂", "\U0001fae9", "i\u0307", "é", "麦克风", "a\u00a0b"])
def test_unusual_but_harmless_characters_arrive_as_written(text: str) -> None:
    file, found = load_text(f'a: "{text}"\n'.encode(), "a.yaml")
    assert found == []
    assert file is not None
    assert file.data == {"a": text}


HIDDEN = [
    *"\u200b\u200c\u200d\u2060\u00ad\u061c\u034f\u180e\u3164\uffa0\ufeff\ufdd0\uffff",
    *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u2028\u2029",
    *"\x00\x07\x08\x0b\x0c\x1b\x7f\x80\x85\x9b\U000e0041\U000e0042\U0001fffe\U0003ffff\U000f0000\U0010ffff",
    "z" + "\u0301" * 201,
    "\x1b[2J\x1b]0;x\x07",
]


@pytest.mark.parametrize("text", HIDDEN, ids=lambda text: f"U+{ord(text[0]):04X}")
def test_hidden_and_directional_characters_are_refused_wherever_they_stand(text: str) -> None:
    for file in (f'a: "x{text}y"\n', f"x{text}y: a\n", f"# x{text}y\na: b\n"):
        assert set(codes(file)) == {"TW103"}


@pytest.mark.parametrize("text", HIDDEN, ids=lambda text: f"U+{ord(text[0]):04X}")
def test_hidden_and_directional_characters_are_refused_as_escapes_too(text: str) -> None:
    escaped = "".join(f"\\U{ord(c):08x}" for c in text)
    assert codes(f'a: "x{escaped}y"\n') == ["TW103"]


@pytest.mark.parametrize("escapes", [r"\ud83d\ude00", r"\ud83d", r"\ude00", r"\U00110000"])
def test_surrogates_and_numbers_beyond_unicode_are_refused_as_escapes(escapes: str) -> None:
    assert codes(f'a: "{escapes}"\n') in (["TW103"], ["TW104"])


@pytest.mark.parametrize("text", ["e\u0301", "\u037e", "\u212a\u2126", "\u1100\u1161"])
def test_text_that_has_another_normal_form_is_refused(text: str) -> None:
    assert codes(f"a: {text}\n") == ["TW116"]
    assert codes('a: "' + "".join(f"\\u{ord(c):04x}" for c in text) + '"\n') == ["TW116"]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("a: !!python/object/apply:os.system [id]\n", "TW105"),
        ("a: !!set {x: y}\n", "TW105"),
        ("a: !!str 2.10\n", "TW105"),
        ("a: !!binary aGk=\n", "TW105"),
        ("a: ! x\n", "TW105"),
        ("a: &x 1\nb: 2\n", "TW106"),
        ("a: *x\n", "TW106"),
        ("<<: {a: 1}\n", "TW107"),
        ('"id": a\n"\\u0069d": b\n', "TW108"),
        ("a: {b: 1, b: 1}\n", "TW108"),
        ("a: 1\n---\nb: 2\n", "TW109"),
        ("%TAG ! tag:example,2000:\n---\na: 1\n", "TW115"),
        ("? {a: b}\n: 1\n", "TW110"),
        ("? [[a], b]\n: 1\n", "TW110"),
        ("'': 1\n", "TW110"),
        ("a: [b\n", "TW104"),
        ("a: b: c\n", "TW104"),
        ("a: @b\n", "TW104"),
        ("a: `b`\n", "TW104"),
        ("[" * 100_000, "TW111"),
        ("a: " + "{a: " * 100_000, "TW111"),
        ("- " * 100_000 + "x\n", "TW111"),
        ("a: " + "9" * 100 + "\n", "TW118"),
    ],
)
def test_what_other_loaders_guess_at_or_choke_on_is_refused(raw: str, code: str) -> None:
    assert codes(raw) == [code]


def test_every_use_of_an_alias_is_reported() -> None:
    assert codes("a: &x [1]\nb: *x\nc: *x\n") == ["TW106", "TW106", "TW106"]


def test_a_mistake_in_a_key_is_reported_once() -> None:
    assert codes("*x : 1\na: 2\n") == ["TW106"]


def test_a_quoted_merge_key_is_a_key() -> None:
    assert data('"<<": x\n') == {"<<": "x"}


def test_nesting_as_deep_as_allowed_is_loaded() -> None:
    deepest: Any = "x"
    for _ in range(DEPTH_LIMIT - 1):
        deepest = [deepest]
    assert data("a: " + "[" * (DEPTH_LIMIT - 1) + "x" + "]" * (DEPTH_LIMIT - 1)) == {"a": deepest}
    assert codes("a: " + "[" * DEPTH_LIMIT + "x" + "]" * DEPTH_LIMIT) == ["TW111"]


def test_every_mistake_of_a_file_is_reported_at_once() -> None:
    text = "a: !x 1\nb: &y 2\nc: *y\na: 3\n<<: {d: 4}\n"
    assert codes(text) == ["TW105", "TW106", "TW106", "TW108", "TW107"]


PLACED = """\
scopes:
  scope.water:
    title: {en: Water, zh: 水}
    list:
      - a
      - b: 1
        "c": [x, y]
  # a comment
  '花.园': 关闭
"""


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        ((), (1, 1), (1, 1)),
        (("scopes",), (1, 1), (2, 3)),
        (("scopes", "scope.water"), (2, 3), (3, 5)),
        (("scopes", "scope.water", "title"), (3, 5), (3, 12)),
        (("scopes", "scope.water", "title", "zh"), (3, 24), (3, 28)),
        (("scopes", "scope.water", "list"), (4, 5), (5, 7)),
        (("scopes", "scope.water", "list", 0), (5, 9), (5, 9)),
        (("scopes", "scope.water", "list", 1), (6, 9), (6, 9)),
        (("scopes", "scope.water", "list", 1, "c"), (7, 9), (7, 14)),
        (("scopes", "scope.water", "list", 1, "c", 1), (7, 18), (7, 18)),
        (("scopes", "花.园"), (9, 3), (9, 10)),
    ],
)
def test_every_key_and_value_has_its_place(path: tuple[Any, ...], key: tuple[int, int], value: tuple[int, int]) -> None:
    found = places(PLACED, "a.yaml")[path]
    assert [(place.line, place.column) for place in found] == [key, value]


def test_columns_count_characters_and_not_bytes() -> None:
    assert places("花园: {水: x}\n", "a.yaml")["花园", "水"][0] == ("a.yaml", 1, 6)
    assert places("\U0001f33b: {a: x}\n", "a.yaml")["\U0001f33b", "a"][0] == ("a.yaml", 1, 5)


def test_each_entry_knows_its_line() -> None:
    assert build(PLACED, "a.yaml").lines == {("scopes", "scope.water"): 2, ("scopes", "花.园"): 9}


def test_a_path_that_is_not_there_has_the_place_of_the_nearest_one_above(tmp_path: Path) -> None:
    sources = load_files(project(tmp_path)).sources
    assert str(sources.place(("scopes", "scope.water", "history", 3))) == "spec/tongwen.yaml:31:3"
    assert str(sources.place(("scopes", "scope.gate"))) == "spec/tongwen.yaml:30:1"
    assert sources.place(("nothing",)) is None


def test_windows_line_ends_make_no_difference() -> None:
    text = 'a: b\nc: |\n  d\n  e\nf: "g\n  h"\n'
    unix, _ = load_text(text.encode(), "a.yaml")
    windows, found = load_text(text.replace("\n", "\r\n").encode(), "a.yaml")
    assert found == []
    assert unix == windows


@pytest.mark.parametrize(
    "raw", [b"a: \xff\n", "a: 水".encode("utf-16"), "a: 花园\n".encode("gb18030"), b"a: \xed\xa0\x80\n"]
)
def test_other_encodings_are_refused_and_never_guessed(raw: bytes) -> None:
    text, found = decode(raw, "a.yaml")
    assert text is None
    assert [d.code for d in found] == ["TW101"]


def test_a_file_full_of_bad_characters_is_reported_fifty_times_at_most() -> None:
    assert len(decode(b"\x00" * 1000, "a.yaml")[1]) == 50


def test_the_order_in_which_files_are_listed_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = project(tmp_path, {f"spec/{name}.yaml": "glossary: {}\n" for name in ("b", "a/z", "a/c", "A", "花")})
    listed = spec_paths(folder)
    walk = os.walk
    monkeypatch.setattr(os, "walk", lambda *a, **k: reversed([(f, d, fs[::-1]) for f, d, fs in walk(*a, **k)]))
    assert spec_paths(folder) == listed == sorted(listed)


def test_entries_may_be_spread_over_files_as_their_author_likes(tmp_path: Path) -> None:
    head, scopes, rest = GARDEN.partition("scopes:\n")
    spread = {
        "spec/deep/er/scopes.yml": scopes + rest.partition("apis:\n")[0],
        "spec/apis.yaml": "apis:\n" + rest.partition("apis:\n")[2],
    }
    assert problems(project(tmp_path, spread, base=head)) == []


def test_hidden_files_and_folders_and_other_files_are_no_part_of_a_spec(tmp_path: Path) -> None:
    noise = dict.fromkeys(
        ["spec/.a.yaml", "spec/.git/b.yaml", "spec/c.yaml~", "spec/d.json", "spec/#e.yaml#"], "!!! not: yaml: ["
    )
    assert problems(project(tmp_path, noise)) == []


GATE = "scopes:\n  scope.gate: {title: {en: G, zh: 门}, description: {en: G., zh: 门。}, profiles: [keeper]}\n"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (GATE.encode("gbk"), "TW101"),
        (GATE.encode("utf-16"), "TW101"),
        (f"{GATE}  x: [".encode(), "TW104"),
        (GATE.replace("title", "titel").replace("profiles", "prophiles").encode(), "TW201"),
        (GATE.replace(", zh: 门}", "}").encode(), "TW203"),
    ],
    ids=["gbk", "utf-16", "syntax", "shape", "language"],
)
def test_a_name_that_a_faulty_file_defines_is_not_called_unknown(tmp_path: Path, content: bytes, code: str) -> None:
    base = GARDEN.replace("needs: [scope.water]", "needs: [scope.gate]")
    codes = {code for code, _ in problems(project(tmp_path, {"spec/gate.yaml": content}, base=base))}
    assert code in codes
    assert "TW301" not in codes


def test_other_mistakes_are_reported_beside_a_faulty_file(tmp_path: Path) -> None:
    base = GARDEN.replace("needs: [scope.water]", "needs: [scope.gate]")
    seen = problems(project(tmp_path, {"spec/water.yaml": "scopes: [", "spec/more.yaml": "scoops: {}\n"}, base=base))
    assert [code for code, _ in seen] == ["TW201", "TW301", "TW104"]


def test_six_sorts_of_mistakes_in_three_files_are_reported_in_one_run(tmp_path: Path) -> None:
    files = {
        "spec/one.yaml": """
            scopes:
              scope.gate:
                titel: {en: Gate, zh: 门}
                title: {en: Gate}
                description: {en: Opens., zh: 打开。}
                profiles: [keper]
        """,
        "spec/two.yaml": """
            scopes:
              scope.water:
                title: {en: W, zh: 水}
                description: {en: W., zh: 水。}
                profiles: [keeper]
            types:
              Rose: {kind: recrd, summary: {en: R., zh: 玫瑰。}, fields: {}}
        """,
        "spec/three.yaml": "groups: {rest: {order: first, title: {en: R, zh: 余}, description: {en: R., zh: 余。}}}\n",
    }
    seen = problems(project(tmp_path, files))
    assert sorted(code for code, _ in seen) == ["TW201", "TW203", "TW204", "TW206", "TW210", "TW301"]


def test_a_folder_of_the_spec_that_cannot_be_listed_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project(tmp_path, {"spec/closed/a.yaml": "glossary: {}\n"})
    scandir = os.scandir

    def closed(path: Any) -> Any:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    assert problems(folder) == [("TW117", "spec/closed:1:1")]


def test_the_project_is_found_from_any_folder_below_it(tmp_path: Path) -> None:
    folder = project(tmp_path, {"a/b/c.txt": "x"})
    assert find_project(folder / "a" / "b") == find_project(folder) == folder
    assert find_project(tmp_path.parent) is None


def test_the_parser_written_in_c_is_in_use() -> None:
    assert builder.CParser is not None


def test_without_the_parser_written_in_c_the_data_and_the_places_are_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick, where = build(GARDEN, "a.yaml"), places(GARDEN, "a.yaml")
    monkeypatch.setattr(builder, "CParser", None)
    slow = build(GARDEN, "a.yaml")
    assert (slow.data, slow.lines, slow.found) == (quick.data, quick.lines, quick.found)
    assert places(GARDEN, "a.yaml") == where


def test_the_data_is_what_a_loader_of_strings_gives() -> None:
    def texts(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: texts(child) for key, child in value.items()}
        if isinstance(value, list):
            return [texts(child) for child in value]
        return str(value).lower() if isinstance(value, bool) else str(value)

    assert texts(data(GARDEN)) == yaml.load(GARDEN, Loader=yaml.BaseLoader)  # noqa: S506 - it makes nothing but strings


def test_a_file_that_grows_while_it_is_read_is_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "spec" / "a.yaml"
    file.parent.mkdir()
    file.write_text("scopes: {}\n")
    before = os.stat(file)
    file.write_text("scopes: {}\nnotes: {}\n")
    monkeypatch.setattr(os, "stat", lambda *_, **__: before)
    (loaded,) = load_files(tmp_path).sources.files
    assert loaded.text == "scopes: {}\nnotes: {}\n"


def test_lean_sources_keep_texts_and_places(tmp_path: Path) -> None:
    (tmp_path / "spec").mkdir()
    (tmp_path / "spec" / "a.yaml").write_bytes("scopes:\r\n  a: {title: 甲}\r\n".encode())
    whole = load_files(tmp_path).sources
    lean = whole.lean()
    assert [file.text for file in lean.files] == ["scopes:\n  a: {title: 甲}\n"]
    assert lean.line("scopes", "a") == ("spec/a.yaml", 2)
    for path in [("scopes", "a", "title"), ("scopes", "b"), ("scopes",), ("types", "a")]:
        assert lean.place(path) == whole.place(path)
    assert not any(entries for file in lean.files for entries in file.data.values())
