"""Line breaking for comments: at spaces, and between Chinese characters, never before a closing mark."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from tongwen.text.pattern import lazy

_WIDE = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\u3000-\u303f"
_NO_START = "，。、；：？！）】》」』”’…%,.;:?!)]}"
_TOKENS = lazy(rf"[{_WIDE}][{re.escape(_NO_START)}]*|[^\s{_WIDE}]+[，。、；：？！）】》」』”’]*|\s+")
_FULL_WIDTH = tuple("，。、；：？！（）《》「」『』“”")
_WIDE_CHAR = lazy(f"[{_WIDE}]")


@lru_cache(maxsize=1 << 16)
def width(text: str) -> int:
    """Columns that the text takes in a terminal or editor."""
    return len(text) + len(_WIDE_CHAR.findall(text))


def glue(parts: Iterable[str]) -> str:
    """Sentences after one another: a space between them, but none beside a full-width mark, which has its own."""
    out = ""
    for part in parts:
        tight = out[-1:] in _FULL_WIDTH or part[:1] in _FULL_WIDTH
        out += part if not out or tight else f" {part}"
    return out


def wrap(text: str, columns: int, first: int = 0) -> list[str]:
    """Break the text into lines of at most `columns`, the first of them shorter by `first`. A long word stays whole."""
    room = max(columns - first, 0)
    flat = " ".join(text.split())
    is_ascii = flat.isascii()
    if len(flat) <= room and (is_ascii or width(flat) <= room):
        return [flat]
    if is_ascii:
        return _words(flat, columns, room)
    lines: list[str] = []
    line, used = "", 0
    for token in _TOKENS.findall(text):
        if token.isspace():
            if line:
                line, used = line + " ", used + 1
            continue
        size = width(token)
        if line and used + size > room:
            lines.append(line.rstrip())
            line, used, room = "", 0, columns
        line, used = line + token, used + size
    if line or not lines:
        lines.append(line.rstrip())
    return lines


def _words(text: str, columns: int, room: int) -> list[str]:
    """The same where every character takes one column and lines break at blanks alone."""
    lines: list[str] = []
    start = 0
    while len(text) - start > room:
        end = text.rfind(" ", start, start + room + 1)
        if end < 0:  # a long word
            end = text.find(" ", start)
        if end < 0:
            break
        lines.append(text[start:end])
        start, room = end + 1, columns
    lines.append(text[start:])
    return lines


def indented(source: str, indent: str) -> str:
    """The lines after the first indented, and none with blanks at its end."""
    if "\n" not in source:
        return source
    first, *rest = source.split("\n")
    return "\n".join([first, *[(indent + row).rstrip(" ") for row in rest]])
