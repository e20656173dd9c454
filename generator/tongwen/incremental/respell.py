"""Outputs with other words: each token that says a changed text is made again by its recipe, and nothing else.

Before a token is replaced, it is made of the old words as well and must be what stands in the file: so notes that do
not fit, for whatever reason, are never trusted.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from tongwen.diagnostics import N_
from tongwen.incremental.changes import Change, Files, More, Words
from tongwen.incremental.splice import Patch, Spliced, stands
from tongwen.incremental.store import Entry, Reader
from tongwen.render import notes
from tongwen.render.filters import Filters, filters_for
from tongwen.render.notes import Note
from tongwen.text.hearing import cooked
from tongwen.text.opaque import Text
from tongwen.text.phrase import Catalogue
from tongwen.translation import catalogues, lock

#: Languages that the spec itself holds. Texts in others come from catalogues, by the English that they translate.
_OWN = ("en", "zh")


class Output(NamedTuple):
    """An output with other words."""

    file: Spliced
    #: Where tokens have changed their length, and by how many bytes: all that differs from the notes.
    moved: dict[str, int]
    #: The texts that it says differently.
    texts: tuple[Change, ...]


class Respeller:
    """Finds what says a changed text, and says it anew. Raises `More` where that cannot be done."""

    def __init__(self, project: Path, kept: Reader, files: Iterable[Files]) -> None:
        self._project = project
        self._kept = kept
        self._files = {file.path: file for file in files}
        #: Texts that were asked for, by half of their numbers: as they were, and as they are.
        self._texts: dict[int, tuple[Words, Words]] = {}
        self._filters: dict[tuple[str, tuple[str, ...]], Filters] = {}
        #: Numbers of the English of the texts that have changed.
        self._numbers: dict[Change, int] = {}

    def outputs(self, changes: Iterable[Change]) -> list[Output]:
        """Every output that says one of the texts, in no order, if it is no longer the same."""
        about: dict[int, dict[int, list[Change]]] = defaultdict(dict)
        for change in changes:
            entry = self._kept.entry(str(change.path[0]), str(change.path[1]))
            self._numbers[change] = _number(change, entry)
            self._texts[self._numbers[change] // 2] = change.old, change.new
            for number in entry.outputs:
                about[number].setdefault(self._kept.number(entry), []).append(change)
        made = (self._output(number, entries) for number, entries in about.items())
        return [output for output in made if output is not None]

    def _output(self, number: int, entries: Mapping[int, list[Change]]) -> Output | None:
        path, content, beyond = self._kept.output(number)
        noted = notes.read(content, beyond)
        if not set(noted.prose) <= {*_OWN}:
            raise More(N_("{file} is written in a language of the catalogues"), path)
        moved = dict(self._kept.since.moved.get(path, {}))
        voice = _Voice(noted, self._filters_for(noted), self._text)
        found: dict[int, tuple[bytes, bytes]] = {}
        told: list[Change] = []
        for entry, changes in entries.items():
            numbers = [self._numbers[change] + i for change in changes for i in (0, 1)]
            for note in noted.about(entry, numbers):
                old, new = voice.said(note, False), voice.said(note, True)
                if old != new:
                    found[note.offset] = old.encode(), new.encode()
                    told += changes
        if not found:
            return None
        file = _spliced(path, noted.seal, found, moved)
        if not stands(self._project, file):
            raise More(N_("{file} is not as it was noted"), path)
        moved |= {str(at): moved.get(str(at), 0) + len(new) - len(old) for at, (old, new) in found.items()}
        return Output(file, moved, tuple(dict.fromkeys(told)))

    def _filters_for(self, noted: notes.Reader) -> Filters:
        key = noted.language, noted.prose
        if key not in self._filters:
            self._filters[key] = filters_for(*key, self._catalogue())
        return self._filters[key]

    def _catalogue(self) -> Catalogue:
        return catalogues.load(self._project, _OWN).catalogue

    def _text(self, number: int, new: bool) -> Text:
        """A numbered text as it was, or as it is now."""
        both = self._texts.get(number // 2)
        if both is None:
            entry = self._kept.entry_of(number)
            files = self._files.get(entry.file)
            if files is None:
                old = self._kept.input(entry.file)
                files = self._files[entry.file] = Files(entry.file, old, old)
            sub = entry.paths[(number - entry.first) // 2]
            both = self._texts[number // 2] = files.words(entry.kind, entry.name, lock.steps(sub) if sub else ())
        return Text(both[new][number % 2])


class _Voice(NamedTuple):
    """Makes the tokens of one output."""

    noted: notes.Reader
    filters: Filters
    text: Callable[[int, bool], Text]

    def said(self, note: Note, new: bool) -> str:
        """The token of a note, of the old words or of the new ones."""
        value = cooked(note.recipe, lambda number: self.text(number, new))
        return self.filters[note.filter](value, self.noted.links.__getitem__, *note.arguments)


def _number(change: Change, entry: Entry) -> int:
    """The number of the text's English. Raises `More` if anything was made of what has changed without a note."""
    sub = lock.written(change.path[2:])
    if sub not in entry.paths:
        raise More(N_("{path} has changed in {file}"), change.file, "/".join(map(str, change.path)))
    number = entry.first + 2 * entry.paths.index(sub)
    changed = {number + i for i, (old, new) in enumerate(zip(change.old, change.new, strict=True)) if old != new}
    if changed & {*entry.apart}:
        raise More(N_("{path} is used for more than its own words"), change.file, "/".join(map(str, change.path)))
    return number


def _spliced(path: str, seal: int, found: Mapping[int, tuple[bytes, bytes]], moved: Mapping[str, int]) -> Spliced:
    """The file with other tokens at the places that the notes give, now that some have moved."""
    starts = sorted(map(int, moved))
    shifts = [0, *accumulate(moved[str(at)] for at in starts)]

    def now(at: int) -> int:
        return at + shifts[bisect_left(starts, at)]

    patches = [Patch(now(at), old, new) for at, (old, new) in sorted(found.items())]
    return Spliced(path, patches, now(seal) if seal >= 0 else -1)
