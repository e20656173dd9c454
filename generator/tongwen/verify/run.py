"""The run: cases in, a report out."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Annotated

import msgspec
from msgspec import Meta

from tongwen.diagnostics import Diagnostic
from tongwen.hosts.runner import CaseData
from tongwen.hosts.trial import NotStarted, Trial
from tongwen.verify import kinds
from tongwen.verify.matrix import Matrix
from tongwen.verify.report import Report, summarise

Progress = Callable[[int, int], None]


class Called(msgspec.Struct, frozen=True, kw_only=True):
    """What the user typed, for the report."""

    host: str
    command: Annotated[tuple[str, ...], Meta(description="What runs the matrix again; `--case` is put behind it.")] = ()


def run(
    trial: Trial, matrix: Matrix, chosen: Sequence[CaseData], called: Called, progress: Progress
) -> tuple[Report | None, list[Diagnostic]]:
    """Run the chosen cases. The report is none only if no host could be made."""
    start = time.monotonic()
    results = []
    try:
        trial.open()
        for result in trial.run_all(chosen):
            results.append(result)
            progress(len(results), len(chosen))
    except NotStarted as error:
        return None, [kinds.HOST_START.at(None, name=called.host, problem=str(error))]
    finally:
        trial.close()
    found: list[Diagnostic] = []
    if len(chosen) == len(matrix.cases):  # a part of the matrix need not meet every entry
        found += [kinds.USELESS_CLAIM.at(None, name=entry) for entry in trial.claims.useless()]
    report = summarise(called.host, matrix, results, time.monotonic() - start, called.command)
    if report.count("not-run") == len(results):
        found.append(kinds.NOTHING_RUN.at(None))
    return report, found
