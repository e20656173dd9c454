"""Graphs of consent as the pages show them: a picture, and the same as a table."""

from __future__ import annotations

from collections.abc import Iterable

from tongwen.encode.svg import Arc, Picture
from tongwen.model.base import Localized, Record
from tongwen.model.spec import Document
from tongwen.targets.docs.consent import Where
from tongwen.targets.docs.graph import Graph, words
from tongwen.targets.docs.parts import Site
from tongwen.text.phrase import Phrase

TITLE = Phrase("What is remembered of the user's answer, and what changes it")


class WayView(Record, frozen=True, kw_only=True):
    """A row: the number in the picture, what is done, and the rules that say so."""

    number: int
    before: Localized
    done: Phrase | Localized
    after: Localized
    rules: tuple[str, ...]


class GraphView(Record, frozen=True, kw_only=True):
    """A graph, and where it holds."""

    where: tuple[Where, ...]
    picture: Picture
    ways: tuple[WayView, ...]


class OfScope(Record, frozen=True, kw_only=True):
    """The graphs of a scope: profiles in which it is the usual one, and those of its own."""

    usual: tuple[str, ...]
    own: tuple[GraphView, ...]


def views(document: Document, graphs: Iterable[Graph]) -> tuple[GraphView, ...]:
    """Graphs with all the scopes for which they hold."""
    return tuple(_view(document, graph, number, _where(graph)) for number, graph in enumerate(graphs, 1))


def of(site: Site, scope: str) -> OfScope | None:
    """The graphs of one scope; none if nothing can change what is remembered."""
    found = site.graphs_of.get(scope, ())
    if not found:
        return None
    usual = [profile for graph, profiles in found if graph is site.graphs[0] for profile in profiles]
    own = [pair for pair in found if pair[0] is not site.graphs[0]]
    return OfScope(
        usual=tuple(f"profile:{profile}" for profile in usual),
        own=tuple(
            _view(site.document, graph, number, tuple(Where(profile=f"profile:{name}", scopes=()) for name in profiles))
            for number, (graph, profiles) in enumerate(own, 1)
        ),
    )


def _where(graph: Graph) -> tuple[Where, ...]:
    scopes: dict[str, list[str]] = {}
    for profile, scope, _ in graph.of:
        scopes.setdefault(profile, []).append(scope)
    return tuple(Where(profile=f"profile:{profile}", scopes=tuple(listed)) for profile, listed in scopes.items())


def _view(document: Document, graph: Graph, number: int, where: tuple[Where, ...]) -> GraphView:
    values = document.dimensions[graph.dimension].values
    place = {state: at for at, state in enumerate(graph.states)}
    pairs = list(dict.fromkeys((way.before, way.after) for way in graph.ways))
    arcs = tuple(Arc(place[before], place[after], at) for at, (before, after) in enumerate(pairs, 1))
    return GraphView(
        where=where,
        picture=Picture(
            name=f"graph-{number}",
            title=TITLE,
            description=Phrase(
                "States: {states}. Numbered ways between them: {ways}. The table says the same in words.",
                states=len(graph.states),
                ways=len(arcs),
            ),
            states=tuple(values[state].title for state in graph.states),
            arcs=arcs,
        ),
        ways=tuple(
            WayView(
                number=pairs.index((way.before, way.after)) + 1,
                before=values[way.before].title,
                done=words(document, way.done),
                after=values[way.after].title,
                rules=tuple(f"rule:{rule}" for rule in rules),
            )
            for way, rules in graph.ways.items()
        ),
    )
