"""How a build left its outputs, folder by folder, in few objects: a command with nothing to do reads all of it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

#: Characters of a digest.
DIGEST = 16
#: Between names: no name holds it.
_BETWEEN = "/"
_HELD = os.stat in os.supports_dir_fd
_AS_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)


class Shelf(NamedTuple):
    """The outputs that are directly in one folder."""

    #: The folder's own time stamp, in ns: it changes when a file comes or goes.
    changed: int
    #: Names of the files, joined.
    names: str
    #: Size and time stamp in ns of one file after the other.
    stats: list[int]
    #: Digests of the files, joined.
    digests: str

    def files(self) -> list[str]:
        """The names of the files."""
        return self.names.split(_BETWEEN)


def shelves(project: Path, written: Mapping[str, str]) -> dict[str, Shelf]:
    """The folders of these files, given by their paths with their digests, as they stand. Raises `OSError`."""
    found: dict[str, list[str]] = {}
    for path in written:
        found.setdefault(os.path.dirname(path), []).append(path)
    return {folder: _shelf(project, folder, paths, written) for folder, paths in found.items()}


def _shelf(project: Path, folder: str, paths: Iterable[str], written: Mapping[str, str]) -> Shelf:
    names = [os.path.basename(path) for path in paths]
    stats = [value for path in paths for value in _stat(os.lstat(f"{project}/{path}"))]
    changed = os.stat(f"{project}/{folder}").st_mtime_ns
    return Shelf(changed, _BETWEEN.join(names), stats, "".join(written[path] for path in paths))


def renewed(project: Path, before: Mapping[str, Shelf], written: Mapping[str, str]) -> dict[str, Shelf]:
    """The same outputs, after some of them were written. Raises `OSError`, and `ValueError` for a file that is new."""
    found = dict(before)
    for folder, fresh in shelves(project, written).items():
        names, stats, digests = before[folder].files(), [*before[folder].stats], before[folder].digests
        for number, name in enumerate(fresh.files()):
            at = names.index(name)
            stats[2 * at : 2 * at + 2] = fresh.stats[2 * number : 2 * number + 2]
            digest = fresh.digests[DIGEST * number : DIGEST * (number + 1)]
            digests = digests[: DIGEST * at] + digest + digests[DIGEST * (at + 1) :]
        found[folder] = Shelf(fresh.changed, before[folder].names, stats, digests)
    return found


def paths(kept: Mapping[str, Shelf]) -> list[str]:
    """The paths of all files."""
    return [f"{folder}/{name}" for folder, shelf in kept.items() for name in shelf.files()]


def digests(kept: Mapping[str, Shelf]) -> dict[str, str]:
    """Path to digest of all files."""
    joined = "".join(shelf.digests for shelf in kept.values())
    return {path: joined[DIGEST * at : DIGEST * (at + 1)] for at, path in enumerate(paths(kept))}


def other(project: Path, kept: Mapping[str, Shelf]) -> str:
    """A file that was changed or is gone, or a folder that others were put into or taken from; empty if none is.

    Raises `OSError` for a folder that is gone, and `ValueError` for shelves that are none.
    """
    for folder, shelf in kept.items():
        name = _other(f"{project}/{folder}", shelf)
        if name is not None:
            return f"{folder}/{name}" if name else folder
    return ""


def _other(folder: str, shelf: Shelf) -> str | None:
    """The first file that is not as it was left; empty if it is the folder itself, None if all is well."""
    fd = os.open(folder, _AS_FOLDER) if _HELD else None
    try:
        start = "" if _HELD else f"{folder}/"
        left = iter(shelf.stats)
        for name, size, changed in zip(shelf.files(), left, left, strict=True):
            try:
                info = os.stat(start + name, dir_fd=fd, follow_symlinks=False)
            except FileNotFoundError:
                return name
            if info.st_mtime_ns != changed or info.st_size != size:
                return name
        return None if os.stat(folder if fd is None else fd).st_mtime_ns == shelf.changed else ""
    finally:
        if fd is not None:
            os.close(fd)


def _stat(info: os.stat_result) -> tuple[int, int]:
    return info.st_size, info.st_mtime_ns
