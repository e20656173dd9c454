"""The naming authority of the pages: where each entry is written, by which anchor, and how a link to it looks."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple
from urllib.parse import quote

from tongwen.behaviour.situations import as_list
from tongwen.encode import markdown
from tongwen.encode.voice import Voice
from tongwen.model.base import Localized
from tongwen.model.behaviour import CallClass
from tongwen.model.expressions import Array, Basic, Expression, Map, Named, Union, parse_type
from tongwen.model.names import Found, find
from tongwen.model.spec import Document
from tongwen.text.opaque import Code, OpaqueError, Text
from tongwen.text.phrase import Catalogue

#: Kinds with a page for each entry, and the folder of those pages.
PAGES = {
    "apis": "apis",
    "scopes": "scopes",
    "types": "types",
    "components": "components",
    "errors": "errors",
    "guides": "guides",
    "profiles": "profiles",
}
#: Kinds whose entries share a page: that page, and the word that their anchors start with.
SECTIONS = {
    "declarations": ("declarations/index.md", "declaration"),
    "groups": ("apis/index.md", "group"),
    "forms": ("apis/index.md", "form"),
    "platforms": ("errors/index.md", "platform"),
    "rules": ("", "rule"),  # each rule's page is that of its chapter
    "classes": ("behaviour/situations.md", "class"),
    "dimensions": ("behaviour/situations.md", "dimension"),
    "notes": ("behaviour/notes.md", "note"),
    "examples": ("examples.md", "example"),
    "glossary": ("glossary.md", "term"),
    "sources": ("sources.md", "source"),
    "differences": ("differences.md", "difference"),
}
#: The page on which every situation of every call can be chosen.
PLAYGROUND = "behaviour/playground.md"
#: The parts in which rules are told, a page for each.
Chapter = Literal["using", "asking", "conditions", "reading", "settings"]
#: Kinds whose entries are shown by their id, as code.
_BY_ID = ("apis", "scopes", "types", "components")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*\Z")
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]")
#: Tabs of examples: the language in the spec, its label, the name that the highlighter knows.
TABS = {
    "javascript": ("JavaScript", "javascript"),
    "typescript": ("TypeScript", "typescript"),
    "python": ("Python", "python"),
    "wxml": ("WXML", "xml"),
    "json": ("JSON", "json"),
}


class Address(NamedTuple):
    """A page below a language's folder, and an anchor on it; an empty anchor means the page."""

    path: str
    anchor: str = ""


def anchor(*parts: str) -> str:
    """An anchor that no other parts give: what may not stand in one is written as its number."""
    return "-".join(_UNSAFE.sub(lambda m: f".{ord(m[0]):x}.", part) for part in parts)


def page_path(kind: str, name: str) -> str:
    """The file of an entry that has a page of its own."""
    stem = name.partition(".")[2] or name if kind == "scopes" else name
    stem = _checked(stem)
    return f"{PAGES[kind]}/{'index-page' if stem.lower() == 'index' else stem}.md"


def address(document: Document, found: Found) -> Address:
    """Where an entry, or one of its fields, is written."""
    if found.kind in SECTIONS:
        path, word = SECTIONS[found.kind]
        path = rule_page(chapter(document, found.id)) if found.kind == "rules" else path
        return Address(path, anchor(word, found.id) + (f"_{anchor(found.field)}" if found.field else ""))
    return Address(page_path(found.kind, found.id), _field_anchor(document, found))


def rule_page(chosen: Chapter) -> str:
    """The file of a chapter of rules."""
    return f"behaviour/{chosen}.md"


def chapter(document: Document, rule: str) -> Chapter:
    """Where a rule is told: by what has to be set up for it, else by the calls of its first class."""
    entry = document.rules[rule]
    calls = _chapter(document, document.classes.get(as_list(entry.calls)[0]))
    kinds = {document.dimensions[name].kind for name in entry.given if name in document.dimensions}
    return "conditions" if "environment" in kinds and calls in ("using", "asking") else calls


def _chapter(document: Document, chosen: CallClass | None) -> Chapter:
    if chosen is None or not (chosen.apis or chosen.asks):
        return "using"
    if chosen.asks:
        return "asking"
    apis = set(chosen.apis or ())
    needing = {name for name, api in document.apis.items() if api.needs} | document.components.keys()
    profiles = document.profiles.values()
    if apis & needing or chosen.gated:
        return "using"
    if apis <= {profile.read for profile in profiles}:
        return "reading"
    return "settings" if apis <= {profile.settings for profile in profiles} else "asking"


def _field_anchor(document: Document, found: Found) -> str:
    if not found.field:
        return ""
    if found.kind == "types":
        return anchor("field", found.field)
    api = document.apis[found.id]
    if found.field in api.parameters:
        return anchor("parameter", found.field)
    return anchor("result", found.field) if found.field in api.result else "result"


class Page:
    """One page, and every other place as it is reached from there. Addresses are the same in both languages."""

    def __init__(self, document: Document, path: str) -> None:
        self.document = document
        self.path = path

    def to(self, target: str) -> Code:
        """The address of a reference's target, relative to this page."""
        return self.at(address(self.document, self._found(target)))

    def at(self, place: Address) -> Code:
        """The address of a place, relative to this page."""
        if place.path == self.path and place.anchor:
            return Code("markdown", f"#{place.anchor}")
        path = posixpath.relpath(place.path, posixpath.dirname(self.path) or ".")
        return Code("markdown", f"{path}#{place.anchor}" if place.anchor else path)

    def played(self, case: str) -> Code:
        """The address of the playground with a case of the matrix called already."""
        return Code("markdown", f"{self.at(Address(PLAYGROUND)).source}?play={quote(case, safe='')}")

    def _found(self, target: str) -> Found:
        name, _, section = target.partition("#")
        found = find(self.document, name)
        if found is None:
            kind, _, entry = name.partition(":")
            if kind != "class" or entry not in self.document.classes:
                raise ValueError(f"no entry {target}")
            found = Found("classes", entry)
        return Found(found.kind, found.id, section) if section else found

    def linker(self, language: str, catalogue: Catalogue) -> Callable[[str], Code | str]:
        """What `[[target]]` becomes on this page, in one language."""
        voice = Voice((language,), catalogue)

        def link(target: str) -> Code | str:
            found = self._found(target)
            label = self._label(found, voice)
            return Code("markdown", f"[{label}]({self.at(address(self.document, found)).source})")

        return link

    def _label(self, found: Found, voice: Voice) -> str:
        if found.kind in _BY_ID:
            own = page_path(found.kind, found.id) == self.path
            whole = f"{found.id}.{found.field}" if found.field else found.id
            return markdown.code_span(found.field if own and found.field else whole)
        if found.kind == "differences":
            return markdown.code_span(found.id)
        entry = getattr(self.document, found.kind)[found.id]
        title = bilingual(entry.en, entry.zh) if found.kind == "glossary" else entry.title
        label = _plainly(title, voice)
        if found.kind == "sources" and found.field:
            label += f" · {_plainly(entry.sections[found.field].title, voice)}"
        return label

    def type(self, expression: str) -> Code:
        """A type expression as code, its named types linked."""
        return self.shape(parse_type(expression), lambda name: Address(page_path("types", name)))

    def shape(self, tree: Expression, place: Callable[[str], Address]) -> Code:
        """A type as code; `place` says where a named one is told."""
        return Code("markdown", f"<code>{self._type(tree, place)}</code>")

    def _type(self, tree: Expression, place: Callable[[str], Address]) -> str:
        match tree:
            case Basic(name):
                return markdown.plain(name)
            case Named(name):
                return f"[{name}]({self.at(place(name)).source})"
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


def bilingual(en: str, zh: str) -> Localized:
    """Two words of the spec that are one word of the pages."""
    return Localized(en=Text(en), zh=Text(zh))


def bare(name: str) -> Code:
    """An id or version in running text, without code type."""
    return Code("markdown", _checked(name))


def _checked(name: str) -> str:
    """The name, if it is one: the model has checked its pattern, this is the second lock."""
    if not _NAME.match(name):
        raise OpaqueError(f"not a name: {name!a}")
    return name


def span(name: str) -> Code:
    """A name or value in code type."""
    return Code("markdown", markdown.code_span(name))


def spans(names: Iterable[str]) -> Code | None:
    """Several of them in a row; none if there are none."""
    made = " · ".join(markdown.code_span(name) for name in names)
    return Code("markdown", made) if made else None


def placed(name: str, *parts: str) -> Code:
    """A name in code type that carries its own anchor."""
    return Code("markdown", f'<code id="{anchor(*parts)}">{markdown.plain(name)}</code>')


def mention(target: str) -> Localized:
    """A reference that fills a place in fixed wording."""
    return bilingual(f"[[{target}]]", f"[[{target}]]")


def heading(*parts: str) -> Code:
    """The explicit id that ends a heading."""
    return Code("markdown", f"{{ #{anchor(*parts)} }}")


def section(source: str, part: str) -> Code:
    """The place of one section of a source."""
    return Code("markdown", f'<span id="{anchor("source", source)}_{anchor(part)}"></span>')


def outward(url: str) -> Localized:
    """An address outside of the site, shown as it is."""
    return bilingual(f"[{url}]({url})", f"[{url}]({url})")


def tab(language: str) -> Code:
    """The line that opens the tab of a language."""
    return Code("markdown", f'=== "{TABS[language][0]}"')


def weight(times: int, name: str = "", others: Iterable[str] = ()) -> Code:
    """How much more a page counts in search. A name with which others begin counts double: those match it as well."""
    begins = any(other != name and other.startswith(name) for other in others)
    return Code("markdown", str(times * 2 if begins else times))


def sayable(name: str) -> str:
    """A camelCase name in words: `wx.getSetting` is `wx get setting`."""
    words = re.sub(r"([a-z0-9])([A-Z])", r"\1 \2", re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1 \2", name))
    return re.sub(r"[.-]", " ", words).lower()


def spoken(name: str) -> Code:
    """The words of a camelCase name, for search: `wx.getSetting` is found as `get setting` too."""
    return Code("markdown", markdown.plain(sayable(name)))
