"""Docstrings, comments and literals of Python."""

from __future__ import annotations

import re
from typing import Any

from tongwen.encode.comment import Commenter
from tongwen.encode.literal import UNSAFE, _python_escape, python_string, unsafe_or
from tongwen.encode.wrap import indented, width, wrap
from tongwen.text.doc import Doc, Prose, Sample, Tag
from tongwen.text.opaque import Code
from tongwen.text.phrase import Phrase

_ESCAPED = unsafe_or('\\"', raw="\n")
#: A quote alone ends nothing; one at either end, or beside another, might.
_ALONE = re.compile('(?<=[^"])"(?=[^"])')
#: A row that doctest would run.
_SESSION = re.compile(r"(?m)^( *)>>>")
#: A comment that type checkers, linters, coverage or Python itself would obey, at its start or after another `#`.
_ORDER = re.compile(r"(\A\W*|#\s*)(?=[a-z0-9-]+\s*[:=]|(?:noqa|nosec|nopep8|pragma)|-\*-|!)", re.IGNORECASE)
#: The first three are markup, as `@param` is elsewhere: editors look for these very words. The others are prose.
_HEADINGS: tuple[tuple[str, str | Phrase], ...] = (
    ("param", "Args:"),
    ("returns", "Returns:"),
    ("raises", "Raises:"),
    ("deprecated", Phrase("Deprecated:")),
    ("since", Phrase("Since:")),
    ("needs", Phrase("Needs:")),
    ("see", Phrase("Source:")),
)


def literal(value: Any) -> Code:
    """A literal of a text, truth value or number."""
    if isinstance(value, bool | int):
        return Code("python", repr(value))
    return Code("python", python_string(value))


def string(text: str, columns: int, indent: str, first: int) -> str:
    """A string literal of one line of prose; one longer than `first` in parentheses, as several that Python joins."""
    whole = python_string(text)
    if width(whole) <= first:
        return whole
    # a row is so many characters of the text, and the space after them belongs to it
    marks = [match.start() for match in re.finditer(r"\S", text)]
    starts, seen = [0], 0
    for row in wrap(text, columns)[:-1]:
        seen += len("".join(row.split()))
        starts.append(marks[seen])
    parts = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    inner = "".join(f"\n{indent}    {python_string(part)}" for part in parts)
    return f"({inner}\n{indent})"


def _unless_alone(match: re.Match[str]) -> str:
    return match[0] if _ALONE.match(match.string, match.start()) else _python_escape(match)


def _refused(match: re.Match[str]) -> str:
    return "\\" + match[0].replace("#", "\\u0023")


def comment(lines: list[str], indent: str) -> str:
    """`#` lines. Only a line feed ends one; nothing else that could is left in the text, and no tool takes orders."""
    clean = [_ORDER.sub(_refused, UNSAFE.sub(_python_escape, line)) for line in lines]
    return f"\n{indent}".join(f"# {line}".rstrip() for line in clean)


class Docstrings(Commenter):
    """A documentation tree as a whole docstring token, in the sections that Google's style names."""

    def docstring(self, doc: Doc, indent: str) -> str:
        """The token, quotes included; lines after the first start with `indent`."""
        lines = self.lines_of(doc)
        body = "\n".join(lines)
        if ">>>" in body:
            body = _SESSION.sub(r"\1\\>>>", body)
        body = _ESCAPED.sub(_unless_alone, body)
        if len(lines) == 1 and not body.endswith("\\"):
            return f'"""{body}"""'
        return indented(f'"""{body}\n"""', indent)

    def lines_of(self, doc: Doc) -> list[str]:
        out: list[str] = []
        tags: dict[str, list[Tag]] = {}
        for block in doc:
            if isinstance(block, Prose):
                out += [""] if out else []
                out += self.blocks(block.text, self.columns)
            elif isinstance(block, Tag):
                tags.setdefault(block.name, []).append(block)
        for name, heading in _HEADINGS if tags else ():
            if name in tags:
                head = heading if isinstance(heading, str) else self.line(heading)
                out += ["", head, *(row for tag in tags[name] for row in self.tag(tag))]
        for block in doc:
            if isinstance(block, Sample):
                out += ["", f"Example: {self.line(block.title)}", ""]
                out += [f"    {row}".rstrip() for row in block.code.rstrip("\n").split("\n")]
        return out

    def tag(self, tag: Tag) -> list[str]:
        term = f"{tag.term.source}: " if tag.term else ""
        rows = wrap(term + self.joined(tag.text, tag.notes), self.columns - 8)
        return [f"    {rows[0]}", *(f"        {row}" for row in rows[1:])]
