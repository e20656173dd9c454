"""Changing many files as if at once: stage, sync, journal, swap. A kill is finished or undone the next time.

1. The new files are written below `.tongwen/stage`, under the paths that they will have in the project.
2. They are on the disk, and so is a journal of what is to be moved and removed, under a name of no meaning.
3. The journal gets its name: the change is decided.
4. Files, and folders that are new as a whole, are moved to their places; files are removed.
5. The moves are on the disk, and the journal goes.

Killed before 3, nothing has changed, and the next command clears the stage. Killed later, it does 4 and 5 again: what
is no longer in the stage has been moved. Whatever somebody changed in the meantime stays as it is.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Mapping
from contextlib import ExitStack
from pathlib import Path

from tongwen.diagnostics import Diagnostic, Place
from tongwen.write import journal as journals
from tongwen.write import kinds
from tongwen.write.folder import Folder
from tongwen.write.journal import Journal, Sight
from tongwen.write.lock import STATE, Busy, locked, open_state
from tongwen.write.merge import merge, remove_files
from tongwen.write.record import interrupted
from tongwen.write.stage import MODE, STAGE, Stage
from tongwen.write.survey import keep_only, survey
from tongwen.write.sync import flush

__all__ = ["MODE", "STATE", "Busy", "Stage", "apply", "commit", "interrupted", "locked", "recover", "settle"]


def settle(project: Path) -> list[Diagnostic]:
    """Before a project is read: finish what a killed command had decided, and tell what could not be done.

    Raises `Busy` while another command changes files.
    """
    if not interrupted(project):
        return []
    with locked(project):
        return recover(project)


def recover(project: Path) -> list[Diagnostic]:
    """Finish what a killed command had decided, or clear away what it had not. Needs the lock."""
    with open_state(project) as state:
        found: list[Diagnostic] = []
        if state.look(journals.FILE) is not None:
            plan = journals.read(state)
            found = _resumed(project, state, plan) if plan is not None else [kinds.STRANGE_JOURNAL.at(None)]
            _finish(project, state)
        elif state.look(STAGE) is not None:
            _clear(project)
        return found


def _resumed(project: Path, state: Folder, plan: Journal) -> list[Diagnostic]:
    """Carry on. What somebody put into the stage in the meantime is no part of the change."""
    stage = state.enter(STAGE)
    if stage is not None:
        with stage:
            keep_only(stage, plan.write)
    return _carry_out(project, state, plan)


def apply(
    project: Path, files: Mapping[str, bytes], remove: Collection[str], modes: Mapping[str, int] | None = None
) -> list[Diagnostic]:
    """Write and remove the files, all or none, as `commit` does. Needs the lock.

    `modes` are the permissions of files that are not to have those of a generated one.
    """
    with Stage(project) as stage:
        for path, content in files.items():
            stage.put(path, content, (modes or {}).get(path, MODE))
        return commit(project, files, remove)


def commit(
    project: Path, write: Collection[str], remove: Collection[str], seen: Mapping[str, Sight] | None = None
) -> list[Diagnostic]:
    """Move staged files to their places and remove others, all or none. What else was staged is dropped.

    `seen` has what lay there when it was compared. A file that is no longer as it was seen has been changed by
    somebody: it is left as it is, and told. Raises `OSError`; then nothing has changed, or a journal is left and
    `recover` finishes the change.
    """
    with open_state(project) as state:
        try:
            plan = _surveyed(project, state, write, remove)
            plan = Journal({**plan.write, **_among(seen, plan.write)}, {**plan.remove, **_among(seen, plan.remove)})
            state.create(journals.NEW, journals.encoded(state, plan))
            flush(state.path)
        except OSError:
            _clear(project)
            raise
        state.move(journals.NEW, state, journals.FILE)  # the change is decided
        state.sync()
        left = _carry_out(project, state, plan)
        _finish(project, state)
        return left


def _surveyed(project: Path, state: Folder, write: Collection[str], remove: Collection[str]) -> Journal:
    with Folder(str(project)) as home, ExitStack() as opened:
        stage = state.enter(STAGE)
        return survey(home, opened.enter_context(stage) if stage is not None else None, write, remove)


def _among(seen: Mapping[str, Sight] | None, paths: Mapping[str, Sight]) -> dict[str, Sight]:
    return {path: sight for path, sight in (seen or {}).items() if path in paths}


def _carry_out(project: Path, state: Folder, plan: Journal) -> list[Diagnostic]:
    left: list[str] = []
    with Folder(str(project)) as home:
        stage = state.enter(STAGE)
        if stage is not None:
            with stage:
                left += merge(stage, home, plan.write)
        left += remove_files(home, plan.remove)
    return [kinds.CHANGED_MEANWHILE.at(Place(path)) for path in left]


def _finish(project: Path, state: Folder) -> None:
    flush(state.path)
    state.unlink(journals.FILE)
    _clear(project)


def _clear(project: Path) -> None:
    """Remove what was staged, whatever it is."""
    stage = project / STATE / STAGE
    if stage.is_dir() and not stage.is_symlink():
        shutil.rmtree(stage, ignore_errors=True)
    else:
        stage.unlink(missing_ok=True)
