"""What a file may hold, before anybody looks at its content."""

from __future__ import annotations

import os
import resource
from contextlib import suppress
from pathlib import Path

import pytest
from tongwen.load.build import KEY_LIMIT
from tongwen.load.files import load

from tests.checks.cases import MARK, Case, case, complete, holds, shows
from tests.support import found, project

TERM = "glossary:\n  leave: {{en: leave, zh: 许可, definition: {{en: {}, zh: 许可。}}}}\n"

CASES = [
    case("TW101", "UTF-16", "# 花园".encode("utf-16-le"), at="spec/case.yaml:1:5"),
    case("TW101", "UTF-16 with its mark", "glossary: {}".encode("utf-16"), at="spec/case.yaml:1:1"),
    case("TW101", "GBK", "# 花园\n# 水".encode("gbk"), at="spec/case.yaml:1:3"),
    case("TW101", "an encoded surrogate", b"# ok\n# a\xed\xa0\x80\n", at="spec/case.yaml:2:4"),
    case("TW101", "an overlong encoding", b"# \xc0\xaf\n", at="spec/case.yaml:1:3"),
    case("TW102", "a byte order mark", b"\xef\xbb\xbfglossary: {}\n", at="spec/case.yaml:1:1"),
    case("TW103", "a control character", TERM.format("a▸\x1b[2J")),
    case("TW103", "a zero-width space", TERM.format("a▸\u200bb")),
    case("TW103", "a carriage return alone", TERM.format("a▸\rb")),
    case("TW103", "a control character by escape", TERM.format(r'▸"a\eb"')),
    case("TW103", "a nought by escape", TERM.format(r'▸"a\0b"')),
    case("TW104", "an unfinished quote", 'glossary:\n  a: "x\n▸'),
    case("TW104", "a wrong indent", "glossary:\n  a: {}\n ▸b: {}\n"),
    case("TW104", "text after the end", "glossary: {}\n... ▸junk\n"),
    case("TW104", "a tab as indent", "glossary:\n▸\ta: {}\n"),
    case("TW105", "a tag that runs code", "differences: ▸!!python/object/apply:os.system {}\n"),
    case("TW105", "a tag of one's own", "differences: ▸!Foo {}\n"),
    case("TW105", "a tag of the core schema", "differences: ▸!!map {}\n"),
    case("TW106", "an anchor", "differences: ▸&x {}\n"),
    case("TW107", "a merge key", "▸<<: {}\n"),
    case("TW108", "a key written twice", "differences: {}\n▸differences: {}\n"),
    case("TW108", "a key written twice in two ways", 'differences: {}\n▸"\\u0064ifferences": {}\n'),
    case("TW109", "a second document", "differences: {}\n▸---\nglossary: {}\n"),
    case("TW110", "a list as a key", "? ▸[a, b]\n: {}\n"),
    case("TW110", "no key", "?▸\n: {}\n"),
    case("TW110", "a key of two lines", '? ▸"a\\nb"\n: {}\n'),
    case("TW111", "a nesting bomb", "[" * 32 + "▸" + "[" * 99_968 + "]" * 100_000),
    case("TW112", "a text of 65 KiB", TERM.format("▸" + "x" * 65 * 1024)),
    case("TW113", "an empty file", "", at="spec/case.yaml:1:1"),
    case("TW113", "a comment alone", "# later\n", at="spec/case.yaml:1:1"),
    case("TW113", "an empty mapping", "{}\n", at="spec/case.yaml:1:1"),
    case("TW114", "a list", "[a, b]\n", at="spec/case.yaml:1:1"),
    case("TW114", "a word", "just text\n", at="spec/case.yaml:1:1"),
    case("TW115", "a directive", "▸%YAML 1.1\n---\nglossary: {}\n"),
    case("TW116", "a letter in two characters", TERM.format("a ▸cafe\u0301")),
    case("TW116", "the same by escape", TERM.format(r'▸"cafe\u0301"')),
    case("TW116", "a Greek question mark", TERM.format("▸\u037e")),
    case("TW116", "the Kelvin sign", TERM.format("▸\u212a")),
    case("TW118", "an integer of 5,000 digits", TERM.format("▸" + "9" * 5000)),
]


@pytest.mark.parametrize("example", CASES, ids=str)
def test_a_file_with_one_mistake_is_reported_there_and_nowhere_else(example: Case, tmp_path: Path) -> None:
    holds(example, tmp_path)


def test_a_scalar_of_64_mib_is_refused(tmp_path: Path) -> None:
    holds(case("TW112", "64 MiB", b"a: " + b"x" * (64 * 1024 * 1024), at="spec/case.yaml:1:1"), tmp_path)


def test_a_million_keys_are_refused_at_the_first_one_too_many(tmp_path: Path) -> None:
    lines = [f"k{i}: v\n" for i in range(1_000_000)]
    lines[KEY_LIMIT] = MARK + lines[KEY_LIMIT]
    holds(case("TW112", "a million keys", "".join(lines)), tmp_path)


@shows("TW117")
def test_a_link_that_leads_nowhere_is_reported(tmp_path: Path) -> None:
    folder = project(tmp_path)
    (folder / "spec" / "case.yaml").symlink_to("nowhere")
    [one] = found(folder)
    complete(one)
    assert (one.code, str(one.place)) == ("TW117", "spec/case.yaml:1:1")
    assert one.message() == "the file cannot be read: No such file or directory"


@shows("TW124")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    folder = project(tmp_path)
    os.mkfifo(folder / "spec" / "case.yaml")
    [one] = found(folder)
    complete(one)
    assert (one.code, str(one.place)) == ("TW124", "spec/case.yaml:1:1")


@shows("TW125")
def test_a_file_whose_name_holds_invisible_characters_is_reported_with_escapes(tmp_path: Path) -> None:
    [one] = found(project(tmp_path, {"spec/a\x1b[2J.yaml": "glossary: {}\n"}))
    complete(one)
    assert (one.code, str(one.place)) == ("TW125", "spec/a\\x1b[2J.yaml:1:1")


@shows("TW126")
def test_too_many_open_files_are_no_matter_of_permissions(tmp_path: Path) -> None:
    folder = project(tmp_path, {"spec/case.yaml": "glossary: {}\n"})
    taken: list[int] = []
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, limits[1]))
    try:
        with suppress(OSError):
            while True:
                taken.append(os.open(folder, os.O_RDONLY))
        _, [one] = load(folder, "spec/case.yaml")
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)
        for number in taken:
            os.close(number)
    complete(one)
    assert (one.code, str(one.place)) == ("TW126", "spec/case.yaml:1:1")
    assert one.message() == "the file cannot be opened: Too many open files"


def test_a_key_written_twice_names_the_first_place_too(tmp_path: Path) -> None:
    [one] = found(project(tmp_path, {"spec/case.yaml": "glossary: {}\nerrors: {}\nglossary: {}\n"}))
    assert [str(place) for place in (one.place, *one.related)] == ["spec/case.yaml:3:1", "spec/case.yaml:1:1"]


@pytest.mark.parametrize("rest", ['b: "x', "b: " + "[" * 100_000], ids=["unfinished-quote", "nesting-bomb"])
def test_a_key_written_twice_before_something_worse_does_no_harm(rest: str, tmp_path: Path) -> None:
    seen = found(project(tmp_path, {"spec/case.yaml": f"a: 1\na: 2\n{rest}\n"}))
    assert seen[0].code == "TW108"
    assert {d.code for d in seen[1:]} in ({"TW104"}, {"TW111"})


def test_a_file_with_endless_mistakes_is_given_up_after_a_thousand(tmp_path: Path) -> None:
    assert len(found(project(tmp_path, {"spec/case.yaml": "a: 1\n" * 5000}))) == 1000


def test_a_file_with_endless_unknown_keys_is_given_up_after_a_thousand(tmp_path: Path) -> None:
    text = "".join(f"kk{i}: v\n" for i in range(5000))
    assert len(found(project(tmp_path, {"spec/case.yaml": text}))) == 1000
