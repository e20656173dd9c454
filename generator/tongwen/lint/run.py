"""Running the checks of prose and usage over a spec."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from tongwen.checks.registry import placed
from tongwen.diagnostics import Diagnostic, Finding
from tongwen.lint.registry import Lint, all_lints
from tongwen.lint.subject import Subject
from tongwen.lint.suppressions import Suppressed, idle
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
    outcome = Suppressed(document, found)
    left = outcome.left
    if _wanted(("TW576", "TW579"), only):
        # with some checks left out nobody knows whether a suppression of theirs still has something to do
        late = idle(document, sources, outcome.busy)
        left = left + [f for f in late if not only or (f.kind.code in only and f.kind.code == "TW579")]
    return Outcome(left, len(found) - len(outcome.left))


def _look(lint: Lint, subject: Subject, only: Collection[str]) -> Iterator[Finding]:
    if not only or lint.code in only:
        yield from lint.look(subject)


def _wanted(codes: tuple[str, ...], only: Collection[str]) -> bool:
    return not only or any(code in only for code in codes)
