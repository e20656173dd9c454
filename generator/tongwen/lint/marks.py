"""Texts with everything that is not prose masked: code, references and addresses stand as one mark each.

The marks are characters that a spec cannot hold, so that they are never mistaken for words. A check or a fix looks at
the masked text; `bare` puts back what the marks stand for.
"""

from __future__ import annotations

import re

#: A code span; a reference that shows a name; one that shows a title; the two ends of a link; a sign of emphasis.
CODE, NAME, TITLE, OPEN, CLOSE, STRONG = "\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4\ufdd5"
_MARK = re.compile("[\ufdd0-\ufdd5]")
#: The inline grammar of `tongwen.text.grammar`, as far as it takes something out of the prose.
_INLINE = re.compile(
    r"(?P<code>`[^`\n]+`)"
    r"|(?P<ref>\[\[[^\[\]\s]{1,200}\]\])"
    r"|(?P<strong>\*\*)"
    r"|\[(?P<label>[^\[\]\n]+)(?P<url>\]\(https?://[^\s()<>\"]+\))"
)


def masked(raw: str) -> tuple[str, tuple[str, ...]]:
    """The text with marks, and what the marks stand for, in order."""
    pieces: list[str] = []

    def keep(mark: str, piece: str) -> str:
        pieces.append(piece)
        return mark

    def mark(match: re.Match[str]) -> str:
        if match["code"]:
            return keep(CODE, match["code"])
        if match["ref"]:
            return keep(TITLE if ":" in match["ref"] else NAME, match["ref"])
        if match["strong"]:
            return keep(STRONG, match["strong"])
        return keep(OPEN, "[") + _INLINE.sub(mark, match["label"]) + keep(CLOSE, match["url"])

    return _INLINE.sub(mark, raw), tuple(pieces)


def bare(text: str, pieces: tuple[str, ...]) -> str | None:
    """A masked text as it is written. None if a mark was lost, or one came to be too many."""
    if len(_MARK.findall(text)) != len(pieces):
        return None
    waiting = iter(pieces)
    return _MARK.sub(lambda _match: next(waiting), text)


def words_only(text: str) -> str:
    """A masked text without its marks: where one stood, there is a space."""
    return _MARK.sub(" ", text)
