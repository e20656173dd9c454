"""`tongwen build`: make the outputs what the spec says."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any

import click
from click.exceptions import Exit

from tongwen.cli.common import project_or_stop, shared
from tongwen.cli.language import say
from tongwen.cli.language import translate as _
from tongwen.cli.progress import Progress
from tongwen.cli.tree import Command, flag, option
from tongwen.cli.values import Number, OneOf, Word
from tongwen.diagnostics import N_
from tongwen.report import Options


def command() -> Command:
    """The command."""
    return Command(
        "build",
        callback=_run,
        params=[
            option(
                "--target",
                "-t",
                multiple=True,
                type=Word("NAME"),
                help=_("Only this target; may be given several times."),
            ),
            flag(
                "--check",
                help=_("Write nothing; exit 1 and name each file that is stale, missing, orphaned or edited by hand."),
            ),
            flag("--diff", help=_("Show the changes as a unified diff.")),
            flag("--explain", help=_("Say why each file is written, and why all outputs were made if they were.")),
            flag("--watch", help=_("Go on, and build again whenever the spec, a template or the wording changes.")),
            option(
                "--jobs",
                "-j",
                type=Number(0, 256),
                default=0,
                help=_("Over how many processes to spread the work; as many as there are processors, if not given."),
            ),
            option(
                "--executor",
                type=OneOf(Where),
                help=_("Where files are rendered: in processes forked or started anew, or on a Dask cluster."),
            ),
            option(
                "--scheduler",
                type=Word("ADDRESS"),
                default="",
                help=_("Where the scheduler of the Dask cluster listens."),
            ),
            flag("--force", help=_("Overwrite generated files even where they were edited by hand.")),
            *shared(),
        ],
        help=_("Write the SDKs, pages and tests that follow from the spec. Only files that change are touched."),
        epilog=_(
            "In CI: `tongwen build --check`. To see what would change: `tongwen build --check --diff`. "
            "While you write: `tongwen build --watch`, until Ctrl-C. "
            "On a cluster: `tongwen build --executor dask --scheduler tcp://HOST:8786`."
        )
        + "\n\n"
        + _(
            "A cluster pays late: every worker reads and plans the whole spec, and all bytes come back to this "
            "machine. Two workers on the same two cores (AMD EPYC, 2026-11-21) took 3.9 times the processor time of "
            "`--jobs 2` for 100 calls, 2.1 times for 1,000 and 1.5 times for 10,000. "
            "So it takes thousands of calls, and a cluster that has more processors than this machine by more than "
            "that factor."
        ),
    )


class Where(StrEnum):
    """Where files are rendered."""

    fork = "fork"
    spawn = "spawn"
    dask = "dask"


def _run(target: tuple[str, ...], watch: bool, diff: bool, explain: bool, project: Path, **how: Any) -> None:
    given = {name: value for name, value in how.items() if value is not None}
    options = Options(only=target, contents=diff, **given)
    if (options.executor == Where.dask) != bool(options.scheduler):
        click.echo(say(N_("`--executor dask` and `--scheduler` need one another")), err=True)
        raise Exit(2)
    if not watch:
        _build(project, options, diff=diff, explain=explain)
        return
    if options.check or diff or explain:
        name = "--check" if options.check else "--diff" if diff else "--explain"
        click.echo(say(N_("`--watch` writes what it builds, and goes on; leave out {option}"), option=name), err=True)
        raise Exit(2)
    from tongwen.cli.follow import follow

    home = project_or_stop(project)
    _known_or_stop(target)
    follow(home, options)


def _build(start: Path, options: Options, *, diff: bool, explain: bool) -> None:
    """Do it, and say what was done."""
    project = project_or_stop(start)
    if options.only:
        _known_or_stop(options.only)
    from tongwen.cli.outcome import finish, show_diff, show_reasons
    from tongwen.update import update

    with _without_collector(), Progress(N_("rendering: {done} of {count} files")) as progress:
        result = update(project, options._replace(progress=progress.show))
    if diff:
        show_diff(project, result)
    if explain:
        show_reasons(result)
    finish(result, check=options.check)


@contextmanager
def _without_collector() -> Iterator[None]:
    """For the last thing that a process does: what was made stays until it ends, and nobody looks through it again.

    Looking for cycles in it once when the collector is let in again, and once more when Python ends, takes as long as
    modelling and checking a spec.
    """
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        gc.enable()


def _known_or_stop(only: tuple[str, ...]) -> None:
    from tongwen.targets.table import names

    unknown = [name for name in only if name not in names()]
    if unknown:
        click.echo(
            say(N_("There is no target {name}. Known: {known}"), name=unknown[0], known=", ".join(names())), err=True
        )
        raise Exit(2)
