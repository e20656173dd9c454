"""`tongwen build --watch`: build again whenever something changes, and say so in a line."""

from __future__ import annotations

import os
import threading
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tongwen.cli.common import show, total
from tongwen.cli.language import say, translate
from tongwen.cli.language import translate as _
from tongwen.diagnostics import N_

if TYPE_CHECKING:
    from tongwen.report import Options, Report

#: How many changed files a line names.
_NAMED = 3


def follow(project: Path, options: Options) -> None:
    """Build now and after each change, until Ctrl-C. Mistakes are shown, and the watch goes on."""
    from tongwen import paths
    from tongwen.watch import Watch, watched

    # before the first build, so that what changes meanwhile is not missed
    watch = Watch(watched(project, paths.data_root()))
    try:
        click.echo(_("Watching the spec. Ctrl-C ends it."), err=True)
        watch.absorb(_rebuild(project, options, []))
        for changed in watch.changes(threading.Event()):
            forget(changed)
            watch.absorb(_rebuild(project, options, changed))
    except KeyboardInterrupt:
        click.echo(_("Stopped."), err=True)


def forget(changed: Sequence[str]) -> None:
    """What is kept of a catalogue is read anew once it has changed."""
    from tongwen.text.catalogue import translations

    if any(path.endswith(".po") for path in changed):
        translations.cache_clear()


def _rebuild(project: Path, options: Options, changed: Sequence[str]) -> list[Path]:
    """Build, and say what came of it; gives the files that are made."""
    from tongwen.update import update

    start = time.monotonic()
    result = update(project, options)
    seconds = f"{time.monotonic() - start:.1f}"
    show(result.found)
    what = _named(project, changed) or _("everything")
    click.echo(say(N_("{what}: {outcome}, {seconds} s"), what=what, outcome=_outcome(result), seconds=seconds))
    return [project / path for path in result.digests]


def _named(project: Path, changed: Sequence[str]) -> str:
    """The first few files, as they are seen from the project."""
    names = [os.path.relpath(path, project).replace(os.sep, "/") for path in changed]
    shown = translate(N_(", ")).join(names[:_NAMED])
    more = len(names) - _NAMED
    return say(N_("{names} and {count} more"), names=shown, count=more) if more > 0 else shown


def _outcome(result: Report) -> str:
    if result.failed:
        return total(result.found)
    count = Counter(state for states in result.states.values() for state in states.values())
    changed = result.changed or frozenset()
    removed = sum(count[state] for state in changed if state in ("orphaned", "edited-orphan"))
    written = sum(count[state] for state in changed) - removed
    return say(N_("{written} written, {removed} removed"), written=written, removed=removed)
