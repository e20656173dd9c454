"""The spec inside a wheel. Read from the archive into memory: nothing is unpacked, so nothing can land elsewhere."""

from __future__ import annotations

import lzma
import os
import struct
import zipfile
import zlib
from pathlib import Path

from tongwen.diagnostics import N_, Diagnostic, Words
from tongwen.diff import kinds
from tongwen.diff.git import LIMIT

INSIDE = "tongwen/_bundled/"
#: More files than any spec has.
MOST_FILES = 10_000
#: What reading a damaged or encrypted archive, or one of an unknown kind, can raise.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
)


def files(path: Path) -> list[tuple[str, bytes]] | Diagnostic:
    """Path below the project and content of each spec file of a wheel."""
    if not os.path.isfile(path):  # a pipe would be waited for
        return kinds.NOT_ARCHIVE.at(None, path=str(path), problem=Words(N_("it is not a regular file")))
    try:
        with zipfile.ZipFile(path) as archive:
            members = [info for info in archive.infolist() if _is_spec(info)]
            if len(members) > MOST_FILES or sum(info.file_size for info in members) > LIMIT:
                size = sum(info.file_size for info in members)
                return kinds.LARGE.at(None, side=str(path), size=f"{size:,}", limit=f"{LIMIT:,}")
            return _contents(path, archive, members)
    except OSError as error:
        return kinds.NOT_ARCHIVE.at(None, path=str(path), problem=error.strerror or str(error))
    except _DAMAGED:
        problem = Words(N_("it is no zip archive, or a damaged one"))
        return kinds.NOT_ARCHIVE.at(None, path=str(path), problem=problem)


def _is_spec(info: zipfile.ZipInfo) -> bool:
    name = info.filename
    if not name.startswith(INSIDE + "spec/") or not name.endswith((".yaml", ".yml")):
        return False
    return not any(part in ("", "..") or part.startswith(".") for part in name.split("/"))


def _contents(
    path: Path, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]
) -> list[tuple[str, bytes]] | Diagnostic:
    found: dict[str, bytes] = {}
    left = LIMIT
    for info in members:
        with archive.open(info) as stream:
            content = stream.read(left + 1)  # the sizes in the list may lie
        left -= len(content)
        if left < 0:
            return kinds.LARGE.at(None, side=str(path), size=f"{LIMIT:,}", limit=f"{LIMIT:,}")
        found[info.filename.removeprefix(INSIDE)] = content
    return list(found.items())
