"""A comparison for programs. The records are the promise: fields are added, and none is renamed, removed or retyped."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from tongwen.diff.changes import Change, Severity
from tongwen.diff.sides import Side
from tongwen.diff.verdict import Step, Verdict
from tongwen.diff.words import Teller, advice


class PlaceData(msgspec.Struct, frozen=True, kw_only=True):
    """A position in a file; lines and columns count from 1."""

    file: Annotated[str, Meta(description="Below the project; of a revision or wheel: `REVISION:path`.")]
    line: int
    column: int


class SideData(msgspec.Struct, frozen=True, kw_only=True):
    """One of the two specs."""

    name: str
    kind: Literal["revision", "folder", "wheel", "work tree"]
    spec: str
    release: str


class ImpactData(msgspec.Struct, frozen=True, kw_only=True):
    """What the change weighs for each output."""

    python: Severity
    typescript: Severity
    behaviour: Severity


class ApprovalData(msgspec.Struct, frozen=True, kw_only=True):
    """Who may break what, and why, in the language of the run."""

    name: str
    release: str
    reason: str


class ChangeData(msgspec.Struct, frozen=True, kw_only=True):
    """One change. Its sentence and hint are in the language of the run; ids and names are not translated."""

    id: Annotated[str, Meta(description="Stable: `sort:what`, with `@profile+profile` where not all are concerned.")]
    sort: str
    severity: Annotated[Severity, Meta(description="The heaviest of the three outputs.")]
    impact: ImpactData
    entry: Annotated[list[str], Meta(description="Kind and id of the entry.")]
    profiles: list[str]
    message: str
    hint: str = ""
    fields: Annotated[list[str], Meta(description="Fields of the entry that differ, for changes of pages.")] = []
    details: Annotated[dict[str, Any], Meta(description="Names and values in the terms of the spec.")] = {}
    side: Annotated[Literal["base", "head"], Meta(description="In which of the two the place is.")]
    place: PlaceData | None = None
    approved: ApprovalData | None = None


class AdviceData(msgspec.Struct, frozen=True, kw_only=True):
    """How to call the next release."""

    step: Step
    release: Annotated[str, Meta(description="The lowest number that fits.")]
    enough: Annotated[bool, Meta(description="The head has this number, or a higher one.")]
    message: str


class NoteData(msgspec.Struct, frozen=True, kw_only=True):
    """A warning, about an approval."""

    code: str
    message: str
    help: str
    place: PlaceData | None = None


class DiffData(msgspec.Struct, frozen=True, kw_only=True):
    """What `tongwen diff --format json` prints."""

    format: Annotated[Literal[1], Meta(description="Rises when a field changes its meaning.")] = 1
    base: SideData
    head: SideData
    breaking: Annotated[bool, Meta(description="Whether something breaks that was not approved: exit code 1.")]
    advice: AdviceData
    changes: Annotated[list[ChangeData], Meta(description="The heaviest first.")]
    notes: list[NoteData] = []


def as_json(verdict: Verdict, language: str) -> str:
    """One object, a `DiffData`, in ASCII, so that no terminal or pipe can spoil it."""
    teller = Teller(language)
    data = DiffData(
        base=_side(verdict.base),
        head=_side(verdict.head),
        breaking=bool(verdict.breaking),
        advice=AdviceData(**verdict.advice._asdict(), message=teller.line(advice(verdict))),
        changes=[_change(verdict, change, teller) for change in verdict.changes],
        notes=[
            NoteData(code=d.code, message=teller.say(d.message), help=teller.say(d.help), place=_place(d.place))
            for d in verdict.found
        ],
    )
    return json.dumps(msgspec.to_builtins(data), ensure_ascii=True, indent=1)


def _side(side: Side) -> SideData:
    name = side.document.tongwen.name if side.document.tongwen else ""
    return SideData(name=_legal(side.name), kind=side.kind, spec=name, release=side.release)


def _place(place: Any) -> PlaceData | None:
    return PlaceData(file=_legal(place.file), line=place.line, column=place.column) if place else None


def _change(verdict: Verdict, change: Change, teller: Teller) -> ChangeData:
    side = verdict.base if change.side == "base" else verdict.head
    approved = None
    if change.id in verdict.approved:
        name, approval = verdict.approved[change.id]
        approved = ApprovalData(name=name, release=approval.release, reason=teller.line(approval.reason))
    return ChangeData(
        id=change.id,
        sort=change.sort,
        severity=change.severity,
        impact=ImpactData(**change.impact._asdict()),
        entry=[change.entry.kind, change.entry.id],
        profiles=list(change.profiles),
        message=teller.line(change.words),
        hint=teller.line(change.hint) if change.hint else "",
        fields=[".".join(map(str, path)) for path in change.parts],
        details=dict(change.details),
        side=change.side,
        place=_place(side.place(change.path)),
        approved=approved,
    )


def _legal(text: str) -> str:
    """Without lone surrogates, which JSON can spell and many readers of it refuse."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
