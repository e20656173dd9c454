"""Changing many files as if at once: stage, sync, journal, swap. A kill is finished or undone the next time."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

STATE = ".tongwen"
_STAGE = "stage"
_JOURNAL = "journal.json"
#: Permissions of what a build writes, whatever the mask.
MODE = 0o644


class Busy(Exception):
    """Another build holds the lock."""


@contextmanager
def locked(project: Path) -> Iterator[None]:
    """Hold the project's lock. The lock dies with the process, so that a crash leaves none behind."""
    folder = state_folder(project)
    with open(folder / "lock", "wb") as lock:
        try:
            import fcntl
        except ImportError:  # pragma: no cover - Windows has no flock; two builds at once are not guarded there
            yield
            return
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Busy from error
        yield


def state_folder(project: Path) -> Path:
    """The folder for the record, the lock and staged files, made when needed and ignored by git."""
    folder = project / STATE
    folder.mkdir(exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")
    return folder


def recover(project: Path) -> bool:
    """Finish what a killed build had decided, or clear away what it had not. True if there was anything."""
    folder = project / STATE
    stage, journal = folder / _STAGE, folder / _JOURNAL
    if journal.exists():
        write, remove = _decided(journal)
        _carry_out(project, stage, write, remove)
        _finish(project)
        return True
    if stage.exists():
        shutil.rmtree(stage)
        return True
    return False


def _decided(journal: Path) -> tuple[list[str], list[str]]:
    """What the journal says. Without it nothing else is lost: the next comparison finds what is not as planned."""
    try:
        plan = json.loads(journal.read_bytes())
        return list(plan["write"]), list(plan["remove"])
    except (ValueError, TypeError, KeyError):
        return [], []


def apply(project: Path, files: Mapping[str, bytes], remove: list[str], modes: Mapping[str, int] | None = None) -> None:
    """Write and remove the files, all or none. Raises `OSError`; then nothing has changed, or `recover` finishes it.

    `modes` are the permissions of files that are not to have those of a generated one.
    """
    with Stage(project) as stage:
        for path, content in files.items():
            stage.put(path, content, (modes or {}).get(path, MODE))
        commit(project, list(files), remove)


class Stage:
    """Files on their way. Any process may put some while the one that opened the stage holds the lock."""

    def __init__(self, project: Path) -> None:
        self._folder = state_folder(project) / _STAGE

    def __enter__(self) -> Stage:
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    def put(self, path: str, content: bytes, mode: int = MODE) -> None:
        """Write a file that belongs at `path` below the project. Raises `OSError`."""
        _put(self._folder / path, content, mode)


def commit(project: Path, write: list[str], remove: list[str]) -> None:
    """Move staged files to their places and remove others, all or none."""
    folder = state_folder(project)
    stage = folder / _STAGE
    try:
        _put(folder / (_JOURNAL + ".new"), json.dumps({"write": write, "remove": remove}).encode())
        _flush(stage)
        for path in write:
            _check_writable((project / path).parent, project)
    except OSError:
        (folder / (_JOURNAL + ".new")).unlink(missing_ok=True)
        raise
    os.replace(folder / (_JOURNAL + ".new"), folder / _JOURNAL)  # the commit point
    _carry_out(project, stage, write, remove)
    _finish(project)


def _put(path: Path, content: bytes, mode: int = MODE) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "wb") as stream:
        stream.write(content)
    os.chmod(path, mode)


def _check_writable(folder: Path, project: Path) -> None:
    """Fail before the commit point, not after it, when a folder cannot take files."""
    while not folder.exists() and folder != project:
        folder = folder.parent
    if not os.access(folder, os.W_OK | os.X_OK):
        raise PermissionError(13, "Permission denied", str(folder))


def _flush(stage: Path) -> None:
    if stage.exists() and hasattr(os, "sync"):
        os.sync()


def _carry_out(project: Path, stage: Path, write: list[str], remove: list[str]) -> None:
    for path in write:
        staged = stage / path
        if staged.exists():  # otherwise it was moved before the kill
            (project / path).parent.mkdir(parents=True, exist_ok=True)
            _move(staged, project / path)
    for path in remove:
        (project / path).unlink(missing_ok=True)
        _prune(project, (project / path).parent)


def _move(staged: Path, path: Path) -> None:
    try:
        os.replace(staged, path)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        near = path.with_name(f".{path.name}.new")  # the output folder is a file system of its own
        shutil.copyfile(staged, near)
        os.replace(near, path)
        staged.unlink()


def _prune(project: Path, folder: Path) -> None:
    """Remove folders that the removal left empty."""
    while folder != project:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def _finish(project: Path) -> None:
    folder = project / STATE
    shutil.rmtree(folder / _STAGE, ignore_errors=True)
    (folder / _JOURNAL).unlink(missing_ok=True)
