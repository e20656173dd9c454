"""One change that users of the spec can notice, and how much it weighs for each output."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple

from tongwen.diagnostics import Path
from tongwen.text.phrase import Phrase

Severity = Literal["breaking", "addition", "compatible", "none"]
#: From the heaviest to the lightest.
SEVERITIES: tuple[Severity, ...] = ("breaking", "addition", "compatible", "none")
Side = Literal["base", "head"]
OUTPUTS = ("python", "typescript", "behaviour")


class Impact(NamedTuple):
    """What a change does to those who use the Python client, the TypeScript declarations, and the calls themselves.

    `breaking`: what worked may fail, or no longer type-checks. `addition`: something new can be used. `compatible`:
    something differs, and nobody has to act. `none`: the output is the same, save for its comments.
    """

    python: Severity = "none"
    typescript: Severity = "none"
    behaviour: Severity = "none"

    @property
    def worst(self) -> Severity:
        """The heaviest of the three."""
        return heaviest(*self)


def heaviest(*severities: Severity) -> Severity:
    """The heaviest of several."""
    return min(severities, key=SEVERITIES.index, default="none")


def everywhere(severity: Severity) -> Impact:
    """The same for every output."""
    return Impact(severity, severity, severity)


def declared(severity: Severity) -> Impact:
    """Seen in the declarations of both languages, and not in what happens."""
    return Impact(severity, severity, "none")


def behaves(severity: Severity) -> Impact:
    """Seen in what happens, and not in any declaration."""
    return Impact("none", "none", severity)


class Told(NamedTuple):
    """A change in words: what sort it is, what fills its sentence, what it weighs here, what to do instead."""

    sort: str
    words: Phrase
    values: Mapping[str, Any]
    impact: Impact
    hint: Phrase | None = None
    details: Mapping[str, object] | None = None

    def weighing(self, impact: Impact) -> Told:
        """The same with another weight than is usual."""
        return self._replace(impact=impact)

    def hinting(self, hint: Phrase | None) -> Told:
        """The same with what to do instead."""
        return self._replace(hint=hint)

    def knowing(self, details: Mapping[str, object]) -> Told:
        """The same with what programs may want to know; by default, the names and values of the sentence."""
        return self._replace(details=details)


class Sort(NamedTuple):
    """A sort of change: the first part of its id, what it usually weighs, and the sentence that tells it."""

    name: str
    impact: Impact
    words: Phrase

    def __call__(self, **values: Any) -> Told:
        """A change of this sort. Strings are names or values, shown as code."""
        return Told(self.name, self.words, values, self.impact)


class Entry(NamedTuple):
    """What a change is about: kind and id of the entry, and the profiles that have it on both sides.

    The id is empty for the manifest, and for a kind of entries as a whole.
    """

    kind: str
    id: str
    profiles: tuple[str, ...]

    @property
    def path(self) -> Path:
        """Where the entry stands in the spec."""
        return (self.kind, self.id) if self.id else (self.kind,)

    def at(self, path: Path = (), what: str = "", side: Side = "head", profiles: Iterable[str] | None = None) -> Spot:
        """A spot in the entry; by default it concerns all its profiles, and its path names it."""
        named = what or "/".join([self.id, *map(str, path[1:] if len(path) > 1 else path)])
        return Spot(self, path, named, side, self.profiles if profiles is None else tuple(profiles))


class Spot(NamedTuple):
    """What exactly a change is about: a path below the entry, its name in the id, its side, its profiles."""

    entry: Entry
    path: Path
    name: str
    side: Side
    profiles: tuple[str, ...]


class Change(NamedTuple):
    """One change.

    `path` leads to it in the spec of `side`; a thing that is gone stands in the base alone. `profiles` are those that
    it concerns. `parts` are the fields of an entry whose wording or documentation changed. `details` hold what programs
    may want to know: names and values, in the terms of the spec.
    """

    sort: str
    id: str
    entry: Entry
    path: Path
    side: Side
    profiles: tuple[str, ...]
    impact: Impact
    words: Phrase
    hint: Phrase | None = None
    parts: tuple[Path, ...] = ()
    details: Mapping[str, object] = {}

    @property
    def severity(self) -> Severity:
        """The heaviest of the three outputs."""
        return self.impact.worst
