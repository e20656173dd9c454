"""APIs and components: when they exist, what they need, take and give."""

from __future__ import annotations

from typing import Any, NamedTuple

from tongwen.diff import parts
from tongwen.diff.changes import Entry, Impact, Sort, Spot, behaves, declared, everywhere
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
        scene.add(entry.at(("form",), what=entry.id), FORM(name=entry.id, old=old.form, new=new.form))
    if old.promise != new.promise:
        scene.add(entry.at(("promise",), what=entry.id), (PROMISE if new.promise else NO_PROMISE)(name=entry.id))
    _result(scene, entry.at(("returns",), entry.id), RETURNS, old.returns, new.returns)
    _result(scene, entry.at(("rest",), entry.id), REST, old.rest, new.rest)
    pairs(scene, entry, DECLARATIONS, old.declarations, new.declarations)
    parts.compare(scene, entry, parts.PARAMETER, old.parameters, new.parameters)
    parts.compare(scene, entry, parts.RESULT, old.result, new.result)
    _positions(scene, entry, old, new)
    parts.deprecation(scene, entry.at((), entry.id), old.deprecated, new.deprecated)
    told = ("profiles", "needs", "form", "promise", "returns", "rest", "errors", "declarations", "parameters", "result")
    scene.rest(entry, (), old, new, (*told, "deprecated"))


def _component(scene: Scene, entry: Entry, old: Component, new: Component) -> None:
    _shared(scene, entry, old, new)
    parts.compare(scene, entry, parts.ATTRIBUTE, old.attributes, new.attributes)
    for name in dict.fromkeys([*old.events, *new.events]):
        values = {"owner": entry.id, "name": name}
        if name not in new.events:
            scene.add(entry.at(("events", name), side="base"), NO_EVENT(**values))
        elif name not in old.events:
            scene.add(entry.at(("events", name)), EVENT(**values))
        else:
            scene.wording(entry, ("events", name), old.events[name], new.events[name])
    scene.rest(entry, (), old, new, ("profiles", "needs", "errors", "attributes", "events"))


def _shared(scene: Scene, entry: Entry, old: Api | Component, new: Api | Component) -> None:
    _availability(scene, entry, old, new)
    pairs(scene, entry, NEEDS, old.needs, new.needs)
    needed = [scene.now("scopes", scope) for scope in old.needs]
    if needed != new.needs and sorted(needed) == sorted(new.needs):
        scene.add(entry.at(("needs",), what=entry.id), ORDER(name=entry.id))
    pairs(scene, entry, ERRORS, old.errors, new.errors)


class Listing(NamedTuple):
    """A list of names of other entries: the field that holds it, their kind, and what to say of each."""

    field: str
    kind: str
    come: Sort
    gone: Sort
    word: str


NEEDS = Listing("needs", "scopes", NEEDED, NOT_NEEDED, "scope")
ERRORS = Listing("errors", "errors", FAILS, FAILS_NOT, "error")
DECLARATIONS = Listing("declarations", "declarations", DECLARE, DECLARE_NOT, "declaration")


def pairs(scene: Scene, entry: Entry, listing: Listing, old: list[str], new: list[str]) -> None:
    """Compare a list of names."""
    had = [scene.now(listing.kind, name) for name in old]
    for name in [*(name for name in had if name not in new), *(name for name in new if name not in had)]:
        sort = listing.come if name in new else listing.gone
        told = sort(**{"name": entry.id, listing.word: name})
        scene.add(entry.at((listing.field,), f"{entry.id}/{name}"), told)


def _result(scene: Scene, spot: Spot, sort: Sort, old: str | None, new: str | None) -> None:
    types = scene.renames.get("types", {})
    before, after = old or "void", new or "void"
    found = relation(before, after, types)
    if found == "same":
        return
    if sort is RETURNS and "void" not in (before, after):
        in_typescript = relation(before, after, types, one_number=True)
        impact = Impact(weight(found, _OUT), weight(in_typescript, _OUT))
    else:
        impact = declared("addition" if before == "void" else "breaking")
    shown = [Phrase("—") if name == "void" else name for name in (before, after)]
    scene.add(spot, sort(name=spot.name, old=shown[0], new=shown[1]).weighing(impact))


def _positions(scene: Scene, entry: Entry, old: Api, new: Api) -> None:
    """Listeners take their arguments one by one, so their order counts."""
    form = scene.head.forms.get(new.form)
    kept = [name for name in new.parameters if name in old.parameters]
    if form is not None and form.style == "listener" and kept != [n for n in old.parameters if n in new.parameters]:
        scene.add(entry.at(("parameters",), what=entry.id), parts.MOVED(owner=entry.id))


def _availability(scene: Scene, entry: Entry, old: Api | Component, new: Api | Component) -> None:
    """When each profile has it. Profiles that changed alike are told together."""
    before = {scene.now("profiles", name): one for name, one in availability(old.profiles).items()}
    after = availability(new.profiles)
    alike: dict[Any, list[str]] = {}
    for profile in entry.profiles:
        alike.setdefault((before[profile].since, after[profile].since), []).append(profile)
        _in_profile(scene, entry, profile, before[profile], after[profile])
    for (was, now), profiles in alike.items():
        parts.since(scene, entry.at(("profiles",), entry.id, profiles=profiles), was, now)


def _in_profile(scene: Scene, entry: Entry, profile: str, old: Availability, new: Availability) -> None:
    path = ("profiles", profile)
    parts.deprecation(scene, entry.at(path, entry.id, profiles=[profile]), old.deprecated, new.deprecated)
    scene.rest(entry, path, old, new, ("since", "deprecated"))
