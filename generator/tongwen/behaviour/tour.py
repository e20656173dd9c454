"""Short tours through a graph of steps that together take every step after every step that it can follow."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple


class Way(NamedTuple):
    """A step: from state to state."""

    before: str
    after: str


def pairs(ways: Sequence[Way]) -> list[tuple[int, int]]:
    """Every step with every step that can follow it, by their places."""
    return [
        (one, other)
        for one, first in enumerate(ways)
        for other, second in enumerate(ways)
        if first.after == second.before
    ]


def tours(ways: Sequence[Way], start: str, longest: int) -> list[list[int]]:
    """Tours that hold every step and every pair of steps, as places in `ways`.

    Each begins in `start`; where no step leads from there to what is left, at the state before it. A tour is ended at
    `longest` steps, or later where the way to the next pair is longer.
    """
    search = _Search(ways)
    found: list[list[int]] = []
    while search.left or search.single:
        found.append(search.tour(start, longest))
    return found


class _Search:
    """The pairs and steps that no tour holds yet."""

    def __init__(self, ways: Sequence[Way]) -> None:
        self._ways = ways
        self._from: dict[str, list[int]] = {}
        for place, way in enumerate(ways):
            self._from.setdefault(way.before, []).append(place)
        self.left: dict[int, set[int]] = {}
        for one, other in pairs(ways):
            self.left.setdefault(one, set()).add(other)
        self.single = set(range(len(ways)))

    def tour(self, start: str, longest: int) -> list[int]:
        """One more tour. It holds something new, however far away that is."""
        made = self._path(start)
        if not made:  # no step leads from the start to what is left
            made = [min(self.left or self.single)]
        new = self._take(made)
        while len(made) < longest or not new:
            following = self.left.get(made[-1])
            more = [min(following)] if following else self._path(self._ways[made[-1]].after)
            if not more:
                break
            new = self._take([made[-1], *more]) or new
            made += more
        return made

    def _take(self, steps: Sequence[int]) -> bool:
        """Note what a tour holds; whether any of it is new."""
        before = len(self.single), sum(map(len, self.left.values()))
        self.single.difference_update(steps)
        for one, other in pairwise(steps):
            self.left.get(one, set()).discard(other)
            if not self.left.get(one, True):
                del self.left[one]
        return before != (len(self.single), sum(map(len, self.left.values())))

    def _path(self, state: str) -> list[int]:
        """The shortest way from a state to a step that has something left; it is the last of them."""
        waiting: deque[tuple[str, list[int]]] = deque([(state, [])])
        seen = {state}
        while waiting:
            here, path = waiting.popleft()
            for place in self._from.get(here, ()):
                if place in self.left or place in self.single:
                    return [*path, place]
            for place in self._from.get(here, ()):
                after = self._ways[place].after
                if after not in seen:
                    seen.add(after)
                    waiting.append((after, [*path, place]))
        return []
