"""Walks: cases of many steps that take every transition of a graph of consent, and every one after every other."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from tongwen.behaviour.arrange import ANSWER, Asking, named, steps, values_of
from tongwen.behaviour.calls import Call
from tongwen.behaviour.expect import Expecting
from tongwen.behaviour.graph import Consent, Transition, consent
from tongwen.behaviour.matrix import Case, Expect, Step
from tongwen.behaviour.table import Cell, Table
from tongwen.behaviour.tour import Way, pairs, tours
from tongwen.model.base import Record
from tongwen.model.behaviour import Action, ConsentState
from tongwen.model.spec import Document

LONGEST = 12
"""Steps of a walk: as many as a person who looks for the fault is ready to follow."""


class Walks(Record, frozen=True, kw_only=True):
    """The walks of a table, and what they cover."""

    cases: list[Case]
    transitions: Annotated[int, Meta(description="Transitions of all graphs, each taken by some walk.")]
    pairs: Annotated[int, Meta(description="Ordered pairs of transitions, each taken one right after the other.")]


def walks(document: Document, table: Table, prefix: str = "") -> Walks:
    """Walks through the graphs of all scopes. `prefix` is left out of the scopes in the ids of cases.

    A walk takes the state of the graph for all that is remembered: who asked, and what happened before, must not count
    unless it is a state of its own.
    """
    walker = _Walker(document, table)
    found: list[Case] = []
    single = both = 0
    for graph in consent(document, table):
        moves = walker.moves(graph)
        ways = [Way(move[0].before, move[0].after) for move in moves]
        single += len(ways)
        both += len(pairs(ways))
        values = document.dimensions[graph.dimension].values
        start = next((name for name, value in values.items() if not value.arrange), "")
        for number, tour in enumerate(tours(ways, start, LONGEST), 1):
            name = f"{graph.profile}.{graph.scope.removeprefix(prefix)}.walk-{number:02}"
            case = walker.case(name, graph, [_chosen(moves[place], at) for at, place in enumerate(tour)])
            found += [case] if case else []
    return Walks(cases=found, transitions=single, pairs=both)


#: The transitions that do the same, by another call.
_Move = list[Transition]


def _chosen(move: _Move, at: int) -> Transition:
    """Of the calls that do the same another one at each step, so that each meets what the others did."""
    return move[at % len(move)]


class _Walker:
    """What the walks of one document share."""

    def __init__(self, document: Document, table: Table) -> None:
        self._document = document
        self._expecting = Expecting(document)
        self._asking = Asking(document, table)
        self._cells = {call: group.cells for group in table.groups for call in group.calls}

    def moves(self, graph: Consent) -> list[_Move]:
        """What can be done in each state; a call that asks only is not the same as one that uses the scope."""
        found: dict[tuple[str, ...], _Move] = {}
        others = {(way.before, way.after) for way in graph.transitions if way.done[0] != "set"}
        for way in graph.transitions:
            if way.done[0] == "set" and (way.before, way.after) in others:
                continue  # the bare step of a state's own arrangement, where a call or a switch does the same
            if self._ordinary(way.cell):
                kind = "action" if way.action else "use" if way.call.kind in ("gated", "component") else way.call.kind
                found.setdefault((way.before, way.after, kind, *way.done), []).append(way)
        return list(found.values())

    def _ordinary(self, cell: Cell) -> bool:
        """One environment for all steps: of dimensions without an ordinary value, such as the platform, the first."""
        dimensions = self._document.dimensions
        return all(
            value == next((name for name, entry in dimensions[of].values.items() if entry.silent), first)
            for of, value in cell.situation.items()
            if dimensions[of].kind == "environment"
            for first in [next(iter(dimensions[of].values))]
        )

    def case(self, name: str, graph: Consent, taken: list[Transition]) -> Case | None:
        """A tour as a case: the last call is the act, and all before it are steps with what must be seen."""
        while taken and taken[-1].action is not None:
            look = self._look(graph, taken[-1].after)
            taken = [*taken, look] if look else taken[:-1]
        if not taken:
            return None
        last = taken[-1]
        prelude = self._prelude(graph, taken[0])
        return Case(
            id=name,
            profile=graph.profile,
            rule=last.cell.rule,
            world={name: value for way in taken for name, value in self._expecting.world(way.call, way.cell).items()},
            arrange=[*prelude, *(self._step(graph, way) for way in taken[:-1])],
            act=self._expecting.act(last.call, last.cell),
            read=self._expecting.reads[graph.profile],
            expect=self._expecting.expect(last.call, last.cell, []),
        )

    def _look(self, graph: Consent, state: str) -> Transition | None:
        """A call that shows what is remembered and changes nothing: best the one that reads the answers."""
        found = [way for way in graph.transitions if way.before == way.after == state and way.action is None]
        plain = [way for way in found if self._ordinary(way.cell)]
        return min(plain, key=lambda way: way.call.kind != "read", default=None)

    def _prelude(self, graph: Consent, first: Transition) -> list[Step]:
        """The unchecked steps to the state that the walk begins in; none to the one that holds at the start."""
        actions = self._document.dimensions[graph.dimension].values[first.before].arrange
        return steps(actions, first.call, self._asking) or []

    def _step(self, graph: Consent, way: Transition) -> Step:
        """A transition as a step with what must be seen: of the settings, the scopes that the graph is about."""
        if way.action is None:
            return self._call(graph, way.call, way.cell)
        if way.action.do == "ask":
            return self._ask(graph, way, way.action)
        afterwards = self._expecting.afterwards(graph.profile, self._states(graph, way))
        return Step(
            do="delete" if way.action.do == "delete" else "set",
            scope="" if way.action.do == "delete" else named(way.action.scope, way.call),
            value=way.action.value or "",
            rule=way.cell.rule,
            expect=self._told(graph, Expect(prompts=[], result="success", afterwards=afterwards)),
        )

    def _call(self, graph: Consent, call: Call, cell: Cell) -> Step:
        expect = self._told(graph, self._expecting.expect(call, cell, []))
        return Step(do="call", act=self._expecting.act(call, cell), rule=cell.rule, expect=expect)

    def _ask(self, graph: Consent, way: Transition, action: Action) -> Step:
        """Another scope is asked for; what must be seen is in the table of the call that asks."""
        call = self._asking.find(graph.profile, named(action.scope, way.call))
        for cell in self._cells[call] if call else ():
            if call and cell.situation.get(ANSWER) == action.answer and self._untouched(cell):
                return self._call(graph, call, cell)
        raise LookupError(way.done)  # a state that is asked for elsewhere is reached by such a cell

    def _untouched(self, cell: Cell) -> bool:
        """Whether nothing was done before, and nothing is out of the ordinary."""
        return self._ordinary(cell) and not any(value.arrange for _, _, value in values_of(self._document, cell))

    def _states(self, graph: Consent, way: Transition) -> dict[str, ConsentState]:
        leaves = self._document.dimensions[graph.dimension].values[way.after].leaves
        return {named(scope, way.call): state for scope, state in leaves.items()}

    def _told(self, graph: Consent, expect: Expect) -> Expect:
        """Only what the graph is about: the last call of the walk looks at all the rest."""
        values = self._document.dimensions[graph.dimension].values.values()
        about = {graph.scope, *(scope for value in values for scope in value.leaves)}
        kept = {scope: entry for scope, entry in expect.afterwards.items() if scope in about}
        return msgspec.structs.replace(expect, afterwards=kept)
