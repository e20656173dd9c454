"""A report for programs. The records are the promise: fields are added, and none is renamed, removed or retyped."""

from __future__ import annotations

import json
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from tongwen.diagnostics import Translate
from tongwen.hosts.trial import Result
from tongwen.verify.report import Broken, Report, step_of
from tongwen.verify.words import LONGEST


class DifferenceData(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was seen and should not have been, or the reverse. The terms are the runner's, not translated."""

    what: Annotated[
        str,
        Meta(
            description="`prompts`, `result`, `message`, `errno`, `FIELD[SCOPE]`, `FIELD afterwards[SCOPE]`, "
            "`page SCOPE`, `subscriptionsSetting`, `reading`, or `host` where there was no proper answer."
        ),
    ]
    expected: str
    seen: Annotated[str, Meta(description=f"As the host gave it, at most {LONGEST} characters.")]


class CaseResult(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What came of one case. Parts that are empty are left out."""

    id: str
    state: Literal["passed", "failed", "not-run"]
    rule: Annotated[str, Meta(description="The rule that was broken; if none was, the one that the case holds.")]
    step: Annotated[int, Meta(description="Where it failed, from 1; 0: in the call that it is about.", ge=0)] = 0
    cannot: Annotated[
        str | None,
        Meta(description="Of a case that was not run: the host's entry in `cannot`; empty: it had stopped answering."),
    ] = None
    differences: list[DifferenceData] = []
    again: Annotated[str, Meta(description="The command that runs a failed case again.")] = ""
    seconds: Annotated[float, Meta(ge=0)] = 0.0


class BrokenRule(msgspec.Struct, frozen=True, kw_only=True):
    """A rule that the host breaks; its words and the advice are in the language of the run."""

    rule: str
    place: Annotated[str, Meta(description="File and line of the spec, `file:line`; empty: unknown.")]
    title: str
    note: str
    failed: Annotated[int, Meta(description="Cases that broke it.", ge=1)]
    run: Annotated[int, Meta(description="Cases that looked at it.", ge=1)]
    only: Annotated[dict[str, str], Meta(description="`profile`, `platform`, `call` that all failed cases share.")]
    change: Annotated[dict[str, int], Meta(description="What to change, with the cases that call for it.")]


class ReportData(msgspec.Struct, frozen=True, kw_only=True):
    """What `tongwen verify --format json` prints."""

    format: Annotated[Literal[1], Meta(description="Rises when a field changes its meaning.")] = 1
    host: str
    spec: str
    release: str
    green: Annotated[bool, Meta(description="Whether something was run, and nothing failed.")]
    passed: Annotated[int, Meta(ge=0)]
    failed: Annotated[int, Meta(ge=0)]
    not_run: Annotated[int, Meta(ge=0)]
    cannot: Annotated[dict[str, int], Meta(description="Cases not run, by the host's entry; `` is: had stopped.")]
    seconds: Annotated[float, Meta(ge=0)]
    change: Annotated[dict[str, int], Meta(description="What to change over all rules, in the language of the run.")]
    broken: Annotated[list[BrokenRule], Meta(description="First the rule that most cases show.")]
    cases: Annotated[list[CaseResult], Meta(description="In the order of the matrix.")]


def as_json(report: Report, translate: Translate) -> str:
    """One object, a `ReportData`, in ASCII, so that no terminal or pipe can spoil it."""
    data = ReportData(
        host=_legal(report.host),
        spec=report.matrix.spec,
        release=report.matrix.release,
        green=report.green,
        passed=report.count("passed"),
        failed=report.count("failed"),
        not_run=report.count("not-run"),
        cannot=report.lacking,
        seconds=round(report.seconds, 3),
        change=_changes(report.changes(), translate),
        broken=[_broken(broken, translate) for broken in report.broken],
        cases=[_case(report, result) for result in report.results],
    )
    return json.dumps(msgspec.to_builtins(data), ensure_ascii=True, indent=1)


def _broken(broken: Broken, translate: Translate) -> BrokenRule:
    return BrokenRule(
        rule=broken.rule,
        place=broken.words.place,
        title=broken.words.title,
        note=broken.words.note,
        failed=len(broken.failed),
        run=broken.run,
        only=broken.only,
        change=_changes(broken.changes(), translate),
    )


def _changes(changes: dict[str, int], translate: Translate) -> dict[str, int]:
    return {translate(sentence): number for sentence, number in changes.items()}


def _case(report: Report, result: Result) -> CaseResult:
    return CaseResult(
        id=result.id,
        state=result.state,
        rule=result.rule,
        step=step_of(result.differences),
        cannot=result.lacking if result.state == "not-run" else None,
        differences=[
            DifferenceData(what=_legal(d.what), expected=_legal(d.expected), seen=_legal(d.seen))
            for d in result.differences
        ],
        again=_legal(report.again(result), None) if result.state == "failed" else "",
        seconds=round(result.seconds, 6),
    )


def _legal(text: str, longest: int | None = LONGEST) -> str:
    """Without lone surrogates, which JSON can spell and many readers of it refuse."""
    return text[:longest].encode("utf-8", "backslashreplace").decode("utf-8")
