"""The table of targets, a line for each output language. Others add theirs by the entry point `tongwen.targets`."""

from __future__ import annotations

import difflib
from functools import lru_cache
from importlib import import_module

from tongwen.diagnostics import N_, Diagnostic, Kind
from tongwen.targets.base import Target

UNKNOWN = Kind("TW701", "error", N_("there is no target {name}"), N_("did you mean {nearest}? Known: {known}"))

#: Name in the manifest to the module that holds `TARGET`. Imported only when used.
BUILT_IN = {
    "python": "tongwen.targets.python",
    "typescript": "tongwen.targets.typescript",
    "docs": "tongwen.targets.docs",
    "matrix": "tongwen.targets.matrix",
    "editor": "tongwen.targets.editor",
}


@lru_cache(maxsize=1)
def _from_others() -> dict[str, str]:
    from importlib.metadata import entry_points

    return {point.name: point.module for point in entry_points(group="tongwen.targets")}


def names() -> list[str]:
    """Every target there is."""
    return [*BUILT_IN, *(name for name in _from_others() if name not in BUILT_IN)]


def target(name: str) -> Target | Diagnostic:
    """A target by its name, or what is wrong with the name."""
    module = BUILT_IN.get(name) or _from_others().get(name)
    if module is None:
        near = difflib.get_close_matches(name, names(), 1, 0.3) or names()[:1]
        return UNKNOWN.at(None, name=name, nearest=near[0], known=", ".join(names()))
    found: Target = import_module(module).TARGET
    return found
