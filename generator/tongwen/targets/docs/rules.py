"""The pages of rules: the graph of consent and the list of all rules, then a page for each chapter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from tongwen.behaviour.situations import as_list
from tongwen.model.base import Localized, Record
from tongwen.model.behaviour import Dimension, Rule
from tongwen.targets.base import Later
from tongwen.targets.docs import naming, states
from tongwen.targets.docs.consent import error_target
from tongwen.targets.docs.fields import profile_targets
from tongwen.targets.docs.labels import CHAPTERS, CONFIDENCE, PROMPTS, after, held
from tongwen.targets.docs.parts import Head, Made, Site, source_targets
from tongwen.text.opaque import Code
from tongwen.text.phrase import Phrase


class Given(Record, frozen=True, kw_only=True):
    """A dimension and the values under which the rule holds."""

    target: str
    values: tuple[Localized, ...]


class RuleView(Record, frozen=True, kw_only=True):
    """A rule, in words and as a table, and the first of the cases that hold it."""

    target: str
    title: Localized
    heading: Code
    note: Localized
    classes: tuple[str, ...]
    profiles: tuple[str, ...]
    given: tuple[Given, ...]
    prompt: Phrase
    error: str
    after: tuple[Phrase, ...]
    held: tuple[Phrase, ...]
    overrides: tuple[str, ...]
    confidence: Phrase
    sources: tuple[str, ...]
    place: str
    tests: int
    walks: int
    named: tuple[Code, ...]


class ChapterView(Record, frozen=True, kw_only=True):
    """Rules of one sort of calls: their page."""

    head: Head
    title: Phrase
    to: Code
    rules: tuple[RuleView, ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.rules)


class RulesIndex(Record, frozen=True, kw_only=True):
    """The graph, the chapters, and all rules in a table: title, outcome, cases."""

    head: Head
    cells: int
    count: int
    tests: int
    situations: Code
    notes: Code
    coverage: Code
    playground: Code
    graphs: tuple[states.GraphView, ...]
    others: tuple[states.GraphView, ...]
    chapters: tuple[ChapterView, ...]


def pages(site: Site) -> Iterator[Made]:
    """The list and the chapters."""
    yield Made("behaviour/index.md", "docs/behaviour.md.j2", Later(_index, site))
    for chapter in filled(site):
        yield Made(naming.rule_page(chapter), "docs/rules.md.j2", Later(_chapter, site, chapter))


def filled(site: Site) -> tuple[naming.Chapter, ...]:
    """The chapters that have a rule, in the order of reading."""
    met = {naming.chapter(site.document, name) for name in site.document.rules}
    return tuple(chapter for chapter in get_args(naming.Chapter) if chapter in met)


def _index(site: Site) -> RulesIndex:
    page = site.page("behaviour/index.md")
    return RulesIndex(
        head=Head(
            title=Phrase("Behaviour"),
            description=Phrase(
                "What every call does in every situation: the rules, their sources, and how sure they are."
            ),
            source="",
        ),
        cells=site.table.count(),
        count=len(site.document.rules),
        tests=sum(tested.cells for tested in site.tests.values()),
        situations=page.at(naming.Address("behaviour/situations.md")),
        notes=page.at(naming.Address("behaviour/notes.md")),
        coverage=page.at(naming.Address("behaviour/coverage.md")),
        playground=page.at(naming.Address(naming.PLAYGROUND)),
        graphs=states.views(site.document, site.graphs[:1]),
        others=states.views(site.document, site.graphs[1:]),
        chapters=tuple(_chapter(site, chapter) for chapter in filled(site)),
    )


def _chapter(site: Site, chapter: naming.Chapter) -> ChapterView:
    title, description = CHAPTERS[chapter]
    rules = site.document.rules.items()
    return ChapterView(
        head=Head(title=title, description=description, source=""),
        title=title,
        to=site.page("behaviour/index.md").at(naming.Address(naming.rule_page(chapter))),
        rules=tuple(_rule(site, name, rule) for name, rule in rules if naming.chapter(site.document, name) == chapter),
    )


def _rule(site: Site, name: str, rule: Rule) -> RuleView:
    document = site.document
    return RuleView(
        target=f"rule:{name}",
        title=rule.title,
        heading=naming.heading("rule", name),
        note=rule.note,
        classes=tuple(f"class:{chosen}" for chosen in as_list(rule.calls)),
        profiles=profile_targets(rule.profiles),
        given=tuple(
            Given(target=f"dimension:{dimension}", values=_titles(document.dimensions[dimension], values))
            for dimension, values in rule.given.items()
        ),
        prompt=PROMPTS[rule.then.prompt],
        error=error_target(rule.then),
        after=after(rule.then),
        held=held(rule.then),
        overrides=tuple(f"rule:{other}" for other in rule.overrides),
        confidence=CONFIDENCE[rule.confidence],
        sources=source_targets(rule.sources),
        place=site.request.source("rules", name),
        tests=site.tests[name].cells,
        walks=site.tests[name].walks,
        named=tuple(naming.span(case) for case in site.tests[name].first),
    )


def _titles(dimension: Dimension, values: str | list[str]) -> tuple[Localized, ...]:
    return tuple(dimension.values[value].title for value in as_list(values))
