"""Compares a whole page with the spec: names, lists of scopes, tables of parameters, words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tongwen.audit import kinds
from tongwen.audit.facts import Facts, titles
from tongwen.audit.found import Found, applies, found
from tongwen.audit.page import fields, scopes
from tongwen.audit.page.lines import Page
from tongwen.audit.page.listings import Listing
from tongwen.audit.page.names import Names
from tongwen.audit.page.words import wrong_words
from tongwen.diagnostics import N_, Words

#: How far above a list the line that says what it describes may stand.
_ABOVE = 4
_PAGE = Words(N_("the page"))


class Edition(NamedTuple):
    """The source that a page has the scopes of, the part that lists them, and the scopes."""

    source: str
    part: str
    scopes: frozenset[str]


class Reading(NamedTuple):
    """A page, and as what it is read."""

    page: Page
    lists: list[Listing]
    names: Names
    facts: Facts
    language: str
    edition: Edition | None


def compare(reading: Reading) -> Iterator[Found]:
    """Everything in which a page differs from the spec."""
    page, lists, names, facts, language, edition = reading
    yield from _names(page, names)
    for listing in lists:
        own = Facts(facts.document, profile_above(page, listing.first, facts))
        record = _record(page, listing, names)
        if not record and not any(row.cells for row in listing.rows):
            continue
        same = edition and own.profile == facts.profile and not record and edition.scopes == {*listing.scopes}
        part = edition.part if edition and same else ""
        yield from scopes.compare(listing, scopes.Context(page, names, own, language, record, part))
    yield from fields.compare(page, names, facts)
    yield from _words(page, facts, language)
    for offset in page.collapsed:
        yield found(kinds.COLLAPSED, "format:table", page.at(offset))


def _names(page: Page, names: Names) -> Iterator[Found]:
    for line in page.lines:
        run = line.run
        for mention in names.mentions(run.text):
            place = page.place(run, mention.start)
            if mention.id and not mention.exact:
                name, meant = mention.text, mention.id
                yield found(kinds.MISSPELT, f"misspelt:{name}", place, name, name=name, meant=meant)
            elif mention.sort == "scope" and mention.id is None:
                name = mention.text
                yield found(kinds.EXTRA, f"extra:{name}", place, name, owner=_PAGE, name=name)


def _words(page: Page, facts: Facts, language: str) -> Iterator[Found]:
    for line in page.lines:
        if line.sort in ("text", "item", "heading"):
            run = line.run
            for each in wrong_words(page.prose(run), facts.document, language):
                place = page.place(run, each.start)
                words = each.words
                yield found(kinds.WRONG_WORD, f"word:{each.entry}", place, words, words=words, term=each.term)


def profile_above(page: Page, number: int, facts: Facts) -> str:
    """The profile that a heading or a line of its own names above a line; else that of the page."""
    known = titles(facts.document)
    above = (line for line in reversed(page.lines[:number]) if line.sort in ("heading", "text") and len(line.text) < 60)
    return next((known[text] for line in above if (text := line.text.strip(" *:：").lower()) in known), facts.profile)


def _record(page: Page, listing: Listing, names: Names) -> str | None:
    """The settings record that a list describes: each scope stands after a type, or the record is named above."""
    known = names.settings()
    above = [line for line in page.lines[: listing.first] if line.sort != "blank"][-_ABOVE:]
    for line in reversed(above):
        for name in known:
            if line.sort in ("heading", "text") and re.search(rf"(?<!\w){name}(?!\w)", line.text, re.ASCII):
                return name
    typed = sum(row.typed for row in listing.rows)
    return next(iter(known), None) if typed * 2 > len(listing.rows) else None


def recorded(source_text: str, page: Page, facts: Facts, source: str, results: list[Found]) -> Iterator[Found]:
    """Faulty words that the spec has recorded about this source and that the page still prints."""
    seen = {(result.known, result.place.line) for result in results}
    for name, difference in facts.document.differences.items():
        if not difference.printed or not applies(difference, source):
            continue
        words = r"\s+".join(map(re.escape, difference.printed.split()))
        before = r"(?<![\w.])" if re.fullmatch(r"\w+", difference.printed) else r"(?<!\w)"
        for match in re.finditer(rf"{before}{words}(?!\w)", source_text, re.ASCII):
            place = page.at(match.start())
            if not any(known == name and place.line <= line <= page.at(match.end()).line for known, line in seen):
                yield Found(f"recorded:{name}", kinds.RECORDED.at(place, words=difference.printed), match[0], name)
            break


def empty(page: Page, names: Names) -> bool:
    """The page names nothing of the spec."""
    if any(mention.id for line in page.lines for mention in names.mentions(line.run.text)):
        return False
    return not any(cell.text.strip() in names.scopes for line in page.lines for cell in line.cells)
