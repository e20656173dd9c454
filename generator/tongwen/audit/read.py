"""Reads the file that is to be compared: text in UTF-8, of a size that makes sense."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from tongwen.audit import kinds
from tongwen.diagnostics import N_, Diagnostic, Place, Words

PAGE_LIMIT = 4 * 1024 * 1024
TYPINGS_LIMIT = 32 * 1024 * 1024
#: Bytes that no text has. Tab, line feed, form feed and carriage return are text.
_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13}


def read_text(path: Path, limit: int) -> str | Diagnostic:
    """The text of a file with LF line ends, or why it cannot be compared. `limit` in bytes."""
    shown = str(path)
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # a pipe would be waited for
            what = N_("it is a folder") if path.is_dir() else N_("it is not a regular file")
            return kinds.UNREADABLE.at(None, path=shown, problem=Words(what))
        with open(path, "rb") as stream:
            raw = stream.read(limit + 1)
            size = os.fstat(stream.fileno()).st_size
    except (OSError, ValueError) as error:  # ValueError: a path with a null byte
        problem = getattr(error, "strerror", None) or str(error)
        return kinds.UNREADABLE.at(None, path=shown, problem=problem)
    if len(raw) > limit:
        return kinds.TOO_LARGE.at(Place(shown), path=shown, size=f"{size:,}", limit=f"{limit:,}")
    return _decoded(raw, shown)


def _decoded(raw: bytes, shown: str) -> str | Diagnostic:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return kinds.NOT_UTF8.at(Place(shown), path=shown)
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    control = next((byte for byte in sorted(_CONTROLS & set(raw))), None)
    if control is not None:
        at = raw.index(control)
        place = _place(raw[:at], shown)
        return kinds.NOT_TEXT.at(place, path=shown, byte=f"0x{control:02X}")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return kinds.NOT_UTF8.at(_place(raw[: error.start], shown), path=shown)
    if not text.strip():
        return kinds.EMPTY.at(Place(shown), path=shown)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", " ")


def _place(before: bytes, shown: str) -> Place:
    text = before.decode("utf-8", errors="replace").replace("\r\n", "\n")
    return Place(shown, text.count("\n") + 1, len(text) - text.rfind("\n"))
