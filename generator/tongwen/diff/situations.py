"""Dimensions: what situations are made of. What comes of them is told by the cells of the table."""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec

from tongwen.diff.changes import Entry, Sort, behaves
from tongwen.diff.renames import renamed
from tongwen.diff.scene import Scene
from tongwen.model.behaviour import Dimension, DimensionValue
from tongwen.text.phrase import Phrase

KIND = Sort(
    "dimension-kind-changed", behaves("breaking"), Phrase("{name} was a matter of {old}, and is now one of {new}")
)
ADDED = Sort("situation-added", behaves("addition"), Phrase("{owner} can now be {value}"))
REMOVED = Sort("situation-removed", behaves("breaking"), Phrase("{owner} can no longer be {value}"))
RENAMED = Sort("situation-renamed", behaves("breaking"), Phrase("{owner}: {old} is now called {value}"))
REACHED = Sort(
    "situation-reached-otherwise", behaves("compatible"), Phrase("{owner}: the tests now reach {value} in another way")
)
SILENT = Sort(
    "case-names-changed",
    behaves("compatible"),
    Phrase("{owner}: whether names of test cases mention {value} has changed"),
)


class Values(NamedTuple):
    """Dimension and value of the base to those of the head; what is not there is called the same."""

    dimensions: dict[str, str]
    values: dict[tuple[str, str], str]

    def now(self, situation: dict[str, str]) -> dict[str, str]:
        """A situation of the base in the names of the head."""
        return {
            self.dimensions.get(name, name): self.values.get((name, value), value) for name, value in situation.items()
        }


def compare(scene: Scene) -> Values:
    """All dimensions that both specs have. Gives what their values are called now."""
    found: dict[tuple[str, str], str] = {}
    for name, old, new in scene.pairs("dimensions"):
        before = scene.before("dimensions", name)
        names = renamed(old.values, new.values)
        found.update({(before, was): now for was, now in names.items()})
        _dimension(scene, Entry("dimensions", name, scene.profiles), old, new, names)
    return Values(dict(scene.renames.get("dimensions", {})), found)


def _dimension(scene: Scene, entry: Entry, old: Dimension, new: Dimension, names: dict[str, str]) -> None:
    if old.kind != new.kind:
        scene.add(entry.at(("kind",), what=entry.id), KIND(name=entry.id, old=old.kind, new=new.kind))
    had = {names.get(value, value): item for value, item in old.values.items()}
    for was, now in names.items():
        scene.add(entry.at(("values", now)), RENAMED(owner=entry.id, old=was, value=now))
    for value in dict.fromkeys([*had, *new.values]):
        path, told = ("values", value), {"owner": entry.id, "value": value}
        if value not in new.values:
            scene.add(entry.at(path, side="base"), REMOVED(**told))
        elif value not in had:
            scene.add(entry.at(path), ADDED(**told))
        else:
            _value(scene, entry, value, had[value], new.values[value])
    scene.rest(entry, (), old, new, ("kind", "order", "values", "applies"))


def _value(scene: Scene, entry: Entry, value: str, old: DimensionValue, new: DimensionValue) -> None:
    path, told = ("values", value), {"owner": entry.id, "value": value}
    if _way(scene, old, of_base=True) != _way(scene, new):
        scene.add(entry.at(path), REACHED(**told))
    if old.silent != new.silent:
        scene.add(entry.at(path), SILENT(**told))
    ways = ("arrange", "leaves", "ask_with", "arguments")
    scene.rest(entry, path, old, new, (*ways, "silent", "explicit", "applies"))


def _way(scene: Scene, value: DimensionValue, *, of_base: bool = False) -> Any:
    """How a value is reached, with the scopes by the names that the head has for them."""
    plain = msgspec.to_builtins((value.arrange, value.leaves, value.ask_with, value.arguments))
    return _now(plain, scene.renames.get("scopes", {})) if of_base else plain


def _now(value: Any, names: Any) -> Any:
    match value:
        case dict():
            return {names.get(key, key): _now(inside, names) for key, inside in value.items()}
        case list() | tuple():
            return type(value)(_now(inside, names) for inside in value)
        case str():
            return names.get(value, value)
    return value
