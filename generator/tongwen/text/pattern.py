"""Regular expressions that are compiled when they are first used: with large sets of characters, each takes 2 ms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any


class Lazy:
    """A pattern. Its methods are those of a compiled one."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    def __getattr__(self, name: str) -> Any:
        """A method of the compiled pattern, which then stays here."""
        found = getattr(re.compile(self.pattern), name)
        setattr(self, name, found)
        return found


if TYPE_CHECKING:

    def lazy(pattern: str) -> re.Pattern[str]:
        """A pattern that is compiled when it is first used."""
        return re.compile(pattern)

else:
    lazy = Lazy
