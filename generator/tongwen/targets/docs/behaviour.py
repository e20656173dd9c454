"""The pages of behaviour beside the rules: the situations that they speak of, the notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tongwen.behaviour.situations import as_list, in_order
from tongwen.model.base import Localized, Record
from tongwen.model.behaviour import Dimension
from tongwen.targets.base import Later
from tongwen.targets.docs import naming
from tongwen.targets.docs.about import related
from tongwen.targets.docs.fields import profile_targets
from tongwen.targets.docs.labels import CONFIDENCE, DIMENSIONS
from tongwen.targets.docs.parts import Head, Made, Site, source_targets
from tongwen.text.opaque import Code
from tongwen.text.phrase import Phrase


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
    """Situations, notes."""
    yield Made("behaviour/situations.md", "docs/situations.md.j2", Later(_situations, site))
    yield Made("behaviour/notes.md", "docs/notes.md.j2", Later(_notes, site))


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
