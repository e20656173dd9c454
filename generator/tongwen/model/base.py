"""What every record of the spec language is made of: names, versions, localized text, sources."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from tongwen.diagnostics import N_
from tongwen.text.opaque import Text

#: What each pattern asks for, in words for the author of a spec.
RULES: dict[str, str] = {}


def whole(pattern: str, rule: str) -> str:
    """A pattern for the whole of a value, in the regular expressions of Python and of JSON Schema.

    In Python, `$` alone would let a line break through at the end, and a name could end a line of a generated file.
    """
    made = rf"^(?:{pattern})(?!\n)$"
    RULES[made] = rule
    return made


NAME = "[A-Za-z][A-Za-z0-9]{0,79}"
SLUG_PATTERN = whole(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", N_("write lower-case words joined by hyphens"))

Slug = Annotated[str, Meta(pattern=SLUG_PATTERN, max_length=80, description="Lower-case words joined by hyphens.")]
ScopeId = Annotated[
    str,
    Meta(
        pattern=whole(
            rf"{NAME}(\.{NAME}){{0,3}}",
            N_("write letters and digits, with dots between the parts, such as `scope.record`"),
        ),
        max_length=120,
        description="A scope's wire name: `scope.record`.",
    ),
]
ApiId = Annotated[
    str,
    Meta(
        pattern=whole(
            rf"{NAME}\.{NAME}", N_("write the namespace or an object, a dot, and the method: letters and digits only")
        ),
        max_length=120,
        description="Namespace or object, a dot, the method: `wx.getSetting`, `RecorderManager.start`.",
    ),
]
CallId = Annotated[
    str,
    Meta(
        pattern=whole(rf"({NAME}\.{NAME}|[a-z][a-z0-9]*(-[a-z0-9]+)*)", N_("write the id of an API or of a component")),
        max_length=120,
        description="The id of an API or of a component.",
    ),
]
TypeId = Annotated[
    str,
    Meta(
        pattern=whole(r"[A-Z][A-Za-z0-9]*", N_("write a name in PascalCase: letters and digits, a capital first")),
        max_length=80,
        description="A type's name in PascalCase.",
    ),
]
FieldName = Annotated[
    str,
    Meta(
        pattern=whole(r"[a-zA-Z][A-Za-z0-9]*", N_("write a name in camelCase: letters and digits, a letter first")),
        max_length=80,
        description="A field's wire name in camelCase.",
    ),
]
Version = Annotated[
    str,
    Meta(
        pattern=whole(r"[0-9]{1,4}(\.[0-9]{1,4}){1,3}", N_("write a version with dots, such as `2.10.1`")),
        description="Version of the base library, dotted: `2.10.1`.",
    ),
]
SourceRef = Annotated[
    str,
    Meta(
        pattern=whole(
            r"[a-z][a-z0-9]*(-[a-z0-9]+)*(#[a-z][a-z0-9]*(-[a-z0-9]+)*)?", N_("write a source's id, or `id#section`")
        ),
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
Url = Annotated[
    str,
    Meta(
        pattern=whole(r"https://[^\s<>\"]+", N_("write an address that starts with https://")),
        max_length=400,
        description="A public address.",
    ),
]
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


_UNLIMITED = Availability()


def availability(profiles: list[str] | dict[str, Availability]) -> dict[str, Availability]:
    """The mapping form of a `profiles` value, whichever way it was written."""
    return profiles if isinstance(profiles, dict) else dict.fromkeys(profiles, _UNLIMITED)
