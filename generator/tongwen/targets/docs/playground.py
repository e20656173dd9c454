"""The playground: every cell of the decision table with the words for it, for a script that only looks them up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tongwen.behaviour.matrix import Case
from tongwen.behaviour.situations import in_order
from tongwen.behaviour.table import Cell
from tongwen.model.base import Localized, Record
from tongwen.model.behaviour import Outcome
from tongwen.targets.base import Later
from tongwen.targets.docs import naming
from tongwen.targets.docs.consent import Wanted, error_target
from tongwen.targets.docs.labels import CONFIDENCE, PROMPTS, after, held
from tongwen.targets.docs.parts import Head, Made, Site
from tongwen.text.phrase import Phrase


class Value(Record, frozen=True, kw_only=True):
    """A value of a dimension, in words."""

    dimension: Localized
    title: Localized


class Decided(Record, frozen=True, kw_only=True):
    """A rule and what it decides, in words."""

    target: str
    prompt: Phrase
    error: str
    held: tuple[Phrase, ...]
    after: tuple[Phrase, ...]
    confidence: Phrase


class Play(Record, frozen=True, kw_only=True):
    """A playground: rows of words, and `data` that says by their numbers what is chosen and what follows."""

    profiles: tuple[Localized, ...]
    values: tuple[Value, ...]
    rules: tuple[Decided, ...]
    data: dict[str, Any]


class PlaygroundPage(Record, frozen=True, kw_only=True):
    """The playground of all calls."""

    head: Head
    play: Play | None


def pages(site: Site) -> Iterator[Made]:
    """The page."""
    yield Made(naming.PLAYGROUND, "docs/playground.md.j2", Later(_page, site))


def _page(site: Site) -> PlaygroundPage:
    head = Head(
        title=Phrase("Playground"),
        description=Phrase("Choose a call and its situation, and see what the user sees and what comes of the call."),
        source="",
    )
    return PlaygroundPage(head=head, play=playground(site, lambda _: True))


def playground(site: Site, wanted: Wanted) -> Play | None:
    """The playground of some calls; none if the table does not speak of them."""
    cells = [held for held in site.cells if wanted(held.call)]
    if not cells:
        return None
    made = _Numbers(site, {pair for _, cell, _ in cells for pair in cell.situation.items()})
    calls: dict[str, dict[str, list[list[Any]]]] = {}
    scopes: dict[str, dict[str, list[str]]] = {}
    for call, cell, case in cells:
        calls.setdefault(call.name, {}).setdefault(case.profile, []).append(made.cell(cell, case))
        scopes.setdefault(call.name, {})[case.profile] = list(call.scopes)
    return made.play(calls, scopes)


class _Numbers:
    """Gives every profile, value, rule and message that is met a number, in the order in which they are met."""

    def __init__(self, site: Site, met: set[tuple[str, str]]) -> None:
        self.site = site
        dimensions = in_order(site.document.dimensions)
        pairs = ((name, value) for name, entry in dimensions for value in entry.values)
        self.values = {pair: number for number, pair in enumerate(pair for pair in pairs if pair in met)}
        self.rules: dict[str, int] = {}
        self.messages: dict[str, int] = {}

    def cell(self, cell: Cell, case: Case) -> list[Any]:
        """A cell: the id of its case, its rule, messages and error numbers, and the values of its situation."""
        rule = self.rules.setdefault(cell.rule, len(self.rules))
        messages = [self.messages.setdefault(text, len(self.messages)) for text in case.expect.messages]
        situation = [self.values[pair] for pair in cell.situation.items()]
        return [case.id, rule, messages, case.expect.errno, situation]

    def play(self, calls: dict[str, dict[str, list[list[Any]]]], scopes: dict[str, dict[str, list[str]]]) -> Play:
        """All of it."""
        document = self.site.document
        order = sorted(document.profiles, key=lambda name: (document.profiles[name].order, name))
        return Play(
            profiles=tuple(document.profiles[name].title for name in order),
            values=tuple(
                Value(dimension=document.dimensions[name].title, title=document.dimensions[name].values[value].title)
                for name, value in self.values
            ),
            rules=tuple(self._decided(name) for name in self.rules),
            data={
                "profiles": order,
                "values": list(self.values),
                "leaves": [document.dimensions[name].values[value].leaves for name, value in self.values],
                "states": [_states(document.rules[name].then) for name in self.rules],
                "scopes": scopes,
                "fails": [document.rules[name].then.result != "success" for name in self.rules],
                "messages": list(self.messages),
                "calls": calls,
            },
        )

    def _decided(self, name: str) -> Decided:
        rule = self.site.document.rules[name]
        return Decided(
            target=f"rule:{name}",
            prompt=PROMPTS[rule.then.prompt],
            error=error_target(rule.then),
            held=held(rule.then),
            after=after(rule.then),
            confidence=CONFIDENCE[rule.confidence],
        )


def _states(then: Outcome) -> dict[str, str]:
    """What a rule makes the host remember: by scope, as `leaves` of a value names it. What is not there stays."""
    own = {"first": then.consent, "second": then.second}
    return {**{scope: state for scope, state in own.items() if state}, **then.also}
