"""Whether a type takes in more values than another, fewer, or others."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from tongwen.diff.changes import Severity
from tongwen.model.expressions import Array, BadExpression, Basic, Expression, Map, Named, Union, parse_type

Relation = Literal["same", "wider", "narrower", "other"]
#: Which way values of a type go: from the caller to the platform, or back.
Direction = Literal["in", "out"]
_BOTH: tuple[Direction, ...] = ("in", "out")


def relation(old: str, new: str, renamed: Mapping[str, str], *, one_number: bool = False) -> Relation:
    """How `new` relates to `old`, whose types are renamed. `one_number`: integers are no type of their own."""
    before = _members(_tree(old), renamed, one_number)
    after = _members(_tree(new), {}, one_number)
    if before == after:
        return "same"
    if _covers(after, before):
        return "wider"
    return "narrower" if _covers(before, after) else "other"


def weight(found: Relation, directions: frozenset[Direction]) -> Severity:
    """What a changed type means to callers. Giving may become easier, getting more certain; the reverse breaks."""
    if found == "same":
        return "none"
    kind: dict[tuple[Relation, Direction], Severity] = {("wider", "in"): "addition", ("narrower", "out"): "compatible"}
    weights = {kind.get((found, direction), "breaking") for direction in directions or frozenset(_BOTH)}
    return "breaking" if "breaking" in weights or len(weights) > 1 else weights.pop()


@lru_cache(maxsize=4096)
def _tree(source: str) -> Expression:
    try:
        return parse_type(source)
    except BadExpression:  # a check has reported it
        return Named(source)


def _members(tree: Expression, renamed: Mapping[str, str], one_number: bool) -> frozenset[object]:
    """The alternatives of a type, in no order, so that `A | B` is `B | A`."""
    match tree:
        case Union(of):
            return frozenset().union(*(_members(part, renamed, one_number) for part in of))
        case Array(of):
            return frozenset([("array", _members(of, renamed, one_number))])
        case Map(of):
            return frozenset([("map", _members(of, renamed, one_number))])
        case Named(name):
            return frozenset([("named", renamed.get(name, name))])
        case Basic(name):
            return frozenset(["number" if one_number and name == "integer" else name])


def _covers(wide: frozenset[object], narrow: frozenset[object]) -> bool:
    return all(any(_takes(one, other) for one in wide) for other in narrow)


def _takes(wide: object, narrow: object) -> bool:
    if wide in (narrow, "any") or (wide, narrow) == ("number", "integer"):
        return True
    if not (isinstance(wide, tuple) and isinstance(narrow, tuple) and wide[0] == narrow[0] != "named"):
        return False
    return _covers(wide[1], narrow[1])
