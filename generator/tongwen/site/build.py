"""Builds the site of a project: checks the pages, has mkdocs make them, adds what stands around them."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field

from tongwen.diagnostics import Diagnostic
from tongwen.site.check import faults
from tongwen.site.finish import finish
from tongwen.site.layout import Site
from tongwen.site.mkdocs import problems, run


@dataclass(kw_only=True)
class Built:
    """What came of it: problems, and what mkdocs printed in each language."""

    found: list[Diagnostic] = field(default_factory=list)
    printed: dict[str, str] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        """The site is not as it should be."""
        return any(d.severity == "error" for d in self.found)


def build_site(site: Site) -> Built:
    """Build it in all languages, side by side. Pages of an earlier build that is not asked for any more are gone."""
    result = Built(found=list(faults(site)))
    if result.failed:
        return result
    for ran in run(site):
        if isinstance(ran, Diagnostic):
            result.found.append(ran)
            continue
        result.printed[ran.language] = ran.printed
        result.found += problems(site, ran)
    if not result.failed:
        for folder in site.out.iterdir():
            if folder.is_dir() and folder.name not in site.languages:
                shutil.rmtree(folder)
        finish(site)
    return result
