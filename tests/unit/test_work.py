"""Spreading work over processes: the same comes of it, whatever happens to them."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

import pytest
from tongwen import work

BATCHES = [[n, n + 1] for n in range(0, 200, 2)]
HERE = os.getpid()


def squares(do: Callable[[int], int], jobs: int) -> list[int]:
    return sorted(number for batch in work.spread(do, BATCHES, jobs) for number in batch)


@pytest.mark.parametrize("jobs", [1, 2, 5, 500])
def test_every_number_is_done_once(jobs: int) -> None:
    assert squares(lambda n: n * n, jobs) == [n * n for n in range(200)]


def test_the_work_is_done_in_other_processes() -> None:
    pids = {pid for batch in work.spread(lambda _: os.getpid(), BATCHES, 2) for pid in batch}
    assert os.getpid() not in pids
    assert 1 <= len(pids) <= 2


def test_more_batches_than_a_pipe_holds_are_all_done_elsewhere() -> None:
    batches = [[n] for n in range(50_000)]
    done = [one for batch in work.spread(lambda n: (n, os.getpid()), batches, 2) for one in batch]
    assert sorted(number for number, _ in done) == list(range(len(batches)))
    assert HERE not in {pid for _, pid in done}


def test_more_batches_than_a_pipe_holds_are_done_here_when_every_process_is_killed() -> None:
    def do(number: int) -> int:
        if os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    batches = [[n] for n in range(50_000)]
    assert [n for batch in work.spread(do, batches, 2) for n in batch] == list(range(len(batches)))


def test_large_results_arrive_whole() -> None:
    found = [text for batch in work.spread(lambda n: str(n) * 500_000, [[1], [2], [3]], 2) for text in batch]
    assert sorted(found) == [str(n) * 500_000 for n in (1, 2, 3)]


def test_what_a_killed_process_leaves_undone_is_done_here() -> None:
    def do(number: int) -> int:
        if number == 90 and os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        return number * number

    assert squares(do, 2) == [n * n for n in range(200)]


def test_a_fault_shows_itself_as_if_there_were_only_one_process() -> None:
    def do(number: int) -> int:
        if number == 90:
            raise LookupError("ninety")
        return number

    with pytest.raises(LookupError, match="ninety"):
        squares(do, 2)


def test_whoever_stops_asking_leaves_no_process_behind() -> None:
    results = work.spread(lambda _: os.getpid(), BATCHES, 2)
    pid = next(results)[0]
    results.close()  # type: ignore[attr-defined]
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
