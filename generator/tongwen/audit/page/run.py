"""From a file to what differs."""

from __future__ import annotations

from pathlib import Path

from tongwen.audit.choose import best, unknown
from tongwen.audit.facts import Facts
from tongwen.audit.found import explained
from tongwen.audit.page.compare import Edition, Reading, compare, empty, recorded
from tongwen.audit.page.lines import Page
from tongwen.audit.page.listings import Listing, listings
from tongwen.audit.page.names import Names
from tongwen.audit.page.parse import parse
from tongwen.audit.page.words import language
from tongwen.audit.read import PAGE_LIMIT, read_text
from tongwen.audit.report import Audited
from tongwen.diagnostics import Diagnostic
from tongwen.model.spec import Document


def audit(document: Document, names: Names, path: Path, profile: str | None) -> Audited | Diagnostic:
    """Compare a page with a spec; or why that cannot be done."""
    wrong = unknown(document, profile)
    text = wrong or read_text(path, PAGE_LIMIT)
    if isinstance(text, Diagnostic):
        return text
    page = parse(text, str(path))
    lists = listings(page, names)
    spoken = language(page.text)
    edition = _edition(document, lists, spoken, profile)
    source = edition.source if edition else None
    among = document.sources[source].product if source else list(document.profiles)
    chosen = profile or _guess(document, page, lists, names, among)
    facts = Facts(document, chosen)
    results = explained(compare(Reading(page, lists, names, facts, spoken, edition)), document, source)
    if source:
        results += recorded(text, page, facts, source, results)
    results = explained(results, document, source)
    return Audited((str(path),), chosen, profile is None, source, results, empty=empty(page, names))


def _edition(document: Document, lists: list[Listing], spoken: str, profile: str | None) -> Edition | None:
    """The source that has a list of scopes of the page, in its language, and the part that has its longest list."""
    seen = [set(listing.scopes) for listing in lists if any(row.cells for row in listing.rows)]
    for name, source in document.sources.items():
        if source.kind not in ("document", "article") or source.language != spoken:
            continue
        if profile is not None and profile not in source.product:
            continue
        parts = {part: section.scopes for part, section in source.sections.items() if section.scopes}
        if any(set(scopes) in seen for scopes in parts.values()):
            whole = max(parts, key=lambda part: len(parts[part]))
            return Edition(name, f"{name}#{whole}", frozenset(parts[whole]))
    return None


def _guess(document: Document, page: Page, lists: list[Listing], names: Names, among: list[str]) -> str:
    """The profile that has the scopes of the page's longest list; where several do, or none, that of most names."""
    longest = max((set(each.scopes) for each in lists if any(row.cells for row in each.rows)), key=len, default=set())
    said = {mention.id for line in page.lines for mention in names.mentions(line.run.text)}
    said |= {scope for listing in lists for scope in listing.scopes}

    known = said & {*document.scopes, *document.apis}

    def score(profile: str) -> float:
        facts = Facts(document, profile)
        scopes = facts.scopes().keys()
        own = {*scopes, *facts.apis()}
        listed = len(longest & scopes) / len(longest | scopes) if longest else 0
        return listed * 1000 + len(known & own) - len(known - own) - 0.001 * len(own)

    return best((score(name), name) for name in among)
