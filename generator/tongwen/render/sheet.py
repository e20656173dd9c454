"""The text of one file while its template writes it.

Pieces are put together as soon as there are many: a file of a million pieces is nowhere held as pieces and as a whole.
"""

from __future__ import annotations

import sys

from tongwen.render.notes import Listening
from tongwen.text.hearing import keep_shown

#: Pieces that are put together at once, or soon after there are so many.
MANY = 20_000


class Sheet:
    """What a template writes to: it adds to `pieces`, and calls `gather` when there are more than `many`."""

    __slots__ = ("content", "listening", "many", "pieces")

    def __init__(self, listening: Listening | None = None, *, in_pieces: bool = False) -> None:
        """Where notes are taken, `listening` is the link of the file. `in_pieces`: nothing is put together."""
        self.listening = listening
        self.pieces: list[str] = listening.pieces if listening else []
        #: What was put together, as UTF-8.
        self.content = bytearray()
        self.many = sys.maxsize if in_pieces else MANY

    def gather(self) -> None:
        """Put together what has been written. Raises `UnicodeEncodeError` for half of a surrogate pair."""
        self.content += self.listening.gathered() if self.listening else "".join(self.pieces).encode("utf-8")
        self.pieces.clear()

    def keep_shown(self, shown: str) -> None:
        """A part of what is written, and still in pieces, is shown elsewhere."""
        if self.listening:
            keep_shown(self.listening, shown)
