"""What a run has shown, grouped by the rules that were broken. Every rendering is made from this."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Annotated

import msgspec
from msgspec import Meta

from tongwen.hosts.runner import CaseData, Difference
from tongwen.hosts.trial import Result
from tongwen.verify.advice import advice, common_advice
from tongwen.verify.matrix import Matrix, RuleWords


class Broken(msgspec.Struct, frozen=True, kw_only=True):
    """A rule that the host breaks."""

    rule: str
    words: RuleWords
    failed: list[Result]
    run: Annotated[int, Meta(description="How many of the cases that were run have looked at the rule.")]
    only: Annotated[
        dict[str, str],
        Meta(description="What all failed cases share and others do not: `platform`, `profile`, `call`."),
    ] = {}

    def changes(self) -> dict[str, int]:
        """What to change, to be translated, with the number of cases that call for it."""
        return common_advice([result.differences for result in self.failed])

    def examples(self, count: int) -> list[Result]:
        """Failed cases, first those that differ in what is wrong with them."""
        kinds: dict[tuple[str, ...], Result] = {}
        for result in self.failed:
            kinds.setdefault(tuple(advice(result.differences)), result)
        picked = list(kinds.values())
        rest = (result for result in self.failed if all(result is not one for one in picked))
        return list(islice(chain(picked, rest), count))


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """The outcome of a run."""

    host: str
    matrix: Matrix
    results: list[Result]
    broken: list[Broken]
    lacking: Annotated[dict[str, int], Meta(description="Cases that were not run, by the entry of `cannot`.")]
    seconds: float
    command: Annotated[tuple[str, ...], Meta(description="The command that this run came from, without `--case`.")] = ()

    def count(self, state: str) -> int:
        """How many cases ended so."""
        return sum(result.state == state for result in self.results)

    @property
    def green(self) -> bool:
        """Whether something was run, and nothing failed. What was not run is not a success."""
        return self.count("passed") > 0 and self.count("failed") == 0

    def changes(self) -> dict[str, int]:
        """What to change, over all rules: one mistake may break many of them."""
        return common_advice([result.differences for broken in self.broken for result in broken.failed])

    def again(self, result: Result) -> str:
        """What to type to run one case again; empty: nobody said."""
        return shlex.join([*self.command, "--case", result.id]) if self.command else ""


def summarise(
    host: str, matrix: Matrix, results: Sequence[Result], seconds: float, command: tuple[str, ...] = ()
) -> Report:
    """Group the results by the rule that was broken; first the rules that most cases show."""
    failed: dict[str, list[Result]] = {}
    looked: dict[str, list[Result]] = {}
    for result in results:
        for rule in _rules(result):
            looked.setdefault(rule, []).append(result)
        if result.state == "failed":
            failed.setdefault(result.rule, []).append(result)
    broken = [
        Broken(
            rule=rule,
            words=matrix.rules.get(rule, RuleWords()),
            failed=found,
            run=len(looked[rule]),
            only=_only(found, looked[rule]),
        )
        for rule, found in failed.items()
    ]
    broken.sort(key=lambda group: -len(group.failed))
    return Report(
        host=host,
        matrix=matrix,
        results=list(results),
        broken=broken,
        lacking=dict(Counter(result.lacking for result in results if result.state == "not-run")),
        seconds=seconds,
        command=command,
    )


def step_of(differences: Sequence[Difference]) -> int:
    """The step at which a case failed, from 1; 0: in the call that it is about."""
    return max((found.step for found in differences), default=0)


def _rules(result: Result) -> set[str]:
    """The rules that a case has looked at, up to the step at which it failed."""
    if result.state == "not-run":
        return set()
    failed_at = step_of(result.differences)
    arrange = result.case.get("arrange", ())
    steps = arrange[:failed_at] if failed_at else arrange
    found = {str(step["rule"]) for step in steps if step.get("rule") and step.get("expect")}
    return found | {result.rule} if failed_at else found | {result.rule, str(result.case["rule"])}


def _only(failed: Sequence[Result], looked: Sequence[Result]) -> dict[str, str]:
    """What narrows the mistake down: values that all failed cases share, where cases with others have passed."""
    found = {}
    walked = any(step_of(result.differences) for result in failed)  # a walk fails at another call than its last
    for name in ("profile", "platform", *(() if walked else ("call",))):
        values = {_value(result.case, name) for result in failed}
        if len(values) == 1 and any(_value(result.case, name) not in values for result in looked):
            found[name] = values.pop()
    return found


def _value(case: CaseData, name: str) -> str:
    if name == "call":
        return str(case["act"]["call"])
    return str(case["profile"] if name == "profile" else case["world"].get(name, ""))


def absent(report: Report) -> Iterator[tuple[str, int]]:
    """Entries of `cannot` with the cases they took out, the largest first; an empty entry: the host had stopped."""
    yield from sorted(report.lacking.items(), key=lambda pair: (-pair[1], pair[0]))
