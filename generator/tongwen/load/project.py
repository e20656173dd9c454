"""Where the project is. Apart from the loader, so that a build with nothing to do need not import a YAML parser."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tongwen.diagnostics import Diagnostic

MANIFEST = "spec/tongwen.yaml"


def find_project(start: Path) -> Path | None:
    """The nearest folder, from `start` upwards, that holds `spec/tongwen.yaml`."""
    for folder in (start, *start.parents):
        if os.path.isfile(
            folder / MANIFEST
        ):  # unlike Path.is_file, it does not raise for a folder that is closed to us
            return folder
    return None


def project_at(start: Path) -> Path | Diagnostic:
    """The project that a folder belongs to, or how to start one."""
    found = find_project(start)
    if found is not None:
        return found
    from tongwen.load import kinds

    return kinds.NO_MANIFEST.at(None, folder=str(start))
