"""What is on disk against what should be: each file's state, found without changing anything."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from tongwen.diagnostics import Diagnostic, Place
from tongwen.render import stamp
from tongwen.write import kinds

State = Literal["unchanged", "missing", "stale", "edited", "in-the-way", "orphaned", "edited-orphan", "foreign"]
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


def digest(content: bytes) -> str:
    """Short name of a content."""
    return hashlib.sha256(content).hexdigest()[:16]


def compare(project: Path, roots: list[str], planned: Mapping[str, bytes], known: Mapping[str, str]) -> Comparison:
    """Compare the planned files with the disk. `known` holds the digests that the last build recorded."""
    found = [d for root in roots for d in _unsafe_root(project, root)]
    if found:
        return Comparison({}, found)
    present = {path: entry for root in roots for path, entry in _files(project, root)}
    states: dict[str, State] = {}
    for path, content in planned.items():
        regular = present[path] if path in present else _lies_there(project / path)
        if path not in present and (problem := _behind(project, path)):
            found.append(problem)
        elif regular is False:
            found.append(_not_regular(project, path))
        else:
            states[path] = _planned_state(project / path, content, known.get(path)) if regular else "missing"
    for path, regular in present.items():
        if path not in planned and regular:
            states[path] = _unplanned_state(project / path, known.get(path))
    return Comparison(states, found)


def report(states: Mapping[str, State]) -> list[Diagnostic]:
    """Drift as diagnostics, one for each file that is not as it should be."""
    return [DRIFT[state].at(Place(path)) for path, state in sorted(states.items()) if state != "unchanged"]


def _planned_state(file: Path, content: bytes, recorded: str | None) -> State:
    old = file.read_bytes()
    if old == content:
        return "unchanged"
    if recorded == digest(old):
        return "stale"
    seal = stamp.state(old)
    if seal == "none":
        return "edited" if recorded or stamp.state(content) == "none" else "in-the-way"
    return "stale" if seal == "intact" else "edited"


def _unplanned_state(file: Path, recorded: str | None) -> State:
    old = file.read_bytes()
    if recorded == digest(old):
        return "orphaned"
    seal = stamp.state(old)
    if seal == "none":
        return "edited-orphan" if recorded else "foreign"
    return "orphaned" if seal == "intact" else "edited-orphan"


def _files(project: Path, root: str) -> Iterator[tuple[str, bool]]:
    """Every entry below an output folder that is not a folder, and whether it is a regular file."""
    for folder, names, files in os.walk(project / root):
        links = [name for name in names if (Path(folder) / name).is_symlink()]
        names[:] = sorted(
            n
            for n in names
            if n not in _LITTER and n not in links and not n.startswith(".") and not n.endswith(".egg-info")
        )
        for name in sorted(files + links):
            path = Path(folder) / name
            yield path.relative_to(project).as_posix(), stat.S_ISREG(path.lstat().st_mode)


def _lies_there(path: Path) -> bool | None:
    """Whether a regular file lies where the walk did not look, or a folder; None: nothing does."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
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


def _behind(project: Path, path: str) -> Diagnostic | None:
    """A folder on the way to a planned file that is a link or no folder."""
    folder = project
    for part in Path(path).parts[:-1]:
        folder = folder / part
        if folder.is_symlink():
            return kinds.LINK.at(Place(path), path=folder.relative_to(project).as_posix())
        if folder.exists() and not folder.is_dir():
            return kinds.NOT_A_FILE.at(Place(path), path=folder.relative_to(project).as_posix())
    return None


def _not_regular(project: Path, path: str) -> Diagnostic:
    kind = kinds.LINK if (project / path).is_symlink() else kinds.NOT_A_FILE
    return kind.at(Place(path), path=path)
