"""The table of checks that only `tongwen lint` runs: each is a function, its kind of finding, and maybe a fix."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from tongwen.diagnostics import Finding, Kind
from tongwen.lint.subject import Subject

Look = Callable[[Subject], Iterable[Finding]]
#: From a faulty text to a sound one. It must leave a sound text as it is.
Fix = Callable[[str], str]


class Lint(NamedTuple):
    """One check. Its findings are all of its kind, and where it has a fix, each is about a text in one language."""

    kind: Kind
    look: Look
    fix: Fix | None

    @property
    def code(self) -> str:
        """The code of its kind."""
        return self.kind.code


_LINTS: dict[str, Lint] = {}


def lint(kind: Kind, fix: Fix | None = None) -> Callable[[Look], Look]:
    """Register a check of prose or usage."""

    def register(look: Look) -> Look:
        _LINTS[kind.code] = Lint(kind, look, fix)
        return look

    return register


def all_lints() -> dict[str, Lint]:
    """Every check by its code, in the order of the codes."""
    from tongwen.lint import (  # noqa: F401 - they register themselves
        gates,
        glossary,
        languages,
        repeats,
        sentences,
        suppressions,
        twins,
        typography,
        unused,
        versions,
    )

    return dict(sorted(_LINTS.items()))
