"""Pages about the tool itself: its diagnostics, its commands, the spec language. A spec turns them on by an option."""

from __future__ import annotations

from collections.abc import Iterator

from tongwen.targets.docs.parts import Made, Site
from tongwen.targets.docs.tool import codes, commands, language


def pages(site: Site) -> Iterator[Made]:
    """All of them, or none."""
    if site.request.option("tool", False):
        for part in (codes, commands, language):
            yield from part.pages(site)
