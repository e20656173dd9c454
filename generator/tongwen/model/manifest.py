"""The manifest: what the spec is called, whom it serves, and which outputs are made from it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta

from tongwen.diagnostics import N_
from tongwen.model.base import ApiId, FieldName, Localized, Record, Slug, SourceRef, TypeExpression, Url, whole

#: Version of the spec language that this Tongwen reads.
LANGUAGE = 1
OutputPath = Annotated[
    str,
    Meta(
        pattern=whole(
            r"[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*",
            N_("write a folder below the project with `/` between the names, such as `sdk/python`"),
        ),
        max_length=200,
        description="Folder below the project, with `/`: `sdk/python`.",
    ),
]


class Target(Record, frozen=True, kw_only=True):
    """One output."""

    output: OutputPath
    options: Annotated[dict[str, Any], Meta(description="What the target's own page lists.")] = {}


class Manifest(Record, frozen=True, kw_only=True):
    """`tongwen:`, once in a spec."""

    version: Annotated[Literal[1], Meta(description="Version of the spec language.")]
    name: Annotated[Slug, Meta(description="Short name of the spec; the default of package names.")]
    title: Localized
    description: Localized
    release: Annotated[
        str,
        Meta(
            pattern=whole(r"[0-9]+\.[0-9]+\.[0-9]+", N_("write a version of three numbers, such as `1.2.0`")),
            description="Version of the spec and its SDKs.",
        ),
    ]
    namespace: Annotated[FieldName, Meta(description="Object whose members the plain functions are: `wx`.")]
    library: Annotated[Localized, Meta(description="What `since` counts: the base library.")]
    targets: dict[Slug, Target]
    repository: Annotated[Url | None, Meta(description="Address of the repository, for edit links.")] = None
    license: Annotated[str, Meta(description="Licence of the SDKs, by its SPDX name.")] = "MIT"
    names: Annotated[
        list[str],
        Meta(description="Names of products and other words that are written in Latin letters in Chinese texts, too."),
    ] = []
    matrix_limit: Annotated[
        Annotated[int, Meta(ge=1)] | None,
        Meta(description="Most cells that the test matrix may hold; above it, a pairwise cover. None: no limit."),
    ] = None


class Profile(Record, frozen=True, kw_only=True):
    """A product or edition with its own scopes and APIs."""

    title: Localized
    description: Localized
    client: Annotated[
        str,
        Meta(
            pattern=whole(r"[A-Z][A-Za-z0-9]*", N_("write a name in PascalCase: letters and digits, a capital first")),
            description="Class of the Python client: `WxPlugin`.",
        ),
    ]
    module: Annotated[Slug, Meta(description="File of its TypeScript declarations, without `.d.ts`.")]
    order: Annotated[int, Meta(description="Place in lists: lower numbers first.")]
    ask: Annotated[ApiId, Meta(description="The call that asks for a scope in advance.")]
    read: Annotated[ApiId, Meta(description="The call that reads the answers so far.")]
    settings: Annotated[ApiId | None, Meta(description="The call that opens the settings page.")] = None
    earlier: Annotated[
        Slug | None, Meta(description="The profile of which this one is the later edition; its page says what changed.")
    ] = None
    promises: Annotated[bool, Meta(description="Calls can return promises; false for editions older than them.")] = True
    sources: list[SourceRef] = []


class Platform(Record, frozen=True, kw_only=True):
    """A client that words its messages in its own way."""

    title: Localized
    order: Annotated[int, Meta(description="Place in lists: lower numbers first.")]


class Group(Record, frozen=True, kw_only=True):
    """A chapter of the reference."""

    title: Localized
    description: Localized
    order: Annotated[int, Meta(description="Place in lists: lower numbers first.")]


class Callback(Record, frozen=True, kw_only=True):
    """A function that the caller may pass to a call of the form."""

    on: Annotated[list[Literal["success", "failure"]], Meta(description="When it is called.")]
    description: Localized
    sources: list[SourceRef] = []


class FormField(Record, frozen=True, kw_only=True):
    """A field that every result, or every failure, of the form has."""

    type: TypeExpression
    description: Localized
    optional: Annotated[bool, Meta(description="May be absent.")] = False
    sources: list[SourceRef] = []


class Form(Record, frozen=True, kw_only=True):
    """How a call gives its result."""

    style: Annotated[
        Literal["callback", "return", "listener"],
        Meta(description="`callback`: to functions in the options. `return`: directly. `listener`: again and again."),
    ]
    title: Localized
    description: Localized
    callbacks: dict[FieldName, Callback] = {}
    result: Annotated[dict[FieldName, FormField], Meta(description="Fields of every success result.")] = {}
    failure: Annotated[dict[FieldName, FormField], Meta(description="Fields of every failure.")] = {}
    sources: list[SourceRef] = []
