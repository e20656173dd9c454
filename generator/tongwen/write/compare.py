"""What is on disk against what should be: each file's state, found without changing anything."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from tongwen.diagnostics import Diagnostic, Place
from tongwen.render import stamp
from tongwen.render.stamp import Content
from tongwen.report import State
from tongwen.write import kinds
from tongwen.write.shelf import DIGEST

#: Folders that tools leave behind; they are nobody's output.
_LITTER = {"__pycache__", "node_modules", "dist", "build", "out"}

DRIFT = {
    "stale": kinds.STALE,
    "missing": kinds.MISSING,
    "edited": kinds.EDITED,
    "in-the-way": kinds.IN_THE_WAY,
    "orphaned": kinds.ORPHANED,
    "edited-orphan": kinds.EDITED_ORPHAN,
    "foreign": kinds.FOREIGN,
}


class Comparison(NamedTuple):
    """The state of every file that is planned or present, by path; and what makes comparing impossible."""

    states: dict[str, State]
    found: list[Diagnostic]


def digest(content: Content) -> str:
    """Short name of a content."""
    return hashlib.sha256(content).hexdigest()[:DIGEST]


def name(made: Content) -> str:
    """What the record holds of a content that was just made: the digest in its seal, or its own."""
    return stamp.sealed_as(made) or digest(made)


class Disk:
    """What lies in the output folders of a project, looked at once. `known` holds the digests that were recorded."""

    def __init__(self, project: Path, roots: Iterable[str], known: Mapping[str, str]) -> None:
        self._project = project
        self._home = str(project)
        self._known = known
        self._roots = tuple(roots)
        #: What makes comparing impossible.
        self.found = [d for root in roots for d in _unsafe_root(project, root)]
        #: Path of everything below these folders that is no folder, and whether it is a regular file.
        self._present = {} if self.found else {path: file for root in roots for path, file in _files(project, root)}
        #: Folders that are no links, nor lead through any, and whether they are there at all.
        self._folders = {"": True}

    def state(self, path: str, content: Content) -> State | Diagnostic:
        """The state of a planned file, or what stands in its way."""
        file = f"{self._home}/{path}"
        if path in self._present:
            regular: bool | None = self._present[path]
        else:
            folder = path.rpartition("/")[0]
            if problem := self._behind(folder, path):
                return problem
            regular = _lies_there(file) if self._folders[folder] else None
        if regular is False:
            return _not_regular(self._project, path)
        return _planned_state(file, content, self._known.get(path)) if regular else "missing"

    def _behind(self, folder: str, path: str) -> Diagnostic | None:
        """A folder on the way to a planned file that is a link or no folder. Each is looked at once."""
        if folder in self._folders:
            return None
        problem = self._behind(folder.rpartition("/")[0], path) or _in_the_way(self._project, folder, path)
        if problem is None:
            self._folders[folder] = os.path.isdir(f"{self._home}/{folder}")
        return problem

    def unplanned(self, planned: Container[str]) -> dict[str, State]:
        """The states of the files that nobody has planned."""
        return {
            path: _unplanned_state(f"{self._home}/{path}", self._known.get(path))
            for path, regular in self._present.items()
            if regular and path not in planned
        }

    def strangers(self, planned: Iterable[str]) -> Iterator[str]:
        """As it lies there now, what no output is: files that nobody has planned, and folders without planned ones."""
        files = {*planned}
        folders = {path.rpartition("/")[0] for path in files}
        for folder, entries in chain.from_iterable(_walked(self._project, root) for root in self._roots):
            if folder not in folders:
                yield folder
            yield from (path for entry in entries if (path := f"{folder}/{entry.name}") not in files)


def compare(project: Path, roots: list[str], planned: Mapping[str, bytes], known: Mapping[str, str]) -> Comparison:
    """Compare planned files with the disk."""
    disk = Disk(project, roots, known)
    if disk.found:
        return Comparison({}, disk.found)
    found = []
    states: dict[str, State] = {}
    for path, content in planned.items():
        state = disk.state(path, content)
        if isinstance(state, Diagnostic):
            found.append(state)
        else:
            states[path] = state
    return Comparison(states | disk.unplanned(planned), found)


def report(states: Mapping[str, State]) -> list[Diagnostic]:
    """Drift as diagnostics, one for each file that is not as it should be."""
    return [DRIFT[state].at(Place(path)) for path, state in sorted(states.items()) if state != "unchanged"]


def _planned_state(file: str, content: Content, recorded: str | None) -> State:
    old = _content(file)
    if old == content:
        return "unchanged"
    seal = stamp.state(old)
    if seal == "intact" or recorded == digest(old):
        return "stale"
    if seal == "none" and not recorded and stamp.state(content) != "none":
        return "in-the-way"
    return "edited"


def _unplanned_state(file: str, recorded: str | None) -> State:
    old = _content(file)
    seal = stamp.state(old)
    if seal == "intact" or recorded == digest(old):
        return "orphaned"
    return "foreign" if seal == "none" and not recorded else "edited-orphan"


def _content(file: str) -> bytes:
    with open(file, "rb", buffering=0) as stream:
        return stream.read()


def _files(project: Path, root: str) -> Iterator[tuple[str, bool]]:
    """Every entry below an output folder that is not a folder, and whether it is a regular file."""
    for folder, entries in _walked(project, root):
        for entry in entries:
            yield f"{folder}/{entry.name}", entry.is_file(follow_symlinks=False)


def _walked(project: Path, root: str) -> Iterator[tuple[str, list[os.DirEntry[str]]]]:
    """An output folder and all below it, but for what tools leave behind; each with its entries that are no folders."""
    try:
        entries = sorted(os.scandir(project / root), key=lambda entry: entry.name)
    except OSError:
        return
    folders: list[os.DirEntry[str]] = []
    files: list[os.DirEntry[str]] = []
    for entry in entries:
        (folders if entry.is_dir(follow_symlinks=False) else files).append(entry)
    yield root, files
    for entry in folders:
        if entry.name not in _LITTER and not entry.name.startswith(".") and not entry.name.endswith(".egg-info"):
            yield from _walked(project, f"{root}/{entry.name}")


def _lies_there(path: str) -> bool | None:
    """Whether a regular file lies where the walk did not look, or a folder; None: nothing does."""
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except OSError:
        return None


def _unsafe_root(project: Path, root: str) -> Iterator[Diagnostic]:
    """An output folder outside the project, or reached through a link."""
    where = Place("spec/tongwen.yaml")
    real = project.resolve()
    if not (project / root).resolve().is_relative_to(real):
        inside = Path(os.path.abspath(project / root)).is_relative_to(os.path.abspath(project))
        yield (kinds.LINK if inside else kinds.OUTSIDE).at(where, path=root)
        return
    folder = project
    for part in Path(root).parts:
        folder = folder / part
        if folder.is_symlink():
            yield kinds.LINK.at(where, path=folder.relative_to(project).as_posix())
            return
        if folder.exists() and not folder.is_dir():
            yield kinds.NOT_A_FILE.at(where, path=folder.relative_to(project).as_posix())
            return


def _in_the_way(project: Path, path: str, wanted: str) -> Diagnostic | None:
    """What is a link or no folder where a planned file needs a folder."""
    folder = project / path
    if folder.is_symlink():
        return kinds.LINK.at(Place(wanted), path=path)
    if folder.exists() and not folder.is_dir():
        return kinds.NOT_A_FILE.at(Place(wanted), path=path)
    return None


def _not_regular(project: Path, path: str) -> Diagnostic:
    kind = kinds.LINK if (project / path).is_symlink() else kinds.NOT_A_FILE
    return kind.at(Place(path), path=path)
