"""Compares a list of scopes with the spec: which it has, which calls stand beside each, how each is described."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tongwen.audit import kinds
from tongwen.audit.facts import Facts, membership, titles
from tongwen.audit.found import Found, found
from tongwen.audit.page.lines import Page, Run
from tongwen.audit.page.listings import CELL_LIMIT, Listing, Row, beside, component_in, sentence
from tongwen.audit.page.names import Mention, Names
from tongwen.audit.page.words import alike, raw, wrong_words
from tongwen.diagnostics import N_, Place, Words
from tongwen.model.entries import Api, Component

#: A list that has at least this share of a profile's scopes means to have them all.
_WHOLE = 0.6
#: Where fewer descriptions than this are like those of the spec, the column describes something else.
_DESCRIBED = 0.25
#: A longer description is compared with the longer texts of the spec as well.
_TITLE_LIMIT = {"en": 40, "zh": 14}
_LIST = Words(N_("the list of scopes"))


class Context(NamedTuple):
    """What is known about a list: the page, the profile it is about, the settings record if it describes one."""

    page: Page
    names: Names
    facts: Facts
    language: str
    record: str | None
    #: The part of a source that has the same scopes: an edition, which need not have all of the profile.
    edition: str = ""

    @property
    def prefix(self) -> str:
        """What names of findings start with."""
        return f"{self.record}." if self.record else ""


def compare(listing: Listing, context: Context) -> Iterator[Found]:
    """Everything in which a list differs from the spec."""
    listing = listing._replace(rows=tuple(row for row in listing.rows if _ours(row, listing, context)))
    if not listing.rows:
        return
    described = [(row, _said(row, context)) for row in listing.rows]
    like = sum(_like(row.scope, said, context) for row, said in described)
    calls = sum(any(_calls(row, context)) for row in listing.rows)
    yield from _members(listing, context, whole=context.record is not None or max(like, calls) * 2 >= len(listing.rows))
    if not _keyed(listing):
        return
    for scope in dict.fromkeys(listing.scopes):
        if scope in context.facts.scopes():
            rows = [row for row in listing.rows if row.scope == scope]
            yield from _beside(scope, rows, context, whole=calls * 2 > len(listing.rows) and not context.record)
    for row, said in described:
        if row.scope in context.facts.scopes():
            titled = like >= _DESCRIBED * len(listing.rows)
            yield from _described(row.scope or "", said, context, titled=titled)


def _keyed(listing: Listing) -> bool:
    """The name of the scope is the first cell of its row."""
    row = listing.rows[0]
    return all(row.name.at[0] < cell.at[0] for cell in row.cells if cell.text)


def _ours(row: Row, listing: Listing, context: Context) -> bool:
    """The row is not said to be about other profiles only."""
    known = titles(context.facts.document)
    header = [cell.text.strip().lower() for cell in listing.header.cells] if listing.header else []
    parts = [part.strip().lower() for cell in row.cells for part in re.split("[·,、/]", cell.text)]
    about = {known[part] for part in (*header, *parts) if part in known}
    others = {p for p in about if row.scope and membership(context.facts.document.scopes[row.scope], p)}
    return not others or context.facts.profile in others


def _members(listing: Listing, context: Context, *, whole: bool) -> Iterator[Found]:
    """Scopes that are misspelt, too many, or missing."""
    page, expected = context.page, context.facts.scopes()
    owner = context.record or _LIST
    for row in listing.rows:
        place = page.place(row.name)
        if row.scope and row.printed != row.scope and "." not in row.printed:
            yield found(
                kinds.MISSPELT, f"misspelt:{row.printed}", place, row.printed, name=row.printed, meant=row.scope
            )
        if whole and row.scope and row.scope not in expected:
            each = found(
                kinds.EXTRA, f"extra:{context.prefix}{row.scope}", place, row.printed, owner=owner, name=row.scope
            )
            yield each._replace(known=context.edition)
    if not context.edition and (not whole or len(set(listing.scopes) & expected.keys()) < _WHOLE * len(expected)):
        return
    start = page.place(listing.header.run if listing.header else listing.rows[0].name)
    for scope in expected:
        if scope not in listing.scopes:
            each = found(kinds.MISSING, f"missing:{context.prefix}{scope}", start, owner=owner, name=scope)
            yield each._replace(known=context.edition)


def _calls(row: Row, context: Context) -> Iterator[tuple[Place, str, str | None]]:
    """Calls and components that stand beside a scope: where, as printed, the entry that is meant."""
    run = beside(row)
    for mention in context.names.mentions(run.text):
        if mention.sort == "api":
            yield context.page.place(run, mention.start), mention.text, mention.id
    for name in context.facts.document.components:
        at = _component(name, run, context)
        if at is not None:
            yield context.page.place(run, at), name, name


def _beside(scope: str, rows: list[Row], context: Context, *, whole: bool) -> Iterator[Found]:
    """Calls that are missing beside a scope, unknown, or belong to another. `whole`: every scope should have some."""
    profile = context.facts.document.profiles[context.facts.profile]
    free = {profile.ask, profile.read, profile.settings}  # they may stand beside any
    entries: dict[str, Api | Component] = {**context.facts.document.apis, **context.facts.document.components}
    seen: set[str] = set()
    for place, printed, name in (call for row in rows for call in _calls(row, context)):
        if name is None:
            yield found(
                kinds.EXTRA, f"extra:{context.prefix}{scope}#{printed}", place, printed, owner=scope, name=printed
            )
            continue
        seen.add(name)
        if scope not in entries[name].needs and name not in free:
            needs = ", ".join(entries[name].needs) or Words(N_("no scope"))
            id_ = f"misplaced:{context.prefix}{scope}#{name}"
            yield found(kinds.MISPLACED, id_, place, printed, owner=scope, name=name, needs=needs)
    if (seen or whole) and not any(sentence(row) for row in rows):
        place, printed = context.page.place(rows[0].name), rows[0].printed
        for name in context.facts.gated(scope):
            if name not in seen:
                id_ = f"missing:{context.prefix}{scope}#{name}"
                yield found(kinds.MISSING, id_, place, printed, owner=scope, name=name)


def _component(name: str, run: Run, context: Context) -> int | None:
    """Where a component is named: by a word that only it has, beside the word for it, or set as code."""
    for match in component_in(name).finditer(run.text):
        if "-" in name or match["word"] or run.at[match.start()] in context.page.code:
            return match.start()
    return None


def _said(row: Row, context: Context) -> list[Run]:
    """What the cells of a row say, without the names of calls and components."""
    return [run for cell in row.cells if (run := _words(cell, context)).text]


def _words(cell: Run, context: Context) -> Run:
    mentions: list[Mention] = list(context.names.mentions(cell.text))
    pieces, end = [], 0
    for mention in mentions:
        pieces.append(cell.part(end, mention.start))
        end = mention.start + len(mention.text)
    run = Run("".join(p.text for p in pieces) + cell.text[end:], [*(at for p in pieces for at in p.at), *cell.at[end:]])
    for name in context.facts.document.components:
        if _component(name, run, context) is not None:
            run = run.without(component_in(name))
    run = run.stripped(" \t\n,，、;；:：()（）·/-–—")
    return run if len(run.text) <= CELL_LIMIT * 2 else run.part(0, 0)


def _title(scope: str, context: Context) -> str:
    entry = context.facts.document.scopes[scope]
    member = membership(entry, context.facts.profile)
    return raw(member.title if member and member.title else entry.title, context.language)


def _like(scope: str | None, said: list[Run], context: Context) -> bool:
    """The words describe the scope as the spec does."""
    if scope is None:
        return False
    entry = context.facts.document.scopes[scope]
    longer = [raw(text, context.language) for text in (entry.description, entry.setting) if text]
    return any(
        alike(run.text, text)
        for run in said
        for text in [_title(scope, context), *(longer if len(run.text) > _TITLE_LIMIT[context.language] else [])]
    )


def _described(scope: str, said: list[Run], context: Context, *, titled: bool) -> Iterator[Found]:
    """The words beside a scope: wrong ones, or such as mean something else."""
    document, language = context.facts.document, context.language
    wrong = [(run, each) for run in said for each in wrong_words(context.page.prose(run), document, language)]
    for run, each in wrong:
        place = context.page.place(run, each.start)
        yield found(kinds.WRONG_WORD, f"word:{each.entry}", place, run.text, words=each.words, term=each.term)
    if wrong or not said or context.record or not titled or _like(scope, said, context):
        return
    theirs = said[0].text
    values = {"name": scope, "theirs": theirs, "ours": _title(scope, context)}
    yield found(kinds.OTHER_WORDS, f"described:{scope}", context.page.place(said[0]), theirs, **values)
