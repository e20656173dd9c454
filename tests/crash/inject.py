"""Calls that change files, counted, and one of them made fatal: the process dies there, or the call fails.

Works on the functions of `os` in this process, so that a sweep over all calls of a writer takes a second. That nothing
is overlooked is shown with strace, which sees the calls of the process itself.
"""

from __future__ import annotations

import errno
import io
import os
import signal
from collections.abc import Callable
from typing import Any, Literal, NamedTuple

import tongwen.write.swap

#: What happens at the fatal call: the process dies before it, or in the middle of it where it writes; the call fails,
#: and after it all others of its kind or only this one.
How = Literal["kill", "half", "ENOSPC", "ENOSPC once", "EIO", "EIO once", "EROFS"]
HOWS: tuple[How, ...] = ("kill", "half", "ENOSPC", "ENOSPC once", "EIO", "EIO once", "EROFS")
#: Begins the outcome of a job that has left files open.
LEFT_OPEN = "left open"
_NAMES = (
    "open",
    "write",
    "writev",
    "mkdir",
    "replace",
    "rename",
    "unlink",
    "remove",
    "rmdir",
    "fsync",
    "chmod",
    "truncate",
)
#: What a full disk still allows.
_FREES = {"unlink", "remove", "rmdir", "chmod", "fsync", "truncate"}
_CHANGES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


def without_waiting() -> None:
    """No power fails here, so nothing in this process and its forks waits for the disk."""
    os.fsync = lambda fd: None
    tongwen.write.swap.flush = lambda folder: None


class Fatal(NamedTuple):
    """Which of the calls, from 1, and what happens there."""

    step: int
    how: How


class Injector:
    """Counts the calls of this process from `install` on."""

    def __init__(self, fatal: Fatal) -> None:
        self.fatal = fatal
        self.calls: list[str] = []

    def install(self) -> None:
        """For the rest of this process: there is no way back, because its only use is in a fork."""
        for name in _NAMES:
            setattr(os, name, self._watched(name, getattr(os, name)))
        io.open = self._watched("io.open", io.open)
        tongwen.write.swap.flush = self._watched("flush", tongwen.write.swap.flush)

    def _watched(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            if _changes(name, args, named):
                self.calls.append(name)
                self._strike(name, args)
            return function(*args, **named)

        return call

    def _strike(self, name: str, args: tuple[Any, ...]) -> None:
        here, how = len(self.calls), self.fatal.how
        if how in ("kill", "half") and here == self.fatal.step:
            if how == "half":
                _write_half(name, args)
            os.kill(os.getpid(), signal.SIGKILL)
        code, _, once = how.partition(" ")
        if code in ("kill", "half") or (here != self.fatal.step if once else here < self.fatal.step):
            return
        if code == "ENOSPC" and name in _FREES:
            return
        if code == "ENOSPC":
            _write_half(name, args)
        number = getattr(errno, code)
        raise OSError(number, os.strerror(number))


def _write_half(name: str, args: tuple[Any, ...]) -> None:
    """What is on the disk when a call that writes is cut off."""
    if name in ("write", "writev"):
        content = args[1] if name == "write" else b"".join(args[1])
        os.pwrite(args[0], content[: len(content) // 2], 0)


def _changes(name: str, args: tuple[Any, ...], named: dict[str, Any]) -> bool:
    if name == "open":
        return bool(args[1] & _CHANGES)
    if name == "io.open":
        mode = args[1] if len(args) > 1 else named.get("mode", "r")
        return isinstance(args[0], (str, os.PathLike)) and bool(set(mode) & set("wax+"))
    return True


def run(job: Callable[[], object], fatal: Fatal) -> tuple[str, list[str]]:
    """Do a job in a fork of this process; what became of it, and its calls.

    That is `killed`, `failed` (an `OSError`), `done`, what it left open, or another error. The calls are known of a job
    that was not killed.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        _child(job, fatal, writer)
    os.close(writer)
    with open(reader, "rb") as stream:
        told = stream.read().decode()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return "killed", []
    outcome, *calls = told.split("\n")
    return outcome, calls


def held() -> set[str]:
    """The files that this process has open, where the system tells."""
    try:
        return {os.readlink(f"/proc/self/fd/{fd}") for fd in os.listdir("/proc/self/fd") if _is_open(int(fd))}
    except FileNotFoundError:
        return set()


def _is_open(fd: int) -> bool:
    """Whether it still is: the one that was listed with is not."""
    try:
        os.fstat(fd)
    except OSError:
        return False
    return True


def _child(job: Callable[[], object], fatal: Fatal, writer: int) -> None:
    injector = Injector(fatal)
    write, before = os.write, held()
    injector.install()
    outcome = "done"
    try:
        job()
    except OSError:
        outcome = "failed"
    except BaseException as error:
        outcome = repr(error)
    if left := sorted(held() - before):
        outcome = f"{LEFT_OPEN}: {', '.join(left)}"
    write(writer, "\n".join([outcome, *injector.calls]).encode())
    os._exit(0)
