"""Graphs of consent as the pages tell them: scopes that have the same states and ways share one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tongwen.behaviour.arrange import ANSWER
from tongwen.behaviour.graph import Transition, consent
from tongwen.behaviour.table import Table
from tongwen.model.base import Localized, Record
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
    for graph in consent(document, table):
        ways = found.setdefault((graph.profile, graph.scope, graph.dimension), {})
        for found_way in filter(_shown, graph.transitions):
            way = Way(found_way.before, found_way.after, found_way.done)
            ways.setdefault(way, {}).update({found_way.rule: None} if found_way.rule else {})
    alike: dict[tuple[str, frozenset[Way]], list[Of]] = {}
    for of, ways in found.items():
        alike.setdefault((of[2], frozenset(ways)), []).append(of)
    made = [_graph(document, found, dimension, members) for (dimension, _), members in alike.items()]
    return tuple(sorted(made, key=lambda graph: -len(graph.of)))


def _shown(way: Transition) -> bool:
    """Calls that only look at the answers are left out, and so is the settings page where nothing is changed."""
    looked = way.action is None and way.before == way.after and way.call.kind == "settings"
    return way.call.kind in _CALLS and not looked


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
