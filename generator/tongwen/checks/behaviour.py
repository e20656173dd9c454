"""The decision table as checks: every situation is decided by exactly one rule."""

from __future__ import annotations

from collections.abc import Iterator

from tongwen.behaviour.findings import Finding as TableFinding
from tongwen.behaviour.situations import SITUATION_LIMIT
from tongwen.behaviour.whole import behaviour
from tongwen.checks.registry import check
from tongwen.diagnostics import N_, Finding, Kind, Path
from tongwen.model.spec import Document

GAP = Kind(
    "TW401",
    "error",
    N_("no rule decides {call} in {profile} when {cell}"),
    N_("write a rule for it, or widen `given` of one"),
)
CONTRADICTION = Kind(
    "TW402",
    "error",
    N_("{rules} all decide {call} in {profile} when {cell}"),
    N_("narrow one of them, or let the exception override the others"),
)
USELESS_OVERRIDE = Kind(
    "TW403", "error", N_("{rule} overrides {other}, but they never meet"), N_("remove the override")
)
NEVER_WINS = Kind("TW404", "error", N_("the rule {rule} decides nothing"), N_("remove it, or widen `given` or `for`"))
UNKNOWN_VALUE = Kind("TW405", "error", N_("the dimension has no value {name}"), N_("one of: {known}"))
UNKNOWN_RESULT = Kind("TW406", "error", N_("{name} is neither success nor an error"), N_("one of: {known}"))
EMPTY_CLASS = Kind(
    "TW407", "error", N_("no call belongs to the class {name}"), N_("widen its conditions, or remove it")
)
UNUSED_DIMENSION = Kind(
    "TW408",
    "error",
    N_("the value {name} of the dimension {dimension} occurs in no situation"),
    N_("widen `applies`, or remove it"),
)
UNREACHABLE = Kind(
    "TW409",
    "error",
    N_("no public action leads {call} in {profile} to {cell}"),
    N_("give the values of its dimensions an `arrange`, or limit where they apply"),
)
LATER_DIMENSION = Kind(
    "TW410",
    "error",
    N_("the dimension {name} comes later in the order, so nothing can depend on it here"),
    N_("give it a lower `order`, or turn the dependence round"),
)
TOO_MANY = Kind(
    "TW411",
    "error",
    N_("{call} has more than {limit} situations in {profile}"),
    N_("give the dimensions fewer values, or limit where they apply"),
)

#: What else the table finds, a dangling name or a circle, is reported by `checks/links.py` for all kinds of entries.
_KINDS = {
    "too-many": TOO_MANY,
    "gap": GAP,
    "contradiction": CONTRADICTION,
    "useless-override": USELESS_OVERRIDE,
    "never-wins": NEVER_WINS,
    "unknown-value": UNKNOWN_VALUE,
    "unknown-result": UNKNOWN_RESULT,
    "empty-class": EMPTY_CLASS,
    "unused-dimension": UNUSED_DIMENSION,
    "unreachable": UNREACHABLE,
}


@check
def every_situation_is_decided_once(document: Document) -> Iterator[Finding]:
    """Every situation is decided by one rule, and can be reached.

    No gap (TW401), no contradiction (TW402), no idle override (TW403) or rule (TW404), no unknown value (TW405) or
    result (TW406), no empty class (TW407), no value that never occurs (TW408), a public way to every situation (TW409),
    no dimension that depends on a later one (TW410), and no more situations than anybody could read (TW411).
    """
    known = behaviour(document)
    table = known.table
    unreached = [] if table.findings else known.matrix.unreachable
    for found in [*table.findings, *unreached]:
        if found.kind in _KINDS:
            yield _finding(found, _KINDS[found.kind])
        elif found.kind == "unknown-dimension" and found.name in document.dimensions:
            yield _finding(found, LATER_DIMENSION)


def _finding(found: TableFinding, kind: Kind) -> Finding:
    path: Path = tuple(int(part) if part.isdecimal() else part for part in found.path)
    related: list[Path] = [("rules", rule) for rule in found.rules if ("rules", rule) != path[:2]]
    named = list(dict.fromkeys(found.calls))
    calls = ", ".join(named[:3]) + (" …" if len(named) > 3 else "")
    return kind.found(
        path,
        *related,
        call=calls,
        profile=found.profile,
        cell=found.cell,
        rules=", ".join(found.rules),
        rule=found.path[1] if len(found.path) > 1 else "",
        dimension=found.path[1] if len(found.path) > 1 else "",
        other=found.rules[-1] if found.rules else "",
        name=found.name,
        known=", ".join(found.known),
        limit=f"{SITUATION_LIMIT:,}",
    )
