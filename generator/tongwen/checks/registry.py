"""The table of checks, and how they are run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from tongwen.diagnostics import Diagnostic, Finding, Path
from tongwen.load.files import Sources
from tongwen.model.base import Record
from tongwen.model.spec import Document
from tongwen.model.walk import records

DocumentCheck = Callable[[Document], Iterable[Finding]]
#: Looks at one record at its path; the document is there to look names up in.
RecordCheck = Callable[[Path, Any, Document], Iterable[Finding]]
Registration = Callable[[RecordCheck], RecordCheck]


class Check(NamedTuple):
    """A registered check, of the document as a whole or of single records. The latter share one walk through it."""

    function: Callable[..., Iterable[Finding]]
    #: Whether it looks at records of a kind; None where it looks at the document.
    concerns: Callable[[type[Record]], bool] | None = None
    #: It also says something true of a spec of which a part could not be read.
    robust: bool = True


_CHECKS: list[Check] = []


def check(function: DocumentCheck) -> DocumentCheck:
    """Register a check that needs the whole spec."""
    _CHECKS.append(Check(function, robust=False))
    return function


def check_parts(function: DocumentCheck) -> DocumentCheck:
    """Register a check that also says something true of a spec of which a part could not be read."""
    _CHECKS.append(Check(function))
    return function


def check_records(*kinds: type[Record], having: Callable[[type[Record]], object] = bool) -> Registration:
    """Register a check of each record of some kinds, wherever it stands; it need not know the whole spec.

    `having` gives the fields that the check is about, if it is not about all records of these kinds.
    """

    def register(function: RecordCheck) -> RecordCheck:
        _CHECKS.append(Check(function, lambda kind: issubclass(kind, kinds) and bool(having(kind))))
        return function

    return register


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
    """Every check, in the order of definition: of modules by name, whoever was imported first."""
    from tongwen.checks import behaviour, entries, identifiers, links, wording  # noqa: F401 - they register themselves

    return tuple(sorted(_CHECKS, key=lambda check: check.function.__module__))


def run_checks(document: Document, sources: Sources, gaps: Gaps) -> Iterator[Diagnostic]:
    """Run the checks that the spec allows, and look up the places of what they find."""
    chosen = [check for check in all_checks() if check.robust or not gaps]
    walked = _walk(document, chosen)
    for check in chosen:
        for finding in walked[check] if check.concerns else check.function(document):
            if not (gaps and gaps.may_define(str(finding.values.get("name", "")))):
                yield placed(finding, sources)


def _walk(document: Document, chosen: list[Check]) -> dict[Check, list[Finding]]:
    """What each of the checks of records finds, from one walk for all of them."""
    found: dict[Check, list[Finding]] = {check: [] for check in chosen}
    known: dict[type, list[tuple[RecordCheck, Callable[[Iterable[Finding]], None]]]] = {}
    for path, record in records(document):
        kind = type(record)
        if kind not in known:
            concerned = [check for check in chosen if check.concerns and check.concerns(kind)]
            known[kind] = [(check.function, found[check].extend) for check in concerned]
        for look, take in known[kind]:
            take(look(path, record, document))
    return found


def placed(finding: Finding, sources: Sources) -> Diagnostic:
    """A finding with its places."""
    place = sources.place(finding.path) if finding.path else None
    related = [sources.place(path) for path in finding.related]
    return finding.kind.at(place, *(p for p in related if p), **finding.values)
