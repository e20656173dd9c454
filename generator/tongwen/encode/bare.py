"""Texts that are the same in every output language: letters, digits and marks that mean nothing anywhere.

Most texts are of that sort. One look tells, and no encoder has to take such a text apart: what it would make of it is
the text itself. `tests/unit/test_bare_texts.py` holds every encoder to that.
"""

from __future__ import annotations

from tongwen.encode.literal import BEYOND
from tongwen.text.opaque import Text
from tongwen.text.pattern import lazy

#: No digit begins it, which could number an item, nor a blank or a mark of ASCII. No blank ends it.
_BARE = lazy(rf"[A-Za-z{BEYOND}](?:[A-Za-z0-9 ,.;?!'()%{BEYOND}]*+(?<! ))")


def bare(text: Text) -> str:
    """The words of a text that needs no encoding, neither as a whole nor in lines broken at its blanks; else empty."""
    known = text.bare
    if known is None:
        known = text.bare = _BARE.fullmatch(text.raw) is not None
    return text.raw if known else ""
