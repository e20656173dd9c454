"""Looks over the finished pages as a reader would: every link leads somewhere, every page can be found.

Each fault is reported at the line of the spec that the page is made from, which its front matter names.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import filterfalse
from sys import intern
from typing import NamedTuple

from tongwen.diagnostics import N_, Diagnostic, Kind, Place

TWICE = Kind(
    "TW720",
    "error",
    N_("{page}: the anchor {anchor} is given twice"),
    N_("rename one of the two sections or entries that it comes from"),
)
NOWHERE = Kind(
    "TW721",
    "error",
    N_("{page}: the link to {target} leads nowhere"),
    N_("mend the link, or write the entry that it should lead to"),
)
NO_TEXT = Kind("TW722", "error", N_("{page}: an image has no text"), N_("say in words what the image shows"))
ORPHAN = Kind(
    "TW723",
    "error",
    N_("{page}: no entry of the navigation leads to this page"),
    N_("list the page in the navigation of the docs target"),
)
NO_PAGE = Kind(
    "TW724",
    "error",
    N_("the navigation names {page}, which is not made"),
    N_("make the page, or take it out of the navigation of the docs target"),
)

_FENCE = re.compile(r"^( *`{3,})[^\n]*$", re.MULTILINE)
_FENCE_END = re.compile(r" *$\n?", re.MULTILINE)
_SOURCE = re.compile(r'source: "([^"#\n]+)#L(\d+)"$', re.MULTILINE)
_LINK = re.compile(r"\]\(([^()\s]+)\)")
_HEADING = re.compile(r"\{ #(\S+) \}$", re.MULTILINE)
_ID = re.compile(r' id="([^"]+)"')
# Each of these with what it begins with: few pages have any, and to look for that alone is faster than for the pattern.
_ADDRESS = ('href="', re.compile(r'href="([^"]+)"'))
_IMAGES = (
    ("!", re.compile(r"!\[\s*\]\(()")),
    ("<img", re.compile(r'<img(?![^>]*\balt="[^"]+")[^>]*>()')),
    ("<svg", re.compile(r"<svg(?![^>]*\baria-)[^>]*>()")),
)
_ENTRY = re.compile(r'^ *- .*?: "([^"]+\.md)"$', re.MULTILINE)
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//")


class Page(NamedTuple):
    """A finished page: where it is made from, its anchors, its links.

    Of each page this is kept until all are finished, so it is small: one string and not many.
    """

    path: str
    place: Place | None
    #: All of them, a line each.
    anchors: str
    #: Those to pages of this site, a line each.
    links: str
    blind: bool


def look(path: str, text: str) -> Page | list[str]:
    """What is to be known of a finished page, or the pages that a finished navigation lists."""
    return _page(path, text) if path.endswith(".md") else _ENTRY.findall(text)


def audit(seen: Mapping[str, Page | list[str]]) -> Iterator[Diagnostic]:
    """Everything that is wrong with the finished files, by their paths below the target's folder."""
    pages = {path: page for path, page in seen.items() if isinstance(page, Page)}
    aims: dict[str, set[str]] = {}
    sound: dict[str, set[str]] = {}
    for page in pages.values():
        yield from _own(page)
        yield from _links(page, pages, aims, sound)
    for path, listed in seen.items():
        if isinstance(listed, list):
            yield from _navigation(path.split(".")[1], listed, pages)


def _page(path: str, text: str) -> Page:
    source = _SOURCE.match(text, text.find("\nsource:") + 1)
    body = _without_code(text[max(text.find("\n---\n", 3), 0) :])  # words in the front matter are no Markdown
    return Page(
        path=path,
        place=Place(source[1], int(source[2])) if source else None,
        # the same in all languages of a page, mostly
        anchors=intern("\n".join([*_HEADING.findall(body), *_ID.findall(body)])),
        links=intern("\n".join(filter(_is_inside, dict.fromkeys([*_LINK.findall(body), *_found(body, *_ADDRESS)])))),
        blind=any(found is not None for sought in _IMAGES for found in _found(body, *sought)),
    )


def _found(text: str, begin: str, pattern: re.Pattern[str]) -> Iterator[str]:
    """What the group of a pattern is wherever it matches. Each match begins with these characters."""
    at = text.find(begin)
    while at >= 0:
        match = pattern.match(text, at)
        if match:
            yield match[1]
        at = text.find(begin, match.end() if match else at + 1)


def _without_code(text: str) -> str:
    """The page without its code blocks, in which nothing is a link."""
    kept, done, at = [], 0, text.find("```")
    while at >= 0:
        begin = _FENCE.match(text, max(done, text.rfind("\n", 0, at) + 1))
        end = _end_of_code(text, begin) if begin else -1
        if begin and end >= 0:
            kept.append(text[done : begin.start()])
            done = end
        at = text.find("```", max(done, at + 1))
    return "".join([*kept, text[done:]]) if done else text


def _end_of_code(text: str, begin: re.Match[str]) -> int:
    """Behind the line that ends a code block; -1 if none does. It begins as the first one does."""
    bar = f"\n{begin[1]}"
    at = text.find(bar, begin.end())
    while at >= 0:
        end = _FENCE_END.match(text, at + len(bar))
        if end:
            return end.end()
        at = text.find(bar, at + 1)
    return -1


def _is_inside(link: str) -> bool:
    """Whether a link may lead to a page of this site; a name with a line break, which none of ours has, cannot."""
    return (".md" in link or link.startswith("#")) and not _OUTSIDE.match(link) and "\n" not in link


def _own(page: Page) -> Iterator[Diagnostic]:
    anchors = page.anchors.split("\n")
    if len(set(anchors)) < len(anchors):
        for anchor, count in Counter(anchors).items():
            if count > 1:
                yield TWICE.at(page.place, page=page.path, anchor=anchor)
    if page.blind:
        yield NO_TEXT.at(page.place, page=page.path)


def _links(
    page: Page, pages: Mapping[str, Page], aims: dict[str, set[str]], sound: dict[str, set[str]]
) -> Iterator[Diagnostic]:
    """Links that lead nowhere.

    `aims` has the anchors of pages that were asked for one, `sound` for each folder the links that lead somewhere from
    all of its pages.
    """
    folder = posixpath.dirname(page.path)
    known = sound.setdefault(folder, {""})
    for link in filterfalse(known.__contains__, page.links.split("\n")):
        path, _, anchor = link.partition("#")
        target = posixpath.normpath(posixpath.join(folder, path)) if path else page.path
        if anchor and target in pages and target not in aims:
            aims[target] = set(pages[target].anchors.split("\n"))
        if target.endswith(".md") and (target not in pages or (anchor and anchor not in aims[target])):
            yield NOWHERE.at(page.place, page=page.path, target=link)
        elif path:
            known.add(link)


def _navigation(language: str, listed: Iterable[str], pages: Mapping[str, Page]) -> Iterator[Diagnostic]:
    named = {f"{language}/{path}" for path in listed}
    for path in sorted(named - pages.keys()):
        yield NO_PAGE.at(None, page=path)
    for path, page in pages.items():
        if path.startswith(f"{language}/") and path not in named:
            yield ORPHAN.at(page.place, page=path)
