"""Every place of the pages as it is reached from another, and what links to it are called."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from itertools import pairwise
from urllib.parse import quote

from tongwen.encode import markdown
from tongwen.encode.voice import Voice
from tongwen.model.base import Localized
from tongwen.model.expressions import Array, Basic, Expression, Map, Named, Union, parse_type
from tongwen.model.names import Found, find
from tongwen.model.spec import Document
from tongwen.targets.docs import naming
from tongwen.targets.docs.naming import Address
from tongwen.text.opaque import Code
from tongwen.text.phrase import Catalogue


class Atlas:
    """Every place of a spec's pages, and what links to it are called: looked up once, however many pages link there."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._places: dict[str, tuple[Found, Address]] = {}
        self._labels: dict[tuple[str, str], str] = {}
        self._begun: dict[str, frozenset[str]] = {}
        #: Folder and type expression to the expression as the pages there show it.
        self.types: dict[tuple[str, str], Code] = {}
        #: Language and folder to the links from other pages there: target to the page that it is on, and the link.
        self.drawn: dict[tuple[str, str], dict[str, tuple[str, Code]]] = {}

    def place(self, target: str) -> tuple[Found, Address]:
        """What a reference names, and where that is written. Raises `ValueError` for what names no entry."""
        known = self._places.get(target)
        if known is None:
            found = self._found(target)
            known = self._places[target] = found, naming.address(self.document, found)
        return known

    def _found(self, target: str) -> Found:
        name, _, section = target.partition("#")
        found = find(self.document, name)
        if found is None:
            kind, _, entry = name.partition(":")
            if kind != "class" or entry not in self.document.classes:
                raise ValueError(f"no entry {target}")
            found = Found("classes", entry)
        return Found(found.kind, found.id, section) if section else found

    def label(self, target: str, language: str, catalogue: Catalogue) -> str:
        """What a link from another page is called in a language."""
        known = self._labels.get((target, language))
        if known is None:
            known = self._labels[target, language] = self._label(self.place(target)[0], language, catalogue)
        return known

    def _label(self, found: Found, language: str, catalogue: Catalogue) -> str:
        if found.kind in naming.BY_ID:
            return markdown.code_span(f"{found.id}.{found.field}" if found.field else found.id)
        if found.kind == "differences":
            return markdown.code_span(found.id)
        voice = Voice((language,), catalogue)
        entry = getattr(self.document, found.kind)[found.id]
        title = naming.bilingual(entry.en, entry.zh) if found.kind == "glossary" else entry.title
        label = _plainly(title, voice)
        if found.kind == "sources" and found.field:
            label += f" · {_plainly(entry.sections[found.field].title, voice)}"
        return label

    def begins(self, kind: str, name: str) -> bool:
        """Whether other entries of the kind have ids that begin like this one."""
        if kind not in self._begun:
            names = sorted(getattr(self.document, kind))
            self._begun[kind] = frozenset(a for a, b in pairwise(names) if b.startswith(a))
        return name in self._begun[kind]


def _way(folder: str, path: str) -> str:
    """The way from a folder to a page; both are paths without dots, so that nothing is to be looked up."""
    here, there = folder.split("/") if folder else [], path.split("/")
    same = 0
    while same < min(len(here), len(there)) and here[same] == there[same]:
        same += 1
    return "../" * (len(here) - same) + "/".join(there[same:])


class Page:
    """One page, and every other place as it is reached from there. Addresses are the same in both languages."""

    def __init__(self, atlas: Atlas, path: str) -> None:
        self.document = atlas.document
        self.path = path
        self._atlas = atlas
        self._folder = posixpath.dirname(path)

    def to(self, target: str) -> Code:
        """The address of a reference's target, relative to this page."""
        return self.at(self._atlas.place(target)[1])

    def at(self, place: Address) -> Code:
        """The address of a place, relative to this page."""
        return Code("markdown", self._way(place))

    def _way(self, place: Address) -> str:
        path, anchored = place
        if path == self.path and anchored:
            return f"#{anchored}"
        way = _way(self._folder, path)
        return f"{way}#{anchored}" if anchored else way

    def played(self, case: str) -> Code:
        """The address of the playground with a case of the matrix called already."""
        return Code("markdown", f"{self.at(Address(naming.PLAYGROUND)).source}?play={quote(case, safe='')}")

    def linker(self, language: str, catalogue: Catalogue) -> Callable[[str], Code | str]:
        """What `[[target]]` becomes on this page, in one language."""
        atlas, own = self._atlas, self.path
        drawn = atlas.drawn.setdefault((language, self._folder), {})

        def link(target: str) -> Code | str:
            known = drawn.get(target)
            if known is not None and known[0] != own:
                return known[1]
            found, place = atlas.place(target)
            if found.field and found.kind in naming.BY_ID and place.path == own:
                label = markdown.code_span(found.field)
            else:
                label = atlas.label(target, language, catalogue)
            made = Code("markdown", f"[{label}]({self._way(place)})")
            if place.path != own:
                drawn[target] = place.path, made
            return made

        return link

    def type(self, expression: str) -> Code:
        """A type expression as code, its named types linked."""
        key = self._folder, expression
        known = self._atlas.types.get(key)
        if known is None:
            shape = self.shape(parse_type(expression), lambda name: Address(naming.page_path("types", name)))
            known = self._atlas.types[key] = shape
        return known

    def shape(self, tree: Expression, place: Callable[[str], Address]) -> Code:
        """A type as code; `place` says where a named one is told."""
        return Code("markdown", f"<code>{self._type(tree, place)}</code>")

    def _type(self, tree: Expression, place: Callable[[str], Address]) -> str:
        match tree:
            case Basic(name):
                return markdown.plain(name)
            case Named(name):
                return f"[{name}]({self._way(place(name))})"
            case Array(Union(_) as of):
                return f"({self._type(of, place)})&#91;&#93;"
            case Array(of):
                return f"{self._type(of, place)}&#91;&#93;"
            case Map(of):
                return f"map&lt;{self._type(of, place)}&gt;"
            case Union(of):
                return " &#124; ".join(self._type(part, place) for part in of)


def _plainly(title: Localized, voice: Voice) -> str:
    return markdown.line(title, str, voice)
