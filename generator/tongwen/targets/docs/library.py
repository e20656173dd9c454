"""The pages that hold all entries of a kind: declarations, examples, glossary, sources, known differences."""

from __future__ import annotations

from collections.abc import Iterator

from tongwen.model.base import Localized, Record
from tongwen.model.behaviour import Declaration
from tongwen.model.pages import Difference, Source, Term
from tongwen.targets.base import Later
from tongwen.targets.docs import naming
from tongwen.targets.docs.about import related
from tongwen.targets.docs.declared import filled, snippet
from tongwen.targets.docs.fields import profile_targets, version
from tongwen.targets.docs.labels import CONFIDENCE, DIFFERENCES, LANGUAGES, SOURCES
from tongwen.targets.docs.parts import Head, Made, Shown, Site, examples, source_targets
from tongwen.text.opaque import Code, Text
from tongwen.text.phrase import Known, Phrase


class DeclarationView(Record, frozen=True, kw_only=True):
    """A declaration: what it is, what to write, which scopes and calls need it."""

    title: Localized
    heading: Code
    description: Localized
    file: Code | None
    snippet: str
    since: Code | None
    profiles: tuple[str, ...]
    needed: tuple[str, ...]
    sources: tuple[str, ...]


class DeclarationsPage(Record, frozen=True, kw_only=True):
    """All declarations."""

    head: Head
    declarations: tuple[DeclarationView, ...]


class ExamplesPage(Record, frozen=True, kw_only=True):
    """All examples."""

    head: Head
    examples: tuple[Shown, ...]


class TermView(Record, frozen=True, kw_only=True):
    """A term, its translation, and what not to say."""

    term: Localized
    other: Known
    heading: Code
    definition: Localized
    wrong: Code | None
    note: Localized | None


class GlossaryPage(Record, frozen=True, kw_only=True):
    """All terms."""

    head: Head
    terms: tuple[TermView, ...]


class Part(Record, frozen=True, kw_only=True):
    """A section of a source."""

    place: Code
    title: Localized
    scopes: tuple[str, ...]
    note: Localized | None


class SourceView(Record, frozen=True, kw_only=True):
    """A source and its sections."""

    title: Localized
    heading: Code
    kind: Phrase
    language: Phrase
    products: tuple[str, ...]
    date: Localized
    version: Localized | None
    url: Localized | None
    description: Localized
    sections: tuple[Part, ...]


class SourcesPage(Record, frozen=True, kw_only=True):
    """All sources."""

    head: Head
    sources: tuple[SourceView, ...]
    differences: int
    differences_page: Code


class DifferenceView(Record, frozen=True, kw_only=True):
    """Something on which sources differ, and how it is resolved."""

    name: Code
    heading: Code
    kind: Phrase
    about: tuple[str, ...]
    found: Localized
    resolution: Localized
    printed: Code | None
    confidence: Phrase
    sources: tuple[str, ...]


class DifferencesPage(Record, frozen=True, kw_only=True):
    """All known differences."""

    head: Head
    differences: tuple[DifferenceView, ...]


def pages(site: Site) -> Iterator[Made]:
    """One page for each of these kinds."""
    yield Made("declarations/index.md", "docs/declarations.md.j2", Later(_declarations, site))
    yield Made("examples.md", "docs/examples.md.j2", Later(_examples, site))
    yield Made("glossary.md", "docs/glossary.md.j2", Later(_glossary, site))
    yield Made("sources.md", "docs/sources.md.j2", Later(_sources, site))
    yield Made("differences.md", "docs/differences.md.j2", Later(_differences, site))


def _declarations(site: Site) -> DeclarationsPage:
    head = Head(
        title=Phrase("Declarations"),
        description=Phrase("What must be configured before a scope can be asked for."),
        source="",
    )
    items = site.document.declarations.items()
    return DeclarationsPage(head=head, declarations=tuple(_declaration(site, name, entry) for name, entry in items))


def _declaration(site: Site, name: str, entry: Declaration) -> DeclarationView:
    document = site.document
    return DeclarationView(
        title=entry.title,
        heading=naming.heading("declaration", name),
        description=entry.description,
        file=naming.span(entry.file) if entry.file else None,
        snippet=snippet(filled(entry.snippet, _sample(site, name))) if entry.snippet else "",
        since=version(entry.since) if entry.since else None,
        profiles=profile_targets(entry.profiles),
        needed=tuple(
            other
            for kind in (document.scopes, document.apis)
            for other, has in kind.items()
            if name in has.declarations
        ),
        sources=source_targets(entry.sources),
    )


def _sample(site: Site, name: str) -> dict[str, str]:
    """Words for the placeholders of a snippet: the first scope and the first API that need the declaration."""
    scope = next((other for other, has in site.document.scopes.items() if name in has.declarations), None)
    api = next((other for other, has in site.document.apis.items() if name in has.declarations), None)
    words = {"$scope": scope} if scope else {}
    return words | ({"$api": api, "$method": api.rpartition(".")[2]} if api else {})


def _examples(site: Site) -> ExamplesPage:
    head = Head(title=Phrase("Examples"), description=Phrase("Every example of this site, ready to copy."), source="")
    return ExamplesPage(head=head, examples=examples(site.document, site.document.examples))


def _glossary(site: Site) -> GlossaryPage:
    head = Head(
        title=Phrase("Glossary"),
        description=Phrase("The words of the field in English and Chinese, and those to avoid."),
        source="",
    )
    items = site.document.glossary.items()
    return GlossaryPage(head=head, terms=tuple(_term(name, term) for name, term in items))


def _term(name: str, term: Term) -> TermView:
    return TermView(
        term=naming.bilingual(term.en, term.zh),
        other=Known(en=Text(term.zh), zh=Text(term.en)),
        heading=naming.heading("term", name),
        definition=term.definition,
        wrong=naming.spans([*term.wrong_en, *term.wrong_zh]),
        note=term.note,
    )


def _sources(site: Site) -> SourcesPage:
    head = Head(
        title=Phrase("Sources"),
        description=Phrase("Where the facts come from, and what each source covers."),
        source="",
    )
    items = site.document.sources.items()
    page = site.page("sources.md").at(naming.Address("differences.md"))
    views = tuple(_source(name, source) for name, source in items)
    return SourcesPage(head=head, sources=views, differences=len(site.document.differences), differences_page=page)


def _source(name: str, source: Source) -> SourceView:
    return SourceView(
        title=source.title,
        heading=naming.heading("source", name),
        kind=SOURCES[source.kind],
        language=LANGUAGES[source.language],
        products=profile_targets(source.product),
        date=naming.bilingual(source.date, source.date),
        version=naming.bilingual(source.version, source.version) if source.version else None,
        url=naming.outward(source.url) if source.url else None,
        description=source.description,
        sections=tuple(
            Part(
                place=naming.section(name, part),
                title=section.title,
                scopes=tuple(section.scopes or ()),
                note=section.note,
            )
            for part, section in source.sections.items()
        ),
    )


def _differences(site: Site) -> DifferencesPage:
    head = Head(
        title=Phrase("Known differences"),
        description=Phrase("Where the sources disagree, or are wrong, and what this reference says instead."),
        source="",
    )
    items = site.document.differences.items()
    return DifferencesPage(head=head, differences=tuple(_difference(site, name, entry) for name, entry in items))


def _difference(site: Site, name: str, entry: Difference) -> DifferenceView:
    return DifferenceView(
        name=naming.span(name),
        heading=naming.heading("difference", name),
        kind=DIFFERENCES[entry.kind],
        about=related(site, entry.about),
        found=entry.found,
        resolution=entry.resolution,
        printed=naming.span(entry.printed) if entry.printed else None,
        confidence=CONFIDENCE[entry.confidence],
        sources=source_targets(entry.sources),
    )
