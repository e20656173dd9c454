"""What all calls that a cell decides have in common: found out once for each cell, and not for each call."""

from __future__ import annotations

from typing import NamedTuple

from tongwen.behaviour.arrange import named, values_of
from tongwen.behaviour.calls import Call
from tongwen.behaviour.matrix import Value
from tongwen.behaviour.table import Cell
from tongwen.model.behaviour import Action, ConsentState, Outcome
from tongwen.model.spec import Document

SEEN: dict[str, str] = {
    "none": "",
    "scope": "asks",
    "scope-twice": "asks-twice",
    "settings": "opens-settings",
    "privacy": "shows-agreement",
    "privacy-then-scope": "shows-agreement-and-asks",
    "scope-with-privacy": "asks-with-agreement",
}


class Common(NamedTuple):
    """A cell of one profile, and all of its case that no call changes."""

    cell: Cell
    then: Outcome
    #: The last part of an id: what is out of the ordinary, and the outcome.
    ending: str
    #: The environment, by dimension.
    world: dict[str, str]
    user: dict[str, str]
    arguments: dict[str, Value]
    #: How the situation is reached, and whether a call other than the case's own must ask.
    actions: tuple[Action, ...]
    another: bool
    #: Cells with the same number are reached in the same way.
    way: int
    #: What the host then remembers, by scope as the spec names it: `first`, `second` or an id. The last word counts.
    leaves: tuple[tuple[str, ConsentState], ...]

    def states(self, call: Call) -> dict[str, ConsentState]:
        """What the host remembers by scope once the situation is reached."""
        return {named(scope, call): state for scope, state in self.leaves}


class Commons:
    """Looks up what is common to the calls of a cell."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._platform = min(document.platforms, key=lambda name: document.platforms[name].order, default="")
        # by identity: a situation has no hash, and a cell that is kept here does not leave its place to another
        self._known: dict[tuple[str, int], Common] = {}
        self._ways: dict[tuple[int, ...], int] = {}

    def of(self, profile: str, cell: Cell) -> Common:
        """What is common to the calls of a profile in a decided cell."""
        key = (profile, id(cell))
        if key not in self._known:
            self._known[key] = self._common(profile, cell)
        return self._known[key]

    def _common(self, profile: str, cell: Cell) -> Common:
        then = self._document.rules[cell.rule].then
        world = {"profile": profile, "platform": self._platform}
        user: dict[str, str] = {}
        arguments: dict[str, Value] = {}
        actions: list[Action] = []
        leaves: list[tuple[str, ConsentState]] = []
        another = False
        for name, dimension, value in values_of(self._document, cell):
            if dimension.kind in ("environment", "answer"):
                (world if dimension.kind == "environment" else user)[name] = cell.situation[name]
            arguments.update(value.arguments)
            actions += value.arrange
            leaves += value.leaves.items()
            another = another or value.ask_with == "another-call"
        ending = self._ending(cell, then)
        way = self._ways.setdefault((another, *map(id, actions)), len(self._ways))
        return Common(cell, then, ending, world, user, arguments, tuple(actions), another, way, tuple(leaves))

    def _ending(self, cell: Cell, then: Outcome) -> str:
        words = []
        for name, dimension in self._document.dimensions.items():
            if name in cell.situation and not dimension.values[cell.situation[name]].silent:
                words.append(cell.situation[name])
        ending = "succeeds" if then.result == "success" else "fails"
        seen = SEEN[then.prompt]
        return ".".join([*words, f"{seen}-and-{ending}" if seen else f"{ending}-without-prompt"])
