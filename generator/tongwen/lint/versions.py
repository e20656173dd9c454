"""Versions that run backwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from tongwen.diagnostics import N_, Finding, Kind, Path
from tongwen.lint.registry import lint
from tongwen.lint.subject import Subject
from tongwen.model.base import Deprecation, availability
from tongwen.model.entries import Api, Component, Member, Parameter, Scope

FIELD_BEFORE = Kind(
    "TW570",
    "error",
    N_("{name} is there since {since}, before its call, which came with {first}"),
    N_("take `since` away if it came with the call, or correct one of the two"),
)
HISTORY_ORDER = Kind(
    "TW571",
    "warning",
    N_("the history goes back from {before} to {version}"),
    N_("list the changes from the oldest to the newest"),
)
DEPRECATED_BEFORE = Kind(
    "TW572",
    "error",
    N_("deprecated since {version}, before it was there in {since}"),
    N_("correct one of the two"),
)
HISTORY_BEFORE = Kind(
    "TW573",
    "error",
    N_("a change in {version}, before it was there in {since}"),
    N_("correct one of the two"),
)
Entry = Api | Component | Scope


def number(version: str) -> tuple[int, ...]:
    """A version to compare: `2.10` is later than `2.9`, and equal to `2.10.0`."""
    parts = [int(part) for part in version.split(".")]
    while len(parts) > 1 and parts[-1] == 0:
        parts.pop()
    return tuple(parts)


def _first(entry: Entry, only: list[str] | None = None) -> str | None:
    """The version that brought an entry to the first of its profiles; None if one has it from the beginning."""
    profiles: Mapping[str, object]
    profiles = entry.profiles if isinstance(entry.profiles, dict) else dict.fromkeys(entry.profiles)
    since = [getattr(profiles[name], "since", None) for name in only or profiles if name in profiles]
    return min((v for v in since if v), key=number) if since and all(since) else None


def _entries(subject: Subject) -> Iterator[tuple[Path, Entry]]:
    for kind in ("apis", "components", "scopes"):
        for name, entry in getattr(subject.document, kind).items():
            yield (kind, name), entry


def _fields(path: Path, entry: Entry) -> Iterator[tuple[Path, Parameter | Member]]:
    for part in ("parameters", "result", "attributes"):
        for name, field in getattr(entry, part, {}).items():
            yield (*path, part, name), field


@lint(FIELD_BEFORE)
def fields_are_no_older_than_their_call(subject: Subject) -> Iterator[Finding]:
    """A parameter, result or attribute is not there before the entry that has it."""
    for path, entry in _entries(subject):
        for place, field in _fields(path, entry):
            first = _first(entry, field.profiles)
            if field.since and first and number(field.since) < number(first):
                name = str(place[-1])
                yield FIELD_BEFORE.found((*place, "since"), path, name=name, since=field.since, first=first)


@lint(HISTORY_ORDER)
def histories_go_forwards(subject: Subject) -> Iterator[Finding]:
    """The changes of an entry stand in the order of their versions."""
    for path, entry in _entries(subject):
        history = getattr(entry, "history", [])
        for i, (one, other) in enumerate(pairwise(history), 1):
            if number(other.version) < number(one.version):
                at = (*path, "history", i, "version")
                yield HISTORY_ORDER.found(at, before=one.version, version=other.version)


@lint(DEPRECATED_BEFORE)
def nothing_is_deprecated_before_it_is_there(subject: Subject) -> Iterator[Finding]:
    """An entry or field is deprecated in a later version than the one that brought it."""
    for path, entry in _entries(subject):
        yield from _deprecated(path, getattr(entry, "deprecated", None), _first(entry))
        if isinstance(entry, Api | Component):
            for profile, have in availability(entry.profiles).items():
                yield from _deprecated((*path, "profiles", profile), have.deprecated, have.since)
        for place, field in _fields(path, entry):
            since = field.since or _first(entry, field.profiles)
            yield from _deprecated(place, field.deprecated, since)


def _deprecated(path: Path, deprecation: Deprecation | None, since: str | None) -> Iterator[Finding]:
    version = deprecation.since if deprecation else None
    if version and since and number(version) < number(since):
        yield DEPRECATED_BEFORE.found((*path, "deprecated", "since"), version=version, since=since)


@lint(HISTORY_BEFORE)
def histories_start_with_the_entry(subject: Subject) -> Iterator[Finding]:
    """An entry does not change before it is there."""
    for path, entry in _entries(subject):
        first = _first(entry)
        for i, change in enumerate(getattr(entry, "history", [])):
            if first and number(change.version) < number(first):
                at = (*path, "history", i, "version")
                yield HISTORY_BEFORE.found(at, path, version=change.version, since=first)
