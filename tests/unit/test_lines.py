"""A file that is read line by line gives what YAML events give; of everything else the events are asked.

A longer run over other pieces: `python -m tests.unit.test_lines 100000 SEED`.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator

import pytest
from tongwen.load import lines
from tongwen.load.build import KEY_LIMIT, Built, build
from tongwen.load.characters import FORBIDDEN, HARMLESS, TEXT_LIMIT, decode
from tongwen.load.files import load_many

from tests.support import GARDEN, ROOT

FILES = [*(ROOT / "spec").rglob("*.yaml"), *(ROOT / "templates/starter/spec").rglob("*.yaml")]
#: What makes something else of a line, or ought not to.
MARKS = (
    *"\"'#:-[]{}x!|>%@`0, \\?=&*\n\u3000\u00a0\u00e9\ufffd\ue000\u0301",
    *(
        " #",
        ": ",
        "- ",
        "&a ",
        "*a",
        "  ",
        "\n  ",
        "\n    ",
        "? ",
        ", ",
        "---",
        "...",
        '\\"',
        "true",
        "~",
        "<<: ",
        "- - ",
    ),
    *(
        "|\n",
        "|-\n",
        "|+\n",
        "|2\n",
        ">\n",
        ">-\n",
        "\n\n",
        "\n# c\n",
        "1.5",
        "-1",
        "0x1",
        "9" * 101,
        "[a, b]",
        "{a: b}",
    ),
)


def same(text: str) -> bool:
    """Whether a text is read line by line; if so, it gives what the events give, in the same order."""
    fast = lines.read(text)
    if fast is None:
        return False
    slow = build(text, "")
    assert _shown(fast) == _shown(slow), text
    assert not slow.found, text
    return True


def _shown(built: Built) -> str:
    return repr((built.data, built.lines))  # a text and a number, or another order, are a difference here


def pieces(count: int, seed: int) -> Iterator[str]:
    """Parts of real files, each with what they stand in, most of them changed at a few places."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    files = [file.read_text(encoding="utf-8").split("\n") for file in sorted(FILES)]
    for _ in range(count):
        rows = chance.choice(files)
        at = chance.randrange(len(rows))
        piece = [*_above(rows, at), *rows[at : at + chance.randrange(1, 12)]]
        for _ in range(chance.randrange(4)):
            _change(piece, chance)
        yield "\n".join(piece) + "\n"


def _above(rows: list[str], at: int) -> list[str]:
    """The keys that a line stands under."""
    found: list[str] = []
    column = _column(rows[at]) if rows[at] else 99
    for row in reversed(rows[:at]):
        if row and row[0] != "#" and _column(row) < column:
            found.insert(0, row)
            column = _column(row)
    return found


def _column(row: str) -> int:
    return len(row) - len(row.lstrip(" "))


def _change(piece: list[str], chance: random.Random) -> None:
    n = chance.randrange(len(piece))
    row = piece[n]
    at = chance.randrange(len(row) + 1)
    piece[n] = chance.choice(
        [
            row[:at] + chance.choice(MARKS) + row[at:],
            row[:at] + chance.choice(MARKS) + row[at:],
            row[:at] + row[at + 1 :],
            " " * chance.randrange(8) + row.strip(),
            row + "\n" + chance.choice(piece),
        ]
    )


def compare(count: int, seed: int) -> float:
    """The share of the pieces that was read line by line."""
    texts = [decode(piece.encode(), "")[0] for piece in pieces(count, seed)]
    return sum(same(text) for text in texts if text is not None) / count


def test_changed_pieces_of_real_files_are_read_alike_or_left_to_the_events() -> None:
    assert 0.3 < compare(2500, seed=7) < 0.7


def test_every_file_of_the_real_spec_and_of_the_starter_is_read_line_by_line() -> None:
    left = [file.name for file in FILES if not same(file.read_text(encoding="utf-8"))]
    assert not left
    assert len(FILES) > 50


def test_no_file_of_them_needs_the_events_for_a_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """They take longer to import than many a file to read."""
    monkeypatch.setattr("tongwen.load.build.build", None)
    assert all(lines.read(file.read_text(encoding="utf-8")) for file in FILES)


@pytest.mark.parametrize(
    "text",
    [
        "a:\n  b:\n",
        "a:\n  b: c\n\n  # a comment\n  d:\n    - e\n    - f: g\n      h: 'i'\n    - {j: k}\n",
        "a:\n  b: |\n    c\n\n      d\n\n  e: >-\n    f\n    g\n\n\n    h\n",
        "a:\n  b: |\n    c\n    \n      \n  # d\n  e: f\n",
        'a:\n  "b": "c \\"d\\" \\\\"\n  not a name: [e, true, 7]\n',
        "a:\n  b: {c: d, e: 'f, g', h: {i: [j:k], l: []}, m: {}, n: [\"o\", [1, true], p]}\n",
        "a:\n  b: 1\n  c: -1\n  d: 01\n  e: 1.5\n  f: true\n  g: truth\n  h: null\n  i: ~x\n",
    ],
)
def test_usual_forms_are_read_line_by_line(text: str) -> None:
    assert same(text)


@pytest.mark.parametrize(
    "text",
    [
        "a: b\n",
        "a:\n  b: c",
        "a:\n  b: c\n  b: d\n",
        "a:\n  b: c\n    d\n",
        "a:\n  b: c: d\n",
        "a:\n  b: c # d\n",
        "a:\n  b: &c d\n",
        "a:\n  b: {c: d, c: e}\n",
        "a:\n  b: {c: d, e: {f: g, f: h}}\n",
        "a:\n  b: {c: [d, &e f]}\n",
        "a:\n  b: [c\n",
        "a:\n  b: |\n\n    c\n",
        "a:\n  b: >\n    c\n      d\n",
        "a:\n  <<: b\n",
        "a:\n- b\n",
        "---\na:\n  b: c\n",
        "a:\n\tb: c\n",
        f"a:\n  b: {'c' * (TEXT_LIMIT + 1)}\n",
        f"a:\n  b: {'9' * 101}\n",
        f"a:\n  b: {{c: {'9' * 101}}}\n",
        "".join(f"a{n}:\n" for n in range(KEY_LIMIT + 1)),
        "".join("  " * n + "a:\n" for n in range(40)),
        "a:\n" + "".join(f"  b{n}: c\n" for n in range(KEY_LIMIT + 1)) + "d:\n",
        "a:\n" + "".join(f"  b{n}: c\n" for n in range(KEY_LIMIT + 1)),
        "# nothing\n",
    ],
    ids=lambda text: repr(text[:20]),
)
def test_what_is_unusual_or_wrong_is_left_to_the_events(text: str) -> None:
    assert lines.read(text) is None


def test_places_and_problems_are_the_same_where_a_file_is_left_to_the_events() -> None:
    wrong = GARDEN + "  more: &anchor text\n"
    found = load_many([("spec/tongwen.yaml", wrong.encode())]).found
    assert [str(d.place) for d in found] == [f"spec/tongwen.yaml:{wrong.count(chr(10))}:9"]


def test_the_comparison_notices_a_reader_that_takes_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "_SPECIAL", frozenset([""]))
    with pytest.raises(AssertionError):
        compare(500, seed=7)


def test_no_character_is_both_harmless_and_forbidden() -> None:
    both = [c for c in map(chr, range(sys.maxunicode + 1)) if HARMLESS.fullmatch(c) and FORBIDDEN.match(c)]
    assert not both
    assert not HARMLESS.fullmatch("\u0301" * 5)


if __name__ == "__main__":
    sys.stdout.write(f"read line by line: {compare(int(sys.argv[1]), int(sys.argv[2])):.0%}\n")
