"""Faults that mkdocs does not see: an anchor that stands twice on a page, an image without text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from tongwen.diagnostics import Diagnostic
from tongwen.site import kinds
from tongwen.site.layout import Site
from tongwen.site.mkdocs import place_of

_FENCE = re.compile(r"(?ms)^( *)(`{3,}|~{3,}).*?^\1\2 *$")
_SPAN = re.compile(r"(`+)(?:(?!\1).)+\1")
_ID = re.compile(r'\{[^{}\n]*#([\w.:-]+)[^{}\n]*\}|\sid="([^"]*)"')
_IMAGE = re.compile(r'!\[\s*\]\(([^)\s]*)|<img\b(?![^>]*\salt="[^"]+")[^>]*?(?:src="([^"]*)")?[^>]*>')


def faults(site: Site) -> Iterator[Diagnostic]:
    """Every such fault of every page, in the order of the pages."""
    for language in site.languages:
        folder = site.pages / language
        for file in sorted(folder.rglob("*.md")):
            page = f"{language}/{file.relative_to(folder).as_posix()}"
            yield from _faults(site, page, file.read_text(encoding="utf-8", errors="replace"))


def _faults(site: Site, page: str, text: str) -> Iterator[Diagnostic]:
    prose = _SPAN.sub("", _FENCE.sub("", text))
    anchors = Counter(first or second for first, second in _ID.findall(prose))
    for anchor, count in anchors.items():
        if count > 1:
            yield kinds.TWICE.at(place_of(site, page), page=page, anchor=anchor)
    for first, second in _IMAGE.findall(prose):
        yield kinds.NO_TEXT.at(place_of(site, page), page=page, image=first or second or "-")
