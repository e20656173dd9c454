"""How long work is followed on the terminal."""

from __future__ import annotations

import sys
import time

from tongwen.cli.language import say


class Progress:
    """A line on standard error once the work takes more than a second, and only where somebody watches."""

    def __init__(self, message: str) -> None:
        """`message` holds `{done}` and `{count}`."""
        self._message = message
        self._start = time.monotonic()
        self._shown = 0.0
        self._watched = sys.stderr.isatty()

    def __enter__(self) -> Progress:
        return self

    def show(self, done: int, count: int) -> None:
        """So much of so much is done."""
        now = time.monotonic()
        if self._watched and now - self._start > 1 and now - self._shown > 0.1:
            self._shown = now
            sys.stderr.write("\r" + say(self._message, done=done, count=count) + "\x1b[K")
            sys.stderr.flush()

    def __exit__(self, *_exception: object) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[K")
