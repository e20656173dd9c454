"""The two specs side by side, what is called otherwise in the second, and the changes collected so far."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from tongwen.diagnostics import Path
from tongwen.diff.changes import Change, Entry, Spot, Told
from tongwen.diff.usage import directions
from tongwen.diff.widening import Direction
from tongwen.model.base import Localized, Record
from tongwen.model.names import BARE, PREFIXES
from tongwen.model.references import NAMING, TABLE
from tongwen.model.spec import Document
from tongwen.text.grammar import Reference, parse, span
from tongwen.text.opaque import Text

#: For each kind of entry the ids that changed, old to new.
Renames = Mapping[str, Mapping[str, str]]


class Scene:
    """Two specs. Names are those of the head; what the base calls otherwise is looked up in `renames`."""

    def __init__(self, base: Document, head: Document, renames: Renames) -> None:
        self.base = base
        self.head = head
        self.renames = renames
        self.changes: list[Change] = []
        #: Fields whose wording (True) or translation alone (False) changed, and other facts for readers, by entry.
        self.words: dict[tuple[str, str], dict[Path, bool]] = {}
        self.facts: dict[tuple[str, str], dict[Path, None]] = {}
        both = [self.now("profiles", name) for name in base.profiles]
        self.profiles: tuple[str, ...] = tuple(name for name in head.profiles if name in both)
        ways = directions(base)
        self.ways = {
            name: way | ways.get(self.before("types", name), frozenset()) for name, way in self._ways().items()
        }

    def _ways(self) -> dict[str, frozenset[Direction]]:
        used = directions(self.head)
        return {name: used.get(name, frozenset()) for name in self.head.types}

    def now(self, kind: str, name: str) -> str:
        """What the head calls an entry of the base."""
        return self.renames.get(kind, {}).get(name, name)

    def before(self, kind: str, name: str) -> str:
        """What the base called an entry of the head."""
        return next((old for old, new in self.renames.get(kind, {}).items() if new == name), name)

    def pairs(self, kind: str) -> Iterator[tuple[str, Any, Any]]:
        """Entries that both specs have: the id in the head, the old entry, the new one."""
        new = getattr(self.head, kind)
        for name, entry in getattr(self.base, kind).items():
            if (found := self.now(kind, name)) in new:
                yield found, entry, new[found]

    def add(self, spot: Spot, told: Told) -> None:
        """Collect a change."""
        entry = spot.entry
        where = "" if set(spot.profiles) == set(entry.profiles) else "@" + "+".join(spot.profiles)
        shown = {key: span(value) if isinstance(value, str) else value for key, value in told.values.items()}
        self.changes.append(
            Change(
                sort=told.sort,
                id=f"{told.sort}:{spot.name}{where}",
                entry=entry,
                path=(*entry.path, *spot.path),
                side=spot.side,
                profiles=spot.profiles,
                impact=told.impact,
                words=told.words(**shown),
                hint=told.hint,
                details=told.details or {k: v for k, v in told.values.items() if isinstance(v, str | int)},
            )
        )

    def wording(self, entry: Entry, path: Path, old: Localized | None, new: Localized | None) -> None:
        """Note that a text changed: in both languages or the first one, or in the translation alone."""
        if old is None or new is None:
            if old is not new:
                self.words.setdefault((entry.kind, entry.id), {})[path] = True
            return
        same = [self.same(getattr(old, language), getattr(new, language)) for language in ("en", "zh")]
        if not all(same):
            self.words.setdefault((entry.kind, entry.id), {})[path] = not same[0]

    def same(self, old: Text, new: Text) -> bool:
        """Whether two texts are printed alike. Layout in YAML and new names of what they refer to do not count."""
        if old == new:
            return True
        return bool(_shape(parse(old), self.renames) == _shape(parse(new), {}))

    def fact(self, entry: Entry, path: Path) -> None:
        """Note that something changed that only readers of the pages see."""
        self.facts.setdefault((entry.kind, entry.id), {})[path] = None

    def rest(self, entry: Entry, path: Path, old: Record, new: Record, told: Collection[str] = ()) -> None:
        """Compare the fields of a record that nobody else tells about: its texts, and facts for readers."""
        if type(old) is not type(new):
            self.fact(entry, path)
            return
        for field, key in zip(new.__struct_fields__, new.__struct_encode_fields__, strict=True):
            if field not in told:
                kinds = TABLE.get((type(new), field)) or NAMING.get(field, ())
                self._value(entry, (*path, key), getattr(old, field), getattr(new, field), kinds)

    def _value(self, entry: Entry, path: Path, old: Any, new: Any, kinds: tuple[str, ...] = ()) -> None:
        if isinstance(old, Localized) or isinstance(new, Localized):
            self.wording(entry, path, old, new)
        elif isinstance(old, Record) and isinstance(new, Record):
            self.rest(entry, path, old, new)
        elif isinstance(old, dict) and isinstance(new, dict):
            self._mapping(entry, path, {self.named(kinds, key): value for key, value in old.items()}, new)
        elif isinstance(old, list) and isinstance(new, list) and not _names(old + new):
            self._list(entry, path, old, new)
        elif self.plain(kinds, old) != self.plain((), new):
            self.fact(entry, path)

    def _mapping(self, entry: Entry, path: Path, old: dict[str, Any], new: dict[str, Any]) -> None:
        if set(old) != set(new):
            self.fact(entry, path)
        for key, value in new.items():
            if key in old:
                self._value(entry, (*path, key), old[key], value)

    def _list(self, entry: Entry, path: Path, old: list[Any], new: list[Any]) -> None:
        if len(old) != len(new):
            self.fact(entry, path)
            return
        for i, (one, other) in enumerate(zip(old, new, strict=True)):
            self._value(entry, (*path, i), one, other)

    def plain(self, kinds: tuple[str, ...], value: Any) -> Any:
        """A value without names that changed, and a list of names without order."""
        if isinstance(value, list) and _names(value):
            return sorted(self.named(kinds, name) for name in value)
        return self.named(kinds, value) if isinstance(value, str) else value

    def named(self, kinds: tuple[str, ...], name: str) -> str:
        """What the head calls something that one of several kinds of the base has; `#section` stays."""
        plain, mark, section = name.partition("#")
        return (
            next((self.now(kind, plain) for kind in kinds if plain in self.renames.get(kind, {})), plain)
            + mark
            + section
        )


def _names(values: list[Any]) -> bool:
    return all(isinstance(value, str) for value in values)


def _shape(value: Any, renames: Renames) -> Any:
    """A tree of text with the type of each node, so that code is not taken for words; references by their new names."""
    match value:
        case Reference(target):
            return ("Reference", _target(target, renames))
        case tuple() if hasattr(value, "_fields"):
            return (type(value).__name__, *(_shape(part, renames) for part in value))
        case tuple():
            return tuple(_shape(part, renames) for part in value)
    return value


def _target(target: str, renames: Renames) -> str:
    prefix, colon, rest = target.partition(":")
    if colon:
        return f"{prefix}:{renames.get(PREFIXES.get(prefix, ''), {}).get(rest, rest)}"
    for kind in BARE:
        if target in renames.get(kind, {}):
            return renames[kind][target]
    owner, dot, field = target.rpartition(".")
    return _target(owner, renames) + dot + field if owner else target
