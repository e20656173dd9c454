"""Errors: what they are called, which are more general, and the words and numbers that lead to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tongwen.diff.changes import Entry, Impact, Sort, behaves, everywhere
from tongwen.diff.scene import Scene
from tongwen.model.behaviour import Error, Message
from tongwen.text.phrase import Phrase

PARENT = Sort(
    "error-parent-changed",
    Impact("breaking", "breaking", "compatible"),
    Phrase("{name} was a case of {old}, and is now one of {new}"),
)
SCOPED = Sort("error-scoped", behaves("compatible"), Phrase("Every call that needs a scope can now fail with {name}"))
NOT_SCOPED = Sort(
    "error-no-longer-scoped",
    behaves("compatible"),
    Phrase("Not every call that needs a scope can fail with {name} now"),
)
NUMBER = Sort("error-number-added", everywhere("addition"), Phrase("The number {number} now means {name}"))
NO_NUMBER = Sort("error-number-removed", everywhere("breaking"), Phrase("The number {number} no longer means {name}"))
MESSAGE = Sort("error-message-added", everywhere("addition"), Phrase("{name} has one more message: {printed}"))
NO_MESSAGE = Sort("error-message-removed", everywhere("breaking"), Phrase("{name} no longer has the message {printed}"))
MOVED = Sort(
    "error-message-moved", everywhere("breaking"), Phrase("The message {printed} meant {old}, and now means {name}")
)
ELSEWHERE = Sort(
    "error-message-changed",
    Impact("compatible", "compatible", "breaking"),
    Phrase("{name}: where the message {printed} is printed, or the number that comes with it, has changed"),
)


Key = tuple[str, ...]


class Homes(NamedTuple):
    """Which error each message belonged to, and belongs to now."""

    before: Mapping[Key, str]
    after: Mapping[Key, str]


def compare(scene: Scene) -> None:
    """All errors that both specs have."""
    old_names = {name: scene.now("errors", name) for name in scene.base.errors}
    homes = Homes(
        {_key(scene, m): old_names[name] for name, entry in scene.base.errors.items() for m in entry.messages},
        {_key(scene, m): name for name, entry in scene.head.errors.items() for m in entry.messages},
    )
    for name, old, new in scene.pairs("errors"):
        _error(scene, Entry("errors", name, scene.profiles), old, new, homes)


def _key(scene: Scene, message: Message) -> Key:
    """The words, and the calls that print them where they are not everybody's."""
    return (message.pattern, *sorted(scene.named(("apis", "components"), name) for name in message.apis))


def _error(scene: Scene, entry: Entry, old: Error, new: Error, homes: Homes) -> None:
    parent = scene.now("errors", old.parent) if old.parent else None
    if parent != new.parent:
        shown = [name or Phrase("—") for name in (parent, new.parent)]
        scene.add(entry.at(("parent",), what=entry.id), PARENT(name=entry.id, old=shown[0], new=shown[1]))
    if old.scoped != new.scoped:
        scene.add(entry.at(("scoped",), what=entry.id), (SCOPED if new.scoped else NOT_SCOPED)(name=entry.id))
    for number in [number for number in old.errno if number not in new.errno]:
        scene.add(entry.at(("errno",), what=f"{entry.id}/{number}"), NO_NUMBER(name=entry.id, number=str(number)))
    for number in [number for number in new.errno if number not in old.errno]:
        scene.add(entry.at(("errno",), what=f"{entry.id}/{number}"), NUMBER(name=entry.id, number=str(number)))
    _messages(scene, entry, old, new, homes)
    scene.rest(entry, (), old, new, ("parent", "scoped", "errno", "messages"))


def _messages(scene: Scene, entry: Entry, old: Error, new: Error, homes: Homes) -> None:
    """Messages are the same if words and calls are; or if their words are, and these are printed here only once."""
    had = {_key(scene, message): message for message in old.messages}
    has = {_key(scene, message): i for i, message in enumerate(new.messages)}
    come = {new.messages[i].pattern: key for key, i in has.items() if key not in had}
    for key, message in had.items():
        found = key if key in has else come.pop(message.pattern, None)
        if found is not None:
            _common(scene, entry, has[found], message, new.messages[has[found]])
        elif homes.after.get(key, entry.id) == entry.id:  # else the other error tells of it
            told = NO_MESSAGE(name=entry.id, printed=message.pattern)
            scene.add(entry.at(("messages",), _what(entry, message)), told)
    for key in come.values():
        message, before = new.messages[has[key]], homes.before.get(key, entry.id)
        values = {"name": entry.id, "printed": message.pattern}
        told = MESSAGE(**values) if before == entry.id else MOVED(**values, old=before)
        scene.add(entry.at(("messages", has[key]), _what(entry, message)), told)


def _what(entry: Entry, message: Message) -> str:
    """The message as part of an id, which has no blanks."""
    return f"{entry.id}/{'-'.join(message.pattern.split())}"


def _common(scene: Scene, entry: Entry, place: int, old: Message, new: Message) -> None:
    platforms = sorted(scene.now("platforms", name) for name in old.platforms)
    calls = sorted(scene.named(("apis", "components"), name) for name in old.apis)
    same_number = (old.errno, old.code) == (new.errno, new.code)
    if (platforms, calls) != (sorted(new.platforms), sorted(new.apis)) or not same_number:
        wider = same_number and _wider(platforms, new.platforms) and _wider(calls, new.apis)
        told = ELSEWHERE(name=entry.id, printed=old.pattern)
        spot = entry.at(("messages", place), _what(entry, old))
        scene.add(spot, told.weighing(Impact("compatible", "compatible", "addition")) if wider else told)
    scene.rest(entry, ("messages", place), old, new, ("pattern", "platforms", "apis", "errno", "code"))


def _wider(old: list[str], new: list[str]) -> bool:
    """Whether a limit was loosened; an empty list is no limit."""
    return not new or (bool(old) and set(old) <= set(new))
