"""What we hold ourselves to, and how far it is so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bench.jobs import (
    CHECK,
    DISK,
    FULL,
    HUGE_SIZE,
    MEMORY,
    ONE_CHANGED,
    OVER_SAME,
    OVER_STALE,
    START,
    TYPER,
    UNCHANGED,
    VERSION,
    YARDSTICK,
)
from bench.jobs import over as over_its_own
from bench.results import Results, ratio

SLOW = "openapi-python-client"
LARGE = (1_000, 10_000)


@dataclass(frozen=True, kw_only=True)
class Goal:
    """One line: a figure that is to stay at or below a limit."""

    en: str
    zh: str
    figure: float | None
    """None if it was not measured."""
    limit: float
    unit: str = "×"

    @property
    def met(self) -> bool | None:
        """Whether it is so; None if nobody knows."""
        return None if self.figure is None else self.figure <= self.limit


def goals(results: Results) -> list[Goal]:
    """All of them, also those that were not measured."""
    return [*_full(results), *_disk(results), *_growth(results), *_commands(results), *_huge(results)]


def _full(results: Results) -> Iterator[Goal]:
    for size in LARGE:
        ours = results.wall(size, FULL, MEMORY)
        yield Goal(
            en=f"Full build of {size:,} calls in memory, time against {YARDSTICK}",
            zh=f"在内存中完整构建 {size:,} 个接口，与 {YARDSTICK} 的耗时之比",
            figure=ratio(ours, results.wall(size, YARDSTICK, MEMORY)),
            limit=0.5,
        )
        yield Goal(
            en=f"The same of {size:,} calls for each byte that is written",
            zh=f"同样构建 {size:,} 个接口，按写出的每个字节计",
            figure=ratio(_each_byte(results, size, FULL), _each_byte(results, size, YARDSTICK)),
            limit=0.25,  # what can be held without a compiled core: ADR 0026
        )
        yield Goal(
            en=f"The same of {size:,} calls against {SLOW}",
            zh=f"同样构建 {size:,} 个接口，与 {SLOW} 的耗时之比",
            figure=ratio(ours, results.wall(size, SLOW, MEMORY)),
            limit=0.1,
        )
        yield Goal(
            en=f"Its peak memory of {size:,} calls against {YARDSTICK}",
            zh=f"同样构建 {size:,} 个接口，与 {YARDSTICK} 的内存峰值之比",
            figure=ratio(results.peak(size, FULL, MEMORY), results.peak(size, YARDSTICK, MEMORY)),
            limit=1,
        )


def _each_byte(results: Results, size: int, job: str) -> float | None:
    """Seconds for a byte of the outputs, in memory."""
    found = results.find(size, job, MEMORY)
    return ratio(results.wall(size, job, MEMORY), found.bytes if found else None)


def _disk(results: Results) -> Iterator[Goal]:
    for size in LARGE:
        yield Goal(
            en=f"Full build of {size:,} calls on disk, time against {YARDSTICK}",
            zh=f"在磁盘上完整构建 {size:,} 个接口，与 {YARDSTICK} 的耗时之比",
            figure=ratio(results.wall(size, FULL, DISK), results.wall(size, YARDSTICK, DISK)),
            limit=1,
        )
        theirs = results.wall(size, over_its_own(YARDSTICK), DISK)
        for job, en, zh in ((OVER_SAME, "the same output", "相同的输出"), (OVER_STALE, "stale output", "过期的输出")):
            yield Goal(
                en=f"The same of {size:,} calls over {en}",
                zh=f"同样构建 {size:,} 个接口，覆盖{zh}",
                figure=ratio(results.wall(size, job, DISK), theirs),
                limit=0.5,
            )


def _growth(results: Results) -> Iterator[Goal]:
    small, large = LARGE
    yield Goal(
        en=f"Growth of the full build in memory from {small:,} to {large:,} calls",
        zh=f"接口由 {small:,} 个增至 {large:,} 个，在内存中完整构建的耗时增长",
        figure=ratio(results.wall(large, FULL, MEMORY), results.wall(small, FULL, MEMORY)),
        limit=11,
    )


def _commands(results: Results) -> Iterator[Goal]:
    yield Goal(
        en="`tongwen --version` against `python -c 'import typer'`",
        zh="`tongwen --version` 与 `python -c 'import typer'` 的耗时之比",
        figure=_started(results),
        limit=2,
    )
    for size, nothing in zip(LARGE, (1.5, 2.5), strict=True):
        version = results.wall(size, VERSION, START)
        place = MEMORY if results.jobs(size, MEMORY) else DISK
        yield Goal(
            en=f"Nothing changed among {size:,} calls, against `tongwen --version`",
            zh=f"{size:,} 个接口均无改动，与 `tongwen --version` 的耗时之比",
            figure=ratio(results.wall(size, UNCHANGED, place), version),
            limit=nothing,
        )
        yield Goal(
            en=f"One description changed among {size:,} calls, against `tongwen --version`",
            zh=f"{size:,} 个接口中改动一处描述，与 `tongwen --version` 的耗时之比",
            figure=ratio(results.wall(size, ONE_CHANGED, place), version),
            limit=3,
        )
        yield Goal(
            en=f"`--check` of {size:,} calls without a record, against the full build",
            zh=f"没有构建记录时对 {size:,} 个接口运行 `--check`，与完整构建的耗时之比",
            figure=ratio(results.wall(size, CHECK, place), results.wall(size, FULL, place)),
            limit=0.6,
        )


def _started(results: Results) -> float | None:
    """At the first of the sizes that has it: it does not depend on the size."""
    found = (ratio(results.wall(size, VERSION, START), results.wall(size, TYPER, START)) for size in results.sizes())
    return next((figure for figure in found if figure is not None), None)


def _huge(results: Results) -> Iterator[Goal]:
    peak = results.peak(HUGE_SIZE, FULL, MEMORY) or results.peak(HUGE_SIZE, FULL, DISK)
    yield Goal(
        en=f"Peak memory of {HUGE_SIZE:,} calls",
        zh=f"{HUGE_SIZE:,} 个接口的内存峰值",
        figure=None if peak is None else peak / 2**30,
        limit=12,
        unit="GiB",
    )
