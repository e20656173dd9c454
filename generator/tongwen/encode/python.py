"""Docstrings, comments and literals of Python."""

from __future__ import annotations

import re
from typing import Any

from tongwen.encode.comment import Commenter
from tongwen.encode.literal import SAFE, _python_escape, python_string
from tongwen.encode.wrap import wrap
from tongwen.text.doc import Doc, Prose, Sample, Tag
from tongwen.text.opaque import Code
from tongwen.text.phrase import Phrase

_ESCAPED = re.compile(rf'[^{SAFE}\n]|["\\]')
#: A row that doctest would run.
_SESSION = re.compile(r"(?m)^( *)>>>")
#: A comment that type checkers, linters, coverage or Python itself would obey.
_PRAGMA = re.compile(r"\A\W*(?=[a-z0-9-]+\s*[:=]|(?i:noqa|nosec|nopep8|pragma)\b|-\*-|!)|#")
_HEADINGS = (
    ("param", Phrase("Args:")),
    ("returns", Phrase("Returns:")),
    ("raises", Phrase("Raises:")),
    ("deprecated", Phrase("Deprecated:")),
    ("since", Phrase("Since:")),
    ("needs", Phrase("Needs:")),
    ("see", Phrase("See also:")),
)


def literal(value: Any) -> Code:
    """A literal of a text, truth value or number."""
    if isinstance(value, bool | int):
        return Code("python", repr(value))
    return Code("python", python_string(value))


def string(text: str, columns: int, indent: str) -> str:
    """A string literal of one line of prose; a long one in parentheses, as several that Python joins."""
    rows = wrap(text, columns)
    if len(rows) == 1:
        return python_string(text)
    parts, at = [], 0
    for row in rows:
        # a row is so many words' characters of the text, and the space after them belongs to it
        count = len("".join(row.split()))
        match = re.compile(rf"(?:\s*\S){{{count}}}\s*").match(text, at)
        assert match is not None
        parts.append(match[0])
        at = match.end()
    inner = "".join(f"\n{indent}    {python_string(part)}" for part in parts)
    return f"({inner}\n{indent})"


def comment(lines: list[str], indent: str) -> str:
    """`#` lines. Only a line feed ends one; nothing else that could is left in the text, and no tool takes orders."""
    clean = [_PRAGMA.sub(r"\\\g<0>", re.sub(rf"[^{SAFE}]", _python_escape, line)) for line in lines]
    return f"\n{indent}".join(f"# {line}".rstrip() for line in clean)


class Docstrings(Commenter):
    """A documentation tree as a whole docstring token, in the sections that Google's style names."""

    def docstring(self, doc: Doc, indent: str) -> str:
        """The token, quotes included; lines after the first start with `indent`."""
        lines = self.lines_of(doc)
        body = _ESCAPED.sub(_python_escape, _SESSION.sub(r"\1\\>>>", "\n".join(lines)))
        if len(lines) == 1 and not body.endswith("\\"):
            return f'"""{body}"""'
        return f'"""{body}\n"""'.replace("\n", f"\n{indent}").replace(f"\n{indent}\n", "\n\n")

    def lines_of(self, doc: Doc) -> list[str]:
        out: list[str] = []
        for block in doc:
            if isinstance(block, Prose):
                out += [""] if out else []
                out += self.blocks(block.text, self.columns)
        for name, heading in _HEADINGS:
            tags = [block for block in doc if isinstance(block, Tag) and block.name == name]
            if tags:
                out += ["", self.line(heading), *(row for tag in tags for row in self.tag(tag))]
        for block in doc:
            if isinstance(block, Sample):
                out += ["", self.line(Phrase("Example:")) + " " + self.line(block.title), ""]
                out += [f"    {row}".rstrip() for row in block.code.rstrip("\n").split("\n")]
        return out

    def tag(self, tag: Tag) -> list[str]:
        term = f"{tag.term.source}: " if tag.term else ""
        rows = wrap(term + self.joined(tag.text, tag.notes), self.columns - 8)
        return [f"    {rows[0]}", *(f"        {row}" for row in rows[1:])]
