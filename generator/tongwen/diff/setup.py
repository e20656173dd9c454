"""The manifest, profiles, forms, declarations and platforms: what every entry stands on."""

from __future__ import annotations

from typing import Any

from tongwen.diff import parts
from tongwen.diff.changes import Entry, Impact, Severity, Sort, behaves, declared, everywhere
from tongwen.diff.lifecycle import common
from tongwen.diff.scene import Scene
from tongwen.diff.widening import relation, weight
from tongwen.model.manifest import Form, FormField, Manifest, Target
from tongwen.text.phrase import Phrase

CLIENT = Sort("client-renamed", Impact(python="breaking"), Phrase("The client {old} is now called {new}"))
MODULE = Sort("module-renamed", Impact(typescript="breaking"), Phrase("The module {old} is now called {new}"))
ROLE = Sort(
    "profile-call-changed", behaves("breaking"), Phrase("In {name}, {role} was done by {old}, and is now done by {new}")
)
PROMISES = Sort("promises-added", Impact(typescript="addition"), Phrase("Calls of {name} can now return promises"))
NO_PROMISES = Sort(
    "promises-removed", Impact(typescript="breaking"), Phrase("Calls of {name} can no longer return promises")
)
STYLE = Sort(
    "form-style-changed",
    everywhere("breaking"),
    Phrase("Calls of the form {name} gave their result by {old}, and now by {new}"),
)
CALLBACK = Sort(
    "callback-added", Impact(typescript="addition"), Phrase("Calls of the form {owner} can now be given {name}")
)
NO_CALLBACK = Sort(
    "callback-removed", Impact(typescript="breaking"), Phrase("Calls of the form {owner} can no longer be given {name}")
)
WHEN = Sort("callback-changed", behaves("breaking"), Phrase("{owner}: when {name} is called has changed"))
CONFIGURE = Sort("declaration-changed", behaves("breaking"), Phrase("Where or how {name} is declared has changed"))
NAMESPACE = Sort("namespace-changed", declared("breaking"), Phrase("Calls belonged to {old}, and now belong to {new}"))
NAME = Sort("name-changed", declared("breaking"), Phrase("The spec was called {old}, and is now called {new}"))
LICENSE = Sort("license-changed", everywhere("compatible"), Phrase("The licence was {old}, and is now {new}"))
LIMIT = Sort(
    "matrix-limit-changed", behaves("compatible"), Phrase("The limit of the test matrix was {old}, and is now {new}")
)
OUTPUT = Sort("target-added", Impact(), Phrase("The output {name} is new"))
NO_OUTPUT = Sort("target-removed", Impact(), Phrase("The output {name} is no longer made"))
OPTIONS = Sort("target-changed", Impact(), Phrase("The output {name} is made with other options, or in another place"))
_ROLES = {"ask": Phrase("asking"), "read": Phrase("reading the answers"), "settings": Phrase("opening the settings")}


def compare(scene: Scene) -> None:
    """All of them."""
    if scene.base.tongwen and scene.head.tongwen:
        _manifest(scene, scene.base.tongwen, scene.head.tongwen)
    for name, old, new in scene.pairs("profiles"):
        _profile(scene, Entry("profiles", name, (name,)), old, new)
    for name, old, new in scene.pairs("forms"):
        _form(scene, Entry("forms", name, scene.profiles), old, new)
    for name, old, new in scene.pairs("declarations"):
        entry = common(scene, "declarations", name, old, new)
        if (old.file, old.snippet) != (new.file, new.snippet):
            scene.add(entry.at((), what=name), CONFIGURE(name=name))
        parts.since(scene, entry.at(("since",), name), old.since, new.since)
        scene.rest(entry, (), old, new, ("file", "snippet", "since", "profiles"))
    for name, old, new in scene.pairs("platforms"):
        scene.rest(Entry("platforms", name, scene.profiles), (), old, new, ("order",))


def _manifest(scene: Scene, old: Manifest, new: Manifest) -> None:
    entry = Entry("tongwen", "", scene.profiles)
    for sort, field in ((NAMESPACE, "namespace"), (NAME, "name"), (LICENSE, "license"), (LIMIT, "matrix_limit")):
        was, now = getattr(old, field), getattr(new, field)
        if was != now:
            shown = [Phrase("—") if value is None else str(value) for value in (was, now)]
            scene.add(entry.at((field,), what=field), sort(old=shown[0], new=shown[1]))
    for name in dict.fromkeys([*old.targets, *new.targets]):
        _target(scene, entry, name, old.targets.get(name), new.targets.get(name))
    told = ("version", "name", "release", "namespace", "license", "matrix_limit", "targets")
    scene.rest(entry, (), old, new, told)


def _target(scene: Scene, entry: Entry, name: str, old: Target | None, new: Target | None) -> None:
    spot = entry.at(("targets", name), name)
    if new is None:
        scene.add(spot._replace(side="base"), NO_OUTPUT(name=name).weighing(_of_target(name, "breaking")))
    elif old is None:
        scene.add(spot, OUTPUT(name=name).weighing(_of_target(name, "addition")))
    elif old != new:
        package = old.options.get("package") != new.options.get("package")
        impact = _of_target(name, "breaking" if package else "compatible")
        scene.add(spot, OPTIONS(name=name).weighing(impact))


def _of_target(name: str, severity: Severity) -> Impact:
    """A change of one output alone. That of the test matrix is one of behaviour; others are nobody's code."""
    field = "behaviour" if name == "matrix" else name
    return Impact()._replace(**{field: severity}) if field in Impact._fields else Impact()


def _profile(scene: Scene, entry: Entry, old: Any, new: Any) -> None:
    for sort, field in ((CLIENT, "client"), (MODULE, "module")):
        if getattr(old, field) != getattr(new, field):
            values = {"old": getattr(old, field), "new": getattr(new, field)}
            scene.add(entry.at((field,), what=entry.id), sort(**values))
    for field, role in _ROLES.items():
        was, now = scene.named(("apis",), getattr(old, field) or ""), getattr(new, field) or ""
        if was != now:
            shown = [name or Phrase("—") for name in (was, now)]
            values = {"name": entry.id, "role": role, "old": shown[0], "new": shown[1]}
            scene.add(entry.at((field,)), ROLE(**values))
    if old.promises != new.promises:
        scene.add(entry.at(("promises",), what=entry.id), (PROMISES if new.promises else NO_PROMISES)(name=entry.id))
    scene.rest(entry, (), old, new, ("client", "module", "ask", "read", "settings", "promises", "order"))


def _form(scene: Scene, entry: Entry, old: Form, new: Form) -> None:
    if old.style != new.style:
        scene.add(entry.at(("style",), what=entry.id), STYLE(name=entry.id, old=old.style, new=new.style))
    for name in dict.fromkeys([*old.callbacks, *new.callbacks]):
        path, values = ("callbacks", name), {"owner": entry.id, "name": name}
        if name not in new.callbacks:
            scene.add(entry.at(path, side="base"), NO_CALLBACK(**values))
        elif name not in old.callbacks:
            scene.add(entry.at(path), CALLBACK(**values))
        else:
            if sorted(old.callbacks[name].on) != sorted(new.callbacks[name].on):
                scene.add(entry.at(path), WHEN(**values))
            scene.rest(entry, path, old.callbacks[name], new.callbacks[name], ("on",))
    for part in ("result", "failure"):
        _fields(scene, entry, part, getattr(old, part), getattr(new, part))
    scene.rest(entry, (), old, new, ("style", "callbacks", "result", "failure"))


def _fields(scene: Scene, entry: Entry, part: str, old: dict[str, FormField], new: dict[str, FormField]) -> None:
    """What every result or failure of the form has."""
    out = frozenset(["out"])
    for name in dict.fromkeys([*old, *new]):
        path, values = (part, name), {"owner": entry.id, "role": parts.RESULT.noun, "name": name}
        if name not in new:
            sort = parts.RESULT.sort(parts.REMOVED)
            scene.add(entry.at(path, side="base"), sort(**values).weighing(declared("breaking")))
        elif name not in old:
            scene.add(entry.at(path), parts.RESULT.sort(parts.ADDED)(**values).weighing(declared("addition")))
        else:
            was, now = old[name], new[name]
            found = relation(was.type, now.type, scene.renames.get("types", {}))
            if found != "same":
                sort, told = parts.RESULT.sort(parts.TYPE), {"owner": entry.id, "name": name}
                impact = declared(weight(found, out))  # type: ignore[arg-type]
                scene.add(entry.at(path), sort(old=was.type, new=now.type, **told).weighing(impact))
            if was.optional != now.optional:
                sort = parts.RESULT.sort(parts.ABSENT if now.optional else parts.CERTAIN)
                impact = declared("breaking" if now.optional else "compatible")
                scene.add(entry.at(path), sort(owner=entry.id, name=name).weighing(impact))
            scene.rest(entry, path, was, now, ("type", "optional"))
