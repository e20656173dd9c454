"""Errors: what they are called, which are more general, and the words and numbers that lead to them."""

from __future__ import annotations

from collections.abc import Mapping

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
    "error-no-longer-scoped", behaves("compatible"), Phrase("Not every call that needs a scope can fail with {name} now")
)
NUMBER = Sort("error-number-added", everywhere("addition"), Phrase("The number {number} now means {name}"))
NO_NUMBER = Sort("error-number-removed", everywhere("breaking"), Phrase("The number {number} no longer means {name}"))
MESSAGE = Sort("error-message-added", everywhere("addition"), Phrase("{name} has one more message: {message}"))
NO_MESSAGE = Sort("error-message-removed", everywhere("breaking"), Phrase("{name} no longer has the message {message}"))
MOVED = Sort(
    "error-message-moved", everywhere("breaking"), Phrase("The message {message} meant {old}, and now means {name}")
)
ELSEWHERE = Sort(
    "error-message-changed",
    Impact("compatible", "compatible", "breaking"),
    Phrase("{name}: where the message {message} is printed, or the number that comes with it, has changed"),
)


def compare(scene: Scene) -> None:
    """All errors that both specs have."""
    homes = {_key(scene, message): name for name, entry in scene.head.errors.items() for message in entry.messages}
    old_homes = {
        _key(scene, message): scene.now("errors", name)
        for name, entry in scene.base.errors.items()
        for message in entry.messages
    }
    for name, old, new in scene.pairs("errors"):
        _error(scene, Entry("errors", name, scene.profiles), old, new, homes, old_homes)


def _key(scene: Scene, message: Message) -> tuple[str, ...]:
    """The words, and the calls that print them where they are not everybody's."""
    return (message.pattern, *sorted(scene.named(("apis", "components"), name) for name in message.apis))


def _error(
    scene: Scene,
    entry: Entry,
    old: Error,
    new: Error,
    homes: Mapping[tuple[str, ...], str],
    old_homes: Mapping[tuple[str, ...], str],
) -> None:
    parent = scene.now("errors", old.parent) if old.parent else None
    if parent != new.parent:
        shown = [name or Phrase("nothing") for name in (parent, new.parent)]
        scene.add(PARENT, entry, ("parent",), what=entry.id, name=entry.id, old=shown[0], new=shown[1])
    if old.scoped != new.scoped:
        scene.add(SCOPED if new.scoped else NOT_SCOPED, entry, ("scoped",), what=entry.id, name=entry.id)
    for number in [number for number in old.errno if number not in new.errno]:
        scene.add(NO_NUMBER, entry, ("errno",), what=f"{entry.id}/{number}", name=entry.id, number=str(number))
    for number in [number for number in new.errno if number not in old.errno]:
        scene.add(NUMBER, entry, ("errno",), what=f"{entry.id}/{number}", name=entry.id, number=str(number))
    _messages(scene, entry, old, new, homes, old_homes)
    scene.rest(entry, (), old, new, ("parent", "scoped", "errno", "messages"))


def _messages(
    scene: Scene,
    entry: Entry,
    old: Error,
    new: Error,
    homes: Mapping[tuple[str, ...], str],
    old_homes: Mapping[tuple[str, ...], str],
) -> None:
    had = {_key(scene, message): message for message in old.messages}
    has = {_key(scene, message): (i, message) for i, message in enumerate(new.messages)}
    by_pattern = {message.pattern: key for key, (_, message) in has.items() if key not in had}
    for key, message in had.items():
        now = by_pattern.get(message.pattern) if key not in has else key
        if now in has:
            _common(scene, entry, has[now], message)
            by_pattern.pop(message.pattern, None)
        elif homes.get(key, entry.id) == entry.id:  # else the other error tells of it
            values = {"name": entry.id, "message": message.pattern}
            scene.add(NO_MESSAGE, entry, ("messages",), what=_what(entry, message), **values)
    come = {key for key in has if key not in had and (has[key][1].pattern not in {m.pattern for m in old.messages})}
    for key, (i, message) in has.items():
        if key in come or (key not in had and by_pattern.get(message.pattern) == key):
            before = old_homes.get(key, entry.id)
            values = {"name": entry.id, "message": message.pattern}
            moved = {"old": before} if before != entry.id else {}
            sort = MOVED if moved else MESSAGE
            scene.add(sort, entry, ("messages", i), what=_what(entry, message), **values, **moved)


def _what(entry: Entry, message: Message) -> str:
    """The message as part of an id, which has no blanks."""
    return f"{entry.id}/{'-'.join(message.pattern.split())}"


def _common(scene: Scene, entry: Entry, new: tuple[int, Message], old: Message) -> None:
    i, message = new
    before = (sorted(old.platforms), old.errno, old.code, sorted(scene.named(("apis", "components"), a) for a in old.apis))
    platforms = sorted(scene.now("platforms", name) for name in old.platforms)
    after = (sorted(message.platforms), message.errno, message.code, sorted(message.apis))
    if (platforms, *before[1:]) != after:
        wider = before[1:3] == after[1:3] and _wider(platforms, message.platforms) and _wider(before[3], message.apis)
        impact = Impact("compatible", "compatible", "addition") if wider else None
        values = {"name": entry.id, "message": message.pattern}
        scene.add(ELSEWHERE, entry, ("messages", i), what=_what(entry, message), impact=impact, **values)
    scene.rest(entry, ("messages", i), old, message, ("pattern", "platforms", "apis", "errno", "code"))


def _wider(old: list[str], new: list[str]) -> bool:
    """Whether a limit was loosened; an empty list is no limit."""
    return not new or (bool(old) and set(old) <= set(new))
