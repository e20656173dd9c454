"""Files that people keep and a command changes: spec files, changelogs, catalogues. Written whole, or not at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Mapping
from pathlib import Path

from tongwen.diagnostics import Diagnostic
from tongwen.write import kinds, swap
from tongwen.write.compare import compare


def put(project: Path, files: Mapping[str, bytes]) -> list[Diagnostic]:
    """Write files by path below the project, all or none, each with the permissions that it had; what came in the way.

    As with outputs, nothing is written through a link.
    """
    if found := compare(project, [], files, {}).found:
        return found
    try:
        modes = {path: _mode(project / path) for path in files}
        with swap.locked(project):
            if swap.interrupted(project):  # what is to be written follows from what was read before
                return [*swap.recover(project), kinds.FINISHED_FIRST.at(None)]
            swap.recover(project)
            return swap.apply(project, files, [], modes)
    except swap.Busy:
        return [kinds.BUSY.at(None)]
    except OSError as error:
        return [kinds.unwritable(error, project, project)]


def settled(project: Path) -> list[Diagnostic]:
    """Finish what a killed command had begun to change, before anything is read; what came in the way."""
    try:
        return swap.settle(project)
    except swap.Busy:
        return [kinds.BUSY.at(None)]
    except OSError as error:
        return [kinds.unwritable(error, project, project)]


def _mode(file: Path) -> int:
    """The permissions of a file; raises `PermissionError` where they forbid to change it."""
    if not file.exists():
        return swap.MODE
    if not os.access(file, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(file))
    return stat.S_IMODE(file.stat().st_mode)
