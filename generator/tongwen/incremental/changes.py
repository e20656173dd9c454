"""What has changed in the files of a spec: a few texts and nothing else, or more than that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import ne
from pathlib import Path
from typing import Any, NamedTuple

from tongwen.diagnostics import N_
from tongwen.load import lines
from tongwen.load.characters import decode
from tongwen.load.files import SpecFile, load_text
from tongwen.report import Reason
from tongwen.text.grammar import references
from tongwen.text.marks import MARKS
from tongwen.text.opaque import Text
from tongwen.translation.lock import Pair, digest

Steps = tuple[str | int, ...]
#: The first line of an entry of several lines.
_HEAD = re.compile(r"  [^ #-].*:")


class More(Exception):
    """More has changed than words: all outputs are made anew."""

    def __init__(self, words: str, file: str = "", path: str = "") -> None:
        super().__init__(words)
        self.reason = Reason(words, file, path)


class Words(NamedTuple):
    """A text in both languages."""

    en: str
    zh: str

    def pair(self) -> Pair:
        """The digests of both, for the record of translations."""
        return Pair(digest(Text(self.en)), digest(Text(self.zh)))


class Change(NamedTuple):
    """A text of the spec that is no longer what it was."""

    file: str
    path: Steps
    old: Words
    new: Words


class Files:
    """A file of the spec as it was built last, and as it is now. Read only as far as it is needed."""

    def __init__(self, path: str, old: str, new: str) -> None:
        self.path, self.old, self.new = path, old, new
        self._whole: tuple[SpecFile, SpecFile] | None = None
        #: Data of the entries that were read alone, before and after: a kind with one entry each.
        self.alone: list[tuple[Any, Any]] = []

    def whole(self) -> tuple[SpecFile, SpecFile]:
        """All of it. Raises `More` if it cannot be read as before."""
        if self._whole is None:
            was, _ = load_text(self.old.encode(), self.path)
            made, found = (was, []) if self.new == self.old else load_text(self.new.encode(), self.path)
            if was is None or made is None or found:
                raise More(N_("{file} cannot be read as before"), self.path)
            self._whole = was, made
        return self._whole

    def words(self, kind: str, name: str, path: Steps) -> tuple[Words, Words]:
        """A text below an entry, as it was and as it is."""
        both = next((both for both in self.alone if name in both[1].get(kind, ())), None)
        both = both or self._same(kind, name)
        old, new = both or (file.data for file in self.whole())
        return Words(**_at(old[kind][name], path)), Words(**_at(new[kind][name], path))

    def _same(self, kind: str, name: str) -> tuple[Any, Any] | None:
        """The data of an entry that is not among those that differ, read without the rest; None if that cannot be."""
        if self._whole is not None:
            return None
        rows = self.old.split("\n")
        for number in [number for number, row in enumerate(rows) if row == f"  {name}:"]:
            data = _read_alone(rows, *_around(rows, number))
            if data is not None and name in data.get(kind, ()):
                self.alone.append((data, data))
                return data, data
        return None


def compared(project: Path, path: str, old: str) -> Files:
    """A file of the spec beside its old content. Raises `More` for one that cannot be read as before."""
    try:
        new, found = decode((project / path).read_bytes(), path)
    except OSError as error:
        raise More(N_("{file} cannot be read as before"), path) from error
    if new is None or found:
        raise More(N_("{file} cannot be read as before"), path)
    return Files(path, old, new)


def changed_lines(files: Files) -> int:
    """How many lines differ, where there are as many as before."""
    old, new = files.old.split("\n"), files.new.split("\n")
    return sum(map(ne, old, new)) if len(old) == len(new) else 0


def changes(files: Files) -> Iterator[Change]:
    """The texts that differ. Raises `More` if anything else does, or a text may change more than its own words."""
    path = files.path
    entries = _entries_that_differ(files)
    if entries is None:
        was, made = files.whole()
        if was.lines != made.lines:
            raise More(N_("the entries of {file} have moved"), path)
    files.alone = entries or []
    for one, other in files.alone if entries is not None else [(was.data, made.data)]:
        for steps in _differing(one, other, ()):
            old, new = _words(one, steps), _words(other, steps)
            change = Change(path, steps, old, new) if old and new else None
            if change is None or not _only_words(change):
                raise More(N_("{path} has changed in {file}"), path, "/".join(map(str, steps)))
            yield change


def _entries_that_differ(files: Files) -> list[tuple[Any, Any]] | None:
    """The data of entries in which lines differ, read without the rest; None if the files must be read whole.

    The old file is known to be good. Where the new one has as many lines, and each that differs is in an entry that is
    read as one and the same before and after, what is around it is the same as well.
    """
    old, new = files.old.split("\n"), files.new.split("\n")
    if len(old) != len(new):
        return None
    found: dict[int, tuple[Any, Any]] = {}
    for number, (one, other) in enumerate(zip(old, new, strict=True)):
        if one != other:
            start, end = _around(old, number)
            if (start, end) != _around(new, number):
                return None
            if start not in found:
                before, after = _read_alone(old, start, end), _read_alone(new, start, end)
                if before is None or after is None:
                    return None
                found[start] = before, after
    return [*found.values()]


def _around(rows: list[str], number: int) -> tuple[int, int]:
    """The first line of the entry that a line belongs to, and the first one after it."""
    start = number
    while start >= 0 and not _begins(rows[start]):
        start -= 1
    end = number + 1
    while end < len(rows) and not _begins(rows[end]):
        end += 1
    return start, end


def _begins(row: str) -> bool:
    """Whether an entry or a kind begins here, in a file that is indented by two blanks."""
    return row[:3].strip() != "" and row.lstrip()[0] != "#"


def _read_alone(rows: list[str], start: int, end: int) -> Any:
    """An entry under its kind, read by itself; None for what is not plainly one."""
    if start < 0 or not _HEAD.fullmatch(rows[start]):
        return None
    kind = next((row for row in reversed(rows[:start]) if row and row[0] not in " #"), "")
    made = lines.read("\n".join([kind, *rows[start:end], ""]))
    return made.data if made is not None and len(made.lines) == 1 else None


def _differing(old: Any, new: Any, path: Steps) -> Iterator[Steps]:
    """Paths of what differs: of a text in both languages its own, of anything else that of the collection around it."""
    if old == new and type(old) is type(new):
        return
    if isinstance(old, dict) and isinstance(new, dict) and list(old) == list(new) and not _is_text(new):
        for key in old:
            yield from _differing(old[key], new[key], (*path, key))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for number, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from _differing(one, other, (*path, number))
    else:
        yield path


def _is_text(value: dict[str, Any]) -> bool:
    return set(value) == {"en", "zh"} and all(type(words) is str for words in value.values())


def _at(data: Any, path: Steps) -> Any:
    for step in path:
        data = data[int(step) if isinstance(data, list) else step]
    return data


def _words(data: Any, path: Steps) -> Words | None:
    """The text at a path; None for anything else."""
    data = _at(data, path)
    return Words(**data) if isinstance(data, dict) and _is_text(data) else None


def _only_words(change: Change) -> bool:
    """Nothing but the words of this text can follow from the change: no check complains, no link comes or goes.

    And its translation counts as made of it: where the English alone has changed, the pages say that they lag behind.
    """
    for language in ("en", "zh"):
        old, new = getattr(change.old, language), getattr(change.new, language)
        unwritten = new.lstrip().startswith(MARKS[language])
        if not new.strip() or unwritten or references(Text(old)) != references(Text(new)):
            return False
    old_pair, new_pair = change.old.pair(), change.new.pair()
    return old_pair.en == new_pair.en or old_pair.zh != new_pair.zh
