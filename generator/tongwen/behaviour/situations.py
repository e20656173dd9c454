"""The situations in which a class of calls can be made: dimensions expanded to cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tongwen.model.behaviour import Applies, Dimension

Situation = dict[str, str]
#: Of one call in one profile. More cannot be read by anybody, and each dimension multiplies them.
SITUATION_LIMIT = 20_000


class TooMany(Exception):
    """A call has more situations than the limit."""


def as_list(value: str | list[str] | None) -> Sequence[str]:
    """One name or several, as several."""
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value


def in_order(dimensions: Mapping[str, Dimension]) -> list[tuple[str, Dimension]]:
    """Dimensions in the order of their expansion."""
    return sorted(dimensions.items(), key=lambda item: (item[1].order, item[0]))


def expand(dimensions: Mapping[str, Dimension], classes: frozenset[str], profile: str) -> list[Situation]:
    """Every situation of a call with these classes, in the order of dimensions and of their values.

    Raises `TooMany`.
    """
    cells: list[Situation] = [{}]
    for name, dimension in in_order(dimensions):
        cells = [grown for cell in cells for grown in _grow(cell, name, dimension, classes, profile)]
        if len(cells) > SITUATION_LIMIT:
            raise TooMany
    return cells


def _grow(
    cell: Situation, name: str, dimension: Dimension, classes: frozenset[str], profile: str
) -> Iterable[Situation]:
    if not applies(dimension.applies, cell, classes, profile):
        return [cell]
    values = [value for value, entry in dimension.values.items() if applies(entry.applies, cell, classes, profile)]
    return [{**cell, name: value} for value in values] or [cell]


def applies(places: Sequence[Applies], cell: Situation, classes: frozenset[str], profile: str) -> bool:
    """Whether a dimension or a value matters in a situation: any place given, or everywhere if none is."""
    return not places or any(_place(place, cell, classes, profile) for place in places)


def _place(place: Applies, cell: Situation, classes: frozenset[str], profile: str) -> bool:
    if place.profiles is not None and profile not in place.profiles:
        return False
    if place.calls is not None and classes.isdisjoint(as_list(place.calls)):
        return False
    if any(cell.get(name) in as_list(values) for name, values in place.unless.items()):
        return False
    return all(cell.get(name) in as_list(values) for name, values in place.when.items())


def told(cell: Mapping[str, str]) -> str:
    """A situation as one line: `consent=denied, platform=ios`."""
    return ", ".join(f"{name}={value}" for name, value in cell.items()) or "always"
