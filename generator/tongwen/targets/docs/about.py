"""What other entries say about one: behaviour notes, related entries."""

from __future__ import annotations

from collections.abc import Iterable

from tongwen.model.base import Localized, Record
from tongwen.model.behaviour import Note
from tongwen.model.names import PREFIXES
from tongwen.targets.docs.fields import profile_targets
from tongwen.targets.docs.labels import CONFIDENCE
from tongwen.targets.docs.parts import Site, source_targets
from tongwen.text.phrase import Phrase


class About(Record, frozen=True, kw_only=True):
    """A behaviour note on the page of an entry that it is about."""

    target: str
    text: Localized
    profiles: tuple[str, ...]
    confidence: Phrase
    sources: tuple[str, ...]


def notes(site: Site, name: str) -> tuple[About, ...]:
    """Behaviour notes about an entry."""
    return tuple(_about(note_id, site.document.notes[note_id]) for note_id in site.uses.noted.get(name, ()))


def _about(name: str, note: Note) -> About:
    return About(
        target=f"note:{name}",
        text=note.text,
        profiles=profile_targets(note.profiles),
        confidence=CONFIDENCE[note.confidence],
        sources=source_targets(note.sources),
    )


def related(site: Site, names: Iterable[str]) -> tuple[str, ...]:
    """Related entries as reference targets: a bare name may be that of a kind that is named with a prefix."""
    return tuple(reference(site, name) for name in names)


def reference(site: Site, name: str) -> str:
    """The reference to an entry that another one names by its id alone."""
    kinds = ("apis", "scopes", "types", "components")
    if any(name in getattr(site.document, kind) for kind in kinds):
        return name
    for prefix, kind in PREFIXES.items():
        if name in getattr(site.document, kind):
            return f"{prefix}:{name}"
    return name
