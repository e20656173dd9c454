"""The graph of consent, from the decision table: what the host remembers, and what makes it remember otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, count
from typing import Annotated, NamedTuple

from msgspec import Meta

from tongwen.behaviour.arrange import named, values_of
from tongwen.behaviour.calls import Call, CallKind
from tongwen.behaviour.expect import changes
from tongwen.behaviour.table import Cell, Table
from tongwen.model.base import Record
from tongwen.model.behaviour import Action, ConsentState, Dimension, DimensionValue
from tongwen.model.spec import Document


class Transition(Record, frozen=True, kw_only=True):
    """One way from state to state, or back to the same."""

    before: Annotated[str, Meta(description="Value of the graph's dimension.")]
    after: Annotated[str, Meta(description="Value of the graph's dimension.")]
    done: Annotated[
        tuple[str, ...],
        Meta(
            description="What is done: `prompt`, its kind, the answer's dimension and value; `outcome` and the result "
            "of a call without an answer; `meanwhile`, a dimension and its value; `set`, a dimension and its value; "
            "`elsewhere`, another scope and the answer."
        ),
    ]
    kind: Annotated[CallKind, Meta(description="Of the call that is made, or that a later call would be.")]
    cell: Annotated[Cell, Meta(description="The cell that says so.")]
    action: Annotated[Action | None, Meta(description="What is done in place of the call; none: the call is made.")] = (
        None
    )
    rule: Annotated[str, Meta(description="The rule that says so; empty: the state's own `arrange` does.")] = ""


class Member(NamedTuple):
    """A call, and what it has to do with the states."""

    call: Call
    #: The same tuple for all calls that are alike.
    ways: tuple[Transition, ...]
    #: Members with the same number are alike: nothing but the names of their call and scope differs.
    alike: int


class Consent(Record, frozen=True, kw_only=True):
    """The graph of one scope in one profile."""

    profile: str
    scope: str
    dimension: Annotated[str, Meta(description="Its values are the states.")]
    members: tuple[Member, ...]

    @property
    def shape(self) -> tuple[str, ...]:
        """Graphs of one shape differ in nothing but the names of their calls and scopes."""
        return (self.dimension, *(str(member.alike) for member in self.members))


def consent(document: Document, table: Table) -> list[Consent]:
    """The graphs of all scopes about which something is remembered, in the order of the table."""
    spoken = _spoken(document)
    found: dict[tuple[str, str, str], list[Member]] = {}
    numbers = count()
    for group in table.groups:
        alike: dict[tuple[str, str], list[tuple[str, tuple[Transition, ...], int]]] = {}
        for call in group.calls:
            if len(call.scopes) == 1 and call.offered:
                scope = call.scopes[0]
                sort = (call.kind, scope if scope in spoken else "")
                if sort not in alike:
                    alike[sort] = [(*ways, next(numbers)) for ways in _read(document, group.cells, call).items()]
                for dimension, ways, number in alike[sort]:
                    found.setdefault((call.profile, scope, dimension), []).append(Member(call, ways, number))
    return [
        Consent(profile=profile, scope=scope, dimension=dimension, members=tuple(members))
        for (profile, scope, dimension), members in found.items()
        if any(way.before != way.after for member in members for way in member.ways)
    ]


def _spoken(document: Document) -> frozenset[str]:
    """The scopes that situations or rules name; of all others they say the same."""
    values = [value for dimension in document.dimensions.values() for value in dimension.values.values()]
    return frozenset(
        chain(
            (scope for value in values for scope in value.leaves),
            (action.scope for value in values for action in value.arrange),
            (scope for rule in document.rules.values() for scope in rule.then.also),
        )
    )


def _read(document: Document, cells: Iterable[Cell], call: Call) -> dict[str, tuple[Transition, ...]]:
    """What the cells say of a call, by dimension."""
    found: dict[str, list[Transition]] = {}
    for cell in cells:
        reading = _Reading(document, cell, call) if cell.rule else None
        if reading is not None and reading.ordinary and reading.dimension is not None:
            found.setdefault(reading.name, []).extend(reading.transitions())
    return {dimension: tuple(ways) for dimension, ways in found.items()}


class _Reading:
    """What one cell says of the states."""

    def __init__(self, document: Document, cell: Cell, call: Call) -> None:
        self.call = call
        self.cell = cell
        self.then = document.rules[cell.rule].then
        self.dimension: Dimension | None = None
        self.name = self.state = ""
        self.answers: list[tuple[str, str]] = []
        self.meanwhile: list[tuple[str, str, DimensionValue]] = []
        self.ordinary = True
        for name, dimension, value in values_of(document, cell):
            self._take(name, dimension, cell.situation[name], value)

    def _take(self, name: str, dimension: Dimension, chosen: str, value: DimensionValue) -> None:
        spoken = not value.silent and any(other.silent for other in dimension.values.values())
        if dimension.kind == "state" and self.dimension is None and any(v.leaves for v in dimension.values.values()):
            self.dimension, self.name, self.state = dimension, name, chosen
        elif dimension.kind == "answer":
            self.answers += [] if value.silent else [(name, chosen)]
        elif spoken and dimension.kind == "state":
            self.meanwhile.append((name, chosen, value))
        elif spoken:
            self.ordinary = False

    def transitions(self) -> Iterator[Transition]:
        """What leads here, and what the call does from here."""
        assert self.dimension is not None  # noqa: S101 (the caller has asked)
        states = self._leaves(self.dimension.values[self.state])
        yield from self._elsewhere(self.dimension)
        if self.meanwhile:
            name, chosen, value = self.meanwhile[0]
            after = self._named({**states, **self._leaves(value)})
            if len(self.meanwhile) == 1 and len(value.arrange) == 1 and after and after != self.state:
                yield self._way(self.state, after, ("meanwhile", name, chosen), value.arrange[0], self.cell.rule)
            return
        after = self._named({**states, **changes(self.then, self.call)})
        if after:
            yield self._way(self.state, after, self._done(), None, self.cell.rule)

    def _way(self, before: str, after: str, done: tuple[str, ...], action: Action | None, rule: str) -> Transition:
        return Transition(
            before=before, after=after, done=done, kind=self.call.kind, cell=self.cell, action=action, rule=rule
        )

    def _done(self) -> tuple[str, ...]:
        if self.answers:
            return ("prompt", self.then.prompt, *self.answers[-1])
        return ("outcome", self.then.result)

    def _leaves(self, value: DimensionValue) -> dict[str, ConsentState]:
        return {named(scope, self.call): state for scope, state in value.leaves.items()}

    def _named(self, states: Mapping[str, ConsentState]) -> str:
        """The value of the dimension that leaves these answers; empty: none does."""
        wanted = {scope: state for scope, state in states.items() if state != "unasked"}
        values = self.dimension.values if self.dimension else {}
        return next((name for name, value in values.items() if self._leaves(value) == wanted), "")

    def _elsewhere(self, dimension: Dimension) -> Iterator[Transition]:
        """The last step to this state, where it is not a prompt for the call's own scope."""
        steps = dimension.values[self.state].arrange
        own = ("first", *self.call.scopes)
        if not steps or (steps[-1].do == "ask" and steps[-1].scope in own) or steps[-1].do not in ("ask", "set"):
            return
        before = next((name for name, value in dimension.values.items() if value.arrange == steps[:-1]), "")
        if before:
            step = steps[-1]
            done = ("elsewhere", step.scope, step.answer or "") if step.do == "ask" else ("set", self.name, self.state)
            yield self._way(before, self.state, done, step, "")
