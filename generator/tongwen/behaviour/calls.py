"""The calls whose outcome is decided: what a profile offers, with the scope that each call is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from tongwen.model.base import Record
from tongwen.model.behaviour import CallClass
from tongwen.model.entries import Api, ScopeMembership
from tongwen.model.spec import Document

Status = Literal["active", "withdrawn", "retired", "absent"]
CallKind = Literal["gated", "component", "ask", "read", "settings"]


class Call(Record, frozen=True, kw_only=True):
    """One call of one profile; a call that takes a scope counts once for every scope."""

    profile: str
    api: Annotated[str, Meta(description="Id of the API or component.")]
    kind: Annotated[
        CallKind,
        Meta(description="Needs scopes; asks for one; reads the answers; opens the settings page."),
    ]
    scopes: Annotated[tuple[str, ...], Meta(description="The scopes it needs, asks for, or is looked at for.")]
    status: Annotated[Status, Meta(description="What the profile makes of the scopes.")]
    parameter: Annotated[str, Meta(description="Name of the parameter that takes the scope; empty: none.")] = ""
    declares: Annotated[frozenset[str], Meta(description="Declarations that it and its scopes require.")] = frozenset()
    shared: Annotated[bool, Meta(description="Another call of the profile needs the same scope.")] = False
    offered: Annotated[bool, Meta(description="The profile has it.")] = True

    @property
    def name(self) -> str:
        """How people write it: `wx.authorize(scope.record)`."""
        return f"{self.api}({self.scopes[0]})" if self.kind in ("ask", "read", "settings") else self.api


def memberships(document: Document, profile: str) -> dict[str, ScopeMembership]:
    """The scopes of a profile, in the order of the spec, with what the profile makes of each."""
    found: dict[str, ScopeMembership] = {}
    for scope_id, scope in document.scopes.items():
        if isinstance(scope.profiles, dict):
            if profile in scope.profiles:
                found[scope_id] = scope.profiles[profile]
        elif profile in scope.profiles:
            found[scope_id] = ScopeMembership()
    return found


class _Profile(Record, frozen=True, kw_only=True):
    """What the calls of one profile are made from."""

    document: Document
    name: str
    scopes: Mapping[str, ScopeMembership]

    def call(self, api: str, kind: CallKind, needs: Iterable[str], declarations: Iterable[str] = ()) -> Call:
        """A call with its status and declarations."""
        needed = tuple(needs)
        every = self.document.scopes
        declared = {item for scope in needed if scope in every for item in every[scope].declarations}
        gates = kind in ("gated", "component", "ask")
        return Call(
            profile=self.name,
            api=api,
            kind=kind,
            scopes=needed,
            status=next((status for status in map(self._status, needed) if status != "active"), "active"),
            declares=frozenset(declared.union(declarations)) if gates else frozenset(),
        )

    def _status(self, scope: str) -> Status:
        return self.scopes[scope].status if scope in self.scopes else "absent"


def calls_of(document: Document, profile: str) -> list[Call]:
    """Every call of a profile whose outcome depends on scopes, sorted by name."""
    made = _Profile(document=document, name=profile, scopes=memberships(document, profile))
    found = [*_gated(made), *_asking(made), *_buttons(made), *_looking(made)]
    uses = Counter(call.scopes[0] for call in found if _single(call))
    return sorted((_with_shared(call, uses) for call in found), key=lambda call: (call.api, call.scopes))


def _single(call: Call) -> bool:
    return call.kind in ("gated", "component") and len(call.scopes) == 1


def _with_shared(call: Call, uses: Mapping[str, int]) -> Call:
    others = uses.get(call.scopes[0], 0) - _single(call)
    if others <= 0 or call.kind not in ("gated", "component", "ask"):
        return call
    return msgspec.structs.replace(call, shared=True)


def _gated(profile: _Profile) -> Iterator[Call]:
    for api_id, api in profile.document.apis.items():
        if api.needs and profile.name in api.profiles:
            yield profile.call(api_id, "gated", api.needs, api.declarations)
    for component_id, component in profile.document.components.items():
        if component.needs and profile.name in component.profiles:
            yield profile.call(component_id, "component", component.needs)


def _asking(profile: _Profile) -> Iterator[Call]:
    """Asking calls: those of the profile for every scope, and those that only other profiles have."""
    document = profile.document
    for api_id in sorted({entry.ask for entry in document.profiles.values()} & document.apis.keys()):
        api = document.apis[api_id]
        parameter, allowed = scope_parameter(api)
        offered = profile.name in api.profiles
        listed: Iterable[str] = document.scopes if offered and allowed is not None else profile.scopes
        for scope in listed:
            taken = allowed is None or scope in allowed
            if not taken and not offered:
                continue
            call = profile.call(api_id, "ask", [scope])
            status = call.status if taken else "absent"
            yield msgspec.structs.replace(call, parameter=parameter, offered=offered, status=status)


def _buttons(profile: _Profile) -> Iterator[Call]:
    """APIs that replace asking for an active scope, such as a button that the user taps."""
    for scope, membership in profile.scopes.items():
        stand_in = profile.document.apis.get(membership.replacement or "")
        if stand_in is not None and membership.status == "active" and profile.name in stand_in.profiles:
            yield profile.call(membership.replacement or "", "ask", [scope])


def _looking(profile: _Profile) -> Iterator[Call]:
    """Calls that read all answers or open the settings page: looked at once for every scope."""
    document = profile.document
    entry = document.profiles[profile.name]
    for scope in profile.scopes:
        reads = entry.read in document.apis and entry.read != entry.ask  # a call that asks does not only look
        if reads and profile.name in document.apis[entry.read].profiles:
            yield profile.call(entry.read, "read", [scope])
        if entry.settings in document.apis and profile.name in document.apis[entry.settings].profiles:
            yield profile.call(entry.settings, "settings", [scope])


def scope_parameter(api: Api) -> tuple[str, frozenset[str] | None]:
    """The parameter that names a scope, and the scopes it takes; none: any of the profile's."""
    for name, parameter in api.parameters.items():
        if parameter.scope is not None:
            return name, None if parameter.scope == "any" else frozenset(parameter.scope)
    return "", None


class Classes:
    """Finds the classes of calls. Calls that differ in nothing that a class asks for are looked at once."""

    def __init__(self, classes: Mapping[str, CallClass]) -> None:
        self._classes = classes
        self._apis = {name: frozenset(chosen.apis) for name, chosen in classes.items() if chosen.apis is not None}
        self._named = frozenset().union(*self._apis.values())
        self._scopes = {scope for chosen in classes.values() for scope in chosen.scopes or ()}
        self._known: dict[tuple[object, ...], frozenset[str]] = {}

    def of(self, call: Call) -> frozenset[str]:
        """The classes that a call belongs to."""
        api = call.api if call.api in self._named else ""
        scopes = (scope for scope in call.scopes if scope in self._scopes)
        plain = (call.profile, call.kind, call.status, call.declares, call.shared, call.offered, len(call.scopes))
        key = (*plain, api, *scopes)
        if key not in self._known:
            self._known[key] = frozenset(name for name in self._classes if self._belongs(call, name, frozenset()))
        return self._known[key]

    def _belongs(self, call: Call, name: str, seen: frozenset[str]) -> bool:
        chosen = self._classes.get(name)
        if chosen is None or name in seen:
            return False
        conditions = (
            chosen.offered == call.offered,
            chosen.apis is None or call.api in self._apis[name],
            chosen.gated is None or chosen.gated == (call.kind in ("gated", "component")),
            chosen.asks is None or chosen.asks == (call.kind == "ask"),
            chosen.needs is None or (chosen.needs == len(call.scopes) and call.kind in ("gated", "component")),
            chosen.scopes is None or any(scope in chosen.scopes for scope in call.scopes),
            chosen.status is None or call.status in chosen.status,
            chosen.declares is None or not call.declares.isdisjoint(chosen.declares),
            chosen.shared is None or chosen.shared == call.shared,
            chosen.profiles is None or call.profile in chosen.profiles,
        )
        return all(conditions) and not any(self._belongs(call, other, seen | {name}) for other in chosen.unless)
