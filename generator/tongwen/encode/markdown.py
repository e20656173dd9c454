"""Prose and names as Markdown for Python-Markdown and Zensical. Punctuation that could mean something is an entity."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from tongwen.encode.bare import bare
from tongwen.encode.literal import UNSAFE_OR_PUNCTUATION, unsafe_or
from tongwen.encode.voice import Linker, Voice, pieces
from tongwen.encode.wrap import indented
from tongwen.text.grammar import Inlines, Items, Link, Plain, Reference, Span, Strong, inline, parse
from tongwen.text.opaque import Code, Text
from tongwen.text.pattern import lazy

#: Never raw inside a line: whatever starts or ends a construct there (`#` ends a heading).
_MARKS = "\\`*_{}[]~^=|<>&#+:-"
_ACTIVE = unsafe_or(_MARKS)
#: These are harmless after all: a plus alone, a colon before a space, a hyphen inside a word.
_QUIET = re.compile(r"(?<!\+)\+(?!\+)|:(?=\s|\Z)|(?<=[A-Za-z0-9])-(?=[A-Za-z0-9])")
#: At the start of a line any punctuation may start a block, and so may a number followed by a dot or a bracket.
_START = re.compile(r"[!-%'-/:-@\[-`{-~]|\d+(?=[.)])")
_PLAIN_CODE = re.compile(r"(?! )[A-Za-z0-9_.,()'/ -]+(?<! )\Z")
#: Nothing in a code block can be escaped: what would be invisible there, or turn text round, is shown as a replacement.
_INVISIBLE = lazy(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\U000e0000-\U0010ffff]"
)
#: All of these, and more: it is found faster that there is none.
_PERHAPS_INVISIBLE = unsafe_or("", raw="\n\t")
_FENCE = re.compile(r"`{3,}|~{3,}")


def _entity(match: re.Match[str]) -> str:
    found = match[0]
    return f"&#{ord(found)};" if len(found) == 1 else "".join([f"&#{ord(char)};" for char in found])


def _unless_quiet(match: re.Match[str]) -> str:
    return match[0] if _QUIET.match(match.string, match.start()) else _entity(match)


def plain(text: str) -> str:
    """Words without any markup, inside a line."""
    return _ACTIVE.sub(_unless_quiet, text)


@lru_cache(maxsize=1024)
def _wording(piece: str) -> str:
    """A piece of wording of ours, which is the same wherever it is said."""
    return plain(piece)


def at_start(encoded: str) -> str:
    """The same at the start of a line, where blanks count. An entity or a construct of ours is left as it is."""
    encoded = encoded.lstrip(" ")
    start = None if encoded.startswith(("&", "`", "<", "[")) else _START.match(encoded)
    return _entity(start) + encoded[start.end() :] if start else encoded


def code_span(code: str) -> str:
    """A name or value in code type. Backticks where nothing in it can end them, else an element."""
    return f"`{code}`" if _PLAIN_CODE.match(code) else _code_element(code)


def _code_element(code: str) -> str:
    return "<code>" + UNSAFE_OR_PUNCTUATION.sub(_entity, code) + "</code>"


def address(url: str) -> str:
    """A link's target: anything that could end it is percent-encoded."""
    from urllib.parse import quote  # few texts have links

    return quote(url, safe="/:?#=&%+,;@!~.-_")


def inlines(parts: Inlines, link: Linker, values: dict[str, Any], voice: Voice) -> str:
    """A run of inline markup."""
    if len(parts) == 1:
        return _inline(parts[0], link, values, voice)
    return _beside([_inline(part, link, values, voice) for part in parts])


def _beside(encoded: list[str]) -> str:
    """Parts after one another, where two that are harmless alone could mean something together."""
    whole = "".join(encoded)
    if "![" not in whole and "``" not in whole:
        return whole
    out = ""
    for part in encoded:
        if part.startswith("[") and out.endswith("!"):  # an image
            out = f"{out[:-1]}&#33;{part}"
        elif part.startswith("`") and out.endswith("`"):  # four backticks: one span, with two inside
            out += _code_element(part[1:-1])
        else:
            out += part
    return out


def _inline(part: Any, link: Linker, values: dict[str, Any], voice: Voice) -> str:
    if type(part) is Plain and not values:
        return plain(part.text)
    match part:
        case Plain():
            said = pieces(part, values)
            return _beside([_wording(v) if k == "text" else _value(v, link, voice) for k, v in said])
        case Span(code):
            return code_span(code)
        case Strong(inside):
            return f"<strong>{inlines(inside, link, values, voice)}</strong>"
        case Link(inside, url):
            return f"[{inlines(inside, link, values, voice)}]({address(url)})"
        case Reference(target):
            made = link(target)
            return made.source if isinstance(made, Code) else code_span(made)
    raise TypeError(type(part).__name__)


def _value(value: Any, link: Linker, voice: Voice) -> str:
    if isinstance(value, Code):
        return value.source
    if isinstance(value, int):
        return str(value)
    return line(value, link, voice)


def line(value: Any, link: Linker, voice: Voice) -> str:
    """Prose on one line: a heading, a table cell, a list item."""
    own = voice.own(value)
    if own is not None:
        return bare(own[0]) or at_start(inlines(inline(own[0]), link, own[1], voice))
    return at_start(" ".join([inlines(inline(text), link, values, voice) for _, text, values in voice.texts(value)]))


def blocks(value: Any, link: Linker, voice: Voice, indent: str = "") -> str:
    """Prose as paragraphs and lists, an empty line between; continuation lines indented."""
    if known := voice.bare(value):
        return known
    out = []
    for _, text, values in voice.texts(value):
        for block in parse(text):
            if isinstance(block, Items):
                out.append("\n".join(f"- {at_start(inlines(item, link, values, voice))}" for item in block.items))
            else:
                out.append(at_start(inlines(block.inside, link, values, voice)))
    return indented("\n\n".join(out), indent)


def fence(code: str, language: str, indent: str = "") -> str:
    """A code block. The fence is longer than any in the code, and every line keeps the indentation."""
    # The renderer, too, makes line feeds of these, but after the indentation is done.
    code = code.replace("\r\n", "\n").replace("\r", "\n")
    if _PERHAPS_INVISIBLE.search(code):
        code = _INVISIBLE.sub("\ufffd", code)
    longest = max(map(len, _FENCE.findall(code)), default=2) if "```" in code or "~~~" in code else 2
    bar = "`" * max(3, longest + 1)
    lines = [f"{bar}{language}", *code.rstrip("\n").split("\n"), bar]
    return indented("\n".join(lines), indent)


def text_of(value: Text) -> str:
    """For the tests: what a text without markup becomes."""
    return at_start(plain(value.raw))
