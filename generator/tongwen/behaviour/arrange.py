"""How a state is reached by public actions: which call asks for a scope in a profile, and in what order to act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tongwen.behaviour.calls import Call
from tongwen.behaviour.matrix import Act, Step, Value
from tongwen.behaviour.situations import in_order
from tongwen.behaviour.table import Cell, Group, Table
from tongwen.model.behaviour import Action, Dimension, DimensionValue
from tongwen.model.spec import Document

ANSWER = "answer"


class Asking:
    """For every profile and scope the calls that bring up its prompt, according to the table."""

    def __init__(self, document: Document, table: Table) -> None:
        ordinary = {name: next(iter(entry.values)) for name, entry in document.dimensions.items()}
        self._calls: dict[tuple[str, str], list[Call]] = {}
        self._cells: dict[int, tuple[Cell, ...]] = {}
        for group in table.groups:
            if self._asks(group, ordinary, document):
                for call in group.calls:
                    if len(call.scopes) == 1:
                        self._calls.setdefault((call.profile, call.scopes[0]), []).append(call)
                        self._cells[id(call)] = group.cells
        for calls in self._calls.values():
            calls.sort(key=lambda call: (call.kind != "ask", call.kind == "component", call.api))

    @staticmethod
    def _asks(group: Group, ordinary: Mapping[str, str], document: Document) -> bool:
        """Whether the calls of a group prompt, and obtain the scope, when nothing is out of the ordinary."""
        for cell in group.cells:
            plain = all(value == ordinary[name] for name, value in cell.situation.items() if name != ANSWER)
            if plain and cell.situation.get(ANSWER) == "allow" and cell.rule:
                then = document.rules[cell.rule].then
                return then.result == "success" and then.consent == "granted"
        return False

    def find(self, profile: str, scope: str, *, other_than: Call | None = None) -> Call | None:
        """The call that asks for a scope: the asking call if it can, else one that needs it."""
        calls = self._calls.get((profile, scope), [])
        if other_than is None:
            return calls[0] if calls else None
        return next((call for call in calls if call.kind != "ask" and call.api != other_than.api), None)

    def cells(self, call: Call) -> tuple[Cell, ...]:
        """All cells of a call that was found."""
        return self._cells[id(call)]


def values_of(document: Document, cell: Cell) -> Iterable[tuple[str, Dimension, DimensionValue]]:
    """The values of a cell with their dimensions, in the order of expansion."""
    for name, dimension in in_order(document.dimensions):
        if name in cell.situation:
            yield name, dimension, dimension.values[cell.situation[name]]


def named(scope: str, call: Call) -> str:
    """The scope that a step speaks of: the call's first or second, or one by name."""
    if scope == "first":
        return call.scopes[0]
    if scope == "second":
        return call.scopes[1] if len(call.scopes) > 1 else call.scopes[0]
    return scope


def act_of(call: Call, user: dict[str, str] | None = None, arguments: dict[str, Value] | None = None) -> Act:
    """A call with its scope argument."""
    given = arguments or {}
    return Act(
        call=call.api,
        kind="component" if call.kind == "component" else "api",
        arguments={call.parameter: call.scopes[0], **given} if call.parameter else given,
        user=user or {},
    )


def steps(actions: Iterable[Action], call: Call, asking: Asking, *, another: bool = False) -> list[Step] | None:
    """Actions as steps; none if no call of the profile can ask. `another`: a call other than `call` asks."""
    found: list[Step] = []
    for action in actions:
        step = _step(action, call, asking, another=another)
        if step is None:
            return None
        found.append(step)
    return found


def _step(action: Action, call: Call, asking: Asking, *, another: bool) -> Step | None:
    scope = named(action.scope, call)
    if action.do == "ask":
        asked = asking.find(call.profile, scope, other_than=call if another else None)
        if asked is None:
            return None
        return Step(do="call", act=act_of(asked, {ANSWER: action.answer or "allow"}), scope=scope)
    if action.do == "set":
        return Step(do="set", scope=scope, value=action.value or "")
    if action.do == "subscribe":
        answer = action.answer or "accept"
        return Step(do="subscribe", template=action.template or "", answer=answer, keep=action.keep)
    return Step(do="delete")
