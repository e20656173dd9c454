"""What can be wrong with the rules, as plain values; the checks turn them into diagnostics."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from tongwen.model.base import Record

Kind = Literal[
    "too-many",
    "gap",
    "contradiction",
    "useless-override",
    "never-wins",
    "override-cycle",
    "unknown-dimension",
    "unknown-value",
    "unknown-class",
    "unknown-rule",
    "unknown-profile",
    "unknown-result",
    "empty-class",
    "unused-dimension",
    "unreachable",
]


class Finding(Record, frozen=True, kw_only=True):
    """One defect of the rules, dimensions or classes."""

    kind: Annotated[Kind, Meta(description="Which defect it is.")]
    path: Annotated[
        tuple[str, ...],
        Meta(description="Path in the spec of the entry at fault: `rules`, the rule's id, `given`, the dimension."),
    ]
    name: Annotated[str, Meta(description="The name at fault: an unknown id, a class, a dimension.")] = ""
    known: Annotated[tuple[str, ...], Meta(description="The names that would have been right.")] = ()
    rules: Annotated[tuple[str, ...], Meta(description="The rules concerned.")] = ()
    profile: Annotated[str, Meta(description="The profile of the cell.")] = ""
    calls: Annotated[tuple[str, ...], Meta(description="The calls of the cell, all decided alike.")] = ()
    cell: Annotated[str, Meta(description="The situation: `consent=denied, platform=ios`.")] = ""
