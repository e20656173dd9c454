"""What follows from the changes: which are approved, and what the next release must be called."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from tongwen.diagnostics import Diagnostic
from tongwen.diff import kinds
from tongwen.diff.changes import Change, Severity, heaviest
from tongwen.diff.compare import compare
from tongwen.diff.sides import Side
from tongwen.diff.since import later
from tongwen.model.approvals import Approval

Step = Literal["major", "minor", "patch", "none"]


class Advice(NamedTuple):
    """How to raise the version: by which part, to what, and whether the head is there already."""

    step: Step
    release: str
    enough: bool


class Verdict(NamedTuple):
    """Everything that a comparison found. `approved`: id of a change to the approval that covers it, by its id."""

    base: Side
    head: Side
    changes: list[Change]
    approved: dict[str, tuple[str, Approval]]
    advice: Advice
    found: list[Diagnostic]

    @property
    def breaking(self) -> list[Change]:
        """Breaking changes that nobody has agreed to."""
        return [change for change in self.changes if change.severity == "breaking" and change.id not in self.approved]

    def of(self, severity: Severity) -> list[Change]:
        """All changes of a weight, approved or not."""
        return [change for change in self.changes if change.severity == severity]


def judge(base: Side, head: Side) -> Verdict:
    """Compare two sides and weigh what is found."""
    changes = compare(base.document, head.document)
    approved, found = _approvals(base, head, changes)
    return Verdict(base, head, changes, approved, advice(base.release, head.release, changes), found)


def _approvals(
    base: Side, head: Side, changes: Iterable[Change]
) -> tuple[dict[str, tuple[str, Approval]], list[Diagnostic]]:
    """An approval holds until the release that it names is out; afterwards the same id would be another change."""
    ids = {change.id for change in changes}
    approved: dict[str, tuple[str, Approval]] = {}
    found = []
    for name, approval in head.document.approvals.items():
        place = head.place(("approvals", name, "change"))
        current = not base.release or later(approval.release, base.release)
        new = name not in base.document.approvals
        if current and approval.change in ids:
            approved[approval.change] = (name, approval)
        elif new and not current:
            found.append(kinds.LATE_APPROVAL.at(place, name=name, release=approval.release, base=base.release))
        elif new:
            found.append(kinds.APPROVES_NOTHING.at(place, name=name, change=approval.change))
    return approved, found


def advice(base: str, head: str, changes: Iterable[Change]) -> Advice:
    """What semantic versioning asks for. Before 1.0.0 the minor number stands for the major one, as is usual."""
    worst = heaviest(*(change.severity for change in changes)) if changes else None
    numbers = [int(part) for part in (base or "0.0.0").split(".")]
    if worst is None:
        return Advice("none", base, True)
    at = {"breaking": 0, "addition": 1}.get(worst, 2)
    if numbers[0] == 0:
        at = {0: 1}.get(at, 2)
    step: Step = ("major", "minor", "patch")[at]
    raised = [*numbers[:at], numbers[at] + 1, *[0] * (2 - at)]
    release = ".".join(map(str, raised))
    return Advice(step, release, not later(release, head or "0.0.0"))
