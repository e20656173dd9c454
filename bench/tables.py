"""What a person reads on the terminal."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from bench.goals import Goal, goals
from bench.jobs import DISK, FULL, MEMORY, START, VERSION, YARDSTICK
from bench.results import Results, ratio

HEAD = ("", "wall s", "CPU s", "against", "by CPU", "of full", "peak MiB", "files", "MB")
#: What each place's jobs are held against.
AGAINST = {MEMORY: YARDSTICK, DISK: YARDSTICK, START: VERSION}
WHERE = {MEMORY: "in memory", DISK: "on disk", START: "command lines that do nothing"}


def text(results: Results) -> str:
    """All tables."""
    parts = [_size(results, size, place) for size in results.sizes() for place in WHERE]
    parts += ["\n".join(_growth(results)), "\n".join(_goals(goals(results)))]
    parts += [f"not measured: {what}: {why}" for what, why in results.missing.items()]
    return "\n\n".join(part for part in parts if part) + "\n"


def _size(results: Results, size: int, place: str) -> str:
    jobs = results.jobs(size, place)
    if not jobs:
        return ""
    title = f"{size:,} calls, {WHERE[place]} (medians; against {AGAINST[place]}, of our full build)"
    return "\n".join([title, *aligned([HEAD, *(_row(results, size, job, place) for job in jobs)])])


def _row(results: Results, size: int, job: str, place: str) -> Sequence[str]:
    wall, against = results.wall(size, job, place), results.wall(size, AGAINST[place], place)
    cpu = results.cpu(size, job, place)
    found, peak = results.find(size, job, place), results.peak(size, job, place)
    files, written = (found.files, found.bytes) if found else (0, 0)
    return (
        job,
        number(wall, 3),
        number(cpu, 3),
        number(ratio(wall, against), 2),
        number(ratio(cpu, results.cpu(size, AGAINST[place], place)), 2),
        number(ratio(wall, results.wall(size, FULL, place)), 2),
        number(None if peak is None else peak / 2**20, 0),
        f"{files:,}" if files else "",
        number(written / 1e6, 1) if written else "",
    )


def _growth(results: Results) -> Iterator[str]:
    sizes = [size for size in results.sizes() if results.jobs(size, MEMORY)]
    steps = list(itertools.pairwise(sizes))
    if not steps:
        return
    yield "Growth of the time in memory"
    rows: list[Sequence[str]] = [("", *(f"{small:,} to {large:,}" for small, large in steps))]
    for job in results.jobs(sizes[0], MEMORY):
        found = (ratio(results.wall(large, job, MEMORY), results.wall(small, job, MEMORY)) for small, large in steps)
        rows.append((job, *(number(step, 1) for step in found)))
    yield from aligned(rows)


def _goals(found: Sequence[Goal]) -> Iterator[str]:
    yield "Goals"
    words = {True: "met", False: "NOT MET", None: "not measured"}
    rows = [
        (goal.en, f"{number(goal.figure, 2)} {goal.unit}", f"at most {goal.limit:g}", words[goal.met]) for goal in found
    ]
    yield from aligned(rows)


def number(value: float | None, digits: int) -> str:
    """A figure, or a dash where there is none."""
    return "–" if value is None else f"{value:,.{digits}f}"


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows of cells as lines; the first column to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        rest = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        yield "  ".join(["  " + row[0].ljust(widths[0]), *rest]).rstrip()
