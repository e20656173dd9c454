"""What pages look like without their words: of pages with one structure, a browser need not look at each.

What a browser finds wrong with a page follows from its elements, where they stand, their classes and attributes, and
from how long the words in them are. So of pages that agree in the former, those are looked at that have the longest
words in any of their places. What follows from values, such as ids and addresses, is read from every page here.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from typing import NamedTuple

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
#: Attributes whose value decides how an element looks or is read.
TELLING = re.compile("role|type|lang|scope|tabindex|rel|dir|style|hidden|open|disabled|src|alt|aria-hidden|on.*")
#: Attributes that name other elements of the page.
NAMING = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns")
#: Browsers break lines at blanks and between Chinese letters; texts of these elements are not broken at all.
WORD = re.compile(r"[^\s\u2e80-\uffff]+")
WHOLE = ("code", "th", "kbd")


class Shape(NamedTuple):
    """A page without its words."""

    #: Each kind of element: what it is in, what it has, whether there is text in it, whether there are several.
    kinds: frozenset[str]
    #: Kind to the number of letters that are not broken.
    longest: Mapping[str, int]
    #: Pieces of text outside of code and of what is in another language.
    texts: tuple[str, ...]
    #: The addresses of the same page in other languages, by language.
    others: Mapping[str, str]
    lang: str
    #: What is wrong with values.
    wrong: tuple[str, ...]


class _Open(NamedTuple):
    tag: str
    kind: str
    silent: bool


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[_Open] = []
        self.filled: list[bool] = []
        self.kinds: Counter[str] = Counter()
        self.longest: Counter[str] = Counter()
        self.texts: list[str] = []
        self.ids: Counter[str] = Counter()
        self.named: set[str] = set()
        self.others: dict[str, str] = {}
        self.lang = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._note(tag, values)
        classes = ".".join(sorted(values.pop("class", "").split()))
        told = sorted(f"{k}={v}" if TELLING.fullmatch(k) else k for k, v in values.items())
        kind = ">".join([*(it.kind.rpartition(">")[2] for it in self.open[-3:]), f"{tag}.{classes}[{' '.join(told)}]"])
        self.kinds[kind] += 1
        if tag not in VOID:
            silent = tag in ("code", "pre", "script", "style") or values.get("lang") == "en"
            self.open.append(_Open(tag, kind, silent or any(it.silent for it in self.open[-1:])))
            self.filled.append(False)
        elif self.filled and tag == "img":
            self.filled[-1] = True

    def _note(self, tag: str, values: Mapping[str, str]) -> None:
        if "id" in values:
            self.ids[values["id"]] += 1
        self.named |= {name for key in NAMING for name in values.get(key, "").split()}
        if tag == "html":
            self.lang = values.get("lang", "")
        if tag == "a" and "md-select__link" in values.get("class", ""):
            self.others[values.get("hreflang", "")] = values.get("href", "")

    def handle_endtag(self, tag: str) -> None:
        while any(it.tag == tag for it in self.open):
            ended, filled = self.open.pop(), self.filled.pop()
            self.kinds[f"{ended.kind} {'with' if filled else 'without'} text"] += 1
            if filled and self.filled:
                self.filled[-1] = True
            if ended.tag == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self.open or not data.strip():
            return
        inner = self.open[-1]
        if inner.tag in ("script", "style"):
            self.kinds[f"{inner.kind} {hashlib.sha256(data.encode()).hexdigest()}"] += 1
            return
        self.filled[-1] = True
        whole = len(data.strip()) if inner.tag in WHOLE else 0
        self.longest[inner.kind] = max(self.longest[inner.kind], whole, *map(len, WORD.findall(data)), 0)
        if not inner.silent:
            self.texts.append(data.strip())


def shape(html: str) -> Shape:
    """The shape of a page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    wrong = [f"id {name} is given {count} times" for name, count in sorted(reader.ids.items()) if count > 1]
    wrong += [f"there is no id {name}" for name in sorted(reader.named - {*reader.ids})]
    several = {f"{kind} several" for kind, count in reader.kinds.items() if count > 1}
    return Shape(
        kinds=frozenset(several | {*reader.kinds}),
        longest=dict(reader.longest),
        texts=tuple(reader.texts),
        others=reader.others,
        lang=reader.lang,
        wrong=tuple(wrong),
    )


def chosen(shapes: Mapping[str, Shape]) -> list[str]:
    """Of pages, those to look at: for each structure, and each kind of element in it, the one with the longest word."""
    return sorted({page for alike in _alike(shapes) for page in _longest(alike)})


def _alike(shapes: Mapping[str, Shape]) -> Iterable[dict[str, Shape]]:
    found: dict[frozenset[str], dict[str, Shape]] = {}
    for page, its in shapes.items():
        found.setdefault(its.kinds, {})[page] = its
    return found.values()


def _longest(alike: Mapping[str, Shape]) -> Iterator[str]:
    yield min(alike)
    for kind in {kind for its in alike.values() for kind in its.longest}:
        yield max(sorted(alike), key=lambda page: alike[page].longest.get(kind, 0))
