"""A smaller matrix for a large spec: every situation with some call, every call with every value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from msgspec import Meta

from tongwen.behaviour.calls import Call
from tongwen.behaviour.situations import Situation
from tongwen.behaviour.table import Cell, Group
from tongwen.model.base import Record

Picked = list[tuple[Call, list[Cell]]]


class Dropped(Record, frozen=True, kw_only=True):
    """A cell that some calls were left out of."""

    profile: str
    situation: Annotated[Situation, Meta(description="The value of each dimension.")]
    calls: Annotated[
        tuple[str, ...], Meta(description="The calls that have no case for it; those that ask, with the scope.")
    ]


def pairwise(group: Group) -> tuple[Picked, list[Dropped]]:
    """Fewer cells for each call, and what was dropped.

    Together the cells of a call have every value that the group has, and together the calls have every cell. So every
    pair of values is met somewhere, and every pair of a call and a value.
    """
    cells = [cell for cell in group.cells if cell.rule]
    picks = [_covering(cells, start) for start in range(min(len(cells), len(group.calls)))]
    chosen = [set(picks[number % len(picks)]) if picks else set() for number in range(len(group.calls))]
    for number in sorted(set(range(len(cells))).difference(*chosen)):
        chosen[number % len(chosen)].add(number)
    picked = [
        (call, [cells[number] for number in sorted(mine)]) for call, mine in zip(group.calls, chosen, strict=True)
    ]
    return picked, _dropped(group, cells, chosen)


def _covering(cells: Sequence[Cell], start: int) -> list[int]:
    """The cell at `start`, and then those that add the most values not met yet, until all are."""
    values = [frozenset(cell.situation.items()) for cell in cells]
    met = set(values[start])
    found = [start]
    while True:
        best = max(range(len(cells)), key=lambda number: (len(values[number] - met), -number))
        if not values[best] - met:
            return found
        met |= values[best]
        found.append(best)


def _dropped(group: Group, cells: Sequence[Cell], chosen: Sequence[set[int]]) -> list[Dropped]:
    found = []
    for number, cell in enumerate(cells):
        calls = tuple(call.name for call, mine in zip(group.calls, chosen, strict=True) if number not in mine)
        if calls:
            found.append(Dropped(profile=group.profile, situation=cell.situation, calls=calls))
    return found
