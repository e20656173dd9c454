"""Runs mkdocs in each language side by side, and makes diagnostics of what it complains about."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from typing import NamedTuple

import yaml

from tongwen.diagnostics import Diagnostic, Place
from tongwen.site import kinds
from tongwen.site.layout import Site, settings

#: The packages of the extra `site`, by the module that proves that they are there.
NEEDS = {"mkdocs": "mkdocs", "material": "mkdocs-material", "jieba": "jieba"}
#: Two builds are the same bytes: nothing in the pages says when they were built. The first moment that zip files know.
_EPOCH = "315532800"

_LINE = re.compile(r"(?m)^(WARNING|ERROR)\s+-\s+(.+(?:\n {2,}.+|\n\s+- .+)*)")
_PAGE = re.compile(r"Doc file '([^']+)'")
#: What mkdocs says once it has stopped because of other lines.
_ABORTED = re.compile(r"Aborted with \d+ warnings")


class Ran(NamedTuple):
    """What came of a language: what mkdocs printed, and whether it made the pages."""

    language: str
    done: bool
    printed: str


def missing() -> list[str]:
    """The packages that are needed and not installed."""
    return [package for module, package in NEEDS.items() if find_spec(module) is None]


def run(site: Site) -> list[Ran | Diagnostic]:
    """Build the pages of all languages. A language whose settings cannot be read is a diagnostic instead."""
    made: list[Ran | Diagnostic] = []
    ready = []
    for language in site.languages:
        told = settings(site, language)
        if isinstance(told, Diagnostic):
            made.append(told)
            continue
        file = site.configuration(language)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(yaml.safe_dump(told, allow_unicode=True, sort_keys=False), encoding="utf-8")
        ready.append(language)
    with ThreadPoolExecutor(max_workers=max(len(ready), 1)) as pool:
        return [*made, *pool.map(lambda language: _build(site, language), ready)]


def _build(site: Site, language: str) -> Ran:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(site.configuration(language))]
    env = {"SOURCE_DATE_EPOCH": _EPOCH, **os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", "NO_COLOR": "1"}
    done = subprocess.run(  # noqa: S603 - this Python, with a file of ours
        command,
        cwd=site.configuration(language).parent,
        env=env,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return Ran(language, done.returncode == 0, done.stdout + done.stderr)


def problems(site: Site, ran: Ran) -> Iterator[Diagnostic]:
    """What mkdocs complains about, each at the line of the spec that the page was made from."""
    found = False
    for level, text in _LINE.findall(ran.printed):
        del level
        if _ABORTED.search(text):
            continue
        page = _PAGE.search(text)
        place = place_of(site, f"{ran.language}/{page[1]}") if page else None
        found = True
        yield kinds.MKDOCS.at(place, language=ran.language, problem=" ".join(text.split()))
    if not ran.done and not found:
        said = ran.printed.strip().splitlines()
        yield kinds.MKDOCS.at(None, language=ran.language, problem=said[-1] if said else "-")


_SOURCE = re.compile(r'(?m)^source: "([^"#]+)(?:#L(\d+))?"$')


def place_of(site: Site, page: str) -> Place:
    """The line of the spec that a page was made from; the page itself if it does not say."""
    file = site.pages / page
    head = file.read_text(encoding="utf-8", errors="replace").partition("\n---")[0] if file.is_file() else ""
    found = _SOURCE.search(head)
    if found:
        return Place(found[1], int(found[2] or 1))
    return Place(site.shown(file))
