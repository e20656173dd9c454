"""Lists of scopes in a page: tables, items, or rows of plain text whose cells stand on lines of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tongwen.audit.page.lines import Line, Page, Run, joined
from tongwen.audit.page.names import Names

#: What may stand around a name: quotation marks, a colon, brackets of a call.
_MARKS = " \t`'\"“”‘’：:,，()（）*|"
TYPES = "string|boolean|bool|number|integer|int|object|function|array|any|null"
_START = re.compile(
    rf"(?:(?i:{TYPES})\s+)?(?P<name>[A-Za-z][A-Za-z0-9]*(?:\.[A-Za-z0-9]+)*)(?=$|[\s:：—–(（\-])", re.ASCII
)
#: A row of a table of parameters, or code.
_ELSE = re.compile(rf"[A-Za-z]\w*\s+(?:{TYPES})\b|.*[{{}};=]\s*$", re.IGNORECASE)
#: The share of a column that must be scopes.
_SCOPES = 0.75
#: A line after an empty one belongs to the row before it only if it is a cell without doubt.
_APART_LIMIT = 40
#: More than this is an explanation, not a cell.
CELL_LIMIT = 120


class Row(NamedTuple):
    """A scope in a list: as printed, the scope that it means, and what stands beside it."""

    name: Run
    printed: str
    scope: str | None
    cells: tuple[Run, ...]
    #: A word stands before the name, such as the type of the value.
    typed: bool = False


class Listing(NamedTuple):
    """Rows that belong together, and the line of the page that they start at."""

    rows: tuple[Row, ...]
    first: int
    header: Line | None

    @property
    def scopes(self) -> list[str]:
        """The scopes that are meant."""
        return [row.scope for row in self.rows if row.scope]


def listings(page: Page, names: Names) -> list[Listing]:
    """All lists of scopes, in the order of the page."""
    found = [*_tables(page, names), *_flat(page, names)]
    return sorted(found, key=lambda listing: listing.first)


def tables(page: Page) -> Iterator[tuple[int, Line | None, list[Line]]]:
    """Every table: the number of its first line, its header, its rows."""
    start = 0
    while start < len(page.lines):
        end = start
        while end < len(page.lines) and page.lines[end].sort == "row" and not (end > start and page.lines[end].header):
            end += 1
        rows = page.lines[start:end]
        if rows:
            head = rows[0] if rows[0].header else None
            yield start, head, rows[1:] if head else rows
        start = max(end, start + 1)


def _tables(page: Page, names: Names) -> Iterator[Listing]:
    for start, header, rows in tables(page):
        column = _column(rows, names)
        if column is None:
            continue
        found = []
        for line in rows:
            name = _cell(line, column)
            if not looks(name.text, names) and not names.bare(name.text):
                continue
            cells = tuple(cell for i, cell in enumerate(line.cells) if i != column)
            found.append(Row(name, name.text, meant(name.text, names), cells))
        yield Listing(tuple(found), start, header)


def _column(rows: Sequence[Line], names: Names) -> int | None:
    """The column that holds scopes, but for a row here and there."""
    for column in range(max((len(line.cells) for line in rows), default=0)):
        cells = [cell for line in rows if (cell := _cell(line, column).text)]
        sure = sum(looks(cell, names) for cell in cells)
        if sure and sum(looks(cell, names) or names.bare(cell) is not None for cell in cells) >= _SCOPES * len(rows):
            return column
    return None


def _cell(line: Line, column: int) -> Run:
    return line.cells[column].stripped(_MARKS) if column < len(line.cells) else Run("", [])


def looks(word: str, names: Names) -> bool:
    """The word is a scope, or a scope misspelt, or one that the spec does not have."""
    if word in names.scopes:
        return True
    mention = names.mention(word) if re.fullmatch(r"[A-Za-z0-9.]+", word) and "." in word else None
    return mention is not None and mention.sort == "scope" and mention.text == word


def meant(word: str, names: Names) -> str | None:
    """The scope that a cell means."""
    if word in names.scopes:
        return word
    mention = names.mention(word) if "." in word else None
    return mention.id if mention else names.bare(word)


class _Open(NamedTuple):
    """A row of plain text that may go on in the next lines."""

    name: Run
    typed: bool
    parts: list[Run]
    closed: bool


def _flat(page: Page, names: Names) -> Iterator[Listing]:
    """Runs of lines that start with a scope each, with the lines that belong to them."""
    rows: list[Row] = []
    first, now, gap = 0, None, False
    for number, line in enumerate([*page.lines, Line("heading", (Run("", []),))]):
        begun = _begin(line, names, bool(rows or now))
        if begun:
            if now:
                rows.append(_row(now, names))
            first = first if rows else number
            now = begun
        elif now and _goes_on(line, now) and (not gap or _apart(line, now, rows)):
            now.parts.append(line.run)
            now = now._replace(closed=_says(line.run, names))
        elif line.sort != "blank":
            if now:
                rows.append(_row(now, names))
            if _listed(rows):
                yield Listing(tuple(rows), first, None)
            rows, now = [], None
        gap = line.sort == "blank"


def _listed(rows: Sequence[Row]) -> bool:
    known = [row for row in rows if row.printed == row.scope]
    return len(rows) > 1 and bool(known) and not any(sentence(row) for row in rows)


def sentence(row: Row) -> bool:
    """What stands beside the name is prose: it has the end of a sentence in it, or is too long for a cell."""
    text = " ".join(cell.text for cell in row.cells)
    return len(text) > 2 * CELL_LIMIT or re.search(r"[.;!?][\"”)]?\s+[A-Z]|[。；！？].", text) is not None


def _begin(line: Line, names: Names, inside: bool) -> _Open | None:
    if line.sort not in ("text", "item"):
        return None
    run = line.run
    match = _START.match(run.text)
    if match is None:
        return None
    name = match["name"]
    if not looks(name, names) and not (inside and names.bare(name) and name not in names.document.components):
        return None
    rest = run.part(match.end("name")).stripped(_MARKS + "—–-")
    if next((m for m in names.mentions(rest.text) if m.sort == "scope" and m.start == 0), None):
        return None
    typed = match.start("name") > 0
    return _Open(run.part(match.start("name"), match.end("name")), typed, [rest], _says(rest, names))


def _says(run: Run, names: Names) -> bool:
    """Beside names of calls there are words: a description, which ends a row."""
    return bool(_words(run, names).strip(_MARKS + "、/;.-"))


def _words(run: Run, names: Names) -> str:
    text = run.text
    for mention in names.mentions(text):
        text = text[: mention.start] + " " * len(mention.text) + text[mention.start + len(mention.text) :]
    for component in names.document.components:
        text = component_in(component).sub("", text)
    return text


def component_in(name: str) -> re.Pattern[str]:
    """A component in a text, with the word for it if it follows."""
    return re.compile(
        rf"(?<![\w./-]){re.escape(name)}(?![\w-])(?P<word>\s*(?:components?\b|组件))?", re.IGNORECASE | re.ASCII
    )


def _apart(line: Line, now: _Open, rows: Sequence[Row]) -> bool:
    """A line after an empty one is a cell of the row: short, no sentence, no numbered heading, as in rows before."""
    if now.typed or (rows and not rows[-1].cells) or len(line.text) > _APART_LIMIT:
        return False
    return not re.match(r"[\d#]", line.text) and not line.text.endswith((".", "。", ":", "："))


def _goes_on(line: Line, now: _Open) -> bool:
    if line.sort != "text" or now.closed or len(line.text) > CELL_LIMIT:
        return False
    return not _ELSE.match(line.text)


def _row(now: _Open, names: Names) -> Row:
    cells = tuple(part for part in now.parts if part.text)
    return Row(now.name, now.name.text, meant(now.name.text, names), cells, now.typed)


def beside(row: Row) -> Run:
    """Everything that stands beside the name."""
    pieces = [p for cell in row.cells if cell.text for p in (Run(" ", [cell.at[0]]), cell)]
    return joined(pieces)
