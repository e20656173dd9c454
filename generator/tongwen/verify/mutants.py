"""The proof that the matrix can fail: hosts and rules broken on purpose, and what notices each of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from tongwen.behaviour.mutants import Judge, RuleMutant, rule_mutants
from tongwen.behaviour.whole import behaviour
from tongwen.diagnostics import Diagnostic
from tongwen.hosts.mutants import MUTANTS, Mutant
from tongwen.hosts.runner import CaseData, run_case
from tongwen.hosts.simulated import SimulatedHost
from tongwen.verify import kinds
from tongwen.verify.matrix import Matrix
from tongwen.verify.select import Filter, select

Progress = Callable[[int, int], None]
State = Literal["killed", "survived", "equivalent", "refuted", "elsewhere"]


class Proved(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one mutant."""

    kind: Literal["host", "rule"]
    name: str
    about: Annotated[str, Meta(description="The mistake, to be translated; may hold names of `values`.")]
    values: Mapping[str, str] = {}
    place: Annotated[str, Meta(description="Of a rule: file and line of the spec; empty: unknown.")] = ""
    state: Annotated[
        State,
        Meta(
            description="`killed`: something noticed it. `survived`: nothing did. `equivalent`: nothing can, with the "
            "reason. `refuted`: something did although there is a reason. `elsewhere`: no chosen case did, another did."
        ),
    ]
    killed_by: Annotated[str, Meta(description="A case's id, or the kind of a finding in the table.")] = ""
    equivalent: Annotated[str, Meta(description="Why nothing can notice it, to be translated.")] = ""


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """What became of all mutants."""

    proved: list[Proved]
    rules: Annotated[bool, Meta(description="Whether there were rules to break; a matrix from a file has none.")]
    seconds: float

    def count(self, kind: str, state: State) -> int:
        """The mutants of a kind in a state."""
        return sum((one.kind, one.state) == (kind, state) for one in self.proved)

    @property
    def holds(self) -> bool:
        """Whether every mutant was noticed, but those that nothing can notice, and those were not."""
        return all(one.state not in ("survived", "refuted") for one in self.proved)


def prove(
    matrix: Matrix, wanted: Filter, progress: Progress, mutants: Sequence[Mutant] = MUTANTS
) -> Proof | list[Diagnostic]:
    """Run all mutants. What stands in the way is given instead: a wrong filter, a host that does not fit the spec."""
    start = time.monotonic()
    chosen = select(matrix.cases, wanted)
    if isinstance(chosen, Diagnostic):
        return [chosen]
    host = SimulatedHost()
    red = [case for case in matrix.cases if not run_case(case, host).passed]
    if red:
        return [kinds.MUTANTS_MISFIT.at(None, count=len(red), total=len(matrix.cases), case=str(red[0]["id"]))]
    rules = list(rule_mutants(matrix.document, _chosen(matrix, chosen, wanted))) if matrix.document else []
    count = len(mutants) + len(rules)
    picked = {str(case["id"]) for case in chosen}
    others = [case for case in matrix.cases if str(case["id"]) not in picked]
    proved: list[Proved] = []
    for mutant in mutants:
        proved.append(of_host(mutant, chosen, others))
        progress(len(proved), count)
    judge = _judge(matrix, host)
    for broken in rules:
        proved.append(of_rule(broken, judge, matrix))
        progress(len(proved), count)
    return Proof(proved=proved, rules=matrix.document is not None, seconds=time.monotonic() - start)


def _chosen(matrix: Matrix, chosen: Sequence[CaseData], wanted: Filter) -> list[str]:
    """The rules to break: those asked for by name, or those that the chosen cases hold."""
    names = list(matrix.document.rules) if matrix.document else []
    if wanted.empty:
        return names
    held = {str(case["rule"]) for case in chosen}
    held.update(str(step["rule"]) for case in chosen for step in case.get("arrange", ()) if step.get("rule"))
    patterns = wanted.rules or ["*"]
    return [name for name in names if name in held and any(fnmatchcase(name, pattern) for pattern in patterns)]


def _judge(matrix: Matrix, host: SimulatedHost) -> Judge | None:
    if matrix.document is None:
        return None
    table = behaviour(matrix.document).table
    return Judge(matrix.document, table, lambda case: not run_case(msgspec.to_builtins(case), host).passed)


def of_host(mutant: Mutant, chosen: Sequence[CaseData], others: Sequence[CaseData] = ()) -> Proved:
    """What notices a mutant of the host: the first of the chosen cases, or of the others if none of them does."""
    host = mutant.make()
    killed_by = _first(chosen, host)
    elsewhere = "" if killed_by else _first(others, host)
    state: State = "killed" if killed_by else "elsewhere" if elsewhere else "survived"
    if mutant.equivalent:
        state = "equivalent" if state == "survived" else "refuted"
    return Proved(
        kind="host",
        name=mutant.name,
        about=mutant.about,
        state=state,
        killed_by=killed_by or elsewhere,
        equivalent=mutant.equivalent,
    )


def _first(cases: Sequence[CaseData], host: SimulatedHost) -> str:
    return next((str(case["id"]) for case in cases if not run_case(case, host).passed), "")


def of_rule(mutant: RuleMutant, judge: Judge | None, matrix: Matrix) -> Proved:
    """What notices a mutant of a rule."""
    assert judge is not None  # noqa: S101 (rules come from a document, and then there is one)
    judged = judge.judge(mutant)
    words = matrix.rules.get(mutant.rule)
    state: State = "killed" if judged.killed_by else "equivalent" if judged.equivalent else "survived"
    return Proved(
        kind="rule",
        name=mutant.name,
        about=mutant.about,
        values={"part": mutant.part.rpartition(".")[2], "was": mutant.was, "now": mutant.now},
        place=words.place if words else "",
        state=state,
        killed_by=judged.killed_by,
        equivalent=judged.equivalent,
    )
