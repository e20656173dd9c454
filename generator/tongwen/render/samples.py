"""What each target makes of one call, cut out of the file that it would write: for the pages that show it."""

from __future__ import annotations

from collections.abc import Mapping

from tongwen.diagnostics import Diagnostic
from tongwen.load.files import Sources
from tongwen.model.spec import Document
from tongwen.render.files import FAULTS, Renderer
from tongwen.targets.base import BadName, Request, Shown
from tongwen.targets.table import target as find_target


class Samples:
    """Asked for a call, it plans and renders the files that show it, and nothing else."""

    def __init__(self, document: Document, sources: Sources, renderer: Renderer) -> None:
        self._document = document
        self._sources = sources
        self._renderer = renderer

    def __call__(self, name: str) -> Mapping[str, Shown]:
        """Target to what it shows. A target that cannot be made is left out: the build says so elsewhere."""
        settings = self._document.tongwen.targets if self._document.tongwen else {}
        found = {target: self._shown(target, name) for target in settings}
        return {target: shown for target, shown in found.items() if shown is not None}

    def _shown(self, name: str, entry: str) -> Shown | None:
        found = find_target(name)
        if isinstance(found, Diagnostic) or found.sample is None or self._document.tongwen is None:
            return None
        try:
            sample = found.sample(Request(self._document, self._sources, self._document.tongwen.targets[name]), entry)
        except BadName:
            return None
        if sample is None:
            return None
        try:
            sheet = self._renderer.whole(sample.file)
        except FAULTS:
            return None
        text = sample.cut("".join(sheet.pieces))
        sheet.keep_shown(text)
        return Shown(text, sample.language) if text else None
