"""The table of checks, and how they are run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from tongwen.diagnostics import Diagnostic, Finding
from tongwen.load.files import Sources
from tongwen.model.spec import Document

Check = Callable[[Document], Iterable[Finding]]
_CHECKS: list[Check] = []


def check(function: Check) -> Check:
    """Register a check. Its docstring is what the site says about its codes."""
    _CHECKS.append(function)
    return function


def all_checks() -> tuple[Check, ...]:
    """Every check, in the order of definition."""
    from tongwen.checks import behaviour, entries, identifiers, links, wording  # noqa: F401 - they register themselves

    return tuple(_CHECKS)


def run_checks(document: Document, sources: Sources) -> Iterator[Diagnostic]:
    """Run every check and look up the places of what they find."""
    for function in all_checks():
        for finding in function(document):
            yield placed(finding, sources)


def placed(finding: Finding, sources: Sources) -> Diagnostic:
    """A finding with its places."""
    place = sources.place(finding.path) if finding.path else None
    related = [sources.place(path) for path in finding.related]
    return finding.kind.at(place, *(p for p in related if p), **finding.values)
