"""The naming authority of the pages: where each entry is written, by which anchor, and how a link to it looks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from tongwen.behaviour.situations import as_list
from tongwen.encode import literal, markdown
from tongwen.model.base import Localized
from tongwen.model.behaviour import CallClass
from tongwen.model.names import Found
from tongwen.model.spec import Document
from tongwen.text.opaque import Code, OpaqueError, Text

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
BY_ID = ("apis", "scopes", "types", "components")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*\Z")
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]")
_HUMP = re.compile("(?<=[a-z0-9])(?=[A-Z])")
_AFTER_CAPITALS = re.compile("([A-Z]+)([A-Z][a-z])")
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
    return "-".join([_UNSAFE.sub(_number, part) for part in parts])


def _number(match: re.Match[str]) -> str:
    return f".{ord(match[0]):x}."


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
    profiles = document.profiles.values()
    needing = any(name in document.components or (name in document.apis and document.apis[name].needs) for name in apis)
    if needing or chosen.gated:
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


@lru_cache(maxsize=4096)
def placed(name: str, *parts: str) -> Code:
    """A name in code type that carries its own anchor."""
    return Code("markdown", f'<code id="{anchor(*parts)}">{markdown.plain(name)}</code>')


@lru_cache(maxsize=4096)
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


def data(value: Mapping[str, Any], before: Code | None = None) -> Code:
    """Plain data as JSON for a script on the page. `before` are the first keys, which were encoded already."""
    made = literal.json_value(value)
    return Code("markdown", literal.json_object(before.source, made) if before is not None else made)


def weight(times: int, *, begins: bool = False) -> Code:
    """How much more a page counts in search. A name with which others begin counts double: those match it as well."""
    return Code("markdown", str(times * 2 if begins else times))


def sayable(name: str) -> str:
    """A camelCase name in words: `wx.getSetting` is `wx get setting`."""
    words = _HUMP.sub(" ", _AFTER_CAPITALS.sub(r"\1 \2", name))
    return words.replace(".", " ").replace("-", " ").lower()


def spoken(name: str) -> Code:
    """The words of a camelCase name, for search: `wx.getSetting` is found as `get setting` too."""
    return Code("markdown", markdown.plain(sayable(name)))
