"""HTML elements: words are always words, and only what this module made is markup."""

from __future__ import annotations

import re

from tongwen.diagnostics import visible
from tongwen.text.opaque import Code

_NAME = re.compile(r"[a-z][a-z0-9-]*\Z")
_EMPTY = frozenset({"meta", "br", "hr"})
_HARMFUL = re.compile(r"[&<>\"'`=]")

Inside = Code | str


def words(text: str) -> Code:
    """Text as content of an element. Characters that cannot be seen are shown as escapes."""
    return Code("html", _inert(text))


def element(tag: str, *inside: Inside, **attributes: str) -> Code:
    """An element. Strings inside are words; `class_` stands for the attribute `class`."""
    names = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    if not all(_NAME.match(name) for name in (tag, *names)):
        raise ValueError(tag)
    given = "".join(f' {name}="{_inert(value)}"' for name, value in names.items())
    if tag in _EMPTY:
        return Code("html", f"<{tag}{given}>")
    return Code("html", f"<{tag}{given}>{joined(*inside).source}</{tag}>")


def joined(*inside: Inside) -> Code:
    """Several after one another."""
    return Code("html", "".join((part if isinstance(part, Code) else words(part)).source for part in inside))


def page(language: str, title: str, style: str, *inside: Inside) -> str:
    """A whole document that asks nothing of the network. `style` is a style sheet of ours, never of others."""
    if "<" in style or "url(" in style or "@import" in style:
        raise ValueError("a style sheet must not end its element or load anything")
    policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        Code("html", f"<style>{style}</style>"),
    )
    return "<!doctype html>\n" + element("html", head, element("body", *inside), lang=language).source + "\n"


def _inert(text: str) -> str:
    seen = "\n".join(visible(line) for line in text.split("\n"))
    return _HARMFUL.sub(lambda match: f"&#{ord(match[0])};", seen)
