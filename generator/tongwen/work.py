"""Doing many things over several processes: forked, so that each sees what its parent has prepared."""

from __future__ import annotations

import os
import pickle
import select
import signal
import struct
import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, Self, TypeVar

T = TypeVar("T")
_NUMBER = struct.Struct("!I")


def cores() -> int:
    """How many processes can work at once here."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(do: Callable[[int], T], numbers: Sequence[Sequence[int]], jobs: int) -> Iterator[list[T]]:
    """What `do` gives for each of the numbers, batch by batch, in the order in which the batches are done.

    Each process takes the next batch when it has done its last one. What a process leaves undone, because it was killed
    or `do` raised something, is done here in the end: so a fault shows itself as if there were only one process.
    """
    if jobs < 2 or len(numbers) < 2 or not hasattr(os, "fork"):
        for batch in numbers:
            yield [do(number) for number in batch]
        return
    undone = dict(enumerate(numbers))
    with _Crew(do, numbers, jobs) as crew:
        for which, made in crew.results():
            del undone[which]
            yield made
    for batch in undone.values():
        yield [do(number) for number in batch]


class _Crew(Generic[T]):
    """The processes, the pipe that they take batches from, and a pipe from each for what comes of them."""

    def __init__(self, do: Callable[[int], T], numbers: Sequence[Sequence[int]], jobs: int) -> None:
        self._do = do
        self._numbers = numbers
        self._jobs = jobs
        self._pipes: dict[int, int] = {}
        self._begun = 0

    def __enter__(self) -> Self:
        todo, self._more = os.pipe()
        os.set_blocking(self._more, False)
        self._feed()
        for _ in range(min(self._jobs, len(self._numbers))):
            self._start(todo)
        os.close(todo)
        return self

    def _feed(self) -> None:
        """Put as many batches into the pipe as it takes; close it after the last, which ends the processes."""
        try:
            while self._begun < len(self._numbers):
                os.write(self._more, _NUMBER.pack(self._begun))
                self._begun += 1
        except (BlockingIOError, BrokenPipeError):  # full, or nobody is left: what is not begun is done here
            return
        self._close()

    def _close(self) -> None:
        if self._more >= 0:
            os.close(self._more)
            self._more = -1

    def _start(self, todo: int) -> None:
        read, write = os.pipe()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of threads, which no child of ours needs
            child = os.fork()
        if child:
            os.close(write)
            self._pipes[read] = child
            return
        try:
            os.close(read)
            self._close()  # or nobody would see the end of it
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            self._work(todo, write)
        finally:
            os._exit(0)

    def _work(self, todo: int, out: int) -> None:
        while len(taken := os.read(todo, _NUMBER.size)) == _NUMBER.size:
            (batch,) = _NUMBER.unpack(taken)
            made = pickle.dumps((batch, [self._do(number) for number in self._numbers[batch]]), protocol=5)
            _write(out, _NUMBER.pack(len(made)) + made)

    def results(self) -> Iterator[tuple[int, list[T]]]:
        """Batches and what came of them, until every process has ended."""
        poll = select.poll()
        arrived: dict[int, bytearray] = {}
        for pipe in self._pipes:
            poll.register(pipe, select.POLLIN | select.POLLHUP)
            arrived[pipe] = bytearray()
        while arrived:
            if self._more >= 0:
                self._feed()
            for pipe, _ in poll.poll():
                chunk = os.read(pipe, 1 << 20)
                arrived[pipe] += chunk
                for whole in _frames(arrived[pipe]):
                    yield pickle.loads(whole)  # noqa: S301 (our own child has written it)
                if not chunk:
                    poll.unregister(pipe)
                    del arrived[pipe]

    def __exit__(self, *_: object) -> None:
        self._close()
        for pipe, child in self._pipes.items():
            os.close(pipe)
            os.kill(child, signal.SIGKILL)  # nothing to one that has ended
            os.waitpid(child, 0)


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
