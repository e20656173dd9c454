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


def test_the_work_is_done_by_this_process_and_by_as_many_others_as_are_asked_for() -> None:
    begun, tell = os.pipe()

    def do(number: int) -> tuple[int, int]:
        if os.getpid() != HERE:
            os.write(tell, b".")
        elif number == 198:  # the first of this process; it waits until the other one is at work
            os.read(begun, 1)
        return number, os.getpid()

    pids = dict(one for batch in work.spread(do, BATCHES, 2) for one in batch)
    os.close(begun)
    os.close(tell)
    assert sorted(pids) == list(range(200))
    assert len(set(pids.values())) == 2
    assert pids[0] != HERE == pids[199]


def test_in_the_end_this_process_takes_what_waits_for_others() -> None:
    begun, tell = os.pipe()
    over, end = os.pipe()

    def do(number: int) -> tuple[int, int]:
        if os.getpid() != HERE:
            os.write(tell, b".")
            os.read(over, 1)  # until all but this one are done
        elif number == 5:
            os.read(begun, 1)
        elif number == 3:
            os.write(end, b".")
        return number, os.getpid()

    pids = dict(one for batch in work.spread(do, [[n] for n in range(6)], 2) for one in batch)
    for pipe in (begun, tell, over, end):
        os.close(pipe)
    assert [pids[n] == HERE for n in range(6)] == [False, True, True, True, True, True]


def test_more_batches_than_a_pipe_holds_are_all_done() -> None:
    batches = [[n] for n in range(50_000)]
    assert sorted(n for batch in work.spread(lambda n: n, batches, 2) for n in batch) == list(range(len(batches)))


def test_a_process_that_has_grown_gives_way_to_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "_GROWTH", 0)
    monkeypatch.setattr(work._Crew, "_own", lambda _: None)  # so that there is enough to do for others
    kept: list[bytes] = []

    def do(number: int) -> tuple[int, int, int]:
        if os.getpid() != HERE:
            kept.append(bytes(1_000_000))
        return number, os.getpid(), len(kept)

    done = [one for batch in work.spread(do, BATCHES, 2) for one in batch]
    assert sorted(number for number, _, _ in done) == list(range(200))
    assert len({pid for _, pid, _ in done}) > 2
    assert max(count for _, _, count in done) < 50


def test_more_batches_than_a_pipe_holds_are_done_here_when_every_process_is_killed() -> None:
    def do(number: int) -> int:
        if os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    batches = [[n] for n in range(50_000)]
    assert sorted(n for batch in work.spread(do, batches, 2) for n in batch) == list(range(len(batches)))


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
    results = work.spread(lambda _: os.getpid(), [[n] for n in range(50_000)], 2)
    pid = next(pid for (pid,) in results if pid != HERE)
    results.close()  # type: ignore[attr-defined]
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
