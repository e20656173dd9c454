"""Tags of a page: what is text and where, what breaks a line, what is a heading, a cell, code."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from html.parser import HTMLParser

from tongwen.audit.page.lines import Line, Page, Run, Sort, joined

_BLOCKS = frozenset(
    "address article aside blockquote body dd details dialog div dl dt fieldset figcaption figure footer form hr "
    "h1 h2 h3 h4 h5 h6 header html li main nav ol option p pre section select summary table tbody tfoot thead tr "
    "ul".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_HIDDEN = frozenset("script style template svg head".split())
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_CODE = frozenset("code kbd samp tt".split())


#: Characters that stand for `<` and `&` where these are text, so that nobody takes them for tags.
_LESS, _AMPERSAND = "\ue000", "\ue001"
HIDE = str.maketrans({"<": _LESS, "&": _AMPERSAND})
_SHOW = str.maketrans({_LESS: "<", _AMPERSAND: "&"})
_COMMENT = re.compile(r"<!--.*?-->|<[!?][^<>]*>", re.DOTALL)
_DECLARATION = re.compile(r"<[!?](?!-)[^<>]*>")
#: Stands where a comment stood.
_NOTHING = "\ue002"
_NOTHINGS = re.compile(_NOTHING + "+")
_NO_TAG = re.compile(r"<(?!/?[A-Za-z][^<>]*>)")


def tags_only(source: str) -> str:
    """The source, as long as it was: comments are blank, and `<` is left only where a tag begins.

    The parser would look for the end of each thing that only looks like markup, again and again.
    """
    end = source.rfind("-->")
    closed, rest = source[: end + 3], source[end + 3 :]
    return _NO_TAG.sub(_LESS, _COMMENT.sub(_blank, closed) + _DECLARATION.sub(_blank, rest))


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", _NOTHING, match[0])


def _shown(pieces: list[Run]) -> Run:
    run = joined(pieces).without(_NOTHINGS)
    return Run(run.text.translate(_SHOW), run.at)


class Builder(HTMLParser):
    """Collects text between tags into lines. `finish` takes each line of text outside of tables."""

    def __init__(self, page: Page, source: str, *, lines: bool) -> None:
        super().__init__(convert_charrefs=False)
        self.page = page
        #: A line break of the source is one for the reader.
        self.lines = lines
        self.finish: Callable[[Run], None] = lambda run: self._emit("text", run)
        #: Takes marks out of the text of a cell.
        self.clean: Callable[[Run], Run] = lambda run: run
        self._starts = [0]
        for i, character in enumerate(source):
            if character == "\n":
                self._starts.append(i + 1)
        self._pieces: list[Run] = []
        self._sort: Sort = "text"
        self._cells: list[Run] | None = None
        self._in_cell = False
        self._tables = 0
        self._heads = 0
        self._pre = 0
        self._code = 0
        self._hidden = 0
        #: The element that is not shown, and in which nothing is read.
        self._veil = ""

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column

    def handle_data(self, data: str) -> None:
        """Text as it stands."""
        start = self._offset()
        if self._hidden:
            return
        if self._code or self._pre:
            self.page.code.update(range(start, start + len(data)))
        piece = Run(data, range(start, start + len(data)))
        breaks = (self.lines or self._pre) and not self._in_cell
        if not breaks:
            self._pieces.append(Run(data.replace("\n", " "), piece.at))
            return
        begin = 0
        for i, character in enumerate(data):
            if character == "\n":
                self._pieces.append(piece.part(begin, i))
                self.flush(broken=True)
                begin = i + 1
        self._pieces.append(piece.part(begin))

    def handle_entityref(self, name: str) -> None:
        """`&amp;`: one character."""
        self._entity(html.unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        """`&#38;`: one character."""
        self._entity(html.unescape(f"&#{name};"))

    def _entity(self, text: str) -> None:
        if not self._hidden:
            start = self._offset()
            self._pieces.append(Run(text.replace("\xa0", " "), [start] * len(text)))
            if self._code or self._pre:
                self.page.code.add(start)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """What a tag begins."""
        hides = not self._veil and tag not in _VOID and any(name == "hidden" for name, _ in attrs)
        if hides or tag == self._veil:
            self._veil = tag
        self._hidden += (tag in _HIDDEN) + (tag == self._veil)
        self._tables += tag == "table"
        self._code += tag in _CODE
        if tag in ("td", "th"):
            self._end_cell()
            self._in_cell = True
            self._heads += tag == "th"
            self._cells = self._cells or []
        elif tag == "br" and self._in_cell:
            self._pieces.append(Run(" ", [self._offset()]))
        elif tag in ("br", *_BLOCKS) and self.lines and joined(self._pieces).text.lstrip().startswith("|"):
            self._pieces.append(Run(" ", [self._offset()]))  # in a row of Markdown
        elif tag == "br":
            self.flush(broken=True)
        elif tag == "tr":
            self._end_row()
            self.flush()
            self._cells = []
        elif tag in _BLOCKS and not self._in_cell:
            self.flush()
            self._pre += tag == "pre"
            self._sort = "heading" if tag in _HEADINGS else "item" if tag == "li" else self._sort
        elif tag in _BLOCKS:
            self._pieces.append(Run(" ", [self._offset()]))

    def handle_endtag(self, tag: str) -> None:
        """What a tag ends."""
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        if tag == self._veil:
            self._hidden = max(0, self._hidden - 1)
            self._veil = tag if self._hidden else ""
        if tag in _CODE:
            self._code = max(0, self._code - 1)
        if tag in ("td", "th"):
            self._end_cell()
        elif tag in ("tr", "table"):
            self._end_row()
            if tag == "table":
                self._tables = max(0, self._tables - 1)
                self._emit("blank", Run("", []))
        elif tag in _BLOCKS and self.lines and joined(self._pieces).text.lstrip().startswith("|"):
            self._pieces.append(Run(" ", [self._offset()]))
        elif tag in _BLOCKS and not self._in_cell:
            self.flush()
            self._pre = max(0, self._pre - (tag == "pre"))

    def _end_cell(self) -> None:
        if self._in_cell and self._cells is not None:
            self._cells.append(self.clean(_shown(self._pieces)).stripped())
            self._pieces = []
        self._in_cell = False

    def _end_row(self) -> None:
        self._end_cell()
        if self._cells:
            self.page.lines.append(Line("row", tuple(self._cells), header=self._heads == len(self._cells)))
        self._cells, self._heads = None, 0

    def flush(self, *, broken: bool = False) -> None:
        """End the line that is being collected."""
        run = _shown(self._pieces)
        self._pieces = []
        if (self._cells is not None or self._tables) and not run.text.strip():
            return
        if self._pre:
            self._emit("code", run)
        elif self._sort in ("heading", "item"):
            if run.text.strip():
                self._emit(self._sort, run)
                self._sort = "text"
        elif self.lines and (broken or run.text.strip()):
            self.finish(run)
        elif run.text.strip():
            self._emit("text", run)

    def _emit(self, sort: Sort, run: Run) -> None:
        self.page.lines.append(Line(sort, (run if sort == "code" else run.stripped(),)))

    def end(self) -> None:
        """Everything was fed."""
        self.close()
        self._end_row()
        self.flush()
