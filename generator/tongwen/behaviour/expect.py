"""What must be seen when a call is made in a situation: the deciding rule's outcome in terms of a test."""

from __future__ import annotations

from collections.abc import Mapping

from tongwen.behaviour.arrange import act_of, consents, values_of
from tongwen.behaviour.calls import Call, memberships
from tongwen.behaviour.matrix import Act, Expect, Read, Step, Value
from tongwen.behaviour.table import Cell
from tongwen.behaviour.wording import errnos, messages, others
from tongwen.model.behaviour import ConsentState, Outcome
from tongwen.model.entries import MapType, RecordType, ScopeMembership, SettingsType
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
ENTRY: dict[ConsentState | str, bool | None] = {"granted": True, "denied": False, "unasked": None, "absent": None}


class Expecting:
    """Makes a cell into the call to be made, the environment it is made in, and what must be seen."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._platform = min(document.platforms, key=lambda name: document.platforms[name].order, default="")
        self._members = {name: memberships(document, name) for name in document.profiles}
        self.reads = {name: _read(document, name) for name in document.profiles}

    def world(self, call: Call, cell: Cell) -> dict[str, str]:
        """The environment, by dimension."""
        world = {"profile": call.profile, "platform": self._platform}
        for name, dimension, _ in values_of(self._document, cell):
            if dimension.kind == "environment":
                world[name] = cell.situation[name]
        return world

    def act(self, call: Call, cell: Cell) -> Act:
        """The call with its arguments, and what the user does meanwhile."""
        user: dict[str, str] = {}
        arguments: dict[str, Value] = {}
        for name, dimension, value in values_of(self._document, cell):
            arguments.update(value.arguments)
            if dimension.kind == "answer":
                user[name] = cell.situation[name]
        return act_of(call, user, arguments)

    def expect(self, call: Call, cell: Cell, steps: list[Step]) -> Expect:
        """What must be seen, after `steps` have been taken."""
        document = self._document
        platform = self.world(call, cell)["platform"]
        then = document.rules[cell.rule].then
        failed = then.result != "success"
        holds = then.holds
        setting = {call.scopes[0]: ENTRY[str(holds["setting"])]} if "setting" in holds else {}
        field = str(holds.get("field") or _field(document, call.profile, call.api) or "") if setting else ""
        worded = messages(document, then.result, call, platform) if failed else []
        return Expect(
            prompts=PROMPTS[then.prompt],
            result="failure" if failed else "success",
            error=then.result if failed else "",
            messages=worded,
            unlike=others(document, then.result, call, platform) if failed and not worded else [],
            errno=errnos(document, then.result, call, platform) if failed else [],
            setting=setting,
            field=field,
            subscriptions=_subscriptions(holds, steps),
            choices=_choices(document, call.api) if "subscriptions" in holds else "",
            page={call.scopes[0]: holds["page"] == "listed"} if "page" in holds else {},
            afterwards=self.afterwards(call.profile, {**consents(document, cell, call), **changes(then, call)}),
        )

    def afterwards(self, profile: str, states: Mapping[str, ConsentState]) -> dict[str, bool | None]:
        """The whole settings record when the host remembers `states`: what was asked for, and what is withdrawn."""
        listed = self._members[profile]
        return {scope: _entry(scope, states, listed) for scope in {**listed, **dict.fromkeys(states)}}


def changes(then: Outcome, call: Call) -> dict[str, ConsentState]:
    """What an outcome makes the host remember, by scope."""
    found: dict[str, ConsentState] = {}
    if then.consent is not None:
        found[call.scopes[0]] = then.consent
    if then.second is not None and len(call.scopes) > 1:
        found[call.scopes[1]] = then.second
    return {**found, **then.also}


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


def _choices(document: Document, call: str) -> str:
    """Where a result holds the choices that the user keeps: a record in it, and the map in that record."""
    api = document.apis.get(call)
    for name, member in api.result.items() if api else ():
        record = document.types.get(member.type)
        for inner, field in record.fields.items() if isinstance(record, RecordType) else ():
            if isinstance(document.types.get(field.type), MapType):
                return f"{name}.{inner}"
    return ""


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
