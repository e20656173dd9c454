"""Parameters, fields of results and records, attributes: what entries are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from tongwen.diagnostics import Path
from tongwen.diff.changes import Entry, Impact, Severity, Side, Sort, Spot, behaves, declared
from tongwen.diff.renames import renamed
from tongwen.diff.scene import Scene
from tongwen.diff.since import OPEN, later, shown
from tongwen.diff.widening import Direction, Relation, relation, weight
from tongwen.model.base import Deprecation, Localized
from tongwen.model.entries import Member, Parameter
from tongwen.text.grammar import span
from tongwen.text.phrase import Phrase

_NONE = Impact()
REMOVED = Sort("{role}-removed", _NONE, Phrase("{owner}: {role} {name} was removed"))
ADDED = Sort("{role}-added", _NONE, Phrase("{owner}: {role} {name} is new"))
DEMANDED = Sort("{role}-added", _NONE, Phrase("{owner}: {role} {name} is new, and must be given"))
RENAMED = Sort("{role}-renamed", _NONE, Phrase("{owner}: {role} {old} is now called {name}"))
TYPE = Sort("{role}-type-changed", _NONE, Phrase("{owner}: the type of {name} was {old} and is now {new}"))
REQUIRED = Sort("{role}-required", _NONE, Phrase("{owner}: {name} must now be given"))
OPTIONAL = Sort("{role}-optional", _NONE, Phrase("{owner}: {name} need no longer be given"))
CERTAIN = Sort("{role}-certain", _NONE, Phrase("{owner}: {name} is now always there"))
ABSENT = Sort("{role}-uncertain", _NONE, Phrase("{owner}: {name} may now be absent"))
DEFAULT = Sort("default-changed", behaves("breaking"), Phrase("{owner}: without {name}, {old} was used, and now {new}"))
LIMITED = Sort("values-limited", _NONE, Phrase("{owner}: {name} now has a list of the only values allowed"))
OPENED = Sort("values-opened", _NONE, Phrase("{owner}: {name} no longer has a list of the only values allowed"))
VALUE_ADDED = Sort("value-added", _NONE, Phrase("{owner}: the value {value} of {name} is new"))
VALUE_REMOVED = Sort("value-removed", _NONE, Phrase("{owner}: the value {value} of {name} was removed"))
MEMBER_ADDED = VALUE_ADDED._replace(words=Phrase("{owner}: the value {value} is new"))
MEMBER_REMOVED = VALUE_REMOVED._replace(words=Phrase("{owner}: the value {value} was removed"))
SINCE = Sort("since-changed", _NONE, Phrase("{name} was said to exist since {old}, and now since {new}"))
SCOPES = Sort("scopes-taken-changed", _NONE, Phrase("{owner}: {name} took {old}, and now takes {new}"))
PRESENT = Sort("condition-changed", declared("breaking"), Phrase("{owner}: when {name} is in the result has changed"))
MOVED = Sort("order-of-arguments-changed", declared("breaking"), Phrase("{owner}: the order of the arguments changed"))
DEPRECATED = Sort("deprecated", Impact("compatible", "compatible", "compatible"), Phrase("{name} is now deprecated"))
REVIVED = Sort(
    "no-longer-deprecated", Impact("compatible", "compatible", "compatible"), Phrase("{name} is no longer deprecated")
)


_TOLD = ("type", "required", "optional", "default", "values", "since", "scope", "present", "deprecated", "profiles")


class Role(NamedTuple):
    """What the parts of an entry are, in which of its fields they stand, and which outputs have them."""

    name: str
    place: str
    noun: Phrase
    ways: frozenset[Direction]
    impact: Callable[[Severity], Impact]

    def sort(self, sort: Sort) -> Sort:
        """A sort of change of these parts."""
        return sort._replace(name=sort.name.replace("{role}", self.name))


PARAMETER = Role("parameter", "parameters", Phrase("the parameter"), frozenset(["in"]), declared)
RESULT = Role("result", "result", Phrase("the result field"), frozenset(["out"]), declared)
ATTRIBUTE = Role("attribute", "attributes", Phrase("the attribute"), frozenset(["in"]), behaves)
FIELD = Role("field", "fields", Phrase("the field"), frozenset(), declared)


class Part(NamedTuple):
    """A part of an entry that both specs have: its place, its role, and the profiles that have it."""

    entry: Entry
    path: Path
    role: Role
    profiles: tuple[str, ...]

    @property
    def name(self) -> str:
        """As it is called."""
        return str(self.path[-1])


def compare(scene: Scene, entry: Entry, role: Role, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    """Compare the parts of an entry by name."""
    names = renamed(old, new)
    for before, after in names.items():
        told = role.sort(RENAMED)(owner=entry.id, role=role.noun, old=before, name=after)
        scene.add(entry.at((role.place, after), f"{entry.id}/{before}/{after}"), told.weighing(role.impact("breaking")))
    had = {names.get(name, name): part for name, part in old.items()}
    for name in dict.fromkeys([*had, *new]):
        part = Part(entry, (role.place, name), role, entry.profiles)
        _membership(scene, part, had.get(name), new.get(name))
        if name in had and name in new:
            limits = (_limit(scene, had[name], of_base=True), _limit(scene, new[name]))
            kept = tuple(p for p in entry.profiles if all(p in limit for limit in limits))
            if kept:
                _part(scene, part._replace(profiles=kept), had[name], new[name])


def _limit(scene: Scene, part: Parameter | Member, *, of_base: bool = False) -> Iterable[str]:
    if part.profiles is None:
        return scene.profiles
    return [scene.now("profiles", name) for name in part.profiles] if of_base else part.profiles


def _membership(scene: Scene, part: Part, old: Parameter | Member | None, new: Parameter | Member | None) -> None:
    entry, path, role = part.entry, part.path, part.role
    had = [p for p in entry.profiles if old is not None and p in _limit(scene, old, of_base=True)]
    has = [p for p in entry.profiles if new is not None and p in _limit(scene, new)]
    values = {"owner": entry.id, "role": role.noun, "name": part.name}
    if lost := [profile for profile in had if profile not in has]:
        side: Side = "base" if new is None else "head"
        told = role.sort(REMOVED)(**values).weighing(role.impact("breaking"))
        scene.add(entry.at(path, side=side, profiles=lost), told)
    if gained := [profile for profile in has if profile not in had]:
        needed = _needed(new) and "in" in _ways(scene, entry, role)
        told = role.sort(DEMANDED if needed else ADDED)(**values)
        scene.add(entry.at(path, profiles=gained), told.weighing(role.impact("breaking" if needed else "addition")))


def _needed(part: Parameter | Member | None) -> bool:
    return part.required if isinstance(part, Parameter) else part is not None and not part.optional


def _ways(scene: Scene, entry: Entry, role: Role) -> frozenset[Direction]:
    """Which way the values go; those of a type, as the calls use it."""
    return role.ways or scene.ways.get(entry.id, frozenset())


def _part(scene: Scene, part: Part, old: Any, new: Any) -> None:
    entry, path, name = part.entry, part.path, part.name
    spot = entry.at(path, f"{entry.id}/{name}", profiles=part.profiles)
    _type(scene, part, old.type, new.type)
    _need(scene, part, old, new)
    if old.default != new.default:
        told = DEFAULT(owner=entry.id, name=name, old=_default(old.default), new=_default(new.default))
        scene.add(spot._replace(path=(*path, "default")), told)
    values(scene, part, old.values, new.values)
    since(scene, spot, old.since, new.since)
    if isinstance(old, Parameter) and isinstance(new, Parameter):
        _scopes(scene, part, old, new)
    elif isinstance(old, Member) and isinstance(new, Member) and old.present != new.present:
        scene.add(spot, PRESENT(owner=entry.id, name=name))
    deprecation(scene, spot, old.deprecated, new.deprecated)
    scene.rest(entry, path, old, new, _TOLD)


def _default(value: object) -> str | Phrase:
    if not isinstance(value, str | bool | int):
        return Phrase("—")
    return str(value).lower() if isinstance(value, bool) else str(value)


def impact_of(role: Role, python: Severity, typescript: Severity) -> Impact:
    """The same change may weigh differently in the two languages. For components it is behaviour."""
    return Impact(python, typescript) if role.impact is declared else role.impact(python)


def _type(scene: Scene, part: Part, old: str, new: str) -> None:
    types = scene.renames.get("types", {})
    found: Relation = relation(old, new, types)
    if found == "same":
        return
    ways = _ways(scene, part.entry, part.role)
    typescript = weight(relation(old, new, types, one_number=True), ways)
    values = {"owner": part.entry.id, "name": part.name, "old": old, "new": new}
    impact = impact_of(part.role, weight(found, ways), typescript)
    scene.add(part.entry.at(part.path, profiles=part.profiles), part.role.sort(TYPE)(**values).weighing(impact))


def _need(scene: Scene, part: Part, old: Any, new: Any) -> None:
    if _needed(old) == _needed(new):
        return
    ways = _ways(scene, part.entry, part.role)
    severity: Severity = "breaking"
    if _needed(new):
        inward = "in" in ways or not ways
        sort = REQUIRED if inward else CERTAIN
        severity = "breaking" if inward else "compatible"
    else:
        outward = "out" in ways or not ways
        sort = ABSENT if outward else OPTIONAL
        severity = "breaking" if outward else "addition"
    told = part.role.sort(sort)(owner=part.entry.id, name=part.name)
    scene.add(part.entry.at(part.path, profiles=part.profiles), told.weighing(part.role.impact(severity)))


def values(
    scene: Scene,
    part: Part,
    old: Mapping[str, Localized] | None,
    new: Mapping[str, Localized] | None,
    place: Path | None = None,
) -> None:
    """Compare the only values allowed. `place`: where they stand, by default in the part."""
    entry, ways = part.entry, _ways(scene, part.entry, part.role)
    told: dict[str, Any] = {"owner": entry.id, "name": part.name}
    if old is None or new is None:
        if old is not new:
            narrower = old is None
            impact = part.role.impact(weight("narrower" if narrower else "wider", ways))
            sort = LIMITED if narrower else OPENED
            scene.add(entry.at(part.path, profiles=part.profiles), sort(**told).weighing(impact))
        return
    for value in dict.fromkeys([*old, *new]):
        where = (*(place or (*part.path, "values")), value)
        what = "/".join(dict.fromkeys([entry.id, part.name, value]))
        spot = entry.at(where, what, profiles=part.profiles)
        if value not in new:
            impact = part.role.impact(weight("narrower", ways))
            sort = MEMBER_REMOVED if place else VALUE_REMOVED
            scene.add(spot._replace(side="base"), sort(value=value, **told).weighing(impact))
        elif value not in old:
            impact = part.role.impact(weight("wider", ways))
            sort = MEMBER_ADDED if place else VALUE_ADDED
            scene.add(spot, sort(value=value, **told).weighing(impact))
        else:
            scene.wording(entry, where, old[value], new[value])


def since(scene: Scene, spot: Spot, old: str | None, new: str | None) -> None:
    """Compare the first versions that have something."""
    if old != new:
        impact = behaves("breaking" if later(new or OPEN, old or OPEN) else "addition")
        scene.add(spot, SINCE(name=spot.name, old=shown(old), new=shown(new)).weighing(impact))


def _scopes(scene: Scene, part: Part, old: Parameter, new: Parameter) -> None:
    before = sorted(scene.now("scopes", n) for n in old.scope) if isinstance(old.scope, list) else old.scope
    after = sorted(new.scope) if isinstance(new.scope, list) else new.scope
    if before == after:
        return
    wider = after is None or (after == "any" and before is not None)
    wider = wider or (isinstance(before, list) and isinstance(after, list) and set(before) < set(after))
    values = {"owner": part.entry.id, "name": part.name, "old": _taken(before), "new": _taken(after)}
    impact = declared("addition" if wider else "breaking")
    scene.add(part.entry.at(part.path, profiles=part.profiles), SCOPES(**values).weighing(impact))


def _taken(scopes: list[str] | str | None) -> str | Phrase:
    if isinstance(scopes, list):
        return ", ".join(scopes)
    return Phrase("any scope") if scopes == "any" else Phrase("any text")


def deprecation(scene: Scene, spot: Spot, old: Deprecation | None, new: Deprecation | None) -> None:
    """Compare whether something should no longer be used."""
    if old is None and new is not None:
        scene.add(spot, DEPRECATED(name=spot.name).hinting(instead(new.replacement)))
    elif old is not None and new is None:
        scene.add(spot, REVIVED(name=spot.name))
    elif old is not None and new is not None:
        scene.rest(spot.entry, (*spot.path, "deprecated"), old, new)


def instead(replacement: str | None) -> Phrase | None:
    """The hint that names what to use."""
    return Phrase("Use {name} instead", name=span(replacement)) if replacement else None
