"""What a site is made from, and whether it has changed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

Seen = frozenset[tuple[str, int, int]]


def watched(project: Path, settings: Path, data: Path) -> list[Path]:
    """The folders whose files decide how the site looks: spec, templates, wording, settings."""
    own = [project / "spec", project / "templates", project / "locales", settings]
    return list(dict.fromkeys([*own, data / "templates", data / "locales"]))


def look(folders: Iterable[Path]) -> Seen:
    """Every file with its size and time."""
    return frozenset(entry for folder in folders for entry in _files(folder))


def _files(folder: Path) -> Iterator[tuple[str, int, int]]:
    for top, below, names in os.walk(folder):
        below[:] = [name for name in below if not name.startswith((".", "__")) and name not in ("docs", "out")]
        for name in names:
            path = os.path.join(top, name)
            try:
                found = os.stat(path)
            except OSError:  # gone between the two looks: the next one sees it
                continue
            yield path, found.st_size, found.st_mtime_ns
