"""What happens otherwise than before, in sentences: cells that changed alike are told together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from tongwen.behaviour.situations import Situation, in_order
from tongwen.behaviour.table import Table
from tongwen.behaviour.whole import behaviour
from tongwen.behaviour.wordings import ancestry
from tongwen.diff import cells
from tongwen.diff.cells import Happening, Shift
from tongwen.diff.changes import Entry, Severity, Sort, behaves
from tongwen.diff.scene import Scene
from tongwen.diff.situations import Values
from tongwen.diff.telling import sentence
from tongwen.model.behaviour import Dimension
from tongwen.text.phrase import Phrase

BEHAVIOUR = Sort("behaviour-changed", behaves("breaking"), Phrase("{sentence}"))
MATRIX = Sort(
    "matrix-changed",
    behaves("compatible"),
    Phrase("{name} has other situations: {new} cells of the table, before {old}"),
)
Conditions = tuple[tuple[str, tuple[str, ...]], ...]
#: Of conditions that say the same, the one about the host's memory is kept, then what the user does.
_KEPT_LAST = ("environment", "argument", "answer", "state")


class _Told(NamedTuple):
    """What is one sentence."""

    rule: str
    new_rule: str
    before: Happening
    after: tuple[Happening, ...]
    conditions: Conditions


def compare(scene: Scene, values: Values) -> None:
    """Both tables."""
    old, new = behaviour(scene.base).table, behaviour(scene.head).table
    found: dict[_Told, dict[tuple[str, str], int]] = defaultdict(dict)
    reshaped: dict[str, None] = {}
    for call, seen in cells.compare(scene, values, old, new):
        if seen.other_situations:
            reshaped[call.profile] = None
        for shift in seen.shifts:
            told = _Told(shift.rule, shift.new_rule, shift.before, shift.after, _conditions(scene, shift))
            found[told][call.profile, call.name] = len(shift.where)
    _changes(scene, found)
    for profile in reshaped:
        _matrix(scene, profile, old, new)


def _matrix(scene: Scene, profile: str, old: Table, new: Table) -> None:
    counts = {"old": old.count(scene.before("profiles", profile)), "new": new.count(profile)}
    scene.add(Entry("profiles", profile, (profile,)).at((), what=profile), MATRIX(name=profile, **counts))


def _changes(scene: Scene, found: dict[_Told, dict[tuple[str, str], int]]) -> None:
    used: set[str] = set()
    for told, where in _merged(found).items():
        profiles = tuple(name for name in scene.profiles if any(name == profile for profile, _ in where))
        calls = tuple(dict.fromkeys(call for _, call in where))
        about = "/".join([told.rule, *(f"{name}={'+'.join(values) or '-'}" for name, values in told.conditions)])
        if f"{about}@{profiles}" in used:
            about = f"{about}/{calls[0]}"
        used.add(f"{about}@{profiles}")
        words = sentence(scene, calls, told.conditions, told.before, told.after)
        details = {
            "rule": told.rule,
            "calls": list(calls),
            "cells": sum(where.values()),
            "situation": {name: list(values) for name, values in told.conditions},
            "before": _plain(told.before),
            "after": [_plain(happening) for happening in told.after],
        }
        change = BEHAVIOUR(sentence=words).weighing(behaves(_severity(scene, told))).knowing(details)
        entry = Entry("rules", told.new_rule or told.rule, scene.profiles)
        scene.add(entry.at((), about, profiles=profiles), change)


def _merged(found: dict[_Told, dict[tuple[str, str], int]]) -> dict[_Told, dict[tuple[str, str], int]]:
    """Sentences that differ in nothing that they say, although other rules of the head decide, are one."""
    out: dict[tuple[object, ...], tuple[_Told, dict[tuple[str, str], int]]] = {}
    for told, where in found.items():
        key = (told.rule, told.before, frozenset(told.after), told.conditions)
        kept = out.setdefault(key, (told, {}))[1]
        for call, count in where.items():
            kept[call] = kept.get(call, 0) + count
    return dict(out.values())


def _plain(happening: Happening) -> dict[str, object]:
    plain = {"prompt": happening.prompt, "result": happening.result}
    return {**plain, "memory": dict(happening.memory), "holds": dict(happening.holds)}


def _severity(scene: Scene, told: _Told) -> Severity:
    """Only a failure that became a special case of what it was leaves programs as they were."""
    for after in told.after:
        same = after._replace(result=told.before.result) == told.before
        if not same or told.before.result not in ancestry(scene.head.errors, after.result):
            return "breaking"
    return "compatible"


def _conditions(scene: Scene, shift: Shift) -> Conditions:
    found = describe(scene, shift.where, shift.among)
    if shift.new_where:
        known = {name for situation in shift.among for name in situation}
        more = describe(scene, shift.new_where, shift.new_among)
        found += tuple((name, values) for name, values in more if name not in known)
    return found


def describe(scene: Scene, chosen: Iterable[Situation], among: Iterable[Situation]) -> Conditions:
    """As few conditions as tell the chosen situations from the others, in the order of dimensions."""
    chosen, among = list(chosen), list(among)
    order = [name for name, _ in in_order({**scene.base.dimensions, **scene.head.dimensions})]
    allowed = {name: {situation.get(name) for situation in chosen} for name in order}

    def picked(names: list[str]) -> int:
        return sum(all(situation.get(name) in allowed[name] for name in names) for situation in among)

    kept = [name for name in order if any(situation.get(name) not in allowed[name] for situation in among)]
    wanted = picked(kept)
    for name in sorted(kept, key=lambda name: _KEPT_LAST.index(_dimension(scene, name).kind)):
        if picked([other for other in kept if other != name]) == wanted:
            kept.remove(name)
    return tuple((name, _values(scene, name, allowed[name])) for name in kept)


def _values(scene: Scene, name: str, allowed: set[str | None]) -> tuple[str, ...]:
    known = [*_dimension(scene, name).values, *sorted(filter(None, allowed))]
    return tuple(dict.fromkeys(value for value in known if value in allowed))


def _dimension(scene: Scene, name: str) -> Dimension:
    return scene.head.dimensions.get(name) or scene.base.dimensions[scene.before("dimensions", name)]
