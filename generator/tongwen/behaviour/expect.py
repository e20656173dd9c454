"""What must be seen when a call is made in a situation: the deciding rule's outcome in terms of a test."""

from __future__ import annotations

from collections.abc import Mapping

from tongwen.behaviour.arrange import act_of
from tongwen.behaviour.calls import Call, memberships
from tongwen.behaviour.common import Common, Commons
from tongwen.behaviour.matrix import Act, Expect, Read, Step
from tongwen.behaviour.table import Cell
from tongwen.behaviour.wording import SILENCE, Report, Reports, worded
from tongwen.model.behaviour import ConsentState, Outcome
from tongwen.model.entries import MapType, RecordType, SettingsType
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
        self._commons = Commons(document)
        self.reports = Reports(document)
        self._withdrawn = {name: _withdrawn(document, name) for name in document.profiles}
        self._fields: dict[tuple[str, str], str] = {}
        self._choices: dict[str, str] = {}
        self.reads = {name: _read(document, name) for name in document.profiles}

    def common(self, profile: str, cell: Cell) -> Common:
        """What a decided cell says of all its calls in a profile."""
        return self._commons.of(profile, cell)

    def act(self, call: Call, common: Common) -> Act:
        """The call with its arguments, and what the user does meanwhile."""
        return act_of(call, common.user, common.arguments)

    def report(self, call: Call, common: Common) -> Report:
        """How a failure may be worded; empty on success."""
        if common.then.result == "success":
            return SILENCE
        return self.reports.of(common.then.result, call, common.world["platform"])

    def expect(self, call: Call, common: Common, steps: list[Step]) -> Expect:
        """What must be seen, after `steps` have been taken."""
        then = common.then
        failed = then.result != "success"
        holds = then.holds
        setting = {call.scopes[0]: ENTRY[str(holds["setting"])]} if "setting" in holds else {}
        report = self.report(call, common)
        return Expect(
            prompts=PROMPTS[then.prompt],
            result="failure" if failed else "success",
            error=then.result if failed else "",
            messages=worded(report.messages, call) if report.messages else [],
            unlike=worded(report.unlike, call) if report.unlike else [],
            errno=list(report.errno),
            setting=setting,
            field=str(holds.get("field") or self._field(call) or "") if setting else "",
            subscriptions=_subscriptions(holds, steps),
            choices=self._choices_of(call.api) if "subscriptions" in holds else "",
            page={call.scopes[0]: holds["page"] == "listed"} if "page" in holds else {},
            afterwards=self.afterwards(call.profile, common.states(call) | changes(then, call)),
        )

    def afterwards(self, profile: str, states: Mapping[str, ConsentState]) -> dict[str, bool | None]:
        """What a reading holds of the scopes of which the host remembers `states`."""
        withdrawn = self._withdrawn[profile]
        return {scope: withdrawn.get(scope, ENTRY[state]) for scope, state in states.items()}

    def _field(self, call: Call) -> str:
        key = (call.profile, call.api)
        if key not in self._fields:
            self._fields[key] = _field(self._document, *key) or ""
        return self._fields[key]

    def _choices_of(self, call: str) -> str:
        if call not in self._choices:
            self._choices[call] = _choices(self._document, call)
        return self._choices[call]


def _withdrawn(document: Document, profile: str) -> dict[str, bool]:
    """The scopes that a profile reports as granted, whatever was answered."""
    return {scope: True for scope, entry in memberships(document, profile).items() if entry.status == "withdrawn"}


def changes(then: Outcome, call: Call) -> dict[str, ConsentState]:
    """What an outcome makes the host remember, by scope."""
    found: dict[str, ConsentState] = {}
    if then.consent is not None:
        found[call.scopes[0]] = then.consent
    if then.second is not None and len(call.scopes) > 1:
        found[call.scopes[1]] = then.second
    return {**found, **then.also}


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
    others = _withdrawn(document, profile)
    absent = [scope for scope in memberships(document, profile) if scope not in others]
    return Read(call=call, field=field, others=others, absent=absent) if field else None


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
