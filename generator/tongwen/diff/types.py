"""Types of parameters and results."""

from __future__ import annotations

from typing import Any

from tongwen.diff import parts
from tongwen.diff.changes import Entry, Impact, Sort, behaves, declared
from tongwen.diff.lifecycle import common
from tongwen.diff.scene import Scene
from tongwen.diff.widening import Direction, relation, weight
from tongwen.model.entries import EnumerationType, FunctionType, MapType, ObjectType, RecordType, SettingsType, Type
from tongwen.text.phrase import Phrase

KIND = Sort("type-kind-changed", declared("breaking"), Phrase("The type {name} was of the kind {old} and is now {new}"))
BASE = Sort(
    "type-base-changed", declared("breaking"), Phrase("Values of {name} were written as {old}, and now as {new}")
)
VALUES = Sort("type-values-changed", declared("breaking"), Phrase("The values of {name} were {old} and are now {new}"))
KEY = Sort("key-added", declared("addition"), Phrase("{name}: the key {key} now has a fixed meaning"))
NO_KEY = Sort("key-removed", declared("compatible"), Phrase("{name}: the key {key} no longer has a fixed meaning"))
OBTAIN = Sort("obtained-otherwise", behaves("breaking"), Phrase("{name} was obtained by {old}, and now by {new}"))
_TURNED: dict[Direction, Direction] = {"in": "out", "out": "in"}


def compare(scene: Scene) -> None:
    """All types that both specs have."""
    for name, old, new in scene.pairs("types"):
        entry = common(scene, "types", name, old, new)
        if not entry.profiles:
            continue
        if type(old) is not type(new):
            scene.add(entry.at((), what=name), KIND(name=name, old=_kind(old), new=_kind(new)))
        else:
            _inside(scene, entry, old, new)
        told = ("fields", "values", "base", "known", "parameters", "obtain", "profiles")
        if type(old) is type(new):
            scene.rest(entry, (), old, new, told)


def _kind(entry: Type) -> str:
    return str(entry.__struct_config__.tag)


def _inside(scene: Scene, entry: Entry, old: Any, new: Any) -> None:
    match new:
        case RecordType():
            parts.compare(scene, entry, parts.FIELD, old.fields, new.fields)
        case EnumerationType():
            whole = parts.Part(entry, (entry.id,), parts.FIELD, entry.profiles)
            parts.values(scene, whole, old.values, new.values, ("values",))
            if old.base != new.base:
                scene.add(entry.at(("base",), what=entry.id), BASE(name=entry.id, old=old.base, new=new.base))
        case MapType() | SettingsType():
            _values(scene, entry, old.values, new.values)
            if isinstance(new, MapType):
                _known(scene, entry, old, new)
        case FunctionType():
            _function(scene, entry, old, new)
        case ObjectType():
            if (was := scene.named(("apis",), old.obtain or "")) != (new.obtain or ""):
                shown = [name or Phrase("—") for name in (was, new.obtain)]
                scene.add(entry.at(("obtain",), what=entry.id), OBTAIN(name=entry.id, old=shown[0], new=shown[1]))


def _values(scene: Scene, entry: Entry, old: str, new: str) -> None:
    types, ways = scene.renames.get("types", {}), scene.ways.get(entry.id, frozenset())
    found = relation(old, new, types)
    if found != "same":
        impact = Impact(weight(found, ways), weight(relation(old, new, types, one_number=True), ways))
        scene.add(entry.at(("values",), what=entry.id), VALUES(name=entry.id, old=old, new=new).weighing(impact))


def _known(scene: Scene, entry: Entry, old: MapType, new: MapType) -> None:
    for key in dict.fromkeys([*old.known, *new.known]):
        if key not in new.known:
            scene.add(entry.at(("known", key), side="base"), NO_KEY(name=entry.id, key=key))
        elif key not in old.known:
            scene.add(entry.at(("known", key)), KEY(name=entry.id, key=key))
        else:
            scene.wording(entry, ("known", key), old.known[key], new.known[key])


def _function(scene: Scene, entry: Entry, old: FunctionType, new: FunctionType) -> None:
    """A function that the caller passes is given what a call's parameters would take, and its arguments have places."""
    ways = frozenset(_TURNED[way] for way in scene.ways.get(entry.id, frozenset(["in"])))
    role = parts.Role("argument", "parameters", Phrase("the argument"), ways, declared)
    parts.compare(scene, entry, role, old.parameters, new.parameters)
    kept = [name for name in new.parameters if name in old.parameters]
    if kept != [name for name in old.parameters if name in new.parameters]:
        scene.add(entry.at(("parameters",), what=entry.id), parts.MOVED(owner=entry.id))
