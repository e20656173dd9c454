"""Pages of guides, with their examples and the tables that sections ask for."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from tongwen.model.base import Localized, Record
from tongwen.model.pages import Guide, Section
from tongwen.targets.base import Later
from tongwen.targets.docs import naming
from tongwen.targets.docs.about import related
from tongwen.targets.docs.errors import OfPlatform, messages_by_platform
from tongwen.targets.docs.fields import profile_targets
from tongwen.targets.docs.labels import CONFIDENCE
from tongwen.targets.docs.parts import Head, Made, Origin, Shown, Site, examples, origin, source_targets
from tongwen.targets.docs.profiles import ordered
from tongwen.targets.docs.scopes import ScopeList, scope_list
from tongwen.text.opaque import Code
from tongwen.text.phrase import Phrase


class Fault(Record, frozen=True, kw_only=True):
    """An error and what to do about it."""

    target: str
    remedy: Localized


class Wanting(Record, frozen=True, kw_only=True):
    """A scope and what must be declared before it can be asked for."""

    scope: str
    declarations: tuple[str, ...]


class State(Record, frozen=True, kw_only=True):
    """A state of consent."""

    word: Phrase
    stored: Code
    next: Phrase


class SectionView(Record, frozen=True, kw_only=True):
    """A section, with its tables; a table that it does not ask for is empty."""

    title: Localized
    heading: Code
    text: Localized
    profiles: tuple[str, ...]
    examples: tuple[Shown, ...]
    scopes: tuple[ScopeList, ...]
    withdrawn: tuple[ScopeList, ...]
    errors: tuple[Fault, ...]
    declarations: tuple[Wanting, ...]
    consent: tuple[State, ...]
    messages: tuple[OfPlatform, ...]
    confidence: Phrase | None
    sources: tuple[str, ...]


class GuidePage(Record, frozen=True, kw_only=True):
    """The page of a guide."""

    head: Head
    title: Localized
    summary: Localized
    profiles: tuple[str, ...]
    sections: tuple[SectionView, ...]
    related: tuple[str, ...]
    origin: Origin


class Entry(Record, frozen=True, kw_only=True):
    """A guide in the list."""

    target: str
    summary: Localized


class GuideIndex(Record, frozen=True, kw_only=True):
    """The list of guides, in the order of reading."""

    head: Head
    guides: tuple[Entry, ...]


_STATES = (
    State(
        word=Phrase("Not asked"), stored=naming.span("undefined"), next=Phrase("The next call brings up the prompt.")
    ),
    State(word=Phrase("Granted"), stored=naming.span("true"), next=Phrase("Calls succeed without a prompt.")),
    State(word=Phrase("Refused"), stored=naming.span("false"), next=Phrase("Calls fail without a prompt.")),
)


def in_order(site: Site, about: str = "subject") -> list[tuple[str, Guide]]:
    """The guides about one thing, in the order of reading."""
    chosen = [(name, guide) for name, guide in site.document.guides.items() if guide.about == about]
    return sorted(chosen, key=lambda item: (item[1].order, item[0]))


def pages(site: Site) -> Iterator[Made]:
    """A page for each guide, and their list."""
    yield Made("guides/index.md", "docs/guides.md.j2", Later(_index, site))
    for name, guide in site.document.guides.items():
        yield Made(naming.page_path("guides", name), "docs/guide.md.j2", Later(_page, site, name, guide))


def _index(site: Site) -> GuideIndex:
    head = Head(
        title=Phrase("Guides"),
        description=Phrase("How to ask for permission well, from the first question to the way back."),
        source="",
    )
    return GuideIndex(head=head, guides=entries(site))


def entries(site: Site) -> tuple[Entry, ...]:
    """The list of guides."""
    return tuple(Entry(target=f"guide:{name}", summary=guide.summary) for name, guide in in_order(site))


def _page(site: Site, name: str, guide: Guide) -> GuidePage:
    place = site.request.source("guides", name)
    return GuidePage(
        head=Head(
            title=guide.title,
            description=guide.summary,
            source=place,
            sought=(guide.title,),
            weight=naming.weight(2),
        ),
        title=guide.title,
        summary=guide.summary,
        profiles=profile_targets(guide.profiles),
        sections=tuple(_section(site, part, section, guide) for part, section in guide.sections.items()),
        related=related(site, guide.related),
        origin=origin(place, guide.sources),
    )


def _section(site: Site, name: str, section: Section, guide: Guide) -> SectionView:
    of = section.profiles or guide.profiles or ordered(site)
    certain = section.confidence == "documented"
    return SectionView(
        title=section.title,
        heading=naming.heading(name),
        text=section.text,
        profiles=profile_targets(section.profiles),
        examples=examples(site.document, section.examples),
        scopes=_lists(site, of) if "scopes" in section.show else (),
        withdrawn=_withdrawn(site, of) if "withdrawn" in section.show else (),
        errors=_errors(site) if "errors" in section.show else (),
        declarations=_declarations(site, of) if "declarations" in section.show else (),
        consent=_STATES if "consent" in section.show else (),
        messages=messages_by_platform(site, scoped=True) if "messages" in section.show else (),
        confidence=None if certain else CONFIDENCE[section.confidence],
        sources=source_targets(section.sources),
    )


def _lists(site: Site, profiles: list[str]) -> tuple[ScopeList, ...]:
    return tuple(scope_list(site, profile) for profile in profiles)


def _withdrawn(site: Site, profiles: list[str]) -> tuple[ScopeList, ...]:
    found = []
    for profile in profiles:
        status = {name: member.status for name, member in site.members[profile].items()}
        listed = scope_list(site, profile)
        rows = tuple(row for row in listed.rows if status[row.target] == "withdrawn")
        if rows:
            found.append(replace(listed, rows=rows))
    return tuple(found)


def _errors(site: Site) -> tuple[Fault, ...]:
    return tuple(Fault(target=f"error:{name}", remedy=error.remedy) for name, error in site.document.errors.items())


def _declarations(site: Site, profiles: list[str]) -> tuple[Wanting, ...]:
    scopes = site.document.scopes
    wanted = dict.fromkeys(name for profile in profiles for name in site.members[profile])
    return tuple(
        Wanting(scope=name, declarations=tuple(f"declaration:{item}" for item in scopes[name].declarations))
        for name in scopes
        if name in wanted and scopes[name].declarations
    )
