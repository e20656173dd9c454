"""Time taken, as the best of several runs that take turns: what disturbs one run disturbs its neighbours alike."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping

ROUNDS = 5


def best(jobs: Mapping[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, float]:
    """Seconds of each job at its best; in each round every job runs once."""
    found = dict.fromkeys(jobs, float("inf"))
    for _ in range(rounds):
        for name, job in jobs.items():
            gc.collect()
            start = time.perf_counter()
            job()
            found[name] = min(found[name], time.perf_counter() - start)
    return found


def row(*cells: object) -> None:
    """A line of a table."""
    print("  ".join(f"{cell:>14.2f}" if isinstance(cell, float) else f"{cell!s:>14}" for cell in cells))
