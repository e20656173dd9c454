"""The names of one file: which it declares, and which it uses."""

from __future__ import annotations

from tongwen.targets.base import BadName
from tongwen.targets.typescript.naming import binding
from tongwen.text.opaque import Code

#: Types of the standard library that the files use; a declaration of the same name would hide them.
_LIBRARY = frozenset({"Promise", "Record"})


class Names:
    """The names that a file declares and uses. Two declarations of one name would merge, so that is refused."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._used: set[str] = set()

    def declare(self, name: str) -> Code:
        """Take a name."""
        if name in self._taken or name in _LIBRARY:
            raise BadName(f"two declarations of one module are called {name}")
        self._taken.add(name)
        return binding(name)

    def use(self, name: str) -> str:
        """Remember that a name is used, whichever file declares it."""
        self._used.add(name)
        return name

    def foreign(self) -> set[str]:
        """The names that are used and not declared."""
        return self._used - self._taken
