"""What every record of the spec language is made of: names, versions, localized text, sources."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from tongwen.text.opaque import Text


def whole(pattern: str) -> str:
    """A pattern for the whole of a value, in the regular expressions of Python and of JSON Schema.

    In Python, `$` alone would let a line break through at the end, and a name could end a line of a generated file.
    """
    return rf"^(?:{pattern})(?!\n)$"


NAME = "[A-Za-z][A-Za-z0-9]{0,79}"
SLUG_PATTERN = whole(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

Slug = Annotated[str, Meta(pattern=SLUG_PATTERN, max_length=80, description="Lower-case words joined by hyphens.")]
ScopeId = Annotated[
    str,
    Meta(
        pattern=whole(rf"{NAME}(\.{NAME}){{0,3}}"), max_length=120, description="A scope's wire name: `scope.record`."
    ),
]
ApiId = Annotated[
    str,
    Meta(
        pattern=whole(rf"{NAME}\.{NAME}"),
        max_length=120,
        description="Namespace or object, a dot, the method: `wx.getSetting`, `RecorderManager.start`.",
    ),
]
CallId = Annotated[
    str,
    Meta(
        pattern=whole(rf"({NAME}\.{NAME}|[a-z][a-z0-9]*(-[a-z0-9]+)*)"),
        max_length=120,
        description="The id of an API or of a component.",
    ),
]
TypeId = Annotated[
    str, Meta(pattern=whole(r"[A-Z][A-Za-z0-9]*"), max_length=80, description="A type's name in PascalCase.")
]
FieldName = Annotated[
    str, Meta(pattern=whole(r"[a-zA-Z][A-Za-z0-9]*"), max_length=80, description="A field's wire name in camelCase.")
]
Version = Annotated[
    str,
    Meta(pattern=whole(r"[0-9]{1,4}(\.[0-9]{1,4}){1,3}"), description="Version of the base library, dotted: `2.10.1`."),
]
SourceRef = Annotated[
    str,
    Meta(
        pattern=whole(r"[a-z][a-z0-9]*(-[a-z0-9]+)*(#[a-z][a-z0-9]*(-[a-z0-9]+)*)?"),
        description="A source's id, optionally with one of its sections: `mini-program-guide#scope-list`.",
    ),
]
TypeExpression = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=400,
        description="`string`, `boolean`, `integer`, `number`, `any`, `void`, a type's name, `T[]`, `map<T>`, `A | B`.",
    ),
]
Url = Annotated[str, Meta(pattern=whole(r"https://[^\s<>\"]+"), max_length=400, description="A public address.")]
Confidence = Annotated[
    Literal["documented", "observed", "inferred"],
    Meta(description="How sure we are: a document says it; somebody saw it; we conclude it."),
]


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of all records: immutable, named fields only, unknown keys refused."""


class Localized(Record, frozen=True, kw_only=True):
    """The same words in both languages. Markdown with the small inline grammar of `tongwen.text.grammar`."""

    en: Annotated[Text, Meta(description="The English text.")]
    zh: Annotated[Text, Meta(description="The Chinese text.")]


class Deprecation(Record, frozen=True, kw_only=True):
    """Since when something should no longer be used, and what to use instead."""

    since: Annotated[Version | None, Meta(description="First version in which it is deprecated.")] = None
    replacement: Annotated[str | None, Meta(description="Id of the entry to use instead.")] = None
    note: Annotated[Localized | None, Meta(description="What the reader should know about the change.")] = None


class Availability(Record, frozen=True, kw_only=True):
    """In which versions of one profile an entry exists. No `since` means: from the first release."""

    since: Annotated[Version | None, Meta(description="First version that has it.")] = None
    deprecated: Annotated[Deprecation | None, Meta(description="Deprecated in this profile only.")] = None
    note: Annotated[Localized | None, Meta(description="What differs in this profile.")] = None
    sources: Annotated[list[SourceRef], Meta(description="Where this profile's membership is documented.")] = []


class Change(Record, frozen=True, kw_only=True):
    """One line of an entry's history."""

    version: Annotated[Version, Meta(description="Version that brought the change.")]
    change: Annotated[Localized, Meta(description="What changed, one sentence.")]


Profiles = Annotated[
    list[Slug] | dict[Slug, Availability],
    Meta(description="Profiles that have the entry: a list, or a mapping with `since` and notes for each."),
]


def availability(profiles: list[str] | dict[str, Availability]) -> dict[str, Availability]:
    """The mapping form of a `profiles` value, whichever way it was written."""
    return profiles if isinstance(profiles, dict) else dict.fromkeys(profiles, Availability())
