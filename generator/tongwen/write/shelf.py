"""How a build left its outputs, folder by folder, in few objects: a command with nothing to do reads all of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

#: Characters of a digest.
DIGEST = 16
#: Between names: no name holds it.
_BETWEEN = "/"
#: Bytes of a size or a time stamp, and characters of both together.
_NUMBER, _STATS = 8, 32


class Shelf(NamedTuple):
    """The outputs that are directly in one folder."""

    #: The folder's own time stamp, in ns: it changes when a file comes or goes.
    changed: int
    #: Names of the files, joined.
    names: str
    #: Size and time stamp in ns of one file after the other, as `packed` writes them: read at once, if at all.
    stats: str
    #: Digests of the files, joined.
    digests: str

    def files(self) -> list[str]:
        """The names of the files."""
        return self.names.split(_BETWEEN)

    def size(self) -> int:
        """How many there are."""
        return self.names.count(_BETWEEN) + 1

    def numbers(self) -> memoryview:
        """Size and time stamp of one file after the other. Raises `ValueError` and `TypeError` for what is none."""
        return memoryview(bytes.fromhex(self.stats)).cast("q")


def shelves(project: Path, written: Mapping[str, str]) -> dict[str, Shelf]:
    """The folders of these files, given by their paths with their digests, as they stand. Raises `OSError`."""
    found: dict[str, list[str]] = {}
    for path in written:
        found.setdefault(os.path.dirname(path), []).append(path)
    return {folder: _shelf(project, folder, paths, written) for folder, paths in found.items()}


def _shelf(project: Path, folder: str, paths: Iterable[str], written: Mapping[str, str]) -> Shelf:
    names = [os.path.basename(path) for path in paths]
    stats = packed(value for path in paths for value in _stat(os.lstat(f"{project}/{path}")))
    changed = os.stat(f"{project}/{folder}").st_mtime_ns
    return Shelf(changed, _BETWEEN.join(names), stats, "".join(written[path] for path in paths))


def packed(numbers: Iterable[int]) -> str:
    """Numbers in the order of bytes of this machine: on another one they are not what anything is like."""
    return b"".join([_bytes(number) for number in numbers]).hex()


def _bytes(number: int) -> bytes:
    try:
        return number.to_bytes(_NUMBER, sys.byteorder, signed=True)
    except OverflowError:  # a time after the year 2262
        return b"\xff" * _NUMBER


def renewed(project: Path, before: Mapping[str, Shelf], written: Mapping[str, str]) -> dict[str, Shelf]:
    """The same outputs, after some of them were written. Raises `OSError`, and `ValueError` for a file that is new."""
    found = dict(before)
    for folder, fresh in shelves(project, written).items():
        names, stats, digests = before[folder].files(), before[folder].stats, before[folder].digests
        for number, name in enumerate(fresh.files()):
            at = names.index(name)
            stats = _exchanged(stats, at, fresh.stats, number, _STATS)
            digests = _exchanged(digests, at, fresh.digests, number, DIGEST)
        found[folder] = Shelf(fresh.changed, before[folder].names, stats, digests)
    return found


def _exchanged(old: str, at: int, new: str, number: int, size: int) -> str:
    """What is kept of one file after the other, each in `size` characters, with that of one from elsewhere."""
    return old[: size * at] + new[size * number : size * (number + 1)] + old[size * (at + 1) :]


def paths(kept: Mapping[str, Shelf]) -> list[str]:
    """The paths of all files."""
    return [f"{folder}/{name}" for folder, shelf in kept.items() for name in shelf.files()]


def count(kept: Mapping[str, Shelf]) -> int:
    """How many files there are."""
    return sum(shelf.size() for shelf in kept.values())


def digests(kept: Mapping[str, Shelf]) -> dict[str, str]:
    """Path to digest of all files."""
    joined = "".join(shelf.digests for shelf in kept.values())
    return {path: joined[DIGEST * at : DIGEST * (at + 1)] for at, path in enumerate(paths(kept))}


def _stat(info: os.stat_result) -> tuple[int, int]:
    return info.st_size, info.st_mtime_ns
