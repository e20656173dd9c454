"""Tables of parameters and fields, and of the profiles that have an entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import UNSET

from tongwen.model.base import Deprecation, Localized, Record, availability
from tongwen.model.entries import Member, Parameter
from tongwen.targets.docs import naming
from tongwen.targets.docs.atlas import Page
from tongwen.targets.docs.labels import CONFIDENCE
from tongwen.text.opaque import Code
from tongwen.text.phrase import Bilingual, Phrase

Words = Bilingual | Phrase


class Value(Record, frozen=True, kw_only=True):
    """A value and its meaning."""

    name: Code
    meaning: Localized


class Field(Record, frozen=True, kw_only=True):
    """A row of a table of parameters or fields."""

    name: Code
    description: Localized
    type: Code
    required: bool = False
    default: Code | None = None
    since: Code | None = None
    profiles: tuple[str, ...] = ()
    values: tuple[Value, ...] = ()
    notes: tuple[Words, ...] = ()


class Fields(Record, frozen=True, kw_only=True):
    """A table, and which of its columns say anything."""

    rows: tuple[Field, ...]
    required: bool
    default: bool
    since: bool
    profiles: bool


class Membership(Record, frozen=True, kw_only=True):
    """A row of the table that tells which profiles have an entry."""

    profile: str
    since: Code | None
    notes: tuple[Words, ...]


def profile_targets(profiles: Iterable[str] | None) -> tuple[str, ...]:
    """Profiles as reference targets."""
    return tuple([f"profile:{profile}" for profile in profiles]) if profiles else ()


def version(since: str | None) -> Code | None:
    """A version in running text."""
    return naming.bare(since) if since else None


def written(default: Any) -> Code | None:
    """A default value as it is written."""
    if default is UNSET:
        return None
    return naming.span(str(default).lower() if isinstance(default, bool) else str(default))


def memberships(profiles: Any) -> tuple[Membership, ...]:
    """The table of profiles; empty where the badges have said it all."""
    rows = []
    for name, has in availability(profiles).items():
        notes: list[Words] = [*deprecation(has.deprecated), *([has.note] if has.note else [])]
        rows.append(Membership(profile=f"profile:{name}", since=version(has.since), notes=tuple(notes)))
    return tuple(rows) if any(row.notes for row in rows) else ()


def deprecation(deprecated: Deprecation | None) -> list[Words]:
    """The sentences that say so."""
    if deprecated is None:
        return []
    found: list[Words] = [
        Phrase("Deprecated since {version}.", version=naming.bare(deprecated.since))
        if deprecated.since
        else Phrase("Deprecated.")
    ]
    if deprecated.replacement:
        replacement = naming.mention(deprecated.replacement)
        found.append(Phrase("Use {replacement} instead.", replacement=replacement))
    return [*found, *([deprecated.note] if deprecated.note else [])]


def fields(page: Page, entries: Mapping[str, Parameter | Member], word: str) -> tuple[Fields, ...]:
    """The table of parameters or fields; none where there are none."""
    if not entries:
        return ()
    rows = tuple([_field(page, name, entry, word) for name, entry in entries.items()])
    table = Fields(
        rows=rows,
        required=any(row.required for row in rows),
        default=any(row.default for row in rows),
        since=any(row.since for row in rows),
        profiles=any(row.profiles for row in rows),
    )
    return (table,)


def _field(page: Page, name: str, entry: Parameter | Member, word: str) -> Field:
    notes = deprecation(entry.deprecated)
    if isinstance(entry, Member):
        notes += _presence(entry)
    return Field(
        name=naming.placed(name, word, name),
        description=entry.description,
        type=page.type(entry.type),
        required=isinstance(entry, Parameter) and entry.required,
        default=written(entry.default),
        since=version(entry.since),
        profiles=profile_targets(entry.profiles),
        values=_values(entry.values) if entry.values else (),
        notes=tuple(notes),
    )


def _values(values: Mapping[str, Localized]) -> tuple[Value, ...]:
    return tuple(Value(name=naming.span(value), meaning=meaning) for value, meaning in values.items())


def _presence(member: Member) -> list[Words]:
    found: list[Words] = []
    for name, value in (member.present or {}).items():
        wanted = written(value)
        found.append(Phrase("Present only when {parameter} is {value}.", parameter=naming.span(name), value=wanted))
    if member.optional and not member.present:
        found.append(Phrase("May be absent."))
    if member.confidence != "documented":
        found.append(CONFIDENCE[member.confidence])
    return found
