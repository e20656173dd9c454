"""Entries that are gone, new, or called otherwise, and those that some profiles gained or lost."""

from __future__ import annotations

from typing import Any, NamedTuple

from tongwen.diff.changes import Entry, Impact, Sort, behaves, declared, everywhere
from tongwen.diff.parts import instead
from tongwen.diff.scene import Scene
from tongwen.explain import KIND_NAMES
from tongwen.model.entries import Api, Component, Scope
from tongwen.text.grammar import span
from tongwen.text.phrase import Phrase


class Life(NamedTuple):
    """A kind of entry: its name in the ids of changes, and what it weighs when one goes or comes."""

    name: str
    gone: Impact
    come: Impact


_PAGES = Life("page", Impact(), Impact())
_IN_MODULES = Impact("breaking", "breaking", "breaking")
KINDS = {
    "profiles": Life("profile", _IN_MODULES, everywhere("addition")),
    "platforms": Life("platform", behaves("breaking"), behaves("addition")),
    "forms": Life("form", declared("compatible"), declared("compatible")),
    "scopes": Life("scope", everywhere("breaking"), everywhere("addition")),
    "apis": Life("api", everywhere("breaking"), everywhere("addition")),
    "components": Life("component", behaves("breaking"), behaves("addition")),
    "types": Life("type", declared("breaking"), declared("addition")),
    "declarations": Life("declaration", behaves("compatible"), behaves("compatible")),
    "errors": Life("error", everywhere("breaking"), everywhere("addition")),
    "dimensions": Life("dimension", behaves("breaking"), behaves("addition")),
    "groups": _PAGES,
    "notes": _PAGES,
    "guides": _PAGES,
    "examples": _PAGES,
    "sources": _PAGES,
    "glossary": _PAGES,
    "differences": _PAGES,
}
REMOVED = Sort("{kind}-removed", Impact(), Phrase("{what} {name} was removed"))
ADDED = Sort("{kind}-added", Impact(), Phrase("{what} {name} is new"))
RENAMED = Sort("{kind}-renamed", Impact(), Phrase("{what} {old} is now called {name}"))
#: Pages are made for each of these; the order of their list is seen, the numbers that make it are not.
_ORDERED = ("profiles", "platforms", "groups", "guides")


def compare(scene: Scene) -> None:
    """All kinds of entries."""
    for kind, life in KINDS.items():
        _kind(scene, kind, life)
        if kind in _ORDERED and _sequence(scene, kind):
            scene.facts.setdefault((kind, ""), {})


def _kind(scene: Scene, kind: str, life: Life) -> None:
    old, new = getattr(scene.base, kind), getattr(scene.head, kind)
    for before, after in scene.renames.get(kind, {}).items():
        entry = Entry(kind, after, profiles_of(scene, new[after]) or scene.profiles)
        told = _told(RENAMED, life, kind)(old=before, name=after)
        hint = Phrase("Use {name} instead", name=span(after))
        scene.add(entry.at(what=f"{_about(life, kind, before)}/{after}"), told.hinting(hint))
    had = {scene.now(kind, name): entry for name, entry in old.items()}
    for name in dict.fromkeys([*had, *new]):
        _memberships(scene, Entry(kind, name, ()), life, had.get(name), new.get(name))


def _memberships(scene: Scene, entry: Entry, life: Life, old: Any, new: Any) -> None:
    kind, name = entry.kind, entry.id
    had = profiles_of(scene, old, of_base=True) if old is not None else ()
    has = profiles_of(scene, new) if new is not None else ()
    about = _about(life, kind, name)
    gone, come = _told(REMOVED, life, kind)(name=name), _told(ADDED, life, kind)(name=name)
    before, after = entry._replace(profiles=had), entry._replace(profiles=has)
    if new is None and had:
        scene.add(before.at(what=about, side="base"), gone.hinting(_hint(old)))
    elif old is None and (has or kind == "profiles"):
        scene.add(after.at(what=about), come)
    elif old is not None and new is not None and kind != "profiles":
        if lost := [profile for profile in had if profile not in has]:
            scene.add(before.at(what=about, profiles=lost), gone.hinting(_hint(new)))
        if gained := [profile for profile in has if profile not in had]:
            scene.add(after.at(what=about, profiles=gained), come)


def _about(life: Life, kind: str, name: str) -> str:
    """Ids of pages say of which kind they are; one sort of change is about many kinds."""
    return f"{kind}/{name}" if life is _PAGES else name


def _told(sort: Sort, life: Life, kind: str) -> Sort:
    words = Phrase(sort.words.message, what=KIND_NAMES[kind])
    impact = life.come if sort is ADDED else life.gone
    return Sort(sort.name.replace("{kind}", life.name), impact, words)


def profiles_of(scene: Scene, entry: Any, *, of_base: bool = False) -> tuple[str, ...]:
    """The profiles that have an entry, of those that both specs have."""
    listed = getattr(entry, "profiles", None)
    if listed is None:
        return scene.profiles
    named = [scene.now("profiles", name) for name in listed] if of_base else list(listed)
    return tuple(name for name in scene.profiles if name in named)


def common(scene: Scene, kind: str, name: str, old: Any, new: Any) -> Entry:
    """An entry that both specs have, with the profiles that have it in both."""
    had = profiles_of(scene, old, of_base=True)
    return Entry(kind, name, tuple(profile for profile in profiles_of(scene, new) if profile in had))


def _hint(entry: Any) -> Phrase | None:
    """What to use instead of an entry that is gone, if the spec says so."""
    if isinstance(entry, Api) and entry.deprecated:
        return instead(entry.deprecated.replacement)
    if isinstance(entry, Api | Component | Scope) and isinstance(entry.profiles, dict):
        for membership in entry.profiles.values():
            named = getattr(membership, "replacement", None) or getattr(
                getattr(membership, "deprecated", None), "replacement", None
            )
            if named:
                return instead(named)
    return None


def _sequence(scene: Scene, kind: str) -> bool:
    """Whether entries that both specs have come in another order on the pages."""

    def listed(entries: Any, names: Any) -> list[str]:
        return sorted(names, key=lambda name: (entries[name].order, name))

    old, new = getattr(scene.base, kind), getattr(scene.head, kind)
    kept = [name for name in old if scene.now(kind, name) in new]
    before = [scene.now(kind, name) for name in listed(old, kept)]
    return before != listed(new, before)
