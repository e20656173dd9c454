"""The first half of every command: load the spec of a project, model it, check it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tongwen.checks.registry import Gaps, run_checks
from tongwen.diagnostics import Diagnostic
from tongwen.load.data import FOUND_LIMIT
from tongwen.load.files import Loaded, Sources, load_files, no_collector
from tongwen.model.assemble import assemble, newer_language
from tongwen.model.spec import Document
from tongwen.translation.compare import Translations
from tongwen.translation.compare import compare as compare_translations


@dataclass(kw_only=True)
class Checked:
    """A spec that was read, and everything that is wrong with it."""

    #: What could be read; whole only if nothing was found.
    document: Document
    sources: Sources
    found: list[Diagnostic]
    #: Which translations are up to date; None while the spec has errors.
    translations: Translations | None = None

    @property
    def good(self) -> Document | None:
        """The document, if outputs may be made from it."""
        return None if any(d.severity == "error" for d in self.found) else self.document


def read(project: Path) -> Checked:
    """Load, model and check the spec of a project, and look up what its translations were made from."""
    with no_collector():
        spec = checked(load_files(project))
        if spec.good is not None:
            spec.translations = compare_translations(project, spec.document, spec.sources)
            spec.found += spec.translations.found
    return spec


def checked(loaded: Loaded) -> Checked:
    """Model and check files that were loaded, wherever they come from."""
    newer = newer_language(loaded.sources)
    if newer:  # nothing else can be said of words that are not known yet
        return Checked(document=Document(), sources=loaded.sources, found=[newer])
    assembled = assemble(loaded.sources)
    gaps = Gaps(assembled.dropped, loaded.lost, loaded.blind)
    checks = islice(run_checks(assembled.document, loaded.sources, gaps), FOUND_LIMIT)
    found = [*loaded.found, *assembled.found, *checks]
    return Checked(document=assembled.document, sources=loaded.sources, found=found)
