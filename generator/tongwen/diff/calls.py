"""APIs and components: when they exist, what they need, take and give."""

from __future__ import annotations

from typing import Any

from tongwen.diff import parts
from tongwen.diff.changes import Entry, Impact, Sort, behaves, declared, everywhere
from tongwen.diff.lifecycle import common
from tongwen.diff.scene import Scene
from tongwen.diff.widening import Direction, relation, weight
from tongwen.model.base import Availability, availability
from tongwen.model.entries import Api, Component
from tongwen.text.phrase import Phrase

NEEDED = Sort("scope-needed", behaves("breaking"), Phrase("{name} now needs {scope}"))
NOT_NEEDED = Sort("scope-not-needed", behaves("addition"), Phrase("{name} no longer needs {scope}"))
ORDER = Sort("scope-order-changed", behaves("breaking"), Phrase("{name} asks for its scopes in another order"))
FORM = Sort("form-changed", everywhere("breaking"), Phrase("{name} gave its result as {old}, and now as {new}"))
PROMISE = Sort("promise-added", Impact(typescript="addition"), Phrase("{name} can now return a promise"))
NO_PROMISE = Sort("promise-removed", Impact(typescript="breaking"), Phrase("{name} no longer returns a promise"))
RETURNS = Sort("returns-changed", declared("breaking"), Phrase("{name} returned {old}, and now {new}"))
REST = Sort("rest-changed", declared("breaking"), Phrase("{name} gave the keys of {old}, and now those of {new}"))
FAILS = Sort("error-possible", behaves("compatible"), Phrase("{name} can now fail with {error}"))
FAILS_NOT = Sort("error-impossible", behaves("compatible"), Phrase("{name} no longer fails with {error}"))
DECLARE = Sort("declaration-needed", behaves("breaking"), Phrase("{name} now needs the declaration {declaration}"))
DECLARE_NOT = Sort(
    "declaration-not-needed", behaves("addition"), Phrase("{name} no longer needs the declaration {declaration}")
)
EVENT = Sort("event-added", behaves("addition"), Phrase("{owner}: the event {name} is new"))
NO_EVENT = Sort("event-removed", behaves("breaking"), Phrase("{owner}: the event {name} was removed"))
_OUT: frozenset[Direction] = frozenset(["out"])


def compare(scene: Scene) -> None:
    """All calls that both specs have."""
    for name, old, new in scene.pairs("apis"):
        if (entry := common(scene, "apis", name, old, new)).profiles:
            _api(scene, entry, old, new)
    for name, old, new in scene.pairs("components"):
        if (entry := common(scene, "components", name, old, new)).profiles:
            _component(scene, entry, old, new)


def _api(scene: Scene, entry: Entry, old: Api, new: Api) -> None:
    _shared(scene, entry, old, new)
    if scene.now("forms", old.form) != new.form:
        scene.add(FORM, entry, ("form",), what=entry.id, name=entry.id, old=old.form, new=new.form)
    if old.promise != new.promise:
        scene.add(PROMISE if new.promise else NO_PROMISE, entry, ("promise",), what=entry.id, name=entry.id)
    _result(scene, entry, RETURNS, "returns", old.returns, new.returns)
    _result(scene, entry, REST, "rest", old.rest, new.rest)
    pairs(scene, entry, "declarations", DECLARE, DECLARE_NOT, old.declarations, new.declarations, "declaration")
    parts.compare(scene, entry, "parameters", parts.PARAMETER, old.parameters, new.parameters)
    parts.compare(scene, entry, "result", parts.RESULT, old.result, new.result)
    _positions(scene, entry, old, new)
    parts.deprecation(scene, entry, (), entry.id, old.deprecated, new.deprecated, entry.profiles)
    told = ("profiles", "needs", "form", "promise", "returns", "rest", "errors", "declarations", "parameters", "result")
    scene.rest(entry, (), old, new, (*told, "deprecated"))


def _component(scene: Scene, entry: Entry, old: Component, new: Component) -> None:
    _shared(scene, entry, old, new)
    parts.compare(scene, entry, "attributes", parts.ATTRIBUTE, old.attributes, new.attributes)
    for name in dict.fromkeys([*old.events, *new.events]):
        values = {"owner": entry.id, "name": name}
        if name not in new.events:
            scene.add(NO_EVENT, entry, ("events", name), side="base", **values)
        elif name not in old.events:
            scene.add(EVENT, entry, ("events", name), **values)
        else:
            scene.wording(entry, ("events", name), old.events[name], new.events[name])
    scene.rest(entry, (), old, new, ("profiles", "needs", "errors", "attributes", "events"))


def _shared(scene: Scene, entry: Entry, old: Api | Component, new: Api | Component) -> None:
    _availability(scene, entry, old, new)
    pairs(scene, entry, "needs", NEEDED, NOT_NEEDED, old.needs, new.needs, "scope")
    needed = [scene.now("scopes", scope) for scope in old.needs]
    if needed != new.needs and sorted(needed) == sorted(new.needs):
        scene.add(ORDER, entry, ("needs",), what=entry.id, name=entry.id)
    pairs(scene, entry, "errors", FAILS, FAILS_NOT, old.errors, new.errors, "error")


def pairs(
    scene: Scene, entry: Entry, field: str, come: Sort, gone: Sort, old: list[str], new: list[str], word: str
) -> None:
    """Compare a list of names of other entries, of the kind that the field is about."""
    kind = {"needs": "scopes"}.get(field, field)
    had = [scene.now(kind, name) for name in old]
    for name in [name for name in had if name not in new]:
        scene.add(gone, entry, (field,), what=f"{entry.id}/{name}", name=entry.id, **{word: name})
    for name in [name for name in new if name not in had]:
        scene.add(come, entry, (field,), what=f"{entry.id}/{name}", name=entry.id, **{word: name})


def _result(scene: Scene, entry: Entry, sort: Sort, field: str, old: str | None, new: str | None) -> None:
    types = scene.renames.get("types", {})
    before, after = old or "void", new or "void"
    found = relation(before, after, types)
    if found == "same":
        return
    if field == "returns" and "void" not in (before, after):
        in_typescript = relation(before, after, types, one_number=True)
        impact = Impact(weight(found, _OUT), weight(in_typescript, _OUT))
    else:
        impact = declared("addition" if before == "void" else "breaking")
    shown = [Phrase("nothing") if name == "void" else name for name in (before, after)]
    values = {"name": entry.id, "old": shown[0], "new": shown[1]}
    scene.add(sort, entry, (field,), what=entry.id, impact=impact, **values)


def _positions(scene: Scene, entry: Entry, old: Api, new: Api) -> None:
    """Listeners take their arguments one by one, so their order counts."""
    form = scene.head.forms.get(new.form)
    kept = [name for name in new.parameters if name in old.parameters]
    if form is not None and form.style == "listener" and kept != [n for n in old.parameters if n in new.parameters]:
        scene.add(parts.MOVED, entry, ("parameters",), what=entry.id, owner=entry.id)


def _availability(scene: Scene, entry: Entry, old: Api | Component, new: Api | Component) -> None:
    """When each profile has it. Profiles that changed alike are told together."""
    before = {scene.now("profiles", name): one for name, one in availability(old.profiles).items()}
    after = availability(new.profiles)
    alike: dict[Any, list[str]] = {}
    for profile in entry.profiles:
        alike.setdefault((before[profile].since, after[profile].since), []).append(profile)
        _in_profile(scene, entry, profile, before[profile], after[profile])
    for (was, now), profiles in alike.items():
        parts.since(scene, entry, ("profiles",), entry.id, was, now, profiles)


def _in_profile(scene: Scene, entry: Entry, profile: str, old: Availability, new: Availability) -> None:
    path = ("profiles", profile)
    parts.deprecation(scene, entry, path, entry.id, old.deprecated, new.deprecated, [profile])
    scene.rest(entry, path, old, new, ("since", "deprecated"))
