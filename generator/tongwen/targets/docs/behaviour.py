"""The pages of behaviour: the rules, the situations that they speak of, the notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tongwen.behaviour.situations import as_list, in_order
from tongwen.model.base import Localized, Record
from tongwen.model.behaviour import Dimension, Rule
from tongwen.targets.docs import naming
from tongwen.targets.docs.about import related
from tongwen.targets.docs.consent import error_target
from tongwen.targets.docs.fields import profile_targets
from tongwen.targets.docs.labels import CONFIDENCE, DIMENSIONS, PROMPTS, after, held
from tongwen.targets.docs.parts import Head, Made, Site, source_targets
from tongwen.text.opaque import Code
from tongwen.text.phrase import Phrase


class Given(Record, frozen=True, kw_only=True):
    """A dimension and the values under which the rule holds."""

    target: str
    values: tuple[Localized, ...]


class RuleView(Record, frozen=True, kw_only=True):
    """A rule, in words and as a table."""

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


class RulesPage(Record, frozen=True, kw_only=True):
    """All rules, with a table of contents of our own: title, outcome."""

    head: Head
    cells: int
    count: int
    situations: Code
    notes: Code
    rules: tuple[RuleView, ...]


class Step(Record, frozen=True, kw_only=True):
    """A value of a dimension."""

    name: Code
    title: Localized
    ordinary: bool


class DimensionView(Record, frozen=True, kw_only=True):
    """A dimension and its values."""

    title: Localized
    heading: Code
    kind: Phrase
    description: Localized
    values: tuple[Step, ...]


class ClassView(Record, frozen=True, kw_only=True):
    """A class of calls, and its members."""

    title: Localized
    heading: Code
    calls: tuple[str, ...]
    rules: int


class SituationsPage(Record, frozen=True, kw_only=True):
    """Dimensions and classes."""

    head: Head
    dimensions: tuple[DimensionView, ...]
    classes: tuple[ClassView, ...]


class NoteView(Record, frozen=True, kw_only=True):
    """A behaviour note."""

    title: Localized
    heading: Code
    text: Localized
    about: tuple[str, ...]
    rules: tuple[str, ...]
    profiles: tuple[str, ...]
    confidence: Phrase
    sources: tuple[str, ...]


class NotesPage(Record, frozen=True, kw_only=True):
    """All notes."""

    head: Head
    notes: tuple[NoteView, ...]


def pages(site: Site) -> Iterator[Made]:
    """Rules, situations, notes."""
    yield Made("behaviour/index.md", "docs/behaviour.md.j2", _rules(site))
    yield Made("behaviour/situations.md", "docs/situations.md.j2", _situations(site))
    yield Made("behaviour/notes.md", "docs/notes.md.j2", _notes(site))


def _rules(site: Site) -> RulesPage:
    page = site.page("behaviour/index.md")
    return RulesPage(
        head=Head(
            title=Phrase("Behaviour"),
            description=Phrase(
                "What every call does in every situation: the rules, their sources, and how sure they are."
            ),
            source="",
        ),
        cells=site.table.count(),
        count=len(site.document.rules),
        situations=page.at(naming.Address("behaviour/situations.md")),
        notes=page.at(naming.Address("behaviour/notes.md")),
        rules=tuple(_rule(site, name, rule) for name, rule in site.document.rules.items()),
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
    )


def _titles(dimension: Dimension, values: str | list[str]) -> tuple[Localized, ...]:
    return tuple(dimension.values[value].title for value in as_list(values))


def _situations(site: Site) -> SituationsPage:
    document = site.document
    return SituationsPage(
        head=Head(
            title=Phrase("Situations"),
            description=Phrase(
                "What the outcome of a call may depend on, and the classes of calls that rules speak of."
            ),
            source="",
        ),
        dimensions=tuple(_dimension(name, entry) for name, entry in in_order(document.dimensions)),
        classes=tuple(
            ClassView(
                title=entry.title,
                heading=naming.heading("class", name),
                calls=tuple(_members(site, name)),
                rules=sum(name in as_list(rule.calls) for rule in document.rules.values()),
            )
            for name, entry in document.classes.items()
        ),
    )


def _dimension(name: str, entry: Dimension) -> DimensionView:
    return DimensionView(
        title=entry.title,
        heading=naming.heading("dimension", name),
        kind=DIMENSIONS[entry.kind],
        description=entry.description,
        values=tuple(
            Step(name=naming.span(value), title=step.title, ordinary=step.silent)
            for value, step in entry.values.items()
        ),
    )


def _members(site: Site, name: str) -> Iterable[str]:
    calls = (call.api for group in site.table.groups if name in group.classes for call in group.calls)
    return sorted(dict.fromkeys(calls))


def _notes(site: Site) -> NotesPage:
    return NotesPage(
        head=Head(
            title=Phrase("Behaviour notes"),
            description=Phrase("Facts about behaviour that no single call decides."),
            source="",
        ),
        notes=tuple(
            NoteView(
                title=note.title,
                heading=naming.heading("note", name),
                text=note.text,
                about=related(site, note.about),
                rules=tuple(f"rule:{rule}" for rule in note.rules),
                profiles=profile_targets(note.profiles),
                confidence=CONFIDENCE[note.confidence],
                sources=source_targets(note.sources),
            )
            for name, note in site.document.notes.items()
        ),
    )
