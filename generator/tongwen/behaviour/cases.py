"""The matrix: one case for each cell of the decision table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from tongwen.behaviour.arrange import Asking, act_of, consents, steps_of, values_of
from tongwen.behaviour.calls import Call, memberships
from tongwen.behaviour.cover import Dropped, every, pairwise
from tongwen.behaviour.findings import Finding
from tongwen.behaviour.matrix import Case, Expect, Read, Step
from tongwen.behaviour.situations import told
from tongwen.behaviour.table import Cell, Table, decide
from tongwen.behaviour.wording import errnos, messages, others
from tongwen.model.base import Record
from tongwen.model.behaviour import ConsentState, Outcome
from tongwen.model.entries import ScopeMembership, SettingsType
from tongwen.model.spec import Document

PROMPTS: dict[str, list[str]] = {
    "none": [],
    "scope": ["scope"],
    "scope-twice": ["scope", "scope"],
    "settings": ["settings"],
    "privacy": ["privacy"],
    "privacy-then-scope": ["privacy", "scope"],
    "scope-with-privacy": ["scope-with-privacy"],
}
SEEN: dict[str, str] = {
    "none": "",
    "scope": "asks",
    "scope-twice": "asks-twice",
    "settings": "opens-settings",
    "privacy": "shows-agreement",
    "privacy-then-scope": "shows-agreement-and-asks",
    "scope-with-privacy": "asks-with-agreement",
}
ENTRY: dict[ConsentState | str, bool | None] = {"granted": True, "denied": False, "unasked": None, "absent": None}


def cases(document: Document, limit: int | None = None) -> list[Case]:
    """One case for each decided cell, ordered by profile, call and situation; above `limit`, a pairwise cover."""
    return matrix(document, decide(document), limit).cases


def build(document: Document, table: Table) -> tuple[list[Case], list[Finding]]:
    """All cases of a table, and a finding for each cell that no public action reaches."""
    whole = matrix(document, table)
    return whole.cases, whole.unreachable


class Matrix(Record, frozen=True, kw_only=True):
    """The cases of a table, and what they leave out."""

    cases: list[Case]
    unreachable: Annotated[list[Finding], Meta(description="Cells that no public action reaches.")]
    dropped: Annotated[list[Dropped], Meta(description="Cells left out because the matrix would be too large.")]


def matrix(document: Document, table: Table, limit: int | None = None) -> Matrix:
    """The matrix of a table. If it has more cells than `limit`, it falls back to a pairwise cover."""
    writer = _Writer(document, table)
    whole = limit is None or table.count() <= limit
    found: list[Case] = []
    unreachable: list[Finding] = []
    dropped: list[Dropped] = []
    for group in table.groups:
        picked, left_out = (every(group), []) if whole else pairwise(group)
        dropped += left_out
        lost: dict[int, list[str]] = {}
        for call, cells in picked:
            for cell in cells:
                case = writer.case(call, cell)
                if case is None:
                    lost.setdefault(id(cell), []).append(call.name)
                else:
                    found.append(case)
        unreachable += [_unreachable(group.profile, cell, lost[id(cell)]) for cell in group.cells if id(cell) in lost]
    order = {name: entry.order for name, entry in document.profiles.items()}
    found.sort(key=lambda case: (order[case.profile], case.profile, case.act.call))
    return Matrix(cases=found, unreachable=unreachable, dropped=dropped)


def _unreachable(profile: str, cell: Cell, calls: list[str]) -> Finding:
    path = ("rules", cell.rule)
    situation = told(cell.situation)
    return Finding(
        kind="unreachable", path=path, rules=(cell.rule,), profile=profile, calls=tuple(calls), cell=situation
    )


def plain(found: list[Case]) -> list[dict[str, Any]]:
    """Cases as plain mappings, ready for JSON."""
    return [msgspec.to_builtins(case) for case in found]


class _Writer:
    """What the cases of one document share."""

    def __init__(self, document: Document, table: Table) -> None:
        self.document = document
        self.asking = Asking(document, table)
        self.platform = min(document.platforms, key=lambda name: document.platforms[name].order, default="")
        self.members = {name: memberships(document, name) for name in document.profiles}
        self.reads = {name: _read(document, name) for name in document.profiles}
        self.prefixes = (_shared_prefix(document.apis), _shared_prefix(document.scopes))

    def case(self, call: Call, cell: Cell) -> Case | None:
        """The case of a cell for one of its calls."""
        steps = steps_of(self.document, cell, call, self.asking)
        if steps is None:
            return None
        then = self.document.rules[cell.rule].then
        world = {"profile": call.profile, "platform": self.platform}
        user: dict[str, str] = {}
        arguments: dict[str, str | bool | int] = {}
        for name, dimension, value in values_of(self.document, cell):
            arguments.update(value.arguments)
            if dimension.kind == "environment":
                world[name] = cell.situation[name]
            elif dimension.kind == "answer":
                user[name] = cell.situation[name]
        return Case(
            id=self._id(call, cell, then),
            profile=call.profile,
            rule=cell.rule,
            world=world,
            arrange=steps,
            act=act_of(call, user, arguments),
            read=self.reads[call.profile],
            expect=self._expect(call, cell, steps, world["platform"]),
        )

    def _id(self, call: Call, cell: Cell, then: Outcome) -> str:
        """Profile, call, scope where the call takes one, what is out of the ordinary, outcome."""
        words = [call.profile, call.api.removeprefix(self.prefixes[0])]
        if call.kind in ("ask", "read", "settings"):
            words.append(call.scopes[0].removeprefix(self.prefixes[1]))
        for name, dimension in self.document.dimensions.items():
            if name in cell.situation and not dimension.values[cell.situation[name]].silent:
                words.append(cell.situation[name])
        ending = "succeeds" if then.result == "success" else "fails"
        seen = SEEN[then.prompt]
        return ".".join([*words, f"{seen}-and-{ending}" if seen else f"{ending}-without-prompt"])

    def _expect(self, call: Call, cell: Cell, steps: list[Step], platform: str) -> Expect:
        then = self.document.rules[cell.rule].then
        failed = then.result != "success"
        holds = then.holds
        setting = {call.scopes[0]: ENTRY[str(holds["setting"])]} if "setting" in holds else {}
        field = str(holds.get("field") or _field(self.document, call.profile, call.api) or "") if setting else ""
        worded = messages(self.document, then.result, call, platform) if failed else []
        return Expect(
            prompts=PROMPTS[then.prompt],
            result="failure" if failed else "success",
            error=then.result if failed else "",
            messages=worded,
            unlike=others(self.document, then.result, call, platform) if failed and not worded else [],
            errno=errnos(self.document, then.result, call, platform) if failed else [],
            setting=setting,
            field=field,
            subscriptions=_subscriptions(holds, steps),
            page={call.scopes[0]: holds["page"] == "listed"} if "page" in holds else {},
            afterwards=self._afterwards(call, cell, then),
        )

    def _afterwards(self, call: Call, cell: Cell, then: Outcome) -> dict[str, bool | None]:
        """The whole settings record after the call: what was asked for, and what is withdrawn."""
        states = consents(self.document, cell, call)
        if then.consent is not None:
            states[call.scopes[0]] = then.consent
        if then.second is not None and len(call.scopes) > 1:
            states[call.scopes[1]] = then.second
        states.update(then.also)
        listed = self.members[call.profile]
        return {scope: _entry(scope, states, listed) for scope in {**listed, **dict.fromkeys(states)}}


def _entry(scope: str, states: Mapping[str, ConsentState], members: Mapping[str, ScopeMembership]) -> bool | None:
    if scope in members and members[scope].status == "withdrawn":
        return True
    return ENTRY[states.get(scope, "unasked")]


def _subscriptions(holds: Mapping[str, object], steps: list[Step]) -> dict[str, str] | None:
    """The choices that the user keeps, if the result holds them; empty if it must not; none if it does not matter."""
    if "subscriptions" not in holds:
        return None
    kept = {step.template: step.answer for step in steps if step.do == "subscribe" and step.keep}
    return kept if holds["subscriptions"] == "kept" else {}


def _shared_prefix(names: Iterable[str]) -> str:
    """The first word of most names, with its dot: what a reader of many case names can do without."""
    words = Counter(name.partition(".")[0] for name in names if "." in name)
    return f"{min(words, key=lambda word: (-words[word], word))}." if words else ""


def _read(document: Document, profile: str) -> Read | None:
    call = document.profiles[profile].read
    field = _field(document, profile, call)
    return Read(call=call, field=field) if field else None


def _field(document: Document, profile: str, call: str) -> str | None:
    """The field of a result that holds the answers: one made for the profile, or the general one."""
    api = document.apis.get(call)
    if api is None or profile not in api.profiles:
        return None
    fields = [
        (member.profiles is None, name)
        for name, member in api.result.items()
        if isinstance(document.types.get(member.type), SettingsType) and profile in (member.profiles or [profile])
    ]
    return min(fields)[1] if fields else None
