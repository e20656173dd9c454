"""What docstrings and JSDoc blocks share: the documentation tree as lines of plain text."""

from __future__ import annotations

from typing import Any

from tongwen.encode.bare import bare
from tongwen.encode.voice import Linker, Voice, pieces
from tongwen.encode.wrap import glue, wrap
from tongwen.text.grammar import Inlines, Items, Link, Plain, Reference, Span, Strong, inline, parse
from tongwen.text.opaque import Code


class Commenter:
    """Turns prose into wrapped lines. Subclasses say how a span, a link and a reference look in their language."""

    def __init__(self, voice: Voice, link: Linker, columns: int) -> None:
        self.voice = voice
        self.link = link
        self.columns = columns
        #: Whether what was encoded depends on the link: then it is the same in this file only.
        self.linked = False

    def words(self, text: str) -> str:
        """What people wrote, before anything of ours is put beside it."""
        return text

    def span(self, code: str) -> str:
        return f"`{self.words(code)}`"

    def outward(self, label: str, url: str) -> str:
        return f"{label} <{self.words(url)}>"

    def reference(self, made: Code | str) -> str:
        return made.source if isinstance(made, Code) else self.span(made)

    def inlines(self, parts: Inlines, values: dict[str, Any]) -> str:
        if len(parts) == 1:
            return self._inline(parts[0], values)
        return "".join([self._inline(part, values) for part in parts])

    def _inline(self, part: Any, values: dict[str, Any]) -> str:
        if type(part) is Plain and not values:
            return self.words(part.text)
        match part:
            case Plain():
                return "".join([self.words(v) if k == "text" else self._value(v) for k, v in pieces(part, values)])
            case Span(code):
                return self.span(code)
            case Strong(inside):
                return f"**{self.inlines(inside, values)}**"
            case Link(inside, url):
                return self.outward(self.inlines(inside, values), url)
            case Reference(target):
                self.linked = True
                return self.reference(self.link(target))
        raise TypeError(type(part).__name__)

    def _value(self, value: Any) -> str:
        if isinstance(value, Code):
            return value.source
        return str(value) if isinstance(value, int) else self.line(value)

    def line(self, value: Any) -> str:
        """Prose on one logical line, the languages one after the other."""
        if known := self.voice.bare(value):
            return known
        own = self.voice.own(value)
        if own is not None:
            return self.inlines(inline(own[0]), own[1])
        return " ".join(
            [bare(text) or self.inlines(inline(text), values) for _, text, values in self.voice.texts(value)]
        )

    def blocks(self, value: Any, columns: int) -> list[str]:
        """Prose as wrapped lines, blocks parted by an empty line, the languages one after the other."""
        if known := self.voice.bare(value):
            return wrap(known, columns)
        out: list[str] = []
        for _, text, values in self.voice.texts(value):
            for block in parse(text):
                out += [""] if out else []
                if isinstance(block, Items):
                    out += [row for item in block.items for row in self.item(self.inlines(item, values), columns)]
                else:
                    out += wrap(self.inlines(block.inside, values), columns)
        return out

    def item(self, text: str, columns: int) -> list[str]:
        first, *rest = wrap(text, columns - 2)
        return [f"- {first}", *(f"  {row}" for row in rest)]

    def joined(self, text: Any, notes: tuple[Any, ...]) -> str:
        """A remark and its notes as one run of sentences."""
        said = [self.line(part) for part in ([text] if text is not None else []) + list(notes)]
        return glue(part for part in said if part)
