"""Graphs of consent as the pages tell them: scopes that have the same states and ways share one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tongwen.behaviour.arrange import ANSWER
from tongwen.behaviour.graph import Consent, Transition
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


def graphs(document: Document, consents: Iterable[Consent]) -> tuple[Graph, ...]:
    """All graphs, the one of the most scopes first."""
    shapes: dict[tuple[str, ...], _Ways] = {}
    alike: dict[tuple[str, frozenset[Way]], _Alike] = {}
    for graph in consents:
        new = graph.shape not in shapes
        if new:
            shapes[graph.shape] = _ways(graph)
        ways = shapes[graph.shape]
        found = alike.setdefault((graph.dimension, frozenset(ways)), _Alike([], []))
        found.of.append((graph.profile, graph.scope, graph.dimension))
        if new:
            found.ways.append(ways)
    made = [_graph(document, dimension, found) for (dimension, _), found in alike.items()]
    return tuple(sorted(made, key=lambda graph: -len(graph.of)))


#: Ways with the rules that say so.
_Ways = dict[Way, dict[str, None]]


class _Alike(NamedTuple):
    """Scopes with the same ways, and the rules that say so, which may differ from scope to scope."""

    of: list[Of]
    ways: list[_Ways]


def _ways(graph: Consent) -> _Ways:
    found: _Ways = {}
    for member in graph.members:
        for way in filter(_shown, member.ways):
            rules = found.setdefault(Way(way.before, way.after, way.done), {})
            rules.update({way.rule: None} if way.rule else {})
    return found


def _shown(way: Transition) -> bool:
    """Calls that only look at the answers are left out, and so is the settings page where nothing is changed."""
    looked = way.action is None and way.before == way.after and way.kind == "settings"
    return way.kind in _CALLS and not looked


def _graph(document: Document, dimension: str, found: _Alike) -> Graph:
    ways = _told(found.ways[0])
    met = {state for way in ways for state in way[:2]}
    states = tuple(value for value in document.dimensions[dimension].values if value in met)
    rules = {way: {rule for own in found.ways for rule in own[way]} for way in ways}
    place = {state: number for number, state in enumerate(states)}
    return Graph(
        dimension=dimension,
        states=states,
        ways={
            way: tuple(name for name in document.rules if name in rules[way])
            for way in sorted(ways, key=lambda way: (place[way.before], place[way.after]))
        },
        of=tuple(found.of),
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


def by_scope(made: Iterable[Graph]) -> dict[str, tuple[tuple[Graph, tuple[str, ...]], ...]]:
    """The graphs of each scope, each with the profiles in which it holds."""
    found: dict[str, list[tuple[Graph, tuple[str, ...]]]] = {}
    for graph in made:
        profiles: dict[str, list[str]] = {}
        for profile, scope, _ in graph.of:
            profiles.setdefault(scope, []).append(profile)
        for scope, names in profiles.items():
            found.setdefault(scope, []).append((graph, tuple(names)))
    return {scope: tuple(graphs) for scope, graphs in found.items()}
