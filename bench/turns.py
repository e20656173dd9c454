"""Jobs that take turns: in each round every job runs once, so that what disturbs the machine disturbs all alike."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

from bench.jobs import DISK, Job
from bench.measure import Failed, Run, run
from bench.results import Measured


def say(text: str) -> None:
    """Progress, for people who wait."""
    print(text, file=sys.stderr, flush=True)


def take_turns(jobs: Sequence[Job], size: int, rounds: int, missing: dict[str, str]) -> list[Measured]:
    """Measure jobs of one size. A job that fails is left out from then on, and `missing` says why."""
    left = list(jobs)
    runs: dict[str, list[Run]] = {job.name: [] for job in jobs}
    sizes: dict[str, list[int]] = {}
    for number in range(1, rounds + 1):
        for job in list(left):
            done = _several(job, size, f"round {number} of {rounds}", missing)
            if not done:
                left.remove(job)
                continue
            runs[job.name] += done
            if job.name not in sizes:
                sizes[job.name] = [path.stat().st_size for path in job.output()]
    peaks = {job.name: _peak(job, size, missing) for job in left if job.weighed}
    return [
        Measured(
            size=size,
            job=job.name,
            place=job.place,
            wall=[round(one.wall, 4) for one in runs[job.name]],
            cpu=[round(one.cpu, 4) for one in runs[job.name] if one.cpu is not None],
            peak=peaks.get(job.name),
            files=len(sizes[job.name]),
            bytes=sum(sizes[job.name]),
        )
        for job in left
    ]


def _several(job: Job, size: int, part: str, missing: dict[str, str]) -> list[Run]:
    """The runs of one round; none if one of them has failed."""
    done: list[Run] = []
    for _ in range(job.times):
        one = _once(job, size, part, missing)
        if one is None:
            return []
        done.append(one)
    return done


def _once(job: Job, size: int, part: str, missing: dict[str, str], *, watched: bool = False) -> Run | None:
    where = f"N={size:,}, {job.place}"
    try:
        job.before()
        if job.place == DISK and hasattr(os, "sync"):
            os.sync()  # what others have left to write is not this job's
        done = run(job.command, job.cwd, watched=watched)
    except (Failed, OSError, subprocess.SubprocessError) as error:
        reason = str(error).strip().splitlines()[-1]
        missing[f"{job.name} ({where})"] = reason
        say(f"{where}, {part}: {job.name} failed and is left out: {reason}")
        return None
    say(f"{where}, {part}: {job.name} {done.wall:.3f} s")
    return done


def _peak(job: Job, size: int, missing: dict[str, str]) -> int | None:
    done = _once(job, size, "peak memory", missing, watched=True)
    return done.peak if done else None
