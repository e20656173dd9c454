"""Lines of Markdown and of plain text, which may look like Markdown here and there, and may hold tags."""

from __future__ import annotations

import re

from tongwen.audit.page.lines import Line, Page, Run, Sort
from tongwen.audit.page.markup import HIDE, Builder, tags_only

_FENCE = re.compile(r"^ {0,12}(?P<marks>`{3,}|~{3,})")
_FRONT = re.compile(r"\A---\n.*?\n---[ \t]*(?=\n|\Z)", re.DOTALL)
_SPAN = re.compile(r"(?<!`)(?P<marks>`+)(?!`)(?P<kept>[^\n]+?)(?<!`)(?P=marks)(?!`)")
_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_LINK = re.compile(r"\[(?P<kept>[^\[\]]*)\]\((?:[^()\s]|\([^()]*\))*(?:\s+[\"'][^\"']*[\"'])?\)")
_ADDRESS = re.compile(r"<?https?://[^\s<>()，。、；）”]+>?|www\.[^\s<>()，。、；）”]+")
_ATTRIBUTES = re.compile(r"\{:? *[.#][^{}\n]*\}")
_STRONG = re.compile(r"\*\*|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])|\\(?=[!-/:-@\[-`{-~])")
_ITEM = re.compile(r"^\s*(?:[-*+•·▪◦]|\d{1,3}[.)、])\s+(?=\S)")
_HEADING = re.compile(r"^ {0,3}#{1,6}(?:\s+|(?=[^\s#]))(?P<kept>.*?)(?:\s+#+)?\s*$")
_UNDERLINE = re.compile(r"^ {0,3}(?:=+|-{2,})\s*$")
_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"^[\s|:.-]*-{2,}[\s|:.-]*$|^\s*\|(?:\s*:?-+:?\s*\|)+\s*$")
_ROWS = re.compile(r"(?<=\|)\s*(?=\|)")


def read_markdown(page: Page, source: str) -> None:
    """Add the lines of a source."""
    front = _FRONT.match(source)
    if front:
        source = re.sub(r"[^\n]", " ", front[0]) + source[front.end() :]
    reader = _Reader(page)
    builder = Builder(page, source, lines=True)
    builder.finish, builder.clean = reader.line, reader.inline
    builder.feed(tags_only(_hidden(source)))
    builder.end()


def _hidden(source: str) -> str:
    """The source with other characters for `<` and `&` in fences, in spans of code and before a space."""
    lines = []
    fence = ""
    for line in source.split("\n"):
        marks = _FENCE.match(line)
        if fence or marks:
            lines.append(line.translate(HIDE))
            if marks and not fence:
                fence = marks["marks"]
            elif marks and marks["marks"].startswith(fence) and not line.strip().strip("`~"):
                fence = ""
        else:
            lines.append(_SPAN.sub(lambda match: match[0].translate(HIDE), line))
    return "\n".join(lines)


class _Reader:
    """Takes one line after the other."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._fence = ""
        self._item = False

    def line(self, run: Run) -> None:
        """A line of the source, without its tags."""
        text = run.text
        marks = _FENCE.match(text)
        if self._fence:
            if marks and marks["marks"].startswith(self._fence) and not text.strip().strip("`~"):
                self._fence = ""
            else:
                self._add("code", run)
        elif marks:
            self._fence = marks["marks"]
        elif not text.strip():
            self._add("blank", run)
        elif text.startswith(("    ", "\t")) and not self._item and self._after("blank", "code"):
            self._add("code", run)
        else:
            self._prose(run)

    def _after(self, *sorts: Sort) -> bool:
        return bool(self.page.lines) and self.page.lines[-1].sort in sorts

    def _prose(self, run: Run) -> None:
        text = run.text
        if _UNDERLINE.match(text) and self._after("text"):
            self.page.lines[-1] = self.page.lines[-1]._replace(sort="heading")
        elif text.count("|") > 1 and text.strip().startswith("|"):
            self._rows(run)
        elif heading := _HEADING.match(text):
            self._add("heading", self.inline(run.part(heading.start("kept"), heading.end("kept"))))
        elif item := _ITEM.match(text):
            self._add("item", self.inline(run.part(item.end())))
        else:
            self._add("text", self.inline(run))
        if text.strip():
            self._item = bool(_ITEM.match(text)) or (self._item and text.startswith((" ", "\t")))

    def _rows(self, run: Run) -> None:
        rows = list(run.split(_ROWS))
        if len(rows) > 2 and any(_RULE.match(row.text) for row in rows):
            self.page.collapsed.append(run.at[0])
        else:
            rows = [run]
        for row in rows:
            if _RULE.match(row.text):
                if self._after("row"):
                    self.page.lines[-1] = self.page.lines[-1]._replace(header=True)
                continue
            cells = list(row.stripped().split(_BAR))
            cells = cells[1:-1] if row.text.rstrip().endswith("|") else cells[1:]
            made = tuple(self.inline(cell).stripped() for cell in cells)
            self.page.lines.append(Line("row", made))

    def inline(self, run: Run) -> Run:
        """The text as it is read: no marks, no addresses. What was set as code is remembered."""
        for match in _SPAN.finditer(run.text):
            self.page.code.update(run.at[match.start("kept") : match.end("kept")])
        for pattern in (_SPAN, _IMAGE, _LINK, _ADDRESS, _ATTRIBUTES, _STRONG):
            run = run.without(pattern)
        return run

    def _add(self, sort: Sort, run: Run) -> None:
        if sort == "code":
            self.page.code.update(run.at)
        elif sort != "blank" and not run.text.strip():
            return
        self.page.lines.append(Line(sort, (run if sort == "code" else run.stripped(),)))
