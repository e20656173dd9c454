"""Which rule is an exception to which, directly or through others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tongwen.behaviour.findings import Finding
from tongwen.model.behaviour import Rule


def closure(rules: Mapping[str, Rule]) -> dict[str, frozenset[str]]:
    """For each rule all the rules that it overrides, through exceptions to exceptions as well."""
    return {name: _reach(name, rules) for name in rules}


def _reach(start: str, rules: Mapping[str, Rule]) -> frozenset[str]:
    reached: set[str] = set()
    waiting = list(rules[start].overrides)
    while waiting:
        name = waiting.pop()
        if name in reached or name not in rules:
            continue
        reached.add(name)
        waiting.extend(rules[name].overrides)
    return frozenset(reached)


def cycles(rules: Mapping[str, Rule]) -> Iterator[Finding]:
    """One finding for each circle of rules that override one another, at the first of them."""
    reported: set[str] = set()
    reach = closure(rules)
    for name in rules:
        if name in reported or name not in reach[name]:
            continue
        circle = tuple(other for other in rules if other in reach[name] and name in reach[other])
        reported.update(circle)
        yield Finding(kind="override-cycle", path=("rules", name, "overrides"), name=name, rules=circle)
