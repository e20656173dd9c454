"""Running the checks of prose and usage over a spec."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from tongwen.checks.registry import placed
from tongwen.diagnostics import Diagnostic, Finding
from tongwen.lint.registry import Lint, all_lints
from tongwen.lint.subject import Subject
from tongwen.lint.suppressions import NO_PLACE, Suppressed, idle
from tongwen.load.files import Sources
from tongwen.model.spec import Document


class Outcome(NamedTuple):
    """What was found, and what was not to be reported."""

    findings: list[Finding]
    suppressed: int

    def diagnostics(self, sources: Sources) -> Iterator[Diagnostic]:
        """The findings with their places."""
        return (placed(finding, sources) for finding in self.findings)


def check(document: Document, sources: Sources, only: Collection[str] = ()) -> Outcome:
    """Run every check, or only those with the given codes, over a spec without errors."""
    subject = Subject(document)
    found = [finding for lint in all_lints().values() for finding in _look(lint, subject, only)]
    kept = Suppressed(document, found)
    late = idle(document, sources, kept.busy)
    if only:  # with checks left out nobody knows whether a suppression of theirs still has something to do
        late = (finding for finding in late if finding.kind is NO_PLACE and NO_PLACE.code in only)
    return Outcome([*kept.left, *late], len(found) - len(kept.left))


def _look(lint: Lint, subject: Subject, only: Collection[str]) -> Iterator[Finding]:
    if not only or lint.code in only:
        yield from lint.look(subject)
