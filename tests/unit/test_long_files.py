"""Files that are written, and looked at, piece by piece."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from tongwen import paths
from tongwen.incremental.store import Reader
from tongwen.render import notes, parse, sheet
from tongwen.report import Options
from tongwen.update import update
from tongwen.write import record

from bench import specs
from tests.incremental.walk import tree

METHOD = '''    def call_{0}(self) -> str:
        """Say "it", twice.

        Then more."""
        return "{0}"
'''
CLASS = "class Client:\n" + "\n".join(METHOD.format(number) for number in range(500))
#: Where a file might be cut, within a string.
TRAP = '\n\nTEXT = """Words.\n\n    def call(self): ...\n\n\n"""\n'


@pytest.fixture
def cut_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parse, "_PIECE", 100)


@pytest.mark.usefixtures("cut_often")
@pytest.mark.parametrize("source", [CLASS, CLASS + TRAP, TRAP.strip() + "\n\n\n" + CLASS])
def test_a_long_file_that_parses_is_let_through_wherever_it_is_cut(source: str) -> None:
    ast.parse(source)
    parse.check("python", source.encode())


@pytest.mark.usefixtures("cut_often")
def test_a_long_file_is_not_parsed_whole_if_each_piece_parses(monkeypatch: pytest.MonkeyPatch) -> None:
    longest = 0
    whole = ast.parse

    def watched(source: str | bytes) -> ast.Module:
        nonlocal longest
        longest = max(longest, len(source))
        return whole(source)

    monkeypatch.setattr(ast, "parse", watched)
    parse.check("python", CLASS.encode())
    assert 0 < longest < len(METHOD) * 3


@pytest.mark.usefixtures("cut_often")
@pytest.mark.parametrize(
    "broken",
    [
        CLASS.replace('return "400"', 'return "400'),
        CLASS.replace("def call_499(self)", "def call_499(self"),
        CLASS.replace('"it"', '"""it"""', 1),
        CLASS + "        return 1\n\n            return 2\n",
        CLASS + '"""',
    ],
)
def test_a_fault_in_any_piece_of_a_long_file_is_found(broken: str) -> None:
    with pytest.raises(SyntaxError):
        parse.check("python", broken.encode())


def test_a_file_that_is_written_piece_by_piece_has_the_same_text_and_the_same_notes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    for many in (sheet.MANY, 3):
        monkeypatch.setattr(sheet, "MANY", many)
        folder = tmp_path / str(many)
        specs.spec(folder, 2)
        assert update(folder, Options(jobs=1)).found == []
        look = record.look(folder, paths.data_root())
        assert isinstance(look, record.Look)
        kept = Reader(folder, look.record["notes"])
        places = []
        for number in range(20):
            _, content, beyond = kept.output(number)
            noted = notes.read(content, beyond)
            ends = noted.recipes.rows.ends
            lists = (noted.tokens.offsets, noted.tokens.lengths, noted.tokens.whats, noted.recipes.entries, ends)
            places.append((lists, beyond(0, ends[-1] if ends else 0)))
        kept.close()
        made.append((tree(folder), places))
    assert made[0] == made[1]
