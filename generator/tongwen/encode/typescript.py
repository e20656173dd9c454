"""JSDoc blocks and literals of TypeScript."""

from __future__ import annotations

import re
from typing import Any

from tongwen.encode.bare import bare
from tongwen.encode.comment import Commenter
from tongwen.encode.literal import UNSAFE, script_string, unsafe_or
from tongwen.encode.voice import UNSPACED
from tongwen.encode.wrap import wrap
from tongwen.text.doc import Doc, Meanings, Prose, Sample, Tag
from tongwen.text.grammar import inline
from tongwen.text.opaque import Code

#: What no harmless line has: an end of a comment or a tag could be among it, or a mark of ours.
_PERHAPS = unsafe_or("*/@")
_LONE = unsafe_or("`")
_LAST_BACKSLASH = re.compile(r"\\\Z")
#: A tag begins with `@` after white space, `{` or at the start of a line; elsewhere (an address) it is text.
_TAG = re.compile(r"(^|[\s{(*])@")
#: Right after a tag the compiler may look for a name or a type: there, any `@` could begin a tag.
_ANY_TAG = re.compile("()@")
_TYPE = re.compile(r"\{")
#: The only inline tag that we write. It travels between private marks, so that no line breaks inside it.
_PATH = r"[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*"
_LINK = re.compile(rf"\{{@link {_PATH}(?:\|{_PATH})?\}}", re.ASCII)
_OPEN, _SPACE, _CLOSE = "\ue000", "\ue001", "\ue002"
_MARKED = re.compile(f"({_OPEN}[^{_OPEN}{_CLOSE}]*{_CLOSE})")


def literal(value: Any) -> Code:
    """A literal of a text, truth value or number."""
    if isinstance(value, bool):
        return Code("typescript", "true" if value else "false")
    if isinstance(value, int):
        return Code("typescript", str(value))
    return Code("typescript", script_string(value))


def _by_number(match: re.Match[str]) -> str:
    return f"\\u{{{ord(match[0]):x}}}"


def _inert(row: str, tag: re.Pattern[str] | None = None) -> str:
    """A line of text that neither ends the comment nor starts a tag. Links of ours are left as they are."""
    if not _PERHAPS.search(row):
        return row
    return "".join([_link(part) or _harmless(part, tag) for part in _MARKED.split(row)])


def _link(part: str) -> str:
    """The link between private marks. Text holds none: `JSDoc.words` has escaped them."""
    if not part.startswith(_OPEN):
        return ""
    source = part[1:-1].replace(_SPACE, " ")
    return source if _LINK.fullmatch(source) else ""


def _harmless(text: str, tag: re.Pattern[str] | None = None) -> str:
    if not _PERHAPS.search(text):
        return text
    text = UNSAFE.sub(_by_number, text).replace("*/", r"*\/").replace("/*", r"/\*")
    return (tag or _TAG).sub(r"\1\\@", text) if "@" in text else text


class JSDoc(Commenter):
    """A documentation tree as a whole JSDoc token."""

    def jsdoc(self, doc: Doc, indent: str) -> str:
        """The token, `/**` and `*/` included; lines after the first start with `indent`."""
        lines = self.lines_of(doc)
        rows = ["/**", *[f" * {line}".rstrip() for line in lines], " */"]
        return f"\n{indent}".join(rows)

    def words(self, text: str) -> str:
        """Nothing private or invisible remains that could pass for a mark of ours, and no lone backtick.

        To the compiler a tag between two backticks is code, so that an open one would swallow the tags after it.
        """
        return _LONE.sub(_by_number, text)

    def span(self, code: str) -> str:
        """A backslash at the end would, to the compiler, escape the closing backtick."""
        return f"`{re.sub(_LAST_BACKSLASH, _by_number, self.words(code))}`"

    def reference(self, made: Code | str) -> str:
        """A link keeps its blank out of reach of the line breaker."""
        if isinstance(made, Code) and _LINK.fullmatch(made.source):
            return _OPEN + made.source.replace(" ", _SPACE) + _CLOSE
        return super().reference(made)

    def _value(self, value: Any) -> str:
        return self.reference(value) if isinstance(value, Code) else super()._value(value)

    def joined(self, text: Any, notes: tuple[Any, ...]) -> str:
        """A remark and its notes as one run of sentences for each language, not sentence by sentence."""
        said: dict[str, list[str]] = {language: [] for language in self.voice.languages}
        for part in ([text] if text is not None else []) + list(notes):
            for language, words, values in self.voice.texts(part):
                said[language].append(bare(words) or self.inlines(inline(words), values))
        return " ".join(
            ("" if language in UNSPACED else " ").join(said[language]) for language in said if said[language]
        )

    def lines_of(self, doc: Doc) -> list[str]:
        out: list[str] = []
        before: type | None = None
        for block in doc:
            if out and not (isinstance(block, Tag) and before is Tag):
                out.append("")
            before = type(block)
            if isinstance(block, Prose):
                known = self.voice.bare(block.text)
                out += wrap(known, self.columns) if known else map(_inert, self.blocks(block.text, self.columns))
            elif isinstance(block, Tag):
                out += self.tag(block)
            elif isinstance(block, Meanings):
                out += self.meanings(block)
            else:
                out += self.sample(block)
        return out

    def sample(self, block: Sample) -> list[str]:
        """The code, line by line, under its title."""
        lone = block.code.count("`") % 2 or "\\`" in block.code
        rows = block.code.rstrip("\n").split("\n")
        caption = f"<caption>{_inert(self.line(block.title))}</caption>"
        return ["@example", caption, *[_harmless(self.words(row) if lone else row) for row in rows]]

    def meanings(self, block: Meanings) -> list[str]:
        """The list; each item is one line of logic, the languages one after the other."""
        colon = "：" if self.voice.languages[0] in UNSPACED else ": "
        out = [*wrap(self.line(block.heading), self.columns), ""] if block.heading is not None else []
        for term, meaning in block.items:
            out += self.item(f"`{term.source}`{colon}{self.line(meaning)}", self.columns)
        return [_inert(row) for row in out]

    def tag(self, tag: Tag) -> list[str]:
        """The tag on its line, and what is said under it."""
        said = self.joined(tag.text, tag.notes)
        term = _inert(tag.term.source) if tag.term else ""
        match tag.name:
            case "param":
                head = f"@param {term} - "
            case "raises":
                head = f"@throws {{{term}}} "
            case "needs":
                head = "@remarks "
            case _:
                head = f"@{tag.name} " + (f"{term} " if term else "")
        rows = wrap(said, self.columns - 2, first=len(head) - 2) if said else [""]
        brace = "\\" if _TYPE.match(rows[0]) else ""  # of what would be a type
        first, *rest = [_inert(row, _ANY_TAG) for row in (brace + rows[0], *rows[1:])]
        return [(head + first).rstrip(), *[f"  {row}" for row in rest]]
