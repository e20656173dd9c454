"""What several kinds of pages are made of: the head, badges, examples, sources, history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from msgspec import structs

from tongwen.behaviour.cases import Matrix
from tongwen.behaviour.table import Table
from tongwen.behaviour.whole import Behaviour
from tongwen.model.base import Change, Localized, Record, availability
from tongwen.model.entries import ScopeMembership
from tongwen.model.manifest import Manifest
from tongwen.model.pages import Example
from tongwen.model.spec import Document
from tongwen.targets.base import Later, PlannedFile, Request
from tongwen.targets.docs import naming
from tongwen.targets.docs.atlas import Atlas, Page
from tongwen.targets.docs.consent import Usual
from tongwen.targets.docs.fields import Words, profile_targets, version
from tongwen.targets.docs.graph import Graph
from tongwen.targets.docs.labels import CONFIDENCE
from tongwen.targets.docs.lag import is_stale, lag_of
from tongwen.targets.docs.play import Plays
from tongwen.targets.docs.uses import Uses
from tongwen.text.opaque import Code
from tongwen.text.phrase import Phrase


class Tested(NamedTuple):
    """How the matrix tests a rule."""

    #: The number of its cells that have a case, and the ids of the first of them.
    cells: int
    first: tuple[str, ...]
    #: The number of walks that look at it.
    walks: int


class Site(NamedTuple):
    """What every page is made from."""

    request: Request
    document: Document
    manifest: Manifest
    known: Behaviour
    #: Profile to its scopes, with what it makes of each.
    members: Mapping[str, Mapping[str, ScopeMembership]]
    #: Every rule, as the matrix tests it.
    tests: Mapping[str, Tested]
    #: Graphs of consent, the one of the most scopes first.
    graphs: tuple[Graph, ...]
    atlas: Atlas
    uses: Uses
    #: Scope to its graphs, each with the profiles in which it holds.
    graphs_of: Mapping[str, tuple[tuple[Graph, tuple[str, ...]], ...]]
    #: What calls do in ordinary situations.
    usual: Usual
    #: What can be tried out.
    plays: Plays

    @property
    def table(self) -> Table:
        """The decision table."""
        return self.known.table

    @property
    def matrix(self) -> Matrix:
        """The matrix."""
        return self.known.matrix

    def page(self, path: str) -> Page:
        """A page, as the place from which links are drawn."""
        return Page(self.atlas, path)


class Made(NamedTuple):
    """A page in all its parts, before it is planned for each language."""

    path: str
    template: str
    view: Later

    def planned(self, site: Site, languages: Iterable[str]) -> Iterable[PlannedFile]:
        """The same page in each language. The head says where a language lags behind."""
        request, page = site.request, site.page(self.path)
        for language in languages:
            behind = language not in ("en", "zh") or is_stale(self.path, request, language)
            view = Later(self.lagging, request, language) if behind else self.view
            link = page.linker(language, request.catalogue)
            yield PlannedFile(f"{language}/{self.path}", self.template, view, "markdown", (language,), link)

    def lagging(self, request: Request, language: str) -> Any:
        """The view, with the word for how this language lags behind, if it does."""
        view = self.view()
        lag = lag_of(self.path, view, request, language)
        return structs.replace(view, head=structs.replace(view.head, lag=naming.bare(lag))) if lag else view


class Head(Record, frozen=True, kw_only=True):
    """The front matter."""

    title: Words
    description: Words
    source: str
    #: The page needs the whole width: no navigation and no table of contents beside it.
    wide: bool = False
    #: What readers type who look for this page; in search it counts more than anything else.
    sought: tuple[Words | str, ...] = ()
    #: How much more the page counts in search than others; none for as much as any.
    weight: Code | None = None
    #: `stale` or `untranslated`: what the words of this language are, if not the same as those of the others.
    lag: Code | None = None


class Badge(Record, frozen=True, kw_only=True):
    """A small label under the title; it may be a link."""

    text: Words
    to: Code | None = None


class Tab(Record, frozen=True, kw_only=True):
    """An example in one language."""

    head: Code
    language: str
    code: str


class Shown(Record, frozen=True, kw_only=True):
    """An example."""

    title: Localized
    heading: Code
    description: Localized | None
    tabs: tuple[Tab, ...]
    prints: str | None
    edition: Localized | None
    profiles: tuple[str, ...]


class Origin(Record, frozen=True, kw_only=True):
    """Where the facts of a page come from, and how sure they are."""

    sources: tuple[str, ...]
    confidence: Phrase
    place_code: Code


def origin(place: str, sources: list[str], confidence: str = "documented") -> Origin:
    """The last part of a page."""
    return Origin(sources=source_targets(sources), confidence=CONFIDENCE[confidence], place_code=naming.span(place))


def source_targets(sources: Iterable[str]) -> tuple[str, ...]:
    """Sources as reference targets."""
    return tuple(f"source:{source}" for source in sources)


def profile_badges(document: Document, page: Page, profiles: Any) -> list[Badge]:
    """One badge for each profile that has an entry."""
    found = []
    for name, has in availability(profiles).items():
        title = document.profiles[name].title
        since = version(has.since)
        text = Phrase("{profile} {version}+", profile=title, version=since) if since else title
        found.append(Badge(text=text, to=page.to(f"profile:{name}")))
    return found


def examples(document: Document, names: Iterable[str]) -> tuple[Shown, ...]:
    """Examples, ready to be shown."""
    return tuple(_shown(name, document.examples[name]) for name in names)


def _shown(name: str, example: Example) -> Shown:
    return Shown(
        title=example.title,
        heading=naming.heading("example", name),
        description=example.description,
        tabs=tuple(
            Tab(head=naming.tab(language), language=naming.TABS[language][1], code=example.code[language])
            for language in naming.TABS
            if language in example.code
        ),
        prints=example.prints,
        edition=example.edition,
        profiles=profile_targets(example.profiles),
    )


class Line(Record, frozen=True, kw_only=True):
    """A line of an entry's history."""

    version: Code
    change: Localized


def history(changes: Iterable[Change]) -> tuple[Line, ...]:
    """What changed in which version."""
    return tuple(Line(version=naming.bare(item.version), change=item.change) for item in changes)
