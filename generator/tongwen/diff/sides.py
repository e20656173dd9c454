"""The two sides of a comparison: revisions, folders, wheels, the work tree."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Literal, NamedTuple

from tongwen.checks.links import TEXT_NOWHERE
from tongwen.diagnostics import N_, Diagnostic, Place, Words
from tongwen.diff import kinds, wheel
from tongwen.diff.git import Repository
from tongwen.load.files import Loaded, Sources, load_files, load_many
from tongwen.load.kinds import NOT_NFC
from tongwen.load.project import MANIFEST
from tongwen.model.kinds import EMPTY_TEXT
from tongwen.model.spec import Document
from tongwen.pipeline import Checked, checked

Kind = Literal["revision", "folder", "wheel", "work tree"]
#: Between two revisions.
_DOTS = re.compile(r"\.{2,3}")
#: Errors of these families say that a file or an entry is not what it seems, or that the table has holes.
_FATAL = re.compile("TW[1-4]")
#: Except these, which are about prose alone.
_PROSE = (TEXT_NOWHERE.code, EMPTY_TEXT.code, NOT_NFC.code)


_TREE = Words(N_("your files"))


class Side(NamedTuple):
    """A spec to compare. `prefix` stands before the paths of its files where they are not those of the work tree."""

    name: str
    kind: Kind
    prefix: str
    document: Document
    sources: Sources

    def place(self, path: tuple[str | int, ...]) -> Place | None:
        """Where an entry stands."""
        found = self.sources.place(path)
        return found._replace(file=self.prefix + found.file) if found and path else None

    @property
    def release(self) -> str:
        """Version of the spec."""
        return self.document.tongwen.release if self.document.tongwen else ""


class Raw(NamedTuple):
    """Files of a side that were found, and not looked into yet."""

    name: str
    kind: Kind
    prefix: str
    loaded: Loaded


class Sides(NamedTuple):
    """Both sides, or everything that keeps them from being compared."""

    base: Side | None
    head: Side | None
    found: list[Diagnostic]


def sides(base: str, head: str | None, home: Path) -> Sides:
    """Find and read both sides. `home` is the project, or a folder where there is none; no `head`: its work tree.

    `A...` and `A...B` begin at the common ancestor, as a pull request does; `A..B` is `A` and `B`.
    """
    finder = _Finder(home)
    one, dots, other = _range(base, head)
    raw = finder.ancestor(one, other or "HEAD") if dots == "..." else finder.find(one)
    bare = finder.find(other) if other else _tree(home)
    read = [_read(side) if isinstance(side, Raw) else [side] for side in (raw, bare)]
    good = [side if isinstance(side, Side) else None for side in read]
    return Sides(good[0], good[1], [d for side in read if not isinstance(side, Side) for d in side])


def _is_path(name: str) -> bool:
    """Whether it can only be a path."""
    return name.endswith(".whl") or name.startswith((".", "/", "~")) or Path(name).is_absolute()


def _range(base: str, head: str | None) -> tuple[str, str, str | None]:
    """Where it begins, the dots, where it ends. No name of a revision holds two dots."""
    found = None if _is_path(base) or os.path.exists(base) else _DOTS.search(base)
    if found is None or (head is not None and found.end() < len(base)):
        return base, "", head
    return base[: found.start()], found[0], base[found.end() :] or head


class _Finder:
    """Looks a name up: first as a wheel, then as a revision, then as a folder. `./name` is never a revision."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._repository: Repository | Diagnostic | None = None

    def repository(self, name: str) -> Repository | Diagnostic:
        """The repository of the project, asked for only when a revision is wanted."""
        if self._repository is None:
            self._repository = Repository.around(self._home, name)
        return self._repository

    def find(self, name: str) -> Raw | Diagnostic:
        """The side that a name means."""
        path = Path(name)
        if _is_path(name):
            return self._path(name, path)
        repository = self.repository(name)
        if isinstance(repository, Repository) and (commit := repository.commit(name)):
            return self._revision(repository, name, commit)
        if os.path.exists(name):
            return self._path(name, path)
        return repository if isinstance(repository, Diagnostic) else _unknown(repository, name)

    def ancestor(self, one: str, other: str) -> Raw | Diagnostic:
        """The revision that two others come from."""
        repository = self.repository(one)
        if isinstance(repository, Diagnostic):
            return repository
        commits = [repository.commit(name) for name in (one, other)]
        for name, commit in zip((one, other), commits, strict=True):
            if commit is None:
                return _unknown(repository, name)
        found = repository.ancestor(commits[0] or "", commits[1] or "")
        if found is None:
            return kinds.NO_ANCESTOR.at(None, one=one, other=other)
        return self._revision(repository, found[:10], found)

    def _revision(self, repository: Repository, name: str, commit: str) -> Raw | Diagnostic:
        files = repository.files(commit, name)
        return files if isinstance(files, Diagnostic) else _raw(name, "revision", files)

    def _path(self, name: str, path: Path) -> Raw | Diagnostic:
        if os.path.isdir(path):
            prefix = f"{path.as_posix()}/"
            if not os.path.isfile(path / MANIFEST):
                return kinds.NO_SPEC.at(None, side=name, path=MANIFEST)
            return Raw(name, "folder", prefix, load_files(path))
        if not os.path.exists(path):
            return kinds.UNKNOWN_REVISION.at(None, name=name)
        files = wheel.files(path)
        return files if isinstance(files, Diagnostic) else _raw(name, "wheel", files)


def _unknown(repository: Repository, name: str) -> Diagnostic:
    """A fresh clone has one branch of its own; the others are known as those of the remote."""
    near = f"origin/{name}"
    if repository.commit(near):
        return kinds.ON_REMOTE.at(None, name=name, near=near)
    return kinds.UNKNOWN_REVISION.at(None, name=name)


def _raw(name: str, kind: Kind, files: list[tuple[str, bytes]]) -> Raw | Diagnostic:
    if not any(path == MANIFEST for path, _ in files):
        return kinds.NO_SPEC.at(None, side=name, path=(wheel.INSIDE if kind == "wheel" else "") + MANIFEST)
    return Raw(name, kind, f"{name}:", load_many(files))


def _tree(home: Path) -> Raw | Diagnostic:
    """The project as it lies on the disk."""
    if not os.path.isfile(home / MANIFEST):
        return kinds.NO_SPEC.at(None, side=str(home), path=MANIFEST)
    return Raw("work tree", "work tree", "", load_files(home))


def _read(raw: Raw) -> Side | list[Diagnostic]:
    """Model and check a side. Findings that leave the meaning of the spec in doubt keep it from being compared."""
    spec: Checked = checked(raw.loaded)
    fatal = [d for d in spec.found if d.severity == "error" and _FATAL.match(d.code) and d.code not in _PROSE]
    if not fatal:
        return Side(raw.name, raw.kind, raw.prefix, spec.document, spec.sources)
    return [
        kinds.BROKEN.at(None, side=_TREE if raw.kind == "work tree" else raw.name, count=len(fatal)),
        *(_moved(d, raw.prefix) for d in fatal),
    ]


def _moved(found: Diagnostic, prefix: str) -> Diagnostic:
    """A finding with places that say in which revision, folder or wheel they are."""
    related = tuple(place._replace(file=prefix + place.file) for place in found.related)
    place = found.place._replace(file=prefix + found.place.file) if found.place else None
    return found._replace(place=place, related=related)
