"""Paths that outputs may have: one file on every system, inside of its folder, and nothing that a system hides."""

from __future__ import annotations

import re

#: Characters of one name. File systems take 255 bytes; the writer needs some for what it puts beside a file.
_LENGTH = 200
#: Characters of a whole path; Windows takes 260, and the project lies somewhere as well.
_WHOLE = 400
_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.+-]*[A-Za-z0-9_+-])?\Z")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9]|conin|conout)(?:\.|\Z)", re.IGNORECASE)


def good(path: str) -> bool:
    """Whether every system can have a file or folder at this path, below the project and with `/`."""
    parts = path.split("/")
    return len(path) <= _WHOLE and all(
        len(part) <= _LENGTH and _NAME.match(part) and not _DEVICE.match(part) for part in parts
    )
