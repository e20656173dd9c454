"""Files among the outputs that Tongwen did not write: whether they are the ones that the last build spoke of."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Mapping
from pathlib import Path

from tongwen.write.compare import present

#: For each output folder the path of each such file, with its size and time stamp in ns.
Strangers = dict[str, dict[str, list[int]]]


def strangers(project: Path, roots: Iterable[str], foreign: Iterable[str]) -> Strangers:
    """For the record: these files, of which there is at least one. Raises `OSError`."""
    found = {path: _stat(project, path) for path in foreign}
    return {root: {path: stat for path, stat in found.items() if path.startswith(f"{root}/")} for root in roots}


def stay(project: Path, kept: Mapping[str, Mapping[str, list[int]]], outputs: Container[str]) -> bool:
    """Whether there are the same ones, as they were, and no others. Raises `OSError`."""
    for root, known in kept.items():
        others = [path for path, regular in present(project, root) if regular and path not in outputs]
        if set(others) != set(known) or any(known[path] != _stat(project, path) for path in others):
            return False
    return True


def _stat(project: Path, path: str) -> list[int]:
    info = os.lstat(project / path)
    return [info.st_size, info.st_mtime_ns]
