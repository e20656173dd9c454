"""Rules broken on purpose: each taken out, turned round, or made wider; and what notices it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from tongwen.behaviour.cases import Writer, matrix
from tongwen.behaviour.matrix import Case
from tongwen.behaviour.overrides import closure
from tongwen.behaviour.situations import as_list
from tongwen.behaviour.table import Table, cell_findings, decided, explicit_values, rule_findings
from tongwen.diagnostics import N_
from tongwen.model.base import Record
from tongwen.model.behaviour import Outcome, Rule
from tongwen.model.spec import Document

Operator = Literal["drop", "flip", "widen"]
Fails = Callable[[Case], bool]

TURNED: Mapping[str, str] = {
    "granted": "denied",
    "denied": "granted",
    "unasked": "granted",
    "absent": "granted",
    "listed": "unlisted",
    "unlisted": "listed",
    "kept": "absent",
}
"""What stands in place of a state that is remembered or held."""

SAME = N_(
    "the table stays the same, cell by cell: what is taken out follows from the class, the other conditions or the "
    "other overrides"
)

UNWORDED = N_(
    "what must be seen stays the same in every case: the spec knows no words of these calls that tell the two errors "
    "apart"
)


class RuleMutant(Record, frozen=True, kw_only=True):
    """A rule with one change."""

    rule: Annotated[str, Meta(description="Id of the rule.")]
    operator: Operator
    part: Annotated[str, Meta(description="What is changed: `result`, `holds.setting`, `given.consent`; empty: all.")]
    about: Annotated[
        str, Meta(description="The change in words, to be translated; may hold `{part}`, `{was}`, `{now}`.")
    ]
    was: str = ""
    now: str = ""
    changed: Annotated[Rule | None, Meta(description="The rule as it is now; none: there is none.")] = None

    @property
    def name(self) -> str:
        """Unique: `flip:first-use-asks-denied:result=success`."""
        return ":".join(filter(None, (self.operator, self.rule, f"{self.part}={self.now}" if self.now else self.part)))


def rule_mutants(document: Document, names: Iterable[str] | None = None) -> Iterator[RuleMutant]:
    """All mutants of the rules named, or of all rules, in the order of the spec."""
    results = Counter(rule.then.result for rule in document.rules.values() if rule.then.result != "success")
    lines = {error: {error, *_line(document, error)} for error, _ in results.most_common()}
    for name in document.rules if names is None else names:
        rule = document.rules[name]
        yield RuleMutant(rule=name, operator="drop", part="", about=N_("the rule is taken out"))
        for part, was, now, then in _flips(rule.then, lines):
            yield RuleMutant(
                rule=name,
                operator="flip",
                part=part,
                about=N_("{part} is {now} instead of {was}"),
                was=was,
                now=now,
                changed=msgspec.structs.replace(rule, then=then),
            )
        yield from _widened(name, rule)


def _flips(then: Outcome, errors: Mapping[str, set[str]]) -> Iterator[tuple[str, str, str, Outcome]]:
    """The part, what it was, what it is now, and the outcome with it."""
    replace = msgspec.structs.replace
    for result in _other_results(then.result, errors):
        yield "result", then.result, result, replace(then, result=result)
    prompt: Literal["none", "scope"] = "scope" if then.prompt == "none" else "none"
    yield "prompt", then.prompt, prompt, replace(then, prompt=prompt)
    for part in ("consent", "second"):
        state = getattr(then, part)
        if state is not None:
            yield part, state, TURNED[state], replace(then, **{part: TURNED[state]})
    for scope, state in then.also.items():
        also = {**then.also, scope: TURNED[state]}
        yield f"also.{scope}", state, TURNED[state], msgspec.convert({**_plain(then), "also": also}, Outcome)
    for what, held in then.holds.items():
        now = _held(then, what, held)
        if now:
            yield f"holds.{what}", str(held), now, replace(then, holds={**then.holds, what: now})


def _plain(then: Outcome) -> dict[str, object]:
    made: dict[str, object] = msgspec.to_builtins(then)
    return made


def _line(document: Document, error: str) -> Iterator[str]:
    """The more general errors."""
    seen = {error}
    entry = document.errors.get(error)
    while entry is not None and entry.parent is not None and entry.parent not in seen:
        seen.add(entry.parent)
        yield entry.parent
        entry = document.errors.get(entry.parent)


def _other_results(result: str, errors: Mapping[str, set[str]]) -> list[str]:
    """Success becomes the commonest error; an error becomes success, and the commonest that is no case of the same."""
    if result == "success":
        return list(errors)[:1] or ["failure"]
    others = [error for error in errors if error not in errors[result] and result not in errors[error]]
    return ["success", *others[:1]]


def _held(then: Outcome, what: str, held: str | bool) -> str:
    """What is held now; empty: nothing can be changed without a change of meaning elsewhere."""
    if what == "subscriptions":
        return "absent" if held == "kept" else "kept"
    if what == "field":  # that a scope is absent is true of any field
        return f"{held}Elsewhere" if then.holds.get("setting") != "absent" else ""
    return TURNED.get(str(held), "")


def _widened(name: str, rule: Rule) -> Iterator[RuleMutant]:
    replace = msgspec.structs.replace
    for dimension, values in rule.given.items():
        yield RuleMutant(
            rule=name,
            operator="widen",
            part=f"given.{dimension}",
            about=N_("the condition {part} = {was} is taken out"),
            was=", ".join(as_list(values)),
            changed=replace(rule, given={of: value for of, value in rule.given.items() if of != dimension}),
        )
    for other in rule.overrides:
        yield RuleMutant(
            rule=name,
            operator="widen",
            part=f"overrides.{other}",
            about=N_("the exception to {was} is taken out"),
            was=other,
            changed=replace(rule, overrides=[kept for kept in rule.overrides if kept != other]),
        )
    for profile in rule.profiles or ():
        kept = [entry for entry in rule.profiles or () if entry != profile]
        yield RuleMutant(
            rule=name,
            operator="widen",
            part=f"profiles.{profile}",
            about=N_("the limit to the profile {was} is taken out"),
            was=profile,
            changed=replace(rule, profiles=kept or None),
        )


class Judged(Record, frozen=True, kw_only=True):
    """What notices a mutant."""

    killed_by: Annotated[
        str, Meta(description="A kind of finding (`gap`, `contradiction` ...), or a case's id; empty: nothing.")
    ] = ""
    equivalent: Annotated[
        str, Meta(description="Why nothing can notice it, to be translated; empty: something must.")
    ] = ""


class Judge:
    """Judges mutants of one spec; `fails` says whether a case fails on a host that keeps the spec."""

    def __init__(self, document: Document, table: Table, fails: Fails) -> None:
        self._document = document
        self._table = table
        self._fails = fails
        self._explicit = explicit_values(document)

    def judge(self, mutant: RuleMutant) -> Judged:
        """What notices it first: the table, a case of its own cells, or a case somewhere else."""
        rules = {**self._document.rules}
        if mutant.changed is None:
            del rules[mutant.rule]
        else:
            rules[mutant.rule] = mutant.changed
        document = msgspec.structs.replace(self._document, rules=rules)
        table = self._table if mutant.operator == "flip" else self._decided_anew(mutant, rules)
        if table is not self._table:
            beats = closure(rules)
            for finding in (*cell_findings(table.groups, beats), *rule_findings(rules, table.groups)):
                return Judged(killed_by=finding.kind)
        touched = mutant.rule if mutant.operator == "flip" else ""
        if not touched and self._same(table):
            return Judged(equivalent=SAME)
        killed_by = self._case(document, table, touched)
        return Judged(killed_by=killed_by) if killed_by else self._anywhere(document, table)

    def _decided_anew(self, mutant: RuleMutant, rules: Mapping[str, Rule]) -> Table:
        """Only where the rule speaks, before or after the change, can a cell be decided otherwise."""
        beats = closure(rules)
        classes = set(as_list(self._document.rules[mutant.rule].calls))
        groups = tuple(
            group if group.classes.isdisjoint(classes) else decided(group, rules, beats, self._explicit)
            for group in self._table.groups
        )
        return Table(groups=groups, findings=())

    def _same(self, table: Table) -> bool:
        return all(
            [cell.rule for cell in old.cells] == [cell.rule for cell in new.cells]
            for old, new in zip(self._table.groups, table.groups, strict=True)
        )

    def _case(self, document: Document, table: Table, touched: str) -> str:
        """The first case of the cells that are decided otherwise that fails; `touched`: cells of this rule."""
        writer = Writer(document, table)
        for old, new in zip(self._table.groups, table.groups, strict=True):
            for before, cell in zip(old.cells, new.cells, strict=True):
                if cell.rule == touched or cell.rule != before.rule:
                    found = self._first(writer.case(call, cell) for call in new.calls)
                    if found:
                        return found
        return ""

    def _first(self, cases: Iterable[Case | None]) -> str:
        for case in cases:
            if case is None:
                return "unreachable"
            if self._fails(case):
                return case.id
        return ""

    def _anywhere(self, document: Document, table: Table) -> Judged:
        """The whole matrix, walks and all."""
        made = matrix(document, table)
        if made.unreachable:
            return Judged(killed_by="unreachable")
        killed_by = next((case.id for case in made.cases if self._fails(case)), "")
        same = not killed_by and _seen(made.cases) == _seen(matrix(self._document, self._table).cases)
        return Judged(killed_by=killed_by, equivalent=UNWORDED if same else "")


def _seen(cases: Iterable[Case]) -> list[object]:
    """All that a host gets and gives: cases without their ids, and without the ids of errors, which no host prints."""
    return [_without(msgspec.to_builtins(case), ("id", "error")) for case in cases]


def _without(value: object, names: tuple[str, ...]) -> object:
    if isinstance(value, dict):
        return {name: _without(entry, names) for name, entry in value.items() if name not in names}
    return [_without(entry, names) for entry in value] if isinstance(value, list) else value
