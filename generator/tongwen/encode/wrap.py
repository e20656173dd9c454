"""Line breaking for comments: at spaces, and between Chinese characters, never before a closing mark."""

from __future__ import annotations

import re

_WIDE = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\u3000-\u303f"
_NO_START = "，。、；：？！）】》」』”’…%,.;:?!)]}"
_TOKENS = re.compile(rf"[{_WIDE}][{re.escape(_NO_START)}]*|[^\s{_WIDE}]+[，。、；：？！）】》」』”’]*|\s+")
_WIDE_CHAR = re.compile(f"[{_WIDE}]")


def width(text: str) -> int:
    """Columns that the text takes in a terminal or editor."""
    return len(text) + len(_WIDE_CHAR.findall(text))


def wrap(text: str, columns: int, first: int = 0) -> list[str]:
    """Break the text into lines of at most `columns`, the first of them shorter by `first`. A long word stays whole."""
    lines: list[str] = []
    line, room = "", columns - first
    for token in _TOKENS.findall(text):
        if token.isspace():
            if line:
                line += " "
            continue
        if line.strip() and width(line) + width(token) > room:
            lines.append(line.rstrip())
            line, room = "", columns
        line += token
    if line.strip() or not lines:
        lines.append(line.rstrip())
    return lines
