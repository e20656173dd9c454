"""What the outputs are made from, and whether it has changed: for commands that go on while somebody writes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol

Seen = frozenset[tuple[str, int, int]]
#: Seconds between two looks. What changes within one belongs together: an editor saves a file in several steps.
INTERVAL = 0.2


class Pause(Protocol):
    """What waits between two looks; a `threading.Event` does, and ends the watch when it is set."""

    def wait(self, timeout: float) -> bool: ...


def watched(project: Path, data: Path, *more: Path) -> list[Path]:
    """The folders whose files decide what is built: spec, templates, wording."""
    own = [project / "spec", project / "templates", project / "locales", *more]
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


class Watch:
    """Looks again and again. It begins with what is there when it is made."""

    def __init__(self, folders: Iterable[Path], look: Callable[[Iterable[Path]], Seen] = look) -> None:
        self._folders = tuple(folders)
        self._look = look
        self._seen = look(self._folders)

    def absorb(self, written: Iterable[Path]) -> None:
        """What a build has written itself, such as the record of translations, is no change to build for."""
        names = {os.fspath(path) for path in written}
        others = {entry for entry in self._seen if entry[0] not in names}
        self._seen = frozenset(others | {entry for entry in self._look(self._folders) if entry[0] in names})

    def changes(self, pause: Pause) -> Iterator[list[str]]:
        """The files of each change, once they have come to rest; what changes meanwhile is the next one."""
        while not pause.wait(INTERVAL):
            found = self._look(self._folders)
            if found == self._seen:
                continue
            while not pause.wait(INTERVAL) and (again := self._look(self._folders)) != found:
                found = again
            changed = sorted({path for path, _, _ in found ^ self._seen})
            self._seen = found
            yield changed
