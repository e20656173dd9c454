"""Suppressions: what the author of a spec has looked at and wants to leave as it is, with the reason."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from typing import Any

from tongwen.diagnostics import N_, Finding, Kind, Path
from tongwen.lint.registry import all_lints, lint
from tongwen.lint.subject import Subject
from tongwen.load.files import Sources
from tongwen.model.spec import Document
from tongwen.model.suppressions import Suppression
from tongwen.translation.lock import steps, written

IDLE = Kind(
    "TW576",
    "warning",
    N_("{check} is not found at {at} any more, so there is nothing to suppress"),
    N_("remove the suppression, or this place from its list"),
)
UNKNOWN_CODE = Kind(
    "TW577",
    "error",
    N_("there is no check {check}"),
    N_("did you mean {nearest}? `tongwen explain TW501` tells of one"),
)
NOT_THIS = Kind(
    "TW578",
    "error",
    N_("{check} cannot be suppressed: it is an error, or no check of `tongwen lint`"),
    N_("mend what it finds, and remove the suppression"),
)
NO_PLACE = Kind(
    "TW579", "error", N_("the spec has nothing at {at}"), N_("write the keys from the kind down, such as {nearest}")
)


def covers(suppression: Suppression, at: str, finding: Finding) -> bool:
    """The suppression is about this finding: at this very place, or below it."""
    path = written(finding.path)
    return finding.kind.code == suppression.check and (path == at or path.startswith(at + "/"))


class Suppressed:
    """Which findings are left, and which suppressions had something to do."""

    def __init__(self, document: Document, findings: Sequence[Finding]) -> None:
        self.left: list[Finding] = []
        self.busy: set[tuple[str, int]] = set()
        allowed = {name: s for name, s in document.suppressions.items() if may_suppress(s.check)}
        for finding in findings:
            hits = {(name, i) for name, s in allowed.items() for i, at in enumerate(s.at) if covers(s, at, finding)}
            self.busy |= hits
            if not hits:
                self.left.append(finding)


def may_suppress(code: str) -> bool:
    """Only what may be a matter of opinion: warnings and notes of `tongwen lint`."""
    known = all_lints().get(code)
    return known is not None and known.kind.severity != "error" and known.kind is not IDLE


@lint(UNKNOWN_CODE)
def codes_are_known(subject: Subject) -> Iterator[Finding]:
    """A suppression names the code of a check."""
    known = list(all_lints())
    for name, suppression in subject.document.suppressions.items():
        if suppression.check not in known and suppression.check not in _others():
            nearest = (difflib.get_close_matches(suppression.check, known, 1, 0.3) or known)[0]
            yield UNKNOWN_CODE.found(("suppressions", name, "check"), check=suppression.check, nearest=nearest)


def _others() -> frozenset[str]:
    """The codes of everything else that the tool can say."""
    from tongwen.targets.docs.tool.codes import kinds

    return frozenset(kinds())


@lint(NOT_THIS)
def errors_stay(subject: Subject) -> Iterator[Finding]:
    """Errors, and what other commands find, cannot be suppressed."""
    for name, suppression in subject.document.suppressions.items():
        code = suppression.check
        if not may_suppress(code) and (code in all_lints() or code in _others()):
            yield NOT_THIS.found(("suppressions", name, "check"), check=code)


def idle(document: Document, sources: Sources, busy: set[tuple[str, int]]) -> Iterator[Finding]:
    """Suppressions that no longer suppress anything (TW576), or whose place is not there (TW579)."""
    for name, suppression in document.suppressions.items():
        for i, at in enumerate(suppression.at):
            path = ("suppressions", name, "at", i)
            if not there(sources, at):
                yield NO_PLACE.found(path, at=at, nearest=_nearest(sources, at))
            elif may_suppress(suppression.check) and (name, i) not in busy:
                yield IDLE.found(path, check=suppression.check, at=at)


@lint(IDLE)
def suppressions_suppress(_subject: Subject) -> Iterator[Finding]:
    """A suppression is there for a finding that would be there without it. Looked at after all other checks."""
    return iter(())


@lint(NO_PLACE)
def suppressed_places_are_there(_subject: Subject) -> Iterator[Finding]:
    """A suppression names a place of the spec. Looked at after all other checks."""
    return iter(())


def there(sources: Sources, at: str) -> bool:
    """Some file of the spec has this path."""
    return any(_reaches(file.data, steps(at)) for file in sources.files)


def _reaches(value: Any, path: Path) -> bool:
    for key in map(str, path):
        if isinstance(value, dict) and key in value:
            value = value[key]
        elif isinstance(value, list) and key.isdecimal() and int(key) < len(value):
            value = value[int(key)]
        else:
            return False
    return True


def _nearest(sources: Sources, at: str) -> str:
    """An entry whose path looks like this one."""
    known = [written((kind, name)) for file in sources.files for kind, name in file.lines]
    start = "/".join(at.split("/")[:2])
    return (difflib.get_close_matches(start, known, 1, 0.3) or known)[0]
