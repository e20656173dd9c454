"""Scopes, calls and types: the reference part of a spec."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import UNSET, Meta, UnsetType

from tongwen.model.base import (
    ApiId,
    Change,
    Confidence,
    Deprecation,
    FieldName,
    Localized,
    Profiles,
    Record,
    ScopeId,
    Slug,
    SourceRef,
    TypeExpression,
    TypeId,
    Version,
)

Values = Annotated[
    dict[str, Localized],
    Meta(description="The only values allowed, each with its meaning. Written as strings; typed by `type`."),
]
Sources = Annotated[list[SourceRef], Meta(description="Where this is documented.")]
Default = Annotated[str | bool | int, Meta(description="Value used when the caller gives none.")]


class ScopeMembership(Record, frozen=True, kw_only=True):
    """What one profile makes of a scope."""

    status: Annotated[
        Literal["active", "withdrawn", "retired"],
        Meta(
            description="`active`: the user is asked. `withdrawn`: callable without asking, reported as granted. "
            "`retired`: no longer asked for, another way replaces it."
        ),
    ] = "active"
    title: Annotated[Localized | None, Meta(description="The privilege as this profile words it.")] = None
    replacement: Annotated[str | None, Meta(description="Id of the scope or API to use instead.")] = None
    note: Annotated[Localized | None, Meta(description="What is special in this profile.")] = None
    since: Annotated[Version | None, Meta(description="First version that has the scope.")] = None
    confidence: Confidence = "documented"
    sources: Sources = []


class Scope(Record, frozen=True, kw_only=True):
    """A permission that the user grants or refuses as a whole."""

    title: Annotated[Localized, Meta(description="Name of the privilege, as the prompt words it.")]
    description: Annotated[Localized, Meta(description="What the scope lets a program do.")]
    profiles: Annotated[
        list[Slug] | dict[Slug, ScopeMembership], Meta(description="Profiles that have the scope, with its status.")
    ]
    setting: Annotated[Localized | None, Meta(description="What its key in the settings record means.")] = None
    declarations: Annotated[list[Slug], Meta(description="Declarations needed before the user can be asked.")] = []
    history: list[Change] = []
    sources: Sources = []


class Parameter(Record, frozen=True, kw_only=True):
    """One parameter of a call."""

    type: TypeExpression
    description: Localized
    required: Annotated[bool, Meta(description="The caller must give it.")] = False
    default: Default | UnsetType = UNSET
    values: Values | None = None
    since: Version | None = None
    profiles: Annotated[list[Slug] | None, Meta(description="Only in these profiles.")] = None
    scope: Annotated[
        list[ScopeId] | Literal["any"] | None,
        Meta(description="The parameter names a scope: `any` of the profile's, or one of this list."),
    ] = None
    deprecated: Deprecation | None = None


class Member(Record, frozen=True, kw_only=True):
    """One field of a result, a record type, or a component's attributes."""

    type: TypeExpression
    description: Localized
    optional: Annotated[bool, Meta(description="May be absent.")] = False
    present: Annotated[
        dict[FieldName, Default] | None, Meta(description="Present only when these parameters have these values.")
    ] = None
    default: Default | UnsetType = UNSET
    values: Values | None = None
    since: Version | None = None
    profiles: Annotated[list[Slug] | None, Meta(description="Only in these profiles.")] = None
    confidence: Confidence = "documented"
    deprecated: Deprecation | None = None


class Api(Record, frozen=True, kw_only=True):
    """A function, or a method of an object, that the platform offers."""

    group: Annotated[Slug, Meta(description="Group of the reference that lists it.")]
    summary: Annotated[Localized, Meta(description="One sentence: what the call does.")]
    profiles: Profiles
    form: Annotated[Slug, Meta(description="How results come back: an id of `forms`.")] = "callback"
    description: Annotated[Localized | None, Meta(description="More than the summary, in paragraphs.")] = None
    needs: Annotated[list[ScopeId], Meta(description="All the scopes that the user must have granted.")] = []
    promise: Annotated[bool, Meta(description="Returns a promise when no callback is passed.")] = False
    parameters: dict[FieldName, Parameter] = {}
    result: Annotated[dict[FieldName, Member], Meta(description="Fields of the success result.")] = {}
    rest: Annotated[
        TypeId | None,
        Meta(description="Map type of a success result whose keys are not known beforehand; instead of `result`."),
    ] = None
    returns: Annotated[TypeExpression | None, Meta(description="What a direct call returns.")] = None
    errors: Annotated[list[Slug], Meta(description="Errors beyond those that its scopes imply.")] = []
    declarations: Annotated[list[Slug], Meta(description="Declarations needed beyond those of its scopes.")] = []
    deprecated: Deprecation | None = None
    examples: list[Slug] = []
    history: list[Change] = []
    related: Annotated[list[str], Meta(description="Ids of other APIs, components, scopes or types.")] = []
    confidence: Confidence = "documented"
    sources: Sources = []


class Component(Record, frozen=True, kw_only=True):
    """A component of the page that needs scopes before it works."""

    summary: Localized
    profiles: Profiles
    needs: list[ScopeId] = []
    description: Localized | None = None
    attributes: dict[Slug, Member] = {}
    events: Annotated[dict[Slug, Localized], Meta(description="Events that tell of refusal or failure.")] = {}
    errors: list[Slug] = []
    examples: list[Slug] = []
    related: Annotated[list[str], Meta(description="Ids of other APIs, components, scopes or types.")] = []
    sources: Sources = []


class RecordType(Record, frozen=True, kw_only=True, tag_field="kind", tag="record"):
    """A value with named fields."""

    summary: Localized
    fields: dict[FieldName, Member]
    profiles: list[Slug] | None = None
    description: Localized | None = None
    sources: Sources = []


class EnumerationType(Record, frozen=True, kw_only=True, tag_field="kind", tag="enumeration"):
    """A closed list of values."""

    summary: Localized
    values: Values
    base: Annotated[Literal["string", "integer"], Meta(description="Type of the values on the wire.")] = "string"
    profiles: list[Slug] | None = None
    description: Localized | None = None
    sources: Sources = []


class MapType(Record, frozen=True, kw_only=True, tag_field="kind", tag="map"):
    """A value with keys that are not known beforehand."""

    summary: Localized
    keys: Annotated[Localized, Meta(description="What the keys are.")]
    values: Annotated[TypeExpression, Meta(description="Type of every value.")]
    known: Annotated[dict[str, Localized], Meta(description="Keys with a fixed meaning.")] = {}
    profiles: list[Slug] | None = None
    description: Localized | None = None
    sources: Sources = []


class SettingsType(Record, frozen=True, kw_only=True, tag_field="kind", tag="settings"):
    """A value with one optional field for each scope of the profile; the fields follow from `scopes`."""

    summary: Localized
    values: TypeExpression = "boolean"
    profiles: list[Slug] | None = None
    description: Localized | None = None
    sources: Sources = []


class FunctionType(Record, frozen=True, kw_only=True, tag_field="kind", tag="function"):
    """A function that the caller passes."""

    summary: Localized
    parameters: dict[FieldName, Parameter] = {}
    profiles: list[Slug] | None = None
    description: Localized | None = None
    sources: Sources = []


class ObjectType(Record, frozen=True, kw_only=True, tag_field="kind", tag="object"):
    """An object of the platform; its methods are the entries of `apis` that start with its name."""

    summary: Localized
    obtain: Annotated[ApiId | None, Meta(description="The call that gives one.")] = None
    profiles: list[Slug] | None = None
    description: Localized | None = None
    sources: Sources = []


Type = RecordType | EnumerationType | MapType | SettingsType | FunctionType | ObjectType
__all__ = [
    "Api",
    "Component",
    "EnumerationType",
    "FunctionType",
    "MapType",
    "Member",
    "ObjectType",
    "Parameter",
    "RecordType",
    "Scope",
    "ScopeMembership",
    "SettingsType",
    "Type",
    "TypeId",
]
