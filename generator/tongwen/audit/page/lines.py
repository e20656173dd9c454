"""A page as lines that a reader sees: headings, rows of tables, items, text, code. Every character knows its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from tongwen.diagnostics import Place

Sort = Literal["heading", "row", "item", "text", "code", "blank"]


class Run(NamedTuple):
    """Visible text, and for each character its offset in the page."""

    text: str
    at: Sequence[int]

    def part(self, start: int, end: int | None = None) -> Run:
        """From one character to another."""
        return Run(self.text[start:end], self.at[start:end])

    def without(self, pattern: re.Pattern[str]) -> Run:
        """What matches is taken out, save its group `kept`."""
        pieces: list[Run] = []
        end = 0
        for match in pattern.finditer(self.text):
            pieces.append(self.part(end, match.start()))
            if "kept" in pattern.groupindex and match["kept"] is not None:
                pieces.append(self.part(match.start("kept"), match.end("kept")))
            end = match.end()
        return joined([*pieces, self.part(end)]) if end else self

    def stripped(self, marks: str = " \t\n") -> Run:
        """Without such marks at both ends."""
        start = len(self.text) - len(self.text.lstrip(marks))
        return self.part(start, max(start, len(self.text.rstrip(marks))))

    def split(self, pattern: re.Pattern[str]) -> Iterator[Run]:
        """The parts between what matches."""
        start = 0
        for match in pattern.finditer(self.text):
            yield self.part(start, match.start())
            start = match.end()
        yield self.part(start)


def joined(pieces: Sequence[Run]) -> Run:
    """One after the other."""
    return Run("".join(piece.text for piece in pieces), [offset for piece in pieces for offset in piece.at])


class Line(NamedTuple):
    """A line: of a row its cells, else one. `order` counts the lines of the page."""

    sort: Sort
    cells: tuple[Run, ...]
    header: bool = False

    @property
    def text(self) -> str:
        """All of it."""
        return " ".join(cell.text for cell in self.cells)

    @property
    def run(self) -> Run:
        """All of it, with places; between cells a space that stands where the next cell starts."""
        pieces = [p for cell in self.cells if cell.text for p in (Run(" ", [cell.at[0]]), cell)]
        return joined(pieces[1:]) if pieces else Run("", [])


class Page:
    """A page that was read."""

    def __init__(self, file: str, source: str) -> None:
        self.file = file
        self.lines: list[Line] = []
        #: Offsets of characters that the page sets as code.
        self.code: set[int] = set()
        #: Lines of the source in which a whole table stands.
        self.collapsed: list[int] = []
        self._starts = [0, *(match.end() for match in re.finditer("\n", source))]

    def place(self, run: Run, index: int = 0) -> Place:
        """Where a character of a run stands in the file; of an empty run the start of the file."""
        return self.at(run.at[min(index, len(run.at) - 1)] if len(run.at) else 0)

    def at(self, offset: int) -> Place:
        """The place of an offset."""
        line = bisect_right(self._starts, offset)
        return Place(self.file, line, offset - self._starts[line - 1] + 1)

    def prose(self, run: Run) -> str:
        """A run's text with blanks where the page sets code; as long as the run."""
        return "".join(" " if at in self.code else c for c, at in zip(run.text, run.at, strict=True))

    @property
    def text(self) -> str:
        """Everything, a line for each line."""
        return "\n".join(line.text for line in self.lines)
