"""The stage: where files are written before they are moved to their places."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from tongwen.render.stamp import Content
from tongwen.write.folder import write_all
from tongwen.write.journal import must_be_inside
from tongwen.write.lock import open_state

STAGE = "stage"
#: Permissions of what a build writes, whatever the mask.
MODE = 0o644
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class Stage:
    """Files on their way. Any process may put some while the one that opened the stage holds the lock.

    As a context it removes, in the end, what no `commit` has moved.
    """

    def __init__(self, project: Path) -> None:
        """Begin an empty one. Needs the lock, and that `recover` has run. Raises `OSError`."""
        self.project = project
        with open_state(project) as state:
            self.folder = os.path.join(state.path, STAGE)
            if state.look(STAGE) is not None:
                shutil.rmtree(self.folder)
            state.make(STAGE).__exit__()
        self._mask = os.umask(0o022)
        os.umask(self._mask)
        self._owner = os.getpid()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if os.getpid() == self._owner:
            self.discard()

    def put(self, path: str, content: Content, mode: int = MODE) -> None:
        """Write a file that belongs at `path` below the project. Raises `OSError`."""
        with self.opened(path, mode) as fd:
            write_all(fd, content)

    @contextmanager
    def opened(self, path: str, mode: int = MODE) -> Iterator[int]:
        """An empty file that belongs at `path`, to be written to, also where another process left it half written.

        Raises `OSError`, and names the file where writing raises it.
        """
        must_be_inside(path)
        file = f"{self.folder}/{path}"
        try:
            fd = os.open(file, _NEW_FILE, mode)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(file), exist_ok=True)
            fd = os.open(file, _NEW_FILE, mode)
        try:
            yield fd
        except OSError as error:
            error.filename = file
            raise
        finally:
            os.close(fd)
        if mode & self._mask:
            os.chmod(file, mode)

    def discard(self) -> None:
        """Remove what is still there. Nothing is if a commit has moved it, or left it to `recover`."""
        if not os.path.lexists(os.path.join(os.path.dirname(self.folder), "journal.json")):
            shutil.rmtree(self.folder, ignore_errors=True)
