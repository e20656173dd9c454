"""Walks: cases of many steps that take every transition of a graph of consent, and every one after every other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tongwen.behaviour.arrange import ANSWER, Asking, named, steps, values_of
from tongwen.behaviour.calls import Call
from tongwen.behaviour.expect import Expecting
from tongwen.behaviour.graph import Consent, Transition
from tongwen.behaviour.matrix import Expect, Step, Tour, Walk
from tongwen.behaviour.table import Cell
from tongwen.behaviour.tour import Way, pairs, tours
from tongwen.model.behaviour import Action
from tongwen.model.spec import Document

LONGEST = 12
"""Steps of a walk: as many as a person who looks for the fault is ready to follow."""


class Walks:
    """The walks over the graphs of all scopes. `prefix` is left out of the scopes in the ids of cases.

    A walk takes the state of the graph for all that is remembered: who asked, and what happened before, must not count
    unless it is a state of its own. Graphs of one shape have the same walks, but for the names of calls and scopes: the
    walks are found once for each shape, and named when they are asked for.
    """

    def __init__(
        self, document: Document, graphs: Iterable[Consent], expecting: Expecting, asking: Asking, prefix: str = ""
    ) -> None:
        router = _Router(document, expecting)
        self._walker = _Walker(document, expecting, asking, prefix)
        self._shapes: dict[tuple[str, ...], tuple[_Route, list[Consent]]] = {}
        self._routed: list[tuple[Consent, _Route]] = []
        for graph in graphs:
            if graph.shape not in self._shapes:
                self._shapes[graph.shape] = router.route(graph), []
            route, alike = self._shapes[graph.shape]
            alike.append(graph)
            self._routed.append((graph, route))

    def __iter__(self) -> Iterator[Tour]:
        """The walks, graph by graph, in the order of the table. They are made anew each time."""
        return (self._walker.tour(graph, route) for graph, route in self._routed if route.walks)

    @property
    def transitions(self) -> int:
        """Transitions of all graphs, each taken by some walk."""
        return sum(route.transitions for _, route in self._routed)

    @property
    def pairs(self) -> int:
        """Ordered pairs of transitions, each taken one right after the other by some walk."""
        return sum(route.pairs for _, route in self._routed)

    @property
    def counts(self) -> Counter[str]:
        """The number of walks, by profile."""
        found: Counter[str] = Counter()
        for graph, route in self._routed:
            found[graph.profile] += len(route.walks)
        return found

    @property
    def looked_at(self) -> Counter[str]:
        """How many walks look at each rule, at one of their steps at least."""
        found: Counter[str] = Counter()
        for route, alike in self._shapes.values():
            tour = self._walker.tour(alike[0], route)
            for walk in tour.walks:
                for rule in {tour.steps[place].rule for place in walk.take}:
                    found[rule] += len(alike)
        return found


class _Taken(NamedTuple):
    """A transition, by the call at a place among the members of a graph."""

    member: int
    way: Transition


class _Walk(NamedTuple):
    """A walk without names: its number, the environment, and the places of its steps in the route."""

    number: int
    world: dict[str, str]
    take: list[int]


class _Route(NamedTuple):
    """What the walks over graphs of one shape have in common."""

    steps: list[_Taken]
    walks: list[_Walk]
    transitions: int
    pairs: int


#: The transitions that do the same, by another call.
_Move = list[_Taken]


def _chosen(move: _Move, at: int) -> _Taken:
    """Of the calls that do the same another one at each step, so that each meets what the others did."""
    return move[at % len(move)]


class _Router:
    """Finds the walks over a graph."""

    def __init__(self, document: Document, expecting: Expecting) -> None:
        self._document = document
        self._expecting = expecting

    def route(self, graph: Consent) -> _Route:
        """The walks over graphs of this shape."""
        every = [_Taken(place, way) for place, member in enumerate(graph.members) for way in member.ways]
        moves = self._moves(every)
        ways = [Way(move[0].way.before, move[0].way.after) for move in moves]
        values = self._document.dimensions[graph.dimension].values
        start = next((name for name, value in values.items() if not value.arrange), "")
        places: dict[tuple[int, int], int] = {}
        steps: list[_Taken] = []
        made: list[_Walk] = []
        for number, tour in enumerate(tours(ways, start, LONGEST), 1):
            taken = self._ended(every, [_chosen(moves[place], at) for at, place in enumerate(tour)])
            for step in taken:
                if places.setdefault((step.member, id(step.way)), len(steps)) == len(steps):
                    steps.append(step)
            if taken:
                worlds = [self._expecting.common(graph.profile, step.way.cell).world for step in taken]
                world = {name: value for one in worlds for name, value in one.items()}
                made.append(_Walk(number, world, [places[step.member, id(step.way)] for step in taken]))
        return _Route(steps, made, len(ways), len(pairs(ways)))

    def _moves(self, every: Sequence[_Taken]) -> list[_Move]:
        """What can be done in each state; a call that asks only is not the same as one that uses the scope."""
        found: dict[tuple[str, ...], _Move] = {}
        others = {(way.before, way.after) for _, way in every if way.done[0] != "set"}
        for taken in every:
            way = taken.way
            if way.done[0] == "set" and (way.before, way.after) in others:
                continue  # the bare step of a state's own arrangement, where a call or a switch does the same
            if ordinary(self._document, way.cell):
                kind = "action" if way.action else "use" if way.kind in ("gated", "component") else way.kind
                found.setdefault((way.before, way.after, kind, *way.done), []).append(taken)
        return list(found.values())

    def _ended(self, every: Sequence[_Taken], taken: list[_Taken]) -> list[_Taken]:
        """The steps of a walk up to a call, which is what a case is about."""
        while taken and taken[-1].way.action is not None:
            look = self._look(every, taken[-1].way.after)
            taken = [*taken, look] if look else taken[:-1]
        return taken

    def _look(self, every: Sequence[_Taken], state: str) -> _Taken | None:
        """A call that shows what is remembered and changes nothing: best the one that reads the answers."""
        found = [taken for taken in every if taken.way.before == taken.way.after == state and not taken.way.action]
        plain = [taken for taken in found if ordinary(self._document, taken.way.cell)]
        return min(plain, key=lambda taken: taken.way.kind != "read", default=None)


def ordinary(document: Document, cell: Cell) -> bool:
    """One environment for all steps: of dimensions without an ordinary value, such as the platform, the first."""
    dimensions = document.dimensions
    return all(
        value == next((name for name, entry in dimensions[of].values.items() if entry.silent), first)
        for of, value in cell.situation.items()
        if dimensions[of].kind == "environment"
        for first in [next(iter(dimensions[of].values))]
    )


class _Walker:
    """Gives the walks of a route the names of a graph's calls and scopes."""

    def __init__(self, document: Document, expecting: Expecting, asking: Asking, prefix: str) -> None:
        self._document = document
        self._expecting = expecting
        self._asking = asking
        self._prefix = prefix

    def tour(self, graph: Consent, route: _Route) -> Tour:
        """The walks of a graph."""
        name = f"{graph.profile}.{graph.scope.removeprefix(self._prefix)}"
        steps = [self._step(graph, taken) for taken in route.steps]
        made: list[Walk] = []
        for walk in route.walks:
            prelude = self._prelude(graph, route.steps[walk.take[0]])
            before = list(range(len(steps), len(steps) + len(prelude)))
            steps += prelude
            made.append(Walk(id=f"{name}.walk-{walk.number:02}", world=walk.world, take=[*before, *walk.take]))
        return Tour(profile=graph.profile, steps=steps, walks=made)

    def _prelude(self, graph: Consent, first: _Taken) -> list[Step]:
        """The unchecked steps to the state that the walk begins in; none to the one that holds at the start."""
        actions = self._document.dimensions[graph.dimension].values[first.way.before].arrange
        return steps(actions, graph.members[first.member].call, self._asking) or [] if actions else []

    def _step(self, graph: Consent, taken: _Taken) -> Step:
        """A transition as a step with what must be seen."""
        way, call = taken.way, graph.members[taken.member].call
        if way.action is None:
            return self._call(call, way.cell)
        if way.action.do == "ask":
            return self._ask(call, way, way.action)
        leaves = self._document.dimensions[graph.dimension].values[way.after].leaves
        states = {named(scope, call): state for scope, state in leaves.items()}
        afterwards = self._expecting.afterwards(graph.profile, states)
        return Step(
            do="delete" if way.action.do == "delete" else "set",
            scope="" if way.action.do == "delete" else named(way.action.scope, call),
            value=way.action.value or "",
            rule=way.cell.rule,
            expect=Expect(prompts=[], result="success", afterwards=afterwards),
        )

    def _call(self, call: Call, cell: Cell) -> Step:
        common = self._expecting.common(call.profile, cell)
        expect = self._expecting.expect(call, common, [])
        return Step(do="call", act=self._expecting.act(call, common), rule=cell.rule, expect=expect)

    def _ask(self, call: Call, way: Transition, action: Action) -> Step:
        """Another scope is asked for; what must be seen is in the table of the call that asks."""
        asked = self._asking.find(call.profile, named(action.scope, call))
        for cell in self._asking.cells(asked) if asked else ():
            if asked and cell.situation.get(ANSWER) == action.answer and self._untouched(cell):
                return self._call(asked, cell)
        raise LookupError(way.done)  # a state that is asked for elsewhere is reached by such a cell

    def _untouched(self, cell: Cell) -> bool:
        """Whether nothing was done before, and nothing is out of the ordinary."""
        touched = any(value.arrange for _, _, value in values_of(self._document, cell))
        return ordinary(self._document, cell) and not touched
