"""Loaded by every Python that has this folder on its path: listings in another order, and a clock that is wrong."""

from __future__ import annotations

import datetime as dt
import os
import random
import time
from collections.abc import Iterator
from typing import Any, Self

_chance = random.Random(os.environ.get("TONGWEN_TEST_ORDER"))  # noqa: S311 - nothing secret
_scandir, _listdir, _time = os.scandir, os.listdir, time.time


class _Listing:
    """What `os.scandir` gives, in any order."""

    def __init__(self, path: Any = ".") -> None:
        with _scandir(path) as found:
            entries = list(found)
        _chance.shuffle(entries)
        self._entries = iter(entries)

    def __iter__(self) -> Iterator[os.DirEntry[str]]:
        return self._entries

    def __next__(self) -> os.DirEntry[str]:
        return next(self._entries)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Nothing is open."""


def _names(path: Any = ".") -> list[str]:
    found = _listdir(path)
    _chance.shuffle(found)
    return found


def _set_clock(year: int) -> None:
    """As if it were this year."""
    seconds = int((year - 1970) * 365.2425 * 86400) + 86400 - int(_time())

    class Date(dt.date):
        @classmethod
        def today(cls) -> Self:
            return cls.fromtimestamp(time.time())

    class DateTime(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> Self:
            return cls.fromtimestamp(time.time(), tz)

    time.time = lambda: _time() + seconds
    time.time_ns = lambda: int(time.time() * 1e9)
    dt.date, dt.datetime = Date, DateTime  # type: ignore[misc]


if os.environ.get("TONGWEN_TEST_ORDER"):
    os.scandir, os.listdir = _Listing, _names  # type: ignore[assignment,misc]
if os.environ.get("TONGWEN_TEST_YEAR"):
    _set_clock(int(os.environ["TONGWEN_TEST_YEAR"]))
