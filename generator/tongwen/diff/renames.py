"""Which entry that is gone is the one that is new under another name: they say nearly the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any

import msgspec

from tongwen.model.base import Localized, Record
from tongwen.model.spec import Document

#: Something that an entry says: where, and what.
Item = tuple[tuple[str, ...], object]
Items = frozenset[Item]
#: How much two entries must have in common, from 0 to 1.
ALIKE = 0.6
#: More pairs than this are not looked at: a spec that was rewritten has no renames.
MOST = 10_000
#: Kinds whose ids users see. Classes and rules are not among them: what counts of them are the cells that they decide.
KINDS = (
    "profiles",
    "platforms",
    "forms",
    "groups",
    "scopes",
    "types",
    "declarations",
    "errors",
    "dimensions",
    "apis",
    "components",
    "guides",
    "examples",
    "sources",
    "notes",
    "glossary",
    "differences",
)


def all_renames(base: Document, head: Document) -> dict[str, dict[str, str]]:
    """For each kind of entry the ids that changed."""
    found = {kind: renamed(getattr(base, kind), getattr(head, kind)) for kind in KINDS}
    return {kind: names for kind, names in found.items() if names}


def renamed(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, str]:
    """Old name to new name of what is only called otherwise. The most similar pairs come first, each name once."""
    gone = {name: frozenset(_items(entry)) for name, entry in old.items() if name not in new}
    come = {name: frozenset(_items(entry)) for name, entry in new.items() if name not in old}
    if not gone or not come or len(gone) * len(come) > MOST:
        return {}
    scored = sorted(
        (-_score(a, b), -_near(one, other), one, other)
        for one, a in gone.items()
        for other, b in come.items()
        if _speak_alike(a, b)
    )
    found: dict[str, str] = {}
    for score, _, one, other in scored:
        if -score >= ALIKE and one not in found and other not in found.values():
            found[one] = other
    return found


def _score(one: Items, other: Items) -> float:
    """The share of what two entries say that they have in common. Texts say most, so they weigh most."""
    every = sum(map(_weight, one | other))
    return sum(map(_weight, one & other)) / every if every else 0.0


def _speak_alike(one: Items, other: Items) -> bool:
    """Whether a title, summary or description is the same. Without that, entries of one pattern only look alike."""
    texts = [{item for item in items if len(item[0]) < 2 and isinstance(item[1], Localized)} for items in (one, other)]
    return not all(texts) or bool(texts[0] & texts[1])


def _weight(item: Item) -> int:
    return 4 if isinstance(item[1], Localized) else 1


def _near(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def _items(value: Any, path: tuple[str, ...] = ()) -> Iterator[Item]:
    """Everything that an entry says, without the order of lists."""
    if isinstance(value, Localized):
        yield path, value
    elif isinstance(value, Record):
        yield (*path, "="), type(value).__name__
        for field in value.__struct_fields__:
            yield from _items(getattr(value, field), (*path, field))
    elif isinstance(value, dict):
        for key, inside in value.items():
            yield (*path, key), "key"
            yield from _items(inside, (*path, key))
    elif isinstance(value, list):
        for inside in value:
            yield from _items(inside, path)
    elif value not in (None, "", False, msgspec.UNSET):
        yield path, value
