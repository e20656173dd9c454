"""A folder held open: nothing done in it goes through a link, even one that is put there meanwhile."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple, Self, TypeVar

#: Without these (on Windows) folders are named by their paths, and a link that comes at the wrong moment is not seen.
_HELD = {os.open, os.stat, os.unlink} <= os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")
_AS_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
T = TypeVar("T")


class Entry(NamedTuple):
    """What lies in a folder under a name; a link is neither a folder nor a file."""

    name: str
    is_folder: bool
    is_file: bool


class Folder:
    """An open folder. Names are those of entries directly in it. Every error names the whole path."""

    def __init__(self, path: str, fd: int | None = None) -> None:
        """The folder at `path`, which may be a link, or the one that a descriptor holds."""
        self.path = path
        self._fd = os.open(path, _AS_FOLDER) if fd is None and _HELD else fd

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._fd is not None:
            os.close(self._fd)

    def enter(self, name: str) -> Folder | None:
        """The folder of that name; None if there is nothing. Raises `OSError` for a link and for a file."""
        path = os.path.join(self.path, name)
        try:
            if self._fd is not None:
                return Folder(path, os.open(name, _AS_FOLDER | _NO_LINK, dir_fd=self._fd))
        except FileNotFoundError:
            return None
        except OSError:
            self._refuse(name)
            raise
        return Folder(path) if self._refuse(name) else None

    def _refuse(self, name: str) -> bool:
        """Raise `OSError` for a link and for a file; else whether there is anything."""
        info = self.look(name)
        if info is not None and not stat.S_ISDIR(info.st_mode):
            code = errno.ELOOP if stat.S_ISLNK(info.st_mode) else errno.ENOTDIR
            raise OSError(code, os.strerror(code), os.path.join(self.path, name))
        return info is not None

    def look(self, name: str) -> os.stat_result | None:
        """What lies there, a link itself; None: nothing does."""
        try:
            return self._do(os.lstat, name)
        except FileNotFoundError:
            return None

    def entries(self) -> list[Entry]:
        """Everything in it."""
        with os.scandir(self.path if self._fd is None else self._fd) as found:
            return [Entry(e.name, e.is_dir(follow_symlinks=False), e.is_file(follow_symlinks=False)) for e in found]

    def may_change(self) -> bool:
        """Whether files may be put here and taken away."""
        wanted = os.W_OK | os.X_OK
        if self._fd is None:
            return os.access(self.path, wanted)
        return os.access(".", wanted, dir_fd=self._fd, effective_ids=os.access in os.supports_effective_ids)

    def make(self, name: str) -> Folder:
        """The folder of that name, made if there is none. Raises `OSError` for a link and for a file."""
        with suppress(FileExistsError):
            self._do(os.mkdir, name)
        made = self.enter(name)
        if made is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), os.path.join(self.path, name))
        return made

    def unlink(self, name: str) -> None:
        """Remove a file or a link, if there is one."""
        with suppress(FileNotFoundError):
            self._do(os.unlink, name)

    def drop(self, name: str) -> None:
        """Remove a folder that holds nothing; leave any other, and one that may not be removed."""
        with suppress(OSError):
            self._do(os.rmdir, name)

    def move(self, name: str, target: Folder, new: str) -> None:
        """Move an entry over whatever has the new name in the target. A folder there must be empty."""
        try:
            if self._fd is None:
                os.replace(os.path.join(self.path, name), os.path.join(target.path, new))
            else:
                os.replace(name, new, src_dir_fd=self._fd, dst_dir_fd=target._fd)
        except OSError as error:
            error.filename, error.filename2 = os.path.join(target.path, new), None
            raise

    def open(self, name: str, flags: int, mode: int = 0o644) -> int:
        """A descriptor of a regular file. Raises `OSError` for a link, a pipe and whatever else lies there."""
        # a pipe would let the caller wait for ever
        fd = self._do(os.open, name, flags | _NO_LINK | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0), mode)
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            os.close(fd)
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), os.path.join(self.path, name))
        return fd

    def read(self, name: str) -> bytes:
        """The content of a regular file."""
        with open(self.open(name, os.O_RDONLY), "rb") as stream:
            return stream.read()

    def create(self, name: str, content: bytes) -> None:
        """A new file in the place of whatever file or link has that name. A kill may leave a part of it."""
        self.unlink(name)
        fd = self.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        try:
            write_all(fd, content)
            os.fsync(fd)
        except OSError as error:
            error.filename = os.path.join(self.path, name)
            raise
        finally:
            os.close(fd)

    def replace(self, name: str, content: bytes) -> None:
        """Change a file so that a kill or a power failure leaves the old or the new one."""
        self.create(name + ".new", content)
        self.move(name + ".new", self, name)

    def copy(self, name: str, target: Folder) -> None:
        """The file of that name in another folder, which may be on another file system, with its permissions."""
        near = f".{name}.new"
        info = self.look(name)
        target.create(near, self.read(name))
        if info is not None:
            target._do(os.chmod, near, stat.S_IMODE(info.st_mode))
        target.move(near, target, name)
        target.sync()

    def sync(self) -> None:
        """Wait until the names in it are on the disk."""
        if self._fd is not None:
            os.fsync(self._fd)

    def _do(self, action: Callable[..., T], name: str, *more: object) -> T:
        try:
            if self._fd is None:
                return action(os.path.join(self.path, name), *more)
            return action(name, *more, dir_fd=self._fd)
        except OSError as error:
            error.filename = os.path.join(self.path, name)
            raise


def write_all(fd: int, content: bytes | bytearray | memoryview) -> None:
    """Write everything: the operating system may take less at a time. Raises `OSError`."""
    done = os.write(fd, content)
    while done < len(content):
        done += os.write(fd, content[done:])
