"""The table of checks, and how they are run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from tongwen.diagnostics import Diagnostic, Finding
from tongwen.load.files import Sources
from tongwen.model.spec import Document

Check = Callable[[Document], Iterable[Finding]]
_CHECKS: list[Check] = []
_ROBUST: set[Check] = set()


def check(function: Check) -> Check:
    """Register a check that needs the whole spec. Its docstring is what the site says about its codes."""
    _CHECKS.append(function)
    return function


def check_parts(function: Check) -> Check:
    """Register a check that also says something true of a spec of which a part could not be read."""
    _ROBUST.add(function)
    return check(function)


class Gaps(NamedTuple):
    """What could not be read: ids of entries left out, texts of files left out, and files nobody could open."""

    dropped: frozenset[str] = frozenset()
    lost: tuple[str, ...] = ()
    blind: bool = False

    def __bool__(self) -> bool:
        return bool(self.dropped or self.lost or self.blind)

    def may_define(self, name: str) -> bool:
        """A name that leads nowhere may lead into a gap: then it is not reported until the gap is closed."""
        owner = name.rpartition(".")[0]  # of a field: `wx.getSetting`, `AuthSetting`, but not the `scope` of a scope
        parts = {name.partition("#")[0], name.partition(":")[2] or name}
        if "." in owner or owner[:1].isupper():
            parts.add(owner)
        return self.blind or bool(parts & self.dropped) or any(part in text for part in parts for text in self.lost)


def all_checks() -> tuple[Check, ...]:
    """Every check, in the order of definition."""
    from tongwen.checks import behaviour, entries, identifiers, links, wording  # noqa: F401 - they register themselves

    return tuple(_CHECKS)


def run_checks(document: Document, sources: Sources, gaps: Gaps) -> Iterator[Diagnostic]:
    """Run the checks that the spec allows, and look up the places of what they find."""
    for function in all_checks():
        if gaps and function not in _ROBUST:
            continue
        for finding in function(document):
            if not (gaps and gaps.may_define(str(finding.values.get("name", "")))):
                yield placed(finding, sources)


def placed(finding: Finding, sources: Sources) -> Diagnostic:
    """A finding with its places."""
    place = sources.place(finding.path) if finding.path else None
    related = [sources.place(path) for path in finding.related]
    return finding.kind.at(place, *(p for p in related if p), **finding.values)
