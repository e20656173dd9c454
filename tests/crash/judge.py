"""What a tree looks like after a writer was killed: whole files, and no mixture that nobody would notice."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

Tree = Mapping[str, bytes]
STATE = ".tongwen"


def tree(project: Path) -> dict[str, bytes]:
    """Every file of a project but those that the tool keeps for itself."""
    return {path.relative_to(project).as_posix(): path.read_bytes() for path in _files(project)}


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if STATE not in path.parts and path.is_file():
            yield path


def faults(project: Path, old: Tree, new: Tree) -> list[str]:
    """What is wrong at once after a kill. With a journal files may be old and new: the next command knows."""
    found = tree(project)
    torn = [path for path in found if found[path] not in (old.get(path), new.get(path))]
    lost = [path for path in old if path in new and path not in found]
    told = (project / STATE / "journal.json").exists()
    mixed = dict(found) not in (old, new) and not told and not torn and not lost
    return [*(f"torn: {path}" for path in torn), *(f"lost: {path}" for path in lost), *(["mixture"] if mixed else [])]


def memory() -> str | None:
    """A folder for files that are in memory, where thousands of small trees cost little; None if there is none."""
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    folders = [parts[1] for parts in map(str.split, mounts) if parts[2] == "tmpfs"]
    good = [path for path in folders if os.access(path, os.W_OK) and shutil.disk_usage(path).free > 2**28]
    return max(good, key=lambda path: shutil.disk_usage(path).free, default=None)
