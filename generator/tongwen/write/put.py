"""Files that are kept by the user and brought up to date by a command: written whole, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tongwen.diagnostics import Diagnostic
from tongwen.write import kinds, swap


def put(project: Path, files: Mapping[str, bytes]) -> list[Diagnostic]:
    """Write files by path below the project, all or none; what came in the way."""
    try:
        with swap.locked(project):
            swap.recover(project)
            swap.apply(project, files, [])
    except swap.Busy:
        return [kinds.BUSY.at(None)]
    except OSError as error:
        return [kinds.UNWRITABLE.at(None, path=str(error.filename or project), problem=error.strerror or str(error))]
    return []
