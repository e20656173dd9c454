"""The spec against the record of its translations: which Chinese was made from another English than there is now."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping
from pathlib import Path as FilePath
from typing import NamedTuple

from tongwen.diagnostics import Diagnostic, Path
from tongwen.load.files import Sources
from tongwen.model.base import Localized
from tongwen.model.spec import Document
from tongwen.model.walk import texts
from tongwen.text.grammar import normal
from tongwen.translation import kinds, lock
from tongwen.translation.lock import Lock, Pair

#: Shorter texts occur too often to be recognized elsewhere.
_LONG = 6


class Entry(NamedTuple):
    """A text of the spec: its path, also as one word, and both languages."""

    path: Path
    id: str
    text: Localized


class Translations(NamedTuple):
    """What is stale, and the record as it should be."""

    document: Document
    stale: tuple[Entry, ...]
    #: The content of the record as it follows from the spec; None where the old one cannot be read.
    record: str | None
    found: list[Diagnostic]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every text of the spec. Made when somebody asks: a build needs only the stale ones."""
        return entries(self.document)


def entries(document: Document) -> tuple[Entry, ...]:
    """Every text of the spec, in its order."""
    return tuple(Entry(path, lock.written(path), text) for path, text in texts(document))


def compare(project: FilePath, document: Document, sources: Sources, accept: Collection[str] = ()) -> Translations:
    """Compare a whole spec with its record. Texts whose ids are in `accept` count as up to date."""
    now = {lock.written(path): lock.pair(text) for path, text in texts(document)}
    record = lock.render(now)
    known = lock.read(project, record)
    if known.found:
        return Translations(document, (), None, known.found)
    if known.text is None or known.text == record:
        return Translations(document, (), record, [])
    everything = entries(document)
    good = {*known.pairs.values(), *(now[name] for name in accept if name in now)}
    before = _with_copies(dict(_before(everything, now, known, good)), now)
    stale = tuple(entry for entry in everything if entry.id in before)
    record = lock.render({**now, **{entry.id: before[entry.id] for entry in stale}})
    return Translations(document, stale, record, list(_told(stale, sources)))


def _before(
    everything: tuple[Entry, ...], now: Mapping[str, Pair], known: Lock, good: Container[Pair]
) -> Iterator[tuple[str, Pair]]:
    """The texts whose English alone has changed, and what the record has of them. What is `good` is up to date."""
    left = _left(now, known)
    for entry in everything:
        here = now[entry.id]
        if here in good:  # perhaps under another path: an entry was renamed, or a list has grown
            continue
        then = known.pairs.get(entry.id) or left.get(_likeness(entry.path, here.zh))
        moved = entry.id not in known.pairs
        if then is None or then.zh != here.zh or (moved and len(normal(entry.text.zh)) < _LONG):
            continue
        yield entry.id, then


def _with_copies(before: Mapping[str, Pair], now: Mapping[str, Pair]) -> dict[str, Pair]:
    """Stale texts and whatever says the same now: recorded as it is, it would clear the others in the next build."""
    stale = {now[name]: then for name, then in before.items()}
    return {name: stale[here] for name, here in now.items() if here in stale}


def _left(now: Mapping[str, Pair], known: Lock) -> dict[tuple[str, str, str], Pair]:
    """Records of texts that are no longer there: they may have gone somewhere else."""
    gone = {name: made for name, made in known.pairs.items() if name not in now}
    return {_likeness(lock.steps(name), made.zh): made for name, made in gone.items()}


def _likeness(path: Path, chinese: str) -> tuple[str, str, str]:
    return str(path[0]), str(path[-1]), chinese


def _told(stale: tuple[Entry, ...], sources: Sources) -> Iterator[Diagnostic]:
    for entry in stale:
        english = sources.place((*entry.path, "en"), value=True)
        chinese = sources.place((*entry.path, "zh"), value=True)
        yield kinds.STALE.at(chinese, *([english] if english else []), id=entry.id)
