"""Builds the site of a project: has mkdocs make the pages, adds what stands around them, and puts it in place."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from tongwen.diagnostics import Diagnostic
from tongwen.site.finish import finish
from tongwen.site.kinds import NOT_OURS
from tongwen.site.layout import Site
from tongwen.site.mkdocs import problems, run
from tongwen.write.kinds import unwritable

#: Says of a folder that a site was built into it, so that the next one may replace it.
MARK = ".tongwen-site"


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
    """Build it in all languages, side by side. It takes the place of an earlier one when it is whole, and not before.

    A folder that holds anything but an earlier site is left as it is.
    """
    result = Built()
    if not _may_replace(site.out):
        result.found.append(NOT_OURS.at(None, folder=site.shown(site.out)))
        return result
    next_one = site.out.with_name(f".{site.out.name}.next")
    try:
        _remove(next_one)
        next_one.mkdir(parents=True)
        _make(site._replace(out=next_one), result)
        if not result.failed:
            _put(next_one, site.out)
    except OSError as problem:
        result.found.append(unwritable(problem, site.out, site.project))
    shutil.rmtree(next_one, ignore_errors=True)
    return result


def _make(site: Site, result: Built) -> None:
    for ran in run(site):
        if isinstance(ran, Diagnostic):
            result.found.append(ran)
            continue
        result.printed[ran.language] = ran.printed
        result.found += problems(site, ran)
    if not result.failed:
        finish(site)
        (site.out / MARK).write_text("", encoding="utf-8")


def _may_replace(folder: Path) -> bool:
    """There is nothing, or nothing in it, or a site of ours. A link is somebody's decision."""
    if not os.path.lexists(folder):
        return True
    return folder.is_dir() and not folder.is_symlink() and ((folder / MARK).is_file() or not any(folder.iterdir()))


def _put(made: Path, place: Path) -> None:
    """Two renames; between them there is no site, but both stand beside its place."""
    last = place.with_name(f".{place.name}.last")
    _remove(last)
    if place.exists():
        place.rename(last)
    made.rename(place)
    _remove(last)


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
