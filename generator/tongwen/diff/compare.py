"""Two specs, and everything that changed from one to the other for those who use them."""

from __future__ import annotations

from tongwen.diff import behaviour, calls, errors, lifecycle, pages, scopes, setup, situations, types
from tongwen.diff.changes import SEVERITIES, Change
from tongwen.diff.renames import all_renames
from tongwen.diff.scene import Scene
from tongwen.model.spec import Document


def compare(base: Document, head: Document) -> list[Change]:
    """Every change, the heaviest first; among equals by kind of entry and id. What only the YAML shows is no change."""
    scene = Scene(base, head, all_renames(base, head))
    lifecycle.compare(scene)
    setup.compare(scene)
    scopes.compare(scene)
    calls.compare(scene)
    types.compare(scene)
    errors.compare(scene)
    values = situations.compare(scene)
    behaviour.compare(scene, values)
    pages.compare(scene)
    kinds = list(Document.__struct_fields__)
    return sorted(
        scene.changes,
        key=lambda change: (SEVERITIES.index(change.severity), kinds.index(change.entry.kind), change.id),
    )
