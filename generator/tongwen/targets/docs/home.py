"""The home page, and the navigation of the site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tongwen.model.base import Localized, Record
from tongwen.targets.base import Later
from tongwen.targets.docs import guides, naming, rules
from tongwen.targets.docs.fields import Words
from tongwen.targets.docs.labels import CHAPTERS, OUTPUTS
from tongwen.targets.docs.parts import Head, Made, Site
from tongwen.targets.docs.profiles import ordered
from tongwen.targets.docs.showcase import Showcase, showcase
from tongwen.targets.docs.tool import codes, commands, language
from tongwen.targets.parts import by_group
from tongwen.text.opaque import Code
from tongwen.text.phrase import Phrase


class Card(Record, frozen=True, kw_only=True):
    """A way into the site."""

    title: Phrase
    to: Code
    text: Words


class Output(Record, frozen=True, kw_only=True):
    """What is made from the spec, and where it lies."""

    title: Words
    folder: Code


class HomePage(Record, frozen=True, kw_only=True):
    """The first page."""

    head: Head
    title: Localized
    description: Localized
    release: Code
    cards: tuple[Card, ...]
    guides: tuple[guides.Entry, ...]
    outputs: tuple[Output, ...]
    showcase: tuple[Showcase, ...]


class Item(Record, frozen=True, kw_only=True):
    """A line of the navigation: a page."""

    title: Words
    path: str


class Branch(Record, frozen=True, kw_only=True):
    """A part of the navigation: a single page, or pages and then branches."""

    title: Words
    pages: tuple[Item, ...] = ()
    single: str = ""
    branches: tuple[Branch, ...] = ()


class Navigation(Record, frozen=True, kw_only=True):
    """What is above, and beside, every page."""

    title: Localized
    description: Localized
    branches: tuple[Branch, ...]


def pages(site: Site) -> Iterator[Made]:
    """The home page."""
    yield Made("index.md", "docs/home.md.j2", Later(_page, site))


def _page(site: Site) -> HomePage:
    manifest = site.manifest
    outputs = tuple(
        Output(title=OUTPUTS.get(name) or naming.bilingual(name, name), folder=naming.span(target.output))
        for name, target in manifest.targets.items()
    )
    return HomePage(
        head=Head(
            title=manifest.title,
            description=manifest.description,
            source=site.request.source("tongwen", "title"),
            wide=True,
        ),
        title=manifest.title,
        description=manifest.description,
        release=naming.bare(manifest.release),
        cards=tuple(_cards(site)),
        guides=guides.entries(site),
        outputs=outputs,
        showcase=showcase(site),
    )


def _cards(site: Site) -> Iterator[Card]:
    document = site.document
    page = site.page("index.md")

    def card(title: Phrase, path: str, text: Phrase) -> Card:
        return Card(title=title, to=page.at(naming.Address(path)), text=text)

    yield card(Phrase("Guides"), "guides/index.md", Phrase("Learn to ask, step by step."))
    scopes = Phrase("Permissions that users grant or refuse: {count}.", count=len(document.scopes))
    yield card(Phrase("Scopes"), "scopes/index.md", scopes)
    apis = Phrase("Functions and methods with parameters, results and errors: {count}.", count=len(document.apis))
    yield card(Phrase("APIs"), "apis/index.md", apis)
    errors = Phrase("Ways to fail, with the words of each platform: {count}.", count=len(document.errors))
    yield card(Phrase("Errors"), "errors/index.md", errors)
    decided = Phrase("Rules that decide what a call does: {count}.", count=len(document.rules))
    yield card(Phrase("Behaviour"), "behaviour/index.md", decided)
    profiles = Phrase("Products and editions side by side: {count}.", count=len(document.profiles))
    yield card(Phrase("Profiles"), "profiles/index.md", profiles)


def navigation(site: Site) -> Navigation:
    """The whole tree of pages."""
    manifest = site.manifest
    return Navigation(
        title=manifest.title,
        description=manifest.description,
        branches=(
            Branch(title=Phrase("Home"), single="index.md"),
            _guides(site),
            _reference(site),
            _behaviour(site),
            _profiles(site),
            *_tool(site),
            _about(site),
        ),
    )


def _guides(site: Site) -> Branch:
    pages = [Item(title=Phrase("Guides"), path="guides/index.md"), *_listed_guides(site, "subject")]
    return Branch(title=Phrase("Guides"), pages=(*pages, Item(title=Phrase("Examples"), path="examples.md")))


def _listed_guides(site: Site, about: str) -> list[Item]:
    chosen = guides.in_order(site, about)
    return [Item(title=guide.title, path=naming.page_path("guides", name)) for name, guide in chosen]


def _reference(site: Site) -> Branch:
    document = site.document
    scopes = [Item(title=entry.title, path=naming.page_path("scopes", name)) for name, entry in document.scopes.items()]
    errors = [Item(title=entry.title, path=naming.page_path("errors", name)) for name, entry in document.errors.items()]
    chapters = tuple(
        Branch(title=document.groups[group].title, pages=tuple(_named("apis", name) for name in calls))
        for group, calls in by_group(document, document.apis).items()
    )
    return Branch(
        title=Phrase("Reference"),
        branches=(
            Branch(title=Phrase("Scopes"), pages=(Item(title=Phrase("Scopes"), path="scopes/index.md"), *scopes)),
            Branch(title=Phrase("APIs"), pages=(Item(title=Phrase("APIs"), path="apis/index.md"),), branches=chapters),
            _listed(Phrase("Components"), "components", document.components),
            _listed(Phrase("Types"), "types", document.types),
            Branch(title=Phrase("Errors"), pages=(Item(title=Phrase("Errors"), path="errors/index.md"), *errors)),
            Branch(title=Phrase("Declarations"), single="declarations/index.md"),
        ),
    )


def _listed(title: Phrase, kind: str, names: Iterable[str]) -> Branch:
    listed = tuple(_named(kind, name) for name in names)
    return Branch(title=title, pages=(Item(title=title, path=f"{kind}/index.md"), *listed))


def _named(kind: str, name: str) -> Item:
    return Item(title=naming.bilingual(name, name), path=naming.page_path(kind, name))


def _behaviour(site: Site) -> Branch:
    chapters = (Item(title=CHAPTERS[name][0], path=naming.rule_page(name)) for name in rules.filled(site))
    return Branch(
        title=Phrase("Behaviour"),
        pages=(
            Item(title=Phrase("All rules"), path="behaviour/index.md"),
            *chapters,
            Item(title=Phrase("Situations"), path="behaviour/situations.md"),
            Item(title=Phrase("Playground"), path="behaviour/playground.md"),
            Item(title=Phrase("Coverage"), path="behaviour/coverage.md"),
            Item(title=Phrase("Behaviour notes"), path="behaviour/notes.md"),
        ),
    )


def _profiles(site: Site) -> Branch:
    titles = site.document.profiles
    listed = [Item(title=titles[name].title, path=naming.page_path("profiles", name)) for name in ordered(site)]
    return Branch(
        title=Phrase("Profiles"), pages=(Item(title=Phrase("Side by side"), path="profiles/index.md"), *listed)
    )


def _tool(site: Site) -> Iterator[Branch]:
    """Nothing, where the spec neither turns these pages on nor has guides of the kind."""
    pages = _listed_guides(site, "tool")
    if site.request.option("tool", False):
        pages = [Item(title=Phrase("Command line"), path=commands.PATH), *pages]
        yield Branch(title=Phrase("Using Tongwen"), pages=tuple(pages), branches=_of_tool())
    elif pages:
        yield Branch(title=Phrase("Using Tongwen"), pages=tuple(pages))


def _of_tool() -> tuple[Branch, ...]:
    kinds = [
        Item(title=naming.bilingual(f"{kind}:", f"{kind}:"), path=language.path(kind)) for kind in language.kinds()
    ]
    families = tuple(
        Branch(
            title=title,
            pages=tuple(
                Item(title=naming.bilingual(kind.code, kind.code), path=codes.path(kind.code))
                for kind in codes.of_family(family)
            ),
        )
        for family, title in codes.FAMILIES.items()
    )
    index = Item(title=Phrase("Diagnostics"), path="diagnostics/index.md")
    shared = Item(title=Phrase("Shared parts"), path=language.SHARED)
    spec = (Item(title=Phrase("Spec language"), path=language.INDEX), *kinds, shared)
    return (
        Branch(title=Phrase("Spec language"), pages=spec),
        Branch(title=Phrase("Diagnostics"), pages=(index,), branches=families),
    )


def _about(site: Site) -> Branch:
    return Branch(
        title=Phrase("About this reference"),
        pages=(
            Item(title=Phrase("Glossary"), path="glossary.md"),
            Item(title=Phrase("Sources"), path="sources.md"),
            Item(title=Phrase("Known differences"), path="differences.md"),
            *_listed_guides(site, "project"),
        ),
    )
