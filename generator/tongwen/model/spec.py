"""The whole spec: every entry by kind and id."""

from __future__ import annotations

from typing import Annotated, TypeVar

from msgspec import Meta

from tongwen.model.approvals import Approval
from tongwen.model.base import ApiId, Record, ScopeId, Slug, TypeId
from tongwen.model.behaviour import CallClass, Declaration, Dimension, Error, Note, Rule
from tongwen.model.entries import Api, Component, Scope, Type
from tongwen.model.manifest import Form, Group, Manifest, Platform, Profile
from tongwen.model.pages import Difference, Example, Guide, Source, Term
from tongwen.model.suppressions import Suppression

E = TypeVar("E")


class Document(Record, frozen=True, kw_only=True):
    """One file of the spec, and also the sum of all of them: kinds of entries, each a mapping of id to entry."""

    tongwen: Annotated[Manifest | None, Meta(description="The manifest; in one file only.")] = None
    profiles: dict[Slug, Profile] = {}
    platforms: dict[Slug, Platform] = {}
    groups: dict[Slug, Group] = {}
    forms: dict[Slug, Form] = {}
    scopes: dict[ScopeId, Scope] = {}
    apis: dict[ApiId, Api] = {}
    components: dict[Slug, Component] = {}
    types: Annotated[dict[TypeId, Type], Meta(description="Types of parameters and results, each of one `kind`.")] = {}
    declarations: dict[Slug, Declaration] = {}
    errors: dict[Slug, Error] = {}
    dimensions: dict[Slug, Dimension] = {}
    classes: dict[Slug, CallClass] = {}
    rules: dict[Slug, Rule] = {}
    notes: dict[Slug, Note] = {}
    guides: dict[Slug, Guide] = {}
    examples: dict[Slug, Example] = {}
    sources: dict[Slug, Source] = {}
    glossary: dict[Slug, Term] = {}
    differences: dict[Slug, Difference] = {}
    suppressions: dict[Slug, Suppression] = {}
    approvals: dict[Slug, Approval] = {}
