"""Playgrounds: cells of the decision table with the words for them, for a script that only looks them up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from tongwen.behaviour.calls import Call
from tongwen.behaviour.cases import Writer
from tongwen.behaviour.common import Common
from tongwen.behaviour.situations import in_order
from tongwen.behaviour.whole import Part
from tongwen.model.base import Localized, Record
from tongwen.model.behaviour import Outcome
from tongwen.model.spec import Document
from tongwen.targets.docs import naming
from tongwen.targets.docs.consent import error_target
from tongwen.targets.docs.labels import CONFIDENCE, PROMPTS, after, held
from tongwen.text.opaque import Code
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
    #: JSON.
    data: Code


class _Row(NamedTuple):
    """What is decided of some calls."""

    #: The first of them; the others are worded alike.
    call: Call
    cells: Sequence[Common]


class Plays:
    """Makes playgrounds. What they say of calls that are decided and worded alike is put into words once."""

    def __init__(self, document: Document, writer: Writer) -> None:
        self._document = document
        self._writer = writer
        self._known: dict[tuple[tuple[int, str], ...], Play] = {}

    def of(self, parts: Iterable[Part]) -> Play | None:
        """The playground of some calls; none if the table does not speak of them."""
        writer = self._writer
        rows: dict[tuple[int, str], _Row] = {}
        numbers: dict[tuple[int, str], int] = {}
        calls: dict[str, dict[str, list[list[Any]]]] = {}
        scopes: dict[str, dict[str, list[str]]] = {}
        for call in (call for part in parts for call in part.calls):
            cells = writer.reached(call)
            if cells:
                row = (id(cells), writer.expecting.reports.sort(call))  # who reaches the same has the same list
                number = numbers.setdefault(row, len(numbers))
                rows.setdefault(row, _Row(call, cells))
                own = calls.setdefault(call.name, {}).setdefault(call.profile, [])
                own.append([number, writer.beginning(call)])
                scopes.setdefault(call.name, {})[call.profile] = list(call.scopes)
        if not rows:
            return None
        key = tuple(rows)
        if key not in self._known:
            self._known[key] = _Numbers(self._document, self._writer, rows.values()).play()
        play = self._known[key]
        return Play(
            profiles=play.profiles,
            values=play.values,
            rules=play.rules,
            data=naming.data({"scopes": scopes, "calls": calls}, play.data),
        )


class _Numbers:
    """Gives every value, rule and message that is met a number, in the order in which they are met."""

    def __init__(self, document: Document, writer: Writer, rows: Iterable[_Row]) -> None:
        self._document = document
        self._writer = writer
        self._rows = list(rows)
        met = {pair for row in self._rows for common in row.cells for pair in common.cell.situation.items()}
        dimensions = in_order(document.dimensions)
        pairs = ((name, value) for name, entry in dimensions for value in entry.values)
        self.values = {pair: number for number, pair in enumerate(pair for pair in pairs if pair in met)}
        self.rules: dict[str, int] = {}
        self.messages: dict[str, int] = {}

    def _cell(self, call: Call, common: Common) -> list[Any]:
        """A cell: the end of the id of its case, its rule, messages and error numbers, and the values of its situation.

        The messages may hold `{api}` and `{scope}`.
        """
        rule = self.rules.setdefault(common.cell.rule, len(self.rules))
        report = self._writer.expecting.report(call, common)
        messages = [self.messages.setdefault(text, len(self.messages)) for text in report.messages]
        situation = [self.values[pair] for pair in common.cell.situation.items()]
        return [common.ending, rule, messages, report.errno, situation]

    def play(self) -> Play:
        """All of it but the names of calls and scopes."""
        document = self._document
        order = sorted(document.profiles, key=lambda name: (document.profiles[name].order, name))
        rows = [[self._cell(row.call, common) for common in row.cells] for row in self._rows]
        data = {
            "profiles": order,
            "values": list(self.values),
            "leaves": [document.dimensions[name].values[value].leaves for name, value in self.values],
            "states": [_states(document.rules[name].then) for name in self.rules],
            "fails": [document.rules[name].then.result != "success" for name in self.rules],
            "messages": list(self.messages),
            "rows": rows,
        }
        return Play(
            profiles=tuple(document.profiles[name].title for name in order),
            values=tuple(
                Value(dimension=document.dimensions[name].title, title=document.dimensions[name].values[value].title)
                for name, value in self.values
            ),
            rules=tuple(self._decided(name) for name in self.rules),
            data=naming.data(data),
        )

    def _decided(self, name: str) -> Decided:
        rule = self._document.rules[name]
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
