"""One command at a time changes a project; others may look together, but never while it is being changed."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from tongwen.write.folder import Folder

STATE = ".tongwen"
_LOCK = "lock"
_IGNORE = ".gitignore"
_MAY_NOT = (errno.EACCES, errno.EPERM, errno.EROFS)


class Busy(Exception):
    """Another command holds the lock."""


def open_state(project: Path) -> Folder:
    """The folder for the record, the lock and staged files, made when needed and ignored by git. Close it.

    Raises `OSError` where it cannot be made, or is a link.
    """
    with ExitStack() as opened:
        with Folder(str(project)) as home:
            folder = opened.enter_context(home.make(STATE))
        if folder.look(_IGNORE) is None:
            folder.replace(_IGNORE, b"*\n")
        opened.pop_all()  # whoever asked for it closes it
    return folder


@contextmanager
def locked(project: Path, *, shared: bool = False) -> Iterator[None]:
    """Hold the project's lock: alone to change it, `shared` to look at what must not change meanwhile.

    Raises `Busy` at once if others are in the way. The lock dies with the process, and with the children that it
    forked: a crash leaves none behind, and no other command begins while a child still works. Whoever may only read
    the project can hold it shared, and needs none where no command has ever changed anything.
    """
    fd = _opened(project, shared)
    try:
        import fcntl
    except ImportError:  # pragma: no cover - Windows has no flock; two builds at once are not guarded there
        fcntl = None  # type: ignore[assignment]
    if fd is None or fcntl is None:  # pragma: no cover
        yield
        return
    holder = os.getpid()
    try:
        try:
            fcntl.flock(fd, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy from error
        yield
    finally:
        if os.getpid() == holder:  # a forked child that ends here must not let go of its parent's lock
            fcntl.flock(fd, fcntl.LOCK_UN)
        os.close(fd)


def _opened(project: Path, shared: bool) -> int | None:
    """The lock file, made when needed. It is never written to, so that its time stamps tell it from any other."""
    try:
        with open_state(project) as folder:
            return folder.open(_LOCK, (os.O_RDONLY if shared else os.O_RDWR) | os.O_CREAT)
    except OSError as error:
        if not shared or error.errno not in _MAY_NOT:
            raise
    with suppress(FileNotFoundError), Folder(str(project)) as home:
        folder_there = home.enter(STATE)
        if folder_there is not None:
            with folder_there:
                return folder_there.open(_LOCK, os.O_RDONLY)
    return None


def token(folder: Folder) -> list[int] | None:
    """What tells this project's lock from a copy of it that came with somebody's files: nobody can set these."""
    info = folder.look(_LOCK)
    return [info.st_ino, info.st_ctime_ns] if info else None
