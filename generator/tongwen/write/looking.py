"""Whether outputs still are as a build left them: a look at each file, by two processes where there are very many."""

from __future__ import annotations

import os
import signal
import warnings
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn, Self

from tongwen.write.shelf import Shelf, count

if TYPE_CHECKING:
    from mmap import mmap

#: Files from which on another process pays: to fork and to end it takes as long as to look at a thousand.
MANY = 4_000
#: Files between two words of the other process.
_PART = 256
_HELD = os.stat in os.supports_dir_fd
_AS_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)


class _Part(NamedTuple):
    """Some files of a folder."""

    folder: str
    names: Sequence[str]
    #: Size and time stamp in ns of one file after the other.
    numbers: memoryview
    #: With the last files of a folder its own time stamp.
    changed: int | None


class _Opened:
    """The files of a folder, which are taken apart when they are first looked at."""

    def __init__(self, folder: str, shelf: Shelf) -> None:
        self._folder, self._shelf = folder, shelf
        self._taken: tuple[Sequence[str], memoryview] | None = None

    def part(self, start: int) -> _Part:
        """The files from this number on. Raises `ValueError` and the like for a shelf that is none."""
        if self._taken is None:
            self._taken = self._shelf.files(), self._shelf.numbers()
        names, numbers = self._taken
        if len(numbers) != 2 * len(names):
            raise ValueError("not what was kept of so many files")
        end = start + _PART
        changed = self._shelf.changed if end >= len(names) else None
        return _Part(self._folder, names[start:end], numbers[2 * start : 2 * end], changed)


class Looking:
    """A look at outputs. It begins at once in another process if they are many, and ends in this one with `other`.

    The other process begins with the last files, and never says more than which of them are as they were left.
    Whatever it has not said, for whatever reason, this one looks at itself. As a context it ends the other process.
    """

    def __init__(self, project: Path, kept: Mapping[str, Shelf]) -> None:
        """Raises `AttributeError` for shelves that are none."""
        self._project = project
        #: Folders, and the number of the first file of each part.
        self._parts: list[tuple[_Opened, int]] = []
        for folder, shelf in kept.items():
            opened = _Opened(folder, shelf)
            self._parts += [(opened, start) for start in range(0, shelf.size(), _PART)]
        #: For each part 1 if it is as it was left; what the other process says.
        self._good: bytearray | mmap = bytearray(len(self._parts))
        #: The other process, until it was ended.
        self._child = 0
        many = count(kept) >= MANY
        if many and hasattr(os, "fork") and (os.cpu_count() or 1) > 1:
            self._share()

    def other(self) -> str:
        """A file that was changed or is gone, or a folder that others were put into or taken from; empty if none is.

        Raises `OSError` for a folder that is gone, and `ValueError` and the like for shelves that are none.
        """
        for number, (opened, start) in enumerate(self._parts):
            if not self._good[number]:
                part = opened.part(start)
                name = _other(self._project, part)
                if name is not None:
                    return f"{part.folder}/{name}" if name else part.folder
        return ""

    def _share(self) -> None:
        """Start the other process, if the system allows it."""
        from mmap import mmap

        with suppress(OSError), warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of threads, which it does not need
            self._good = mmap(-1, len(self._parts))
            self._child = os.fork()
            if not self._child:
                self._tell()

    def _tell(self) -> NoReturn:
        """What the other process does. It stops at the first part that is not as it was left."""
        try:
            for number, (opened, start) in reversed([*enumerate(self._parts)]):
                if _other(self._project, opened.part(start)) is not None:
                    break
                self._good[number] = 1
        finally:
            os._exit(0)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        child, self._child = self._child, 0
        if child:
            with suppress(ProcessLookupError, ChildProcessError):
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)


def _other(project: Path, part: _Part) -> str | None:
    """The first file that is not as it was left; empty if it is the folder itself, None if all is well."""
    folder = f"{project}/{part.folder}"
    fd = os.open(folder, _AS_FOLDER) if _HELD else None
    try:
        start = "" if _HELD else f"{folder}/"
        left = iter(part.numbers)
        for name, size, changed in zip(part.names, left, left, strict=True):
            try:
                info = os.stat(start + name, dir_fd=fd, follow_symlinks=False)
            except FileNotFoundError:
                return name
            if info.st_mtime_ns != changed or info.st_size != size:
                return name
        if part.changed is None or os.stat(folder if fd is None else fd).st_mtime_ns == part.changed:
            return None
        return ""
    finally:
        if fd is not None:
            os.close(fd)
