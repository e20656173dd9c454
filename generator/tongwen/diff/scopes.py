"""Scopes: what each profile makes of them."""

from __future__ import annotations

from collections.abc import Mapping

from tongwen.behaviour.calls import memberships
from tongwen.diff.calls import pairs
from tongwen.diff.changes import Entry, Impact, Sort, behaves
from tongwen.diff.lifecycle import common
from tongwen.diff.parts import since
from tongwen.diff.scene import Scene
from tongwen.model.entries import Scope, ScopeMembership
from tongwen.text.phrase import Phrase

STATUS = Sort(
    "scope-status-changed", Impact("compatible", "compatible", "breaking"), Phrase("{name} was {old} and is now {new}")
)
REPLACED = Sort("scope-replacement-changed", behaves("compatible"), Phrase("{name} is now replaced by {new}"))
REPLACED_NOT = Sort("scope-replacement-removed", behaves("compatible"), Phrase("{name} is no longer replaced by {old}"))
DECLARE = Sort(
    "scope-declaration-needed", behaves("breaking"), Phrase("Asking for {name} now needs the declaration {declaration}")
)
DECLARE_NOT = Sort(
    "scope-declaration-not-needed",
    behaves("addition"),
    Phrase("Asking for {name} no longer needs the declaration {declaration}"),
)
_WORDS = {
    "active": Phrase("asked for"),
    "withdrawn": Phrase("withdrawn: callable without asking"),
    "retired": Phrase("retired: no longer asked for"),
}


def compare(scene: Scene) -> None:
    """All scopes that both specs have."""
    before = {scene.now("profiles", name): memberships(scene.base, name) for name in scene.base.profiles}
    after = {name: memberships(scene.head, name) for name in scene.head.profiles}
    for name, old, new in scene.pairs("scopes"):
        entry = common(scene, "scopes", name, old, new)
        if entry.profiles:
            base_name = scene.before("scopes", name)
            had = {profile: before[profile][base_name] for profile in entry.profiles}
            _scope(scene, entry, old, new, had, {profile: after[profile][name] for profile in entry.profiles})


def _scope(
    scene: Scene,
    entry: Entry,
    old: Scope,
    new: Scope,
    had: Mapping[str, ScopeMembership],
    has: Mapping[str, ScopeMembership],
) -> None:
    pairs(scene, entry, "declarations", DECLARE, DECLARE_NOT, old.declarations, new.declarations, "declaration")
    for (was, now), profiles in _alike(entry, had, has, "status").items():
        if was != now:
            words = {"old": _WORDS[str(was)], "new": _WORDS[str(now)]}
            scene.add(STATUS, entry, ("profiles",), what=entry.id, profiles=profiles, name=entry.id, **words)
    for (was, now), profiles in _alike(entry, had, has, "since").items():
        since(scene, entry, ("profiles",), entry.id, was, now, profiles)
    for (was, now), profiles in _alike(entry, had, has, "replacement").items():
        if was and scene.named(("scopes", "apis"), was) == now or was == now:
            continue
        sort = REPLACED if now else REPLACED_NOT
        values = {"new": now} if now else {"old": was or ""}
        scene.add(sort, entry, ("profiles",), what=entry.id, profiles=profiles, name=entry.id, **values)
    for profile in entry.profiles:
        scene.rest(entry, ("profiles", profile), had[profile], has[profile], ("status", "since", "replacement"))
    scene.rest(entry, (), old, new, ("profiles", "declarations"))


def _alike(
    entry: Entry, had: Mapping[str, ScopeMembership], has: Mapping[str, ScopeMembership], field: str
) -> dict[tuple[str | None, str | None], list[str]]:
    """Old and new value of a field to the profiles where it went from one to the other."""
    found: dict[tuple[str | None, str | None], list[str]] = {}
    for profile in entry.profiles:
        found.setdefault((getattr(had[profile], field), getattr(has[profile], field)), []).append(profile)
    return found
