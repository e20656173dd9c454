"""The data of a spec's file, how large it may be, and what its plain scalars mean, whichever way it is read."""

from __future__ import annotations

import re
from typing import Any

from tongwen.diagnostics import Diagnostic

DEPTH_LIMIT = 32
#: Ten times the largest spec that we know how to publish.
KEY_LIMIT = 100_000
FOUND_LIMIT = 1000
_INTEGER = re.compile(r"(?:0|-?[1-9][0-9]{0,14})\Z")
#: A number of so many digits is a mistake, or an attempt to keep somebody busy.
ENDLESS = re.compile(r"[0-9]{100}")


class Built:
    """What came of one file: `data` (None when there is nothing to use), the line of each entry, and the problems."""

    __slots__ = ("data", "found", "lines")

    def __init__(self) -> None:
        self.data: Any = None
        self.lines: dict[tuple[str, str], int] = {}
        self.found: list[Diagnostic] = []


def number_or_text(value: str) -> str | int | bool:
    """What a plain scalar means: only `true`, `false` and plain decimal integers are not text."""
    if value == "true":
        return True
    if value == "false":
        return False
    return int(value) if _INTEGER.match(value) else value
