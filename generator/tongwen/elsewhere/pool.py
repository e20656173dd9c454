"""Processes of this machine that are started anew: where a running one cannot be forked."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context

from tongwen.desk import Finished
from tongwen.elsewhere.bundle import Bundle, render

_given: list[Bundle] = []


def rendered(sent: Bundle, batches: Sequence[Sequence[int]], jobs: int) -> Iterator[list[Finished]]:
    """The planned files, batch by batch, in any order. What a process that was killed leaves undone is done here."""
    undone = dict(enumerate(batches))
    with _safe_path():
        pool = ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (sent,))
        waiting = {pool.submit(_render, batch): which for which, batch in undone.items()}
    with pool:
        try:
            for future in as_completed(waiting):
                made = future.result()
                del undone[waiting[future]]
                yield made
        except BrokenProcessPool:
            pool.shutdown(wait=False, cancel_futures=True)
    for batch in undone.values():
        yield render(sent, batch)


@contextmanager
def _safe_path() -> Iterator[None]:
    """Processes that are started in it import nothing from the working folder, which is somebody's project."""
    before = os.environ.get("PYTHONSAFEPATH")
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ["PYTHONSAFEPATH"]
        else:
            os.environ["PYTHONSAFEPATH"] = before


def _begin(sent: Bundle) -> None:
    _given[:] = [sent]


def _render(numbers: Sequence[int]) -> list[Finished]:
    return render(_given[0], numbers)
