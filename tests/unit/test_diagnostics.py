"""How problems are printed, and that what they quote can do no harm."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tongwen.diagnostics import Diagnostic, Kind, Place, Words, as_github, as_json, as_text, fill, in_order, visible

from tests.support import project, run_cli

SIZE = Kind("TW901", "error", "{what} is {size}", "make {what} smaller")
HINT = Kind("TW902", "warning", "a hint", "")
NOTE = Kind("TW903", "note", "a note", "read it")

ONE = SIZE.at(Place("spec/a.yaml", 3, 5), Place("spec/b.yaml", 1, 2), what="the pot", size=7)
FOUND = [ONE, HINT.at(Place("spec/a.yaml", 4, 1)), NOTE.at(None)]

CHINESE = {
    "{what} is {size}": "{what}的大小是 {size}",
    "make {what} smaller": "请缩小{what}",
    "error": "错误",
    "see also {place}": "另见 {place}",
    "help: {help}": "建议：{help}",
    "a pot": "一个花盆",
}


def chinese(message: str) -> str:
    return CHINESE.get(message, message)


def test_text_has_place_severity_code_message_related_places_and_remedy() -> None:
    assert as_text(FOUND) == (
        "spec/a.yaml:3:5: error TW901: the pot is 7\n"
        "    see also spec/b.yaml:1:2\n"
        "    help: make the pot smaller\n"
        "spec/a.yaml:4:1: warning TW902: a hint\n"
        "note TW903: a note\n"
        "    help: read it"
    )


def test_text_is_in_the_language_of_the_reader() -> None:
    assert as_text([ONE], chinese) == (
        "spec/a.yaml:3:5: 错误 TW901: the pot的大小是 7\n    另见 spec/b.yaml:1:2\n    建议：请缩小the pot"
    )


def test_a_value_that_is_wording_of_ours_is_translated_and_any_other_is_not() -> None:
    ours = SIZE.at(None, what=Words("a pot"), size="a pot")
    assert ours.message(chinese) == "一个花盆的大小是 a pot"
    several = SIZE.at(None, what=(Words("a pot"), Words("a cup")), size=1)
    assert several.message(chinese) == "一个花盆 / a cup的大小是 1"


def test_json_has_every_field_of_every_problem() -> None:
    assert json.loads(as_json(FOUND)) == [
        {
            "code": "TW901",
            "severity": "error",
            "message": "the pot is 7",
            "help": "make the pot smaller",
            "file": "spec/a.yaml",
            "line": 3,
            "column": 5,
            "related": [{"file": "spec/b.yaml", "line": 1, "column": 2}],
        },
        {
            "code": "TW902",
            "severity": "warning",
            "message": "a hint",
            "help": "",
            "file": "spec/a.yaml",
            "line": 4,
            "column": 1,
            "related": [],
        },
        {
            "code": "TW903",
            "severity": "note",
            "message": "a note",
            "help": "read it",
            "file": None,
            "line": None,
            "column": None,
            "related": [],
        },
    ]


def test_json_of_nothing_is_an_empty_list() -> None:
    assert as_json([]) == "[]"


def test_github_gets_a_command_for_each_problem() -> None:
    assert as_github(FOUND) == (
        "::error file=spec/a.yaml,line=3,col=5,title=TW901::the pot is 7 make the pot smaller\n"
        "::warning file=spec/a.yaml,line=4,col=1,title=TW902::a hint\n"
        "::notice title=TW903::a note read it"
    )


def test_github_commands_cannot_be_broken_out_of() -> None:
    odd = SIZE.at(Place("a,line=9::x\n::error::y%.yaml"), what="50%\n::error::z", size=1)
    printed = as_github([odd])
    assert printed.count("\n") == 0
    assert printed.startswith("::error file=a%2Cline=9%3A%3Ax%0A%3A%3Aerror%3A%3Ay%25.yaml,line=1,col=1,title=TW901::")
    assert printed.endswith("::50%25\\n::error::z is 1 make 50%25\\n::error::z smaller")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J\x1b]0;x\x07", "\\x1b[2J\\x1b]0;x\\x07"),
        ("a\nb\rc\td", "a\\nb\\rc\\td"),
        ("\u202eabc\u2066", "\\u202eabc\\u2066"),
        ("\x9b31m", "\\x9b31m"),
        ("\u200b\ufeff", "\\u200b\\ufeff"),
        ("\ud800", "\\ud800"),
        ("麦克风 é ok", "麦克风 é ok"),
    ],
)
def test_escapes_for_terminals_and_invisible_characters_are_shown_and_not_sent(text: str, shown: str) -> None:
    assert visible(text) == shown
    assert SIZE.at(None, what=text, size=0).message() == f"{shown} is 0"
    assert str(Place(text, 2, 3)) == f"{shown}:2:3"
    printed = as_text([SIZE.at(Place(text), Place(text), what=text, size=text)])
    assert all(c.isprintable() or c == "\n" for c in printed)


def test_a_long_value_is_cut() -> None:
    assert len(SIZE.at(None, what="x" * 100_000, size=0).message()) < 500


@pytest.mark.parametrize(
    "template",
    [
        "{what.__class__}",
        "{what[0]}",
        "{0}",
        "{}",
        "{what!r}",
        "{what:>99999999}",
        "{{what}}",
        "{other}",
        "{wh at}",
        "{",
    ],
)
def test_a_translation_cannot_reach_into_a_value(template: str) -> None:
    filled = fill(template, {"what": "pot"})
    assert filled == template.replace("{what}", "pot")


def test_a_value_with_braces_is_not_filled_again() -> None:
    assert fill("{a} {b}", {"a": "{b}", "b": "{a}"}) == "{b} {a}"


def test_problems_come_by_file_line_column_and_code_and_each_only_once() -> None:
    places = [Place("b", 1, 1), Place("a", 10, 1), Place("a", 9, 2), Place("a", 9, 1)]
    found: list[Diagnostic] = [HINT.at(place) for place in places]
    found += [NOTE.at(places[3]), HINT.at(places[3]), HINT.at(None)]
    ordered = [(str(d.place or "-"), d.code) for d in in_order(found)]
    assert ordered == [
        ("-", "TW902"),
        ("a:9:1", "TW902"),
        ("a:9:1", "TW903"),
        ("a:9:2", "TW902"),
        ("a:10:1", "TW902"),
        ("b:1:1", "TW902"),
    ]


SIX = {
    "spec/a.yaml": """\
        scopes:
          scope.gate:
            title: {en: Gate}
            description: {en: The gate., zh: 大门。}
            profiles: [keeper]
            declaratoins: []
        """,
    "spec/b.yaml": """\
        glossary:
          leave: {en: leave, definition: {en: A leave., zh: 许可。}}
          Gate: {en: gate, zh: 门, definition: [gate]}
        """,
    "spec/c.yaml": "scopes: !x {}\n",
}
SIX_PLACES = [
    ("spec/a.yaml:3:5", "TW203"),
    ("spec/a.yaml:6:5", "TW201"),
    ("spec/b.yaml:2:3", "TW202"),
    ("spec/b.yaml:3:3", "TW205"),
    ("spec/b.yaml:3:39", "TW204"),
    ("spec/c.yaml:1:9", "TW105"),
]
CJK = re.compile("[\u4e00-\u9fff]")


def six(folder: Path, language: str) -> list[tuple[str, str, str]]:
    """Place, code and words of what `lint` prints for six mistakes in three files."""
    result = run_cli(["lint", "--lang", language], project(folder, SIX))
    assert result.returncode == 1
    assert result.stdout == ""
    lines = [line for line in result.stderr.splitlines() if line.startswith("spec/")]
    parts = [re.fullmatch(r"(\S+): (\S+) (TW\d+): (.+)", line) for line in lines]
    return [(part[1], part[3], f"{part[2]} {part[4]}") for part in parts if part]


def test_six_mistakes_in_three_files_are_six_messages_in_english_in_one_run(tmp_path: Path) -> None:
    printed = six(tmp_path, "en")
    assert [(place, code) for place, code, _ in printed] == SIX_PLACES
    assert [words for _, _, words in printed if CJK.search(words)] == []
    assert printed[1][2] == "error unknown key declaratoins"


def test_six_mistakes_in_three_files_are_six_messages_in_chinese_in_one_run(tmp_path: Path) -> None:
    printed = six(tmp_path, "zh")
    assert [(place, code) for place, code, _ in printed] == SIX_PLACES
    assert [words for _, _, words in printed if not CJK.search(words.partition(" ")[2])] == []
    assert [words for _, _, words in printed if not CJK.search(words.partition(" ")[0])] == []


def test_each_remedy_in_chinese_is_chinese(tmp_path: Path) -> None:
    result = run_cli(["lint", "--lang", "zh"], project(tmp_path, SIX))
    remedies = [line for line in result.stderr.splitlines() if line.startswith("    ")]
    assert len(remedies) == 6
    assert [line for line in remedies if not CJK.search(line)] == []
