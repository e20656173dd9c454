"""The small fixed grammar of descriptions: paragraphs, lists, `code`, **strong**, [links](https://...), [[references]].

Everything else, raw HTML included, is text, shown as typed. Parsed once into a tree that each encoder renders.
ADR 0003 tells why this is not a Markdown library.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tongwen.text.opaque import Text
from tongwen.text.pattern import lazy


class Plain(NamedTuple):
    """Words."""

    text: str


class Span(NamedTuple):
    """A name or value of code."""

    code: str


class Strong(NamedTuple):
    """Emphasis."""

    inside: Inlines


class Link(NamedTuple):
    """A link out of the project. Only `https:` and `http:` addresses are links."""

    inside: Inlines
    url: str


class Reference(NamedTuple):
    """`[[target]]`: another entry of the spec, by id or `kind:id`."""

    target: str


Inline = Plain | Span | Strong | Link | Reference
Inlines = tuple[Inline, ...]


class Paragraph(NamedTuple):
    """One paragraph."""

    inside: Inlines


class Items(NamedTuple):
    """An unordered list."""

    items: tuple[Inlines, ...]


Block = Paragraph | Items
Tree = tuple[Block, ...]

_INLINE = re.compile(
    r"`(?P<code>[^`\n]+)`"
    r"|\[\[(?P<ref>[^\[\]\s]{1,200})\]\]"
    r"|\*\*(?P<strong>(?=\S)[^*\n]+(?<=\S))\*\*"
    r"|\[(?P<label>[^\[\]\n]+)\]\((?P<url>https?://[^\s()<>\"]+)\)"
)
_CJK = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
#: A line break between two Chinese characters (or punctuation) is no space; between words it is one.
_TIGHT = lazy(rf"(?<=[{_CJK}])[ \t]*\n[ \t]*(?=[{_CJK}])")
_LOOSE = re.compile(r"[ \t]*\n[ \t]*")
_GAP = re.compile(r"\n[ \t]*\n\s*")
_SPECIAL = re.compile(r"[`\[*\n]|\A- ")


def parse(text: Text) -> Tree:
    """The tree of a text. The same text always gives the same tree; it is kept with the text."""
    tree = text.tree
    if tree is None:
        tree = text.tree = _blocks(text.raw.strip())
    return tree  # type: ignore[no-any-return]


def inline(text: Text) -> Inlines:
    """The tree of a text that must stand on one line: a title, a table cell. Blocks run together."""
    line = text.line
    if line is None:
        line = text.line = _run_together(text)
    return line  # type: ignore[no-any-return]


def _run_together(text: Text) -> Inlines:
    tree = parse(text)
    if len(tree) == 1 and isinstance(tree[0], Paragraph):
        return tree[0].inside
    out: list[Inline] = []
    for block in tree:
        for part in [block.inside] if isinstance(block, Paragraph) else block.items:
            if out:
                out.append(Plain(" "))
            out += part
    return tuple(out)


def span(code: str) -> Text:
    """A text that is one name or value of code, whatever it holds."""
    text = Text(code)
    text.tree = (Paragraph((Span(code),)),)
    text.bare = False
    return text


def references(text: Text) -> list[str]:
    """The targets of all references, in order."""
    if "[[" not in text.raw:
        return []
    return [part.target for part in _deep(inline(text)) if isinstance(part, Reference)]


def normal(text: Text) -> str:
    """The text as it reads, however its lines are broken in the file: texts that read the same are the same."""
    raw = text.raw.strip()
    if "\n" not in raw:
        return raw
    chunks = _GAP.split(raw)
    return "\n\n".join("\n- ".join(_unwrap(line) for line in re.split(r"\n- ", chunk)) for chunk in chunks)


def _deep(parts: Inlines) -> list[Inline]:
    out: list[Inline] = []
    for part in parts:
        out.append(part)
        if isinstance(part, Strong | Link):
            out += _deep(part.inside)
    return out


def _blocks(raw: str) -> Tree:
    if not raw:
        return ()
    if not _SPECIAL.search(raw):
        return (Paragraph((Plain(raw),)),)
    chunks = _GAP.split(raw) if "\n" in raw else [raw]
    return tuple([block for block in map(_block, chunks) if block != Items(())])


def _block(chunk: str) -> Block:
    if not chunk.startswith("- "):
        return Paragraph(_inlines(_unwrap(chunk)))
    # a hyphen without words is no item: under a line of words it would make a heading of them
    items = [item for item in re.split(r"\n- ", chunk[2:]) if item.strip()]
    return Items(tuple(_inlines(_unwrap(item)) for item in items))


def _unwrap(lines: str) -> str:
    return _LOOSE.sub(" ", _TIGHT.sub("", lines)) if "\n" in lines else lines


def _inlines(raw: str) -> Inlines:
    out: list[Inline] = []
    at = 0
    for match in _INLINE.finditer(raw):
        if match.start() > at:
            out.append(Plain(raw[at : match.start()]))
        out.append(_inline_of(match))
        at = match.end()
    if at < len(raw):
        out.append(Plain(raw[at:]))
    return tuple(out)


def _inline_of(match: re.Match[str]) -> Inline:
    match match.lastgroup:
        case "code":
            return Span(match["code"])
        case "ref":
            return Reference(match["ref"])
        case "strong":
            return Strong(_inlines(match["strong"]))
        case _:
            return Link(_inlines(match["label"]), match["url"])
