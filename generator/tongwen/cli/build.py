"""`tongwen build`: make the outputs what the spec says."""

from __future__ import annotations

import difflib
from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click
from click.exceptions import Exit

from tongwen.cli.common import absolute, project_or_stop, shared, show, total
from tongwen.cli.language import say
from tongwen.cli.language import translate as _
from tongwen.cli.progress import Progress
from tongwen.cli.tree import Command, flag, option
from tongwen.cli.values import Number, OneOf, Word
from tongwen.diagnostics import N_
from tongwen.translation.kinds import STALE

if TYPE_CHECKING:
    from tongwen.diagnostics import Diagnostic
    from tongwen.pipeline import Report


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


class Spread(NamedTuple):
    """Over what the work is spread."""

    jobs: int = 0
    executor: str = ""
    scheduler: str = ""


def _run(target: tuple[str, ...], check: bool, diff: bool, watch: bool, force: bool, project: Path, **how: Any) -> None:
    spread = Spread(**{name: value for name, value in how.items() if value is not None})
    if (spread.executor == Where.dask) != bool(spread.scheduler):
        click.echo(say(N_("`--executor dask` and `--scheduler` need one another")), err=True)
        raise Exit(2)
    if not watch:
        run(project, target, check=check, diff=diff, force=force, spread=spread)
        return
    if check or diff:
        words = N_("`--watch` writes what it builds, and goes on; leave out {option}")
        click.echo(say(words, option="--check" if check else "--diff"), err=True)
        raise Exit(2)
    from tongwen.cli.follow import follow

    home = project_or_stop(project)
    _known_or_stop(target)
    from tongwen.pipeline import Options

    follow(home, Options(only=target, force=force, **spread._asdict()))


def run(start: Path, only: tuple[str, ...], *, check: bool, diff: bool, force: bool, spread: Spread) -> None:
    """Do it, and say what was done."""
    if not only and not force and _up_to_date(start):
        click.echo(_("Every generated file is what the spec says.") if check else _("Nothing changed."))
        return
    project = project_or_stop(start)
    _known_or_stop(only)
    from tongwen.pipeline import Options, build

    with Progress(N_("rendering: {done} of {count} files")) as progress:
        options = Options(only=only, check=check, force=force, contents=diff, **spread._asdict())
        options.progress = progress.show
        result = build(project, options)
    if diff:
        _show_diff(project, result)
    _finish(result, check=check)


def _known_or_stop(only: tuple[str, ...]) -> None:
    from tongwen.targets.table import names

    unknown = [name for name in only if name not in names()]
    if unknown:
        click.echo(
            say(N_("There is no target {name}. Known: {known}"), name=unknown[0], known=", ".join(names())), err=True
        )
        raise Exit(2)


def _up_to_date(start: Path) -> bool:
    """The quick answer, from time stamps alone."""
    from tongwen import paths
    from tongwen.load.project import find_project
    from tongwen.write import record

    project = find_project(absolute(start))
    return project is not None and record.nothing_to_do(project, paths.data_root()) is not None


def _finish(result: Report, *, check: bool) -> None:
    from tongwen.write.compare import report

    drift = [d for states in result.states.values() for d in report(states)] if check else []
    found = [_strict(d) if check else d for d in [*result.found, *drift]]
    show(found)
    if result.states and not check:
        click.echo(_summary(result))
    failed = any(d.severity == "error" for d in found)
    if failed:
        if any(d.place for d in found):  # findings of a spec are counted; a build that could not begin is one
            click.echo(total(found), err=True)
        raise Exit(1)
    if check:
        click.echo(_("Every generated file is what the spec says."))
    elif all(state in ("unchanged", "foreign") for states in result.states.values() for state in states.values()):
        click.echo(_("Nothing changed."))


def _strict(found: Diagnostic) -> Diagnostic:
    """What a build goes on with, and what must not be merged."""
    return found._replace(kind=found.kind._replace(severity="error")) if found.kind is STALE else found


def _summary(result: Report) -> str:
    """A line for each output folder."""
    lines = []
    width = max(map(len, result.states), default=0)
    for folder, states in result.states.items():
        count = Counter(states.values())
        changed = {state: count[state] for state in result.changed or ()}
        removed = sum(changed.get(state, 0) for state in ("orphaned", "edited-orphan"))
        kept = sum(count[state] for state in ("edited", "in-the-way", "edited-orphan") if state not in changed)
        line = say(
            N_("{written} written, {unchanged} unchanged, {removed} removed"),
            written=sum(changed.values()) - removed,
            unchanged=count["unchanged"],
            removed=removed,
        )
        if kept:
            line += say(N_(", {kept} kept as edited"), kept=kept)
        lines.append(f"{folder:<{width}}  {line}")
    return "\n".join(lines)


def _show_diff(project: Path, result: Report) -> None:
    """What the build changes, or would change, file by file."""
    for path, state in sorted(item for states in result.states.values() for item in states.items()):
        if state in ("unchanged", "foreign") or state in (result.changed or ()):
            continue
        old = (project / path).read_text(encoding="utf-8", errors="replace") if state != "missing" else ""
        new = result.new[path].decode("utf-8") if path in result.new else ""
        names = (f"a/{path}" if old else "/dev/null", f"b/{path}" if new else "/dev/null")
        lines = difflib.unified_diff(old.splitlines(keepends=True), new.splitlines(keepends=True), *names)
        click.echo("".join(line if line.endswith("\n") else line + "\n" for line in lines), nl=False)
