"""The graph of consent, from the decision table: what the host remembers, and what makes it remember otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from tongwen.behaviour.arrange import ANSWER, named, values_of
from tongwen.behaviour.calls import Call
from tongwen.behaviour.table import Cell, Table
from tongwen.model.base import Localized, Record
from tongwen.model.behaviour import ConsentState, Dimension, DimensionValue, Outcome
from tongwen.model.spec import Document
from tongwen.targets.docs import naming
from tongwen.targets.docs.labels import PROMPTS, SUCCESS
from tongwen.text.phrase import Phrase

#: The scope of a profile, and the dimension whose values are the states.
Of = tuple[str, str, str]
#: The states in order, and the ways between them without their rules.
Shape = tuple[tuple[str, ...], frozenset["Way"]]
_CALLS = ("gated", "component", "ask", "settings")


class Way(NamedTuple):
    """One way from state to state: what is done, and of it what is said: see `_words`."""

    before: str
    after: str
    #: `prompt`, its kind and the user's answer; `outcome` and the result; `meanwhile` and a value; `elsewhere`, a step.
    done: tuple[str, ...]


class Graph(Record, frozen=True, kw_only=True):
    """The states and ways of some scopes, which have them in common."""

    dimension: str
    states: tuple[str, ...]
    ways: Mapping[Way, tuple[str, ...]]
    of: tuple[Of, ...]


def graphs(document: Document, table: Table) -> tuple[Graph, ...]:
    """All graphs, the one of the most scopes first."""
    found: dict[Of, dict[Way, dict[str, None]]] = {}
    for group in table.groups:
        for call in group.calls:
            if call.kind not in _CALLS or len(call.scopes) != 1 or not call.offered:
                continue
            for cell in group.cells:
                if cell.rule:
                    _add(document, cell, call, found)
    alike: dict[tuple[str, frozenset[Way]], list[Of]] = {}
    for of, ways in found.items():
        alike.setdefault((of[2], frozenset(ways)), []).append(of)
    made = [_graph(document, found, dimension, members) for (dimension, _), members in alike.items()]
    return tuple(sorted(made, key=lambda graph: -len(graph.of)))


def _graph(
    document: Document, found: Mapping[Of, Mapping[Way, dict[str, None]]], dimension: str, members: list[Of]
) -> Graph:
    ways = _told(found[members[0]])
    met = {state for way in ways for state in way[:2]}
    states = tuple(value for value in document.dimensions[dimension].values if value in met)
    rules = {way: {rule for of in members for rule in found[of][way]} for way in ways}
    place = {state: number for number, state in enumerate(states)}
    return Graph(
        dimension=dimension,
        states=states,
        ways={
            way: tuple(name for name in document.rules if name in rules[way])
            for way in sorted(ways, key=lambda way: (place[way.before], place[way.after]))
        },
        of=tuple(members),
    )


def _told(ways: Iterable[Way]) -> list[Way]:
    """Without the bare steps of a state's own arrangement where a call does the same."""
    other = {way[:2] for way in ways if way.done[0] != "set"}
    return [way for way in ways if way.done[0] != "set" or way[:2] not in other]


def _add(document: Document, cell: Cell, call: Call, found: dict[Of, dict[Way, dict[str, None]]]) -> None:
    read = _Reading(document, cell, call)
    if not read.ordinary or read.dimension is None:
        return
    ways = found.setdefault((call.profile, call.scopes[0], read.name), {})
    for way, by_rule in read.ways():
        ways.setdefault(way, {}).update({cell.rule: None} if by_rule else {})


class _Reading:
    """What one cell says of the states."""

    def __init__(self, document: Document, cell: Cell, call: Call) -> None:
        self.document = document
        self.call = call
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

    def ways(self) -> Iterator[tuple[Way, bool]]:
        """The ways, each with whether the cell's rule speaks of it."""
        assert self.dimension is not None  # noqa: S101 (the caller has asked)
        states = self._leaves(self.dimension.values[self.state])
        yield from ((way, False) for way in self._elsewhere(self.dimension))
        if self.meanwhile:
            name, chosen, value = self.meanwhile[0]
            after = self._named({**states, **self._leaves(value)})
            if len(self.meanwhile) == 1 and after and after != self.state:
                yield Way(self.state, after, ("meanwhile", name, chosen)), True
            return
        after = self._named({**states, **_changes(self.then, self.call.scopes[0])})
        if after and (after != self.state or self.call.kind != "settings"):
            yield Way(self.state, after, self._done()), True

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

    def _elsewhere(self, dimension: Dimension) -> Iterator[Way]:
        """The last step to this state, where it is not a prompt for the call's own scope."""
        steps = dimension.values[self.state].arrange
        own = ("first", *self.call.scopes)
        if not steps or (steps[-1].do == "ask" and steps[-1].scope in own) or steps[-1].do not in ("ask", "set"):
            return
        before = next((name for name, value in dimension.values.items() if value.arrange == steps[:-1]), "")
        if before:
            step = steps[-1]
            done = ("elsewhere", step.scope, step.answer or "") if step.do == "ask" else ("set", self.name, self.state)
            yield Way(before, self.state, done)


def _changes(then: Outcome, scope: str) -> dict[str, ConsentState]:
    return {**({scope: then.consent} if then.consent else {}), **then.also}


def words(document: Document, done: tuple[str, ...]) -> Phrase | Localized:
    """What is done on a way, for readers."""
    match done:
        case ("prompt", prompt, dimension, value):
            answer = document.dimensions[dimension].values[value].title
            return Phrase("{shown}: {answer}", shown=PROMPTS[prompt], answer=answer)
        case ("set", dimension, value):
            answer = document.dimensions[dimension].values[value].title
            return Phrase("{shown}: {answer}", shown=PROMPTS["settings"], answer=answer)
        case ("meanwhile", dimension, value):
            return document.dimensions[dimension].values[value].title
        case ("elsewhere", scope, answer):
            values = document.dimensions[ANSWER].values if ANSWER in document.dimensions else {}
            title = values[answer].title if answer in values else naming.bilingual(answer, answer)
            return Phrase("Prompt for {scope}: {answer}", scope=naming.mention(scope), answer=title)
        case (_, "success"):
            return Phrase("Call without a prompt: {outcome}", outcome=SUCCESS)
        case (_, result, *_):
            return Phrase("Call without a prompt: {outcome}", outcome=naming.mention(f"error:{result}"))
    raise ValueError(done)


def scopes_of(graph: Graph) -> Counter[str]:
    """How many profiles it holds for, by scope."""
    return Counter(scope for _, scope, _ in graph.of)


def of_scope(made: Iterable[Graph], scope: str) -> tuple[tuple[Graph, tuple[str, ...]], ...]:
    """The graphs of one scope, each with the profiles in which it holds."""
    found = ((graph, tuple(profile for profile, name, _ in graph.of if name == scope)) for graph in made)
    return tuple((graph, profiles) for graph, profiles in found if profiles)
