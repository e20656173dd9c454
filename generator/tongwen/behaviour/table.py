"""The decision table: every call in every situation, with the one rule that decides it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Annotated

import msgspec
from msgspec import Meta

from tongwen.behaviour.calls import Call, Classes, calls_of
from tongwen.behaviour.findings import Finding
from tongwen.behaviour.names import check_names
from tongwen.behaviour.overrides import closure, cycles
from tongwen.behaviour.situations import Situation, TooMany, as_list, expand, told
from tongwen.model.base import Record
from tongwen.model.behaviour import Rule
from tongwen.model.spec import Document


class Cell(Record, frozen=True, kw_only=True):
    """One situation of a group, and the rule that decides it."""

    situation: Situation
    rule: Annotated[str, Meta(description="Id of the deciding rule; empty: none, or more than one.")] = ""
    matched: Annotated[tuple[str, ...], Meta(description="All rules that speak of it, overridden ones too.")] = ()


class Group(Record, frozen=True, kw_only=True):
    """Calls of one profile that belong to the same classes: they are decided alike, and only once."""

    profile: str
    classes: frozenset[str]
    calls: tuple[Call, ...]
    cells: tuple[Cell, ...]


class Table(Record, frozen=True, kw_only=True):
    """The whole table, and what is wrong with it."""

    groups: tuple[Group, ...]
    findings: tuple[Finding, ...]

    def count(self, profile: str | None = None) -> int:
        """The number of cells: situations times calls, of one profile or of all."""
        chosen = [group for group in self.groups if profile in (None, group.profile)]
        return sum(len(group.calls) * len(group.cells) for group in chosen)


def decide(document: Document) -> Table:
    """Expand the rules over all situations. The findings tell what keeps the table from being complete and clear."""
    endless: list[Finding] = []
    groups = _groups(document, endless)
    if endless:  # whatever else is wrong, nobody could read it
        return Table(groups=(), findings=tuple(endless))
    beats = closure(document.rules)
    explicit = explicit_values(document)
    groups = [decided(group, document.rules, beats, explicit) for group in groups]
    findings = [*check_names(document), *cycles(document.rules), *cell_findings(groups, beats)]
    findings += rule_findings(document.rules, groups)
    findings += _unused(document, groups)
    return Table(groups=tuple(groups), findings=tuple(findings))


def _groups(document: Document, endless: list[Finding]) -> list[Group]:
    """The groups with their cells. Those with too many go to `endless`."""
    of_classes = Classes(document.classes)
    grouped: dict[tuple[str, frozenset[str]], list[Call]] = defaultdict(list)
    for profile in sorted(document.profiles, key=lambda name: (document.profiles[name].order, name)):
        for call in calls_of(document, profile):
            grouped[profile, of_classes.of(call)].append(call)
    groups = []
    for (profile, classes), calls in grouped.items():
        try:
            cells = tuple(Cell(situation=cell) for cell in expand(document.dimensions, classes, profile))
        except TooMany:
            names = tuple(call.name for call in calls)
            endless.append(Finding(kind="too-many", path=("dimensions",), profile=profile, calls=names))
        else:
            groups.append(Group(profile=profile, classes=classes, calls=tuple(calls), cells=cells))
    return groups


def decided(
    group: Group, rules: Mapping[str, Rule], beats: Mapping[str, frozenset[str]], explicit: frozenset[tuple[str, str]]
) -> Group:
    """A group with the deciding rule of each cell. `beats`: `closure(rules)`. `explicit`: `explicit_values(...)`."""
    candidates = {name: rule for name, rule in rules.items() if _speaks(rule, group)}
    cells = tuple(_decide_cell(cell.situation, candidates, beats, explicit) for cell in group.cells)
    return msgspec.structs.replace(group, cells=cells)


def explicit_values(document: Document) -> frozenset[tuple[str, str]]:
    """The values that a deciding rule must name."""
    return frozenset(
        (name, value)
        for name, dimension in document.dimensions.items()
        for value, entry in dimension.values.items()
        if entry.explicit
    )


def _speaks(rule: Rule, group: Group) -> bool:
    of_profile = rule.profiles is None or group.profile in rule.profiles
    return of_profile and not group.classes.isdisjoint(as_list(rule.calls))


def _decide_cell(
    situation: Situation,
    rules: Mapping[str, Rule],
    beats: Mapping[str, frozenset[str]],
    explicit: frozenset[tuple[str, str]],
) -> Cell:
    matched = tuple(name for name, rule in rules.items() if _holds(rule, situation))
    left = standing(matched, beats)
    if len(left) != 1:
        return Cell(situation=situation, matched=matched)
    unsaid = [name for name, value in situation.items() if (name, value) in explicit]
    said = all(name in rules[left[0]].given for name in unsaid)
    return Cell(situation=situation, rule=left[0] if said else "", matched=matched)


def _holds(rule: Rule, situation: Situation) -> bool:
    return all(situation.get(name) in as_list(values) for name, values in rule.given.items())


def standing(matched: Iterable[str], beats: Mapping[str, frozenset[str]]) -> list[str]:
    """The rules that no other of them overrides."""
    rules = tuple(matched)
    return [name for name in rules if not any(name in beats[other] for other in rules if other != name)]


def cell_findings(groups: Iterable[Group], beats: Mapping[str, frozenset[str]]) -> Iterable[Finding]:
    """Gaps and contradictions."""
    for group in groups:
        calls = tuple(call.name for call in group.calls)
        for cell in group.cells:
            if cell.rule:
                continue
            left = tuple(standing(cell.matched, beats)) or cell.matched
            yield Finding(
                kind="contradiction" if len(left) > 1 else "gap",
                path=("rules", left[0]) if left else ("rules",),
                rules=left,
                profile=group.profile,
                calls=calls,
                cell=told(cell.situation),
            )


def rule_findings(rules: Mapping[str, Rule], groups: Iterable[Group]) -> Iterable[Finding]:
    """Rules that decide nothing, and overrides of nothing."""
    winners: set[str] = set()
    met: set[tuple[str, str]] = set()
    for group in groups:
        for cell in group.cells:
            winners.add(cell.rule)
            met.update((one, other) for one in cell.matched for other in cell.matched)
    for name, rule in rules.items():
        if name not in winners:
            yield Finding(kind="never-wins", path=("rules", name), rules=(name,))
        for other in rule.overrides:
            if other in rules and (name, other) not in met:
                yield Finding(
                    kind="useless-override", path=("rules", name, "overrides"), name=other, rules=(name, other)
                )


def _unused(document: Document, groups: Iterable[Group]) -> Iterable[Finding]:
    members = {name for group in groups for name in group.classes}
    used = {pair for group in groups for cell in group.cells for pair in cell.situation.items()}
    for name in document.classes:
        if name not in members:
            yield Finding(kind="empty-class", path=("classes", name), name=name)
    for name, dimension in document.dimensions.items():
        for value in dimension.values:
            if (name, value) not in used:
                yield Finding(kind="unused-dimension", path=("dimensions", name, "values", value), name=value)
