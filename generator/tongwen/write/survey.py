"""Before a change is decided: that all of it is staged, that it can be done, and what lies where it will go."""

from __future__ import annotations

import errno
import os
import stat
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager

from tongwen.write.folder import Folder
from tongwen.write.journal import Journal, Sight, must_be_inside


def survey(home: Folder, stage: Folder | None, write: Collection[str], remove: Collection[str]) -> Journal:
    """The journal of a change. What is staged and not to be written is dropped.

    Raises `OSError` if a file is not staged, or cannot be moved to its place or removed.
    """
    for path in (*write, *remove):
        must_be_inside(path)
    look = _Survey(set(write))
    if stage is not None:
        look.walk(stage, home, "")
    for path in write:
        if path not in look.found:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), os.path.join(home.path, path))
    gone: dict[str, Sight] = {}
    for parent, names in by_folder(remove).items():
        with reached(home, parent) as folder:
            if folder is not None:
                _must_be_open(folder)
                gone |= {parent + name: sight_of(folder.look(name)) for name in names}
    return Journal(look.found, gone)


def keep_only(stage: Folder, wanted: Collection[str]) -> None:
    """Drop what is staged and not wanted."""
    _Survey(set(wanted)).walk(stage, None, "")


def sight_of(info: os.stat_result | None) -> Sight:
    """What is remembered of a file, to tell whether somebody changed it."""
    if info is None:
        return None
    return (info.st_size if stat.S_ISREG(info.st_mode) else -1, info.st_mtime_ns)


def by_folder(paths: Collection[str]) -> Mapping[str, list[str]]:
    """Names by the folder that they are in, which ends in a slash or is empty."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        parent, slash, name = path.rpartition("/")
        found[parent + slash].append(name)
    return found


@contextmanager
def reached(home: Folder, path: str) -> Iterator[Folder | None]:
    """The folder at a path below another; None if it is not there. Raises `OSError` for links on the way."""
    with ExitStack() as opened:
        folder: Folder | None = home
        for name in filter(None, path.split("/")):
            folder = folder.enter(name) if folder is not None else None
            if folder is not None:
                opened.enter_context(folder)
        yield folder


class _Survey:
    """What is staged, and what lies in its place."""

    def __init__(self, wanted: set[str]) -> None:
        self._wanted = wanted
        self.found: dict[str, Sight] = {}

    def walk(self, stage: Folder, target: Folder | None, prefix: str) -> bool:
        """Look at a folder. `target` is where it goes, None if there is no such folder. Whether anything is kept."""
        keeps = changes = False
        for entry in stage.entries():
            path = prefix + entry.name
            if entry.is_folder:
                kept, is_new = self._walk_into(stage, target, entry.name, prefix)
                changes |= kept and is_new
            elif kept := entry.is_file and path in self._wanted:
                self.found[path] = sight_of(target.look(entry.name)) if target is not None else None
                changes = True
            else:
                stage.unlink(entry.name)
            keeps |= kept
        if changes and target is not None:
            _must_be_open(target)
        return keeps

    def _walk_into(self, stage: Folder, target: Folder | None, name: str, prefix: str) -> tuple[bool, bool]:
        """Look at a folder in it. Whether anything is kept, and whether the folder is new where it goes."""
        with ExitStack() as opened:
            inner = target.enter(name) if target is not None else None
            if inner is not None:
                opened.enter_context(inner)
            kept = self.walk(opened.enter_context(stage.make(name)), inner, f"{prefix}{name}/")
        if not kept:
            stage.drop(name)
        return kept, inner is None


def _must_be_open(folder: Folder) -> None:
    """Fail before the change is decided, not after it, where a folder cannot take files."""
    if not folder.may_change():
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), folder.path)
