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
#: As many numbers as a pipe holds for sure before anybody reads it.
_HELD = 4096
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

    def __enter__(self) -> Self:
        todo, more = os.pipe()
        os.set_blocking(more, False)
        for batch in range(min(len(self._numbers), _HELD)):
            os.write(more, _NUMBER.pack(batch))
        os.close(more)
        for _ in range(min(self._jobs, len(self._numbers))):
            self._start(todo)
        os.close(todo)
        return self

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
            for pipe, _ in poll.poll():
                chunk = os.read(pipe, 1 << 20)
                arrived[pipe] += chunk
                for whole in _frames(arrived[pipe]):
                    yield pickle.loads(whole)  # noqa: S301 (our own child has written it)
                if not chunk:
                    poll.unregister(pipe)
                    del arrived[pipe]

    def __exit__(self, *_: object) -> None:
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
