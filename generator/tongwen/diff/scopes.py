"""Scopes: what each profile makes of them."""

from __future__ import annotations

from collections.abc import Mapping

from tongwen.behaviour.calls import memberships
from tongwen.diff.calls import Listing, pairs
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


_DECLARATIONS = Listing("declarations", "declarations", DECLARE, DECLARE_NOT, "declaration")
#: What each profile made of a scope, and what it makes of it now.
Memberships = Mapping[str, tuple[ScopeMembership, ScopeMembership]]


def compare(scene: Scene) -> None:
    """All scopes that both specs have."""
    before = {scene.now("profiles", name): memberships(scene.base, name) for name in scene.base.profiles}
    after = {name: memberships(scene.head, name) for name in scene.head.profiles}
    for name, old, new in scene.pairs("scopes"):
        entry = common(scene, "scopes", name, old, new)
        was = scene.before("scopes", name)
        if entry.profiles:
            _scope(scene, entry, old, new, {p: (before[p][was], after[p][name]) for p in entry.profiles})


def _scope(scene: Scene, entry: Entry, old: Scope, new: Scope, found: Memberships) -> None:
    pairs(scene, entry, _DECLARATIONS, old.declarations, new.declarations)
    for (was, now), profiles in _alike(found, "status").items():
        if was != now:
            told = STATUS(name=entry.id, old=_WORDS[str(was)], new=_WORDS[str(now)])
            scene.add(entry.at(("profiles",), entry.id, profiles=profiles), told)
    for (was, now), profiles in _alike(found, "since").items():
        since(scene, entry.at(("profiles",), entry.id, profiles=profiles), was, now)
    for (was, now), profiles in _alike(found, "replacement").items():
        if now != (scene.named(("scopes", "apis"), was) if was else was):
            told = REPLACED(name=entry.id, new=now) if now else REPLACED_NOT(name=entry.id, old=was)
            scene.add(entry.at(("profiles",), entry.id, profiles=profiles), told)
    for profile, (one, other) in found.items():
        scene.rest(entry, ("profiles", profile), one, other, ("status", "since", "replacement"))
    scene.rest(entry, (), old, new, ("profiles", "declarations"))


def _alike(found: Memberships, field: str) -> dict[tuple[str | None, str | None], list[str]]:
    """Old and new value of a field to the profiles where it went from one to the other."""
    alike: dict[tuple[str | None, str | None], list[str]] = {}
    for profile, (old, new) in found.items():
        alike.setdefault((getattr(old, field), getattr(new, field)), []).append(profile)
    return alike
