"""The proof as people and programs read it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from tongwen.diagnostics import N_, Translate, Value, fill
from tongwen.verify.matrix import Matrix
from tongwen.verify.mutants import Proof, Proved, State


class MutantData(msgspec.Struct, frozen=True, kw_only=True):
    """One mutant."""

    kind: Literal["host", "rule"]
    name: str
    about: Annotated[str, Meta(description="The mistake, in the language of the run.")]
    place: Annotated[str, Meta(description="Of a rule: file and line of the spec.")]
    state: State
    killed_by: Annotated[str, Meta(description="A case's id, or the kind of a finding; empty: nothing.")]
    equivalent: Annotated[str, Meta(description="Why nothing can notice it; empty: something must.")]


class ProofData(msgspec.Struct, frozen=True, kw_only=True):
    """What `tongwen verify --mutants --format json` prints. Fields are added, and none is renamed or removed."""

    format: Annotated[Literal[1], Meta(description="Rises when a field changes its meaning.")] = 1
    spec: str
    release: str
    holds: Annotated[bool, Meta(description="Whether everything that can be noticed was, and nothing else.")]
    seconds: float
    counts: Annotated[dict[str, dict[str, int]], Meta(description="`host` and `rule`, by state.")]
    mutants: list[MutantData]


STATES: Sequence[State] = ("killed", "elsewhere", "survived", "equivalent", "refuted")
HEADINGS: Sequence[tuple[State, str]] = (
    ("survived", N_("Survived: no case notices this mistake. Add one, or say why none can.")),
    ("refuted", N_("Noticed after all, so the reason for letting it pass is wrong:")),
    ("equivalent", N_("Equivalent: nothing can notice it, because {reason}")),
)


def as_json(proof: Proof, matrix: Matrix, translate: Translate) -> str:
    """One object, a `ProofData`, in ASCII."""
    data = ProofData(
        spec=matrix.spec,
        release=matrix.release,
        holds=proof.holds,
        seconds=round(proof.seconds, 3),
        counts={kind: {state: proof.count(kind, state) for state in STATES} for kind in ("host", "rule")},
        mutants=[
            MutantData(
                kind=one.kind,
                name=one.name,
                about=_about(one, translate),
                place=one.place,
                state=one.state,
                killed_by=one.killed_by,
                equivalent=translate(one.equivalent) if one.equivalent else "",
            )
            for one in proof.proved
        ],
    )
    return json.dumps(msgspec.to_builtins(data), ensure_ascii=True, indent=1)


def as_text(proof: Proof, translate: Translate) -> str:
    """What survived first, then what is equivalent and why, and the totals last."""
    return "\n".join([*_lists(proof, translate), *_totals(proof, translate)])


def _lists(proof: Proof, translate: Translate) -> Iterator[str]:
    for state, heading in HEADINGS:
        found = [one for one in proof.proved if one.state == state]
        reasons = dict.fromkeys(one.equivalent if state == "equivalent" else "" for one in found)
        for reason in reasons:
            yield fill(translate(heading), {"reason": translate(reason) if reason else ""})
            for one in found:
                if reason in (one.equivalent, ""):
                    yield from _entry(one, translate)
            yield ""


def _entry(one: Proved, translate: Translate) -> Iterator[str]:
    where = f"  {one.place}" if one.place else ""
    yield f"  {one.name}{where}"
    yield f"      {_about(one, translate)}"
    if one.state == "refuted":
        yield "      " + fill(translate(N_("noticed by {case}")), {"case": one.killed_by})


def _about(one: Proved, translate: Translate) -> str:
    return fill(translate(one.about), one.values)


def _totals(proof: Proof, translate: Translate) -> Iterator[str]:
    words = {
        "host": N_("mutants of the host: {killed} killed, {survived} survived, {equivalent} equivalent"),
        "rule": N_("mutants of the rules: {killed} killed, {survived} survived, {equivalent} equivalent"),
    }
    for kind, line in words.items():
        if kind == "host" or proof.rules:
            counts: dict[str, Value] = {state: proof.count(kind, state) for state in STATES}
            yield fill(
                translate(line), {**counts, "killed": proof.count(kind, "killed") + proof.count(kind, "refuted")}
            )
    if elsewhere := proof.count("host", "elsewhere"):
        others = N_("{count} mutants of the host are noticed by cases that were not chosen")
        yield fill(translate(others), {"count": elsewhere})
    if not proof.rules:
        yield translate(N_("A matrix.json holds no rules that could be broken; in a project they are broken, too."))
    held = N_("The matrix is proved: whatever can be noticed is noticed ({seconds} s).")
    lost = N_("The matrix has holes: see above ({seconds} s).")
    yield fill(translate(held if proof.holds else lost), {"seconds": f"{proof.seconds:.1f}"})
