"""Where outputs are written while they are measured: a file system in memory, where the disk has no say, and a disk."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NamedTuple

#: Bytes that a project with its outputs needs: so much for each call, and so much whatever the size.
EACH, ALWAYS = 60_000, 32_000_000
IN_MEMORY = ("tmpfs", "ramfs")
MOUNTS = Path("/proc/self/mounts")


class Mount(NamedTuple):
    """A file system and the folder where it begins."""

    folder: Path
    kind: str


def mounts(table: Path = MOUNTS) -> list[Mount]:
    """All file systems of this machine, as far as it tells."""
    try:
        rows = [line.split() for line in table.read_text(encoding="utf-8").splitlines()]
    except OSError:
        return []
    return [Mount(Path(row[1].encode().decode("unicode_escape")), row[2]) for row in rows if len(row) > 3]


def kind(folder: Path, table: Path = MOUNTS) -> str:
    """The kind of the file system that a folder lies on; `unknown` where the machine does not tell."""
    above = {folder.resolve(), *folder.resolve().parents}
    found = [mount for mount in mounts(table) if mount.folder in above]
    return max(found, key=lambda mount: len(mount.folder.parts)).kind if found else "unknown"


def in_memory(room: int, table: Path = MOUNTS) -> Path | None:
    """The roomiest folder in memory that we may write to and that has so many bytes left; None if there is none."""
    found = [mount.folder for mount in mounts(table) if mount.kind in IN_MEMORY and usable(mount.folder, room)]
    return max(found, key=lambda folder: shutil.disk_usage(folder).free, default=None)


def usable(folder: Path, room: int) -> bool:
    """Whether we may write to a folder and it has so many bytes left."""
    try:
        return os.access(folder, os.W_OK | os.X_OK) and shutil.disk_usage(folder).free > room
    except OSError:
        return False


def room(calls: int, projects: int) -> int:
    """Bytes that so many projects of a size need with their outputs."""
    return projects * (ALWAYS + calls * EACH)
