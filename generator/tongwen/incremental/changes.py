"""What has changed in the files of a spec: a few texts and nothing else, or more than that."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tongwen.diagnostics import N_
from tongwen.load.files import SpecFile, load, load_text
from tongwen.report import Reason
from tongwen.text.grammar import references
from tongwen.text.marks import MARKS
from tongwen.text.opaque import Text
from tongwen.translation.lock import Pair, digest

Steps = tuple[str | int, ...]


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


class Files(NamedTuple):
    """A file of the spec as it was built last, and as it is now."""

    old: SpecFile
    new: SpecFile


def compared(project: Path, path: str, old: str) -> Files:
    """A file of the spec beside its old content. Raises `More` for one that cannot be read as before."""
    was, _ = load_text(old.encode(), path)
    made, found = load(project, path)
    if was is None or made is None or found:
        raise More(N_("{file} cannot be read as before"), path)
    return Files(was, made)


def unchanged(path: str, old: str) -> Files:
    """A file of the spec that is as it was."""
    was, _ = load_text(old.encode(), path)
    if was is None:
        raise More(N_("{file} cannot be read as before"), path)
    return Files(was, was)


def changes(files: Files) -> Iterator[Change]:
    """The texts that differ. Raises `More` if anything else does, or a text may change more than its own words."""
    path = files.new.path
    if files.old.lines != files.new.lines:
        raise More(N_("the entries of {file} have moved"), path)
    for steps in _differing(files.old.data, files.new.data, ()):
        old, new = _words(files.old.data, steps), _words(files.new.data, steps)
        change = Change(path, steps, old, new) if old and new else None
        if change is None or not _only_words(change):
            raise More(N_("{path} has changed in {file}"), path, "/".join(map(str, steps)))
        yield change


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


def _words(data: Any, path: Steps) -> Words | None:
    """The text at a path; None for anything else."""
    for step in path:
        data = data[step]
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
