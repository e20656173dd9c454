"""The two decision tables cell by cell: where something else happens now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tongwen.behaviour.calls import Call
from tongwen.behaviour.situations import Situation
from tongwen.behaviour.table import Cell, Group, Table
from tongwen.diff.scene import Scene
from tongwen.diff.situations import Values
from tongwen.model.behaviour import Outcome
from tongwen.model.spec import Document

Key = tuple[str, str, str]


class Happening(NamedTuple):
    """What happens in a cell. `memory` and `holds` are sorted pairs: new states by scope, result parts."""

    prompt: str
    result: str
    memory: tuple[tuple[str, str], ...]
    holds: tuple[tuple[str, str], ...]


class Shift(NamedTuple):
    """Cells of one rule where the same happened before and the same may happen now.

    `where` are their situations, `among` all those of the calls. If only some of the situations that one old cell has
    become are affected, `new_where` and `new_among` are those.
    """

    rule: str
    new_rule: str
    before: Happening
    after: tuple[Happening, ...]
    where: tuple[Situation, ...]
    among: tuple[Situation, ...]
    new_where: tuple[Situation, ...]
    new_among: tuple[Situation, ...]


class Seen(NamedTuple):
    """Two groups of cells that the same calls belong to."""

    shifts: tuple[Shift, ...]
    other_situations: bool


def compare(scene: Scene, values: Values, old: Table, new: Table) -> Iterator[tuple[Call, Seen]]:
    """Each call that both tables have, and what differs for it. Calls whose scopes differ are not compared."""
    after = {_key(call): (call, group) for group in new.groups for call in group.calls}
    known: dict[tuple[int, int], Seen] = {}
    for i, group in enumerate(old.groups):
        for call in group.calls:
            found = after.get(_key(call, scene))
            if found is None or not _same_call(call, found[0], scene):
                continue
            pair = (i, id(found[1]))
            if pair not in known:
                known[pair] = _seen(scene, values, group, found[1])
            yield found[0], known[pair]


def _key(call: Call, scene: Scene | None = None) -> Key:
    scope = call.scopes[0] if call.kind in ("ask", "read", "settings") else ""
    if scene is None:
        return call.profile, call.api, scope
    api = scene.named(("apis", "components"), call.api)
    return scene.now("profiles", call.profile), api, scene.now("scopes", scope)


def _same_call(old: Call, new: Call, scene: Scene) -> bool:
    return old.offered == new.offered and tuple(scene.now("scopes", name) for name in old.scopes) == new.scopes


def _seen(scene: Scene, values: Values, old: Group, new: Group) -> Seen:
    before = [(values.now(cell.situation), cell) for cell in old.cells]
    among = tuple(situation for situation, _ in before)
    closest = {id(cell): _closest(cell.situation, among) for cell in new.cells}
    renamed = _Names(scene)
    found: dict[tuple[object, ...], list[tuple[Situation, list[Cell], list[Cell]]]] = {}
    for situation, cell in before:
        was = happening(scene.base, cell, renamed)
        met = [other for other in new.cells if any(near is situation for near in closest[id(other)])]
        changed = [other for other in met if happening(scene.head, other) != was]
        if changed:
            after = tuple(dict.fromkeys(happening(scene.head, other) for other in changed))
            key = (cell.rule, was, frozenset(after), len(changed) < len(met))
            found.setdefault(key, []).append((situation, changed, met))
    shifts = tuple(_shift(scene, rows, among, was, rule) for (rule, was, _, _), rows in found.items())  # type: ignore[arg-type]
    same = {frozenset(s.items()) for s in among} == {frozenset(cell.situation.items()) for cell in new.cells}
    return Seen(shifts, not same)


def _shift(
    scene: Scene,
    rows: list[tuple[Situation, list[Cell], list[Cell]]],
    among: tuple[Situation, ...],
    was: Happening,
    rule: str,
) -> Shift:
    changed = [cell for _, cells, _ in rows for cell in cells]
    partly = any(len(cells) < len(met) for _, cells, met in rows)
    after = dict.fromkeys(happening(scene.head, cell) for cell in changed)
    return Shift(
        rule=rule,
        new_rule=changed[0].rule,
        before=was,
        after=tuple(after),
        where=tuple(situation for situation, _, _ in rows),
        among=among,
        new_where=tuple(cell.situation for cell in changed) if partly else (),
        new_among=tuple(cell.situation for _, _, met in rows for cell in met) if partly else (),
    )


def _closest(new: Situation, among: tuple[Situation, ...]) -> list[Situation]:
    """The old situations that a new one was part of: none contradicts it, and no other has more in common with it."""
    met = [old for old in among if all(new.get(name, value) == value for name, value in old.items())]
    most = max((len(old.keys() & new.keys()) for old in met), default=0)
    return [old for old in met if len(old.keys() & new.keys()) == most]


class _Names:
    """What the head calls the errors and scopes of an outcome of the base."""

    def __init__(self, scene: Scene | None = None) -> None:
        self._renames = scene.renames if scene else {}

    def error(self, name: str) -> str:
        return self._renames.get("errors", {}).get(name, name)

    def scope(self, name: str) -> str:
        return self._renames.get("scopes", {}).get(name, name)


_SAME = _Names()


def happening(document: Document, cell: Cell, names: _Names = _SAME) -> Happening:
    """What happens in a cell. A state that is named, and stays as it was, is as good as not named."""
    rule = document.rules.get(cell.rule)
    if rule is None:
        return Happening("none", "", (), ())
    then = rule.then
    before = _state(document, cell)
    memory = {scope: state for scope, state in _states(then).items() if state != before.get(scope, "unasked")}
    return Happening(
        prompt=then.prompt,
        result=names.error(then.result),
        memory=tuple(sorted((names.scope(scope), state) for scope, state in memory.items())),
        holds=tuple(sorted((key, str(value).lower()) for key, value in then.holds.items())),
    )


def _state(document: Document, cell: Cell) -> dict[str, str]:
    """What the host remembers before the call, by scope; what it does not is as if nobody had asked."""
    found: dict[str, str] = {}
    for name, value in cell.situation.items():
        found.update(document.dimensions[name].values[value].leaves)
    return found


def _states(then: Outcome) -> dict[str, str]:
    changed = {"first": then.consent, "second": then.second, **then.also}
    return {scope: state for scope, state in changed.items() if state is not None}
