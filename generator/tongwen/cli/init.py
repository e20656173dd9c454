"""`tongwen init DIR`: start a spec of one's own."""

from __future__ import annotations

import os
from pathlib import Path

import click
from click.exceptions import Exit

from tongwen.cli.common import shared
from tongwen.cli.language import say
from tongwen.cli.language import translate as _
from tongwen.cli.tree import Command, argument
from tongwen.cli.values import File
from tongwen.diagnostics import N_


def command() -> Command:
    """The command."""
    return Command(
        "init",
        callback=_run,
        params=[argument("folder", type=File("DIR"), help=_("A new or empty folder.")), *shared(project=False)],
        help=_("Start a new project in DIR: a small spec in both languages that builds, to be replaced bit by bit."),
    )


def _run(folder: Path) -> None:
    from tongwen import paths

    starter = paths.templates() / "starter"
    files = sorted(p.relative_to(starter) for p in starter.rglob("*") if p.is_file())
    taken = [name for name in files if os.path.lexists(folder / name)]
    if taken:
        click.echo(say(N_("{file} exists already; nothing was written."), file=str(folder / taken[0])), err=True)
        raise Exit(1)
    try:
        for name in files:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes((starter / name).read_bytes())
    except OSError as error:
        problem = error.strerror or str(error)
        click.echo(say(N_("{file} cannot be written: {problem}"), file=str(folder), problem=problem), err=True)
        raise Exit(1) from error
    for name in files:
        click.echo(f"  {folder / name}")
    click.echo(say(N_("Next: cd {folder} && tongwen build"), folder=str(folder)))
