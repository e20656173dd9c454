"""Choosing cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fnmatch import fnmatchcase
from itertools import chain

import msgspec

from tongwen.diagnostics import Diagnostic
from tongwen.hosts.runner import CaseData
from tongwen.verify import kinds

SHOWN = 20


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """Names, or patterns with `*`; a case is chosen if it has one of each sort that is given."""

    profiles: Sequence[str] = ()
    rules: Sequence[str] = ()
    platforms: Sequence[str] = ()
    cases: Sequence[str] = ()

    @property
    def empty(self) -> bool:
        """Whether every case is chosen."""
        return not (self.profiles or self.rules or self.platforms or self.cases)


def select(cases: Sequence[CaseData], wanted: Filter, dashes: str = "--") -> list[CaseData] | Diagnostic:
    """The cases that are wanted. A name that fits none is a mistake, not an empty run. `dashes` begin an option."""
    sorts: list[tuple[str, Sequence[str], Callable[[CaseData], list[str]]]] = [
        ("profile", wanted.profiles, lambda case: [str(case["profile"])]),
        ("rule", wanted.rules, _rules),
        ("platform", wanted.platforms, lambda case: [str(case["world"].get("platform", ""))]),
        ("case", wanted.cases, lambda case: [str(case["id"])]),
    ]
    left = list(cases)
    for sort, names, values in sorts:
        for name in names:
            if not any(_fits(values(case), (name,)) for case in cases):
                return kinds.NOTHING_CHOSEN.at(None, option=dashes + sort, value=name, known=_known(map(values, cases)))
        fitting = [case for case in left if not names or _fits(values(case), names)]
        if not fitting:  # each name fits some case, and none of those that are left
            known = _known(map(values, left))
            return kinds.NOTHING_CHOSEN.at(None, option=dashes + sort, value=", ".join(names), known=known)
        left = fitting
    return left


def _rules(case: CaseData) -> list[str]:
    """The rule that the case holds, and those that its steps hold."""
    return [str(case["rule"]), *(str(step["rule"]) for step in case.get("arrange", ()) if step.get("rule"))]


def _fits(values: Iterable[str], names: Iterable[str]) -> bool:
    return any(value == name or fnmatchcase(value, name) for value in values for name in names)


def _known(values: Iterable[Sequence[str]]) -> str:
    found = [name for name in dict.fromkeys(chain.from_iterable(values)) if name]
    return ", ".join(found[:SHOWN]) + (" ..." if len(found) > SHOWN else "")
