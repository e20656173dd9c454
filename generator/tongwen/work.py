"""Doing many things over several processes: forked, so that each sees what its parent has prepared."""

from __future__ import annotations

import os
import pickle
import select
import signal
import socket
import struct
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Generic, Self, TypeVar

T = TypeVar("T")
_NUMBER = struct.Struct("!I")
#: Batches for each process that it has or that wait for it: enough while this process is busy with one of its own.
_AHEAD = 4
#: Bytes of results that may wait for this process, where the system lets it choose.
_ROOM = 1024 * 1024
#: Bytes that a process may grow by. What it keeps from one file to the next, and what Python cannot give back in
#: pieces, goes when it ends; a new one takes its place in milliseconds.
_GROWTH = 32 * 1024 * 1024
#: GNU's number for the size of blocks that have memory of their own, and that size in bytes.
_MMAP_THRESHOLD, _LARGE = -3, 256 * 1024


def cores() -> int:
    """How many processes can work at once here."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(do: Callable[[int], T], numbers: Sequence[Sequence[int]], jobs: int) -> Iterator[list[T]]:
    """What `do` gives for each of the numbers, batch by batch, in the order in which the batches are done.

    This process is one of the `jobs`: each of them holds in the end a copy of what all have looked at. It takes batches
    from the end, the others from the beginning; they give way to new ones when they have grown. What a process leaves
    undone, because it was killed or `do` raised something, is done here in the end: so a fault shows itself as if there
    were only one process.
    """
    if jobs < 2 or len(numbers) < 2 or not hasattr(os, "fork"):
        for batch in numbers:
            yield [do(number) for number in batch]
        return
    undone = dict(enumerate(numbers))
    with _Crew(do, numbers, jobs - 1) as crew:
        for which, made in crew.results():
            del undone[which]
            yield made
    for batch in undone.values():
        yield [do(number) for number in batch]


class _Member:
    """A process, and what has arrived from it so far."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.arrived = bytearray()

    def end(self) -> None:
        os.kill(self.pid, signal.SIGKILL)  # nothing to one that has ended
        os.waitpid(self.pid, 0)


class _Crew(Generic[T]):
    """The other processes, the socket that they take batches from, and a pipe from each for what comes of them."""

    def __init__(self, do: Callable[[int], T], numbers: Sequence[Sequence[int]], others: int) -> None:
        self._do = do
        self._numbers = numbers
        self._others = others
        self._members: dict[int, _Member] = {}
        self._poll = select.poll()
        #: Batches before the first of these numbers were given to the others; those from the second on are done here.
        self._first, self._last = 0, len(numbers)
        self._waiting = 0

    def __enter__(self) -> Self:
        _give_back()
        self._todo, self._more = socket.socketpair()
        self._feed()
        for _ in range(min(self._others, len(self._numbers))):
            self._start()
        return self

    def _feed(self) -> None:
        """Give the others what to do next; after the last batch close their socket, which ends them."""
        while self._first < self._last and self._waiting < _AHEAD * self._others:
            self._more.send(_NUMBER.pack(self._first))
            self._first += 1
            self._waiting += 1
        if self._first == self._last:
            self._more.close()

    def _start(self) -> None:
        read, write = _pipe()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of threads, which no child of ours needs
            child = os.fork()
        if child:
            os.close(write)
            self._members[read] = _Member(child)
            self._poll.register(read, select.POLLIN | select.POLLHUP)
            return
        try:
            for pipe in (read, *self._members):
                os.close(pipe)
            self._more.close()  # or nobody would see the end of it
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            self._work(write)
        finally:
            os._exit(0)

    def _work(self, out: int) -> None:
        """Do batches until there are none, or until this process has grown: then say so with an empty message."""
        most = _high_water() + _GROWTH
        while len(taken := self._todo.recv(_NUMBER.size)) == _NUMBER.size:
            (batch,) = _NUMBER.unpack(taken)
            made = pickle.dumps((batch, [self._do(number) for number in self._numbers[batch]]), protocol=5)
            _write(out, _NUMBER.pack(len(made)) + made)
            if _high_water() > most:
                _write(out, _NUMBER.pack(0))
                return

    def results(self) -> Iterator[tuple[int, list[T]]]:
        """Batches and what came of them, until all are done or every other process has ended."""
        while self._members:
            own = self._own()
            for pipe, _ in self._poll.poll(None if own is None else 0):
                yield from self._arrived(pipe)
            self._feed()
            if own is not None:
                yield own, [self._do(number) for number in self._numbers[own]]

    def _own(self) -> int | None:
        """The next batch for this process: the last one, or in the end one that still waits for another process."""
        if self._first < self._last:
            self._last -= 1
            return self._last
        try:
            taken = self._todo.recv(_NUMBER.size, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return None
        if not taken:
            return None
        self._waiting -= 1
        return int(_NUMBER.unpack(taken)[0])

    def _arrived(self, pipe: int) -> Iterator[tuple[int, list[T]]]:
        """What one process has sent. It may have ended, in the middle of a batch if it was killed."""
        member = self._members[pipe]
        chunk = os.read(pipe, _ROOM)
        member.arrived += chunk
        grown = False
        for whole in _frames(member.arrived):
            grown = not whole
            if whole:
                self._waiting -= 1
                yield pickle.loads(whole)  # noqa: S301 (our own child has written it)
        if grown or not chunk:
            self._end(pipe)
        if grown:
            self._start()

    def _end(self, pipe: int) -> None:
        self._poll.unregister(pipe)
        os.close(pipe)
        self._members.pop(pipe).end()

    def __exit__(self, *_: object) -> None:
        self._more.close()
        self._todo.close()
        for pipe in list(self._members):
            self._end(pipe)


def _pipe() -> tuple[int, int]:
    """A pipe that holds much, so that who writes need not wait for who reads."""
    import fcntl  # not there on Windows, which forks nothing

    read, write = os.pipe()
    if hasattr(fcntl, "F_SETPIPE_SZ"):
        with suppress(OSError):  # so much may not be allowed here
            fcntl.fcntl(write, fcntl.F_SETPIPE_SZ, _ROOM)
    return read, write


def _give_back() -> None:
    """Return to the system what was freed in the middle of the heap, or each process would hold on to it.

    From now on large blocks are not taken from there: they grow without being copied, and leave no holes.
    """
    if sys.platform.startswith("linux") and _high_water() > _GROWTH:
        import ctypes

        with suppress(AttributeError):  # of another C library than GNU's
            library = ctypes.CDLL(None)
            library.mallopt(_MMAP_THRESHOLD, _LARGE)
            library.malloc_trim(0)


def _high_water() -> int:
    """Bytes of memory that this process has had at most, with what it shares."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _frames(arrived: bytearray) -> Iterator[bytes]:
    """The messages that have arrived as a whole, taken out of what has arrived."""
    while len(arrived) >= _NUMBER.size:
        end = _NUMBER.size + _NUMBER.unpack_from(arrived)[0]
        if len(arrived) < end:
            return
        yield bytes(arrived[_NUMBER.size : end])
        del arrived[:end]


def _write(out: int, message: bytes) -> None:
    view = memoryview(message)
    while view:
        view = view[os.write(out, view) :]
