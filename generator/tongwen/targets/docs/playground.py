"""The page with the playground of all calls."""

from __future__ import annotations

from collections.abc import Iterator

from tongwen.behaviour.whole import Part
from tongwen.model.base import Record
from tongwen.targets.base import Later
from tongwen.targets.docs import naming
from tongwen.targets.docs.parts import Head, Made, Site
from tongwen.targets.docs.play import Play
from tongwen.text.phrase import Phrase


class PlaygroundPage(Record, frozen=True, kw_only=True):
    """The playground of all calls."""

    head: Head
    play: Play | None


def pages(site: Site) -> Iterator[Made]:
    """The page."""
    yield Made(naming.PLAYGROUND, "docs/playground.md.j2", Later(_page, site))


def _page(site: Site) -> PlaygroundPage:
    head = Head(
        title=Phrase("Playground"),
        description=Phrase("Choose a call and its situation, and see what the user sees and what comes of the call."),
        source="",
    )
    everything = [Part(group, list(group.calls)) for group in site.table.groups]
    return PlaygroundPage(head=head, play=site.plays.of(everything))
