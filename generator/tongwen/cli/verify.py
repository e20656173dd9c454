"""`tongwen verify`: run the test matrix against a host."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click
from click.exceptions import Exit

from tongwen.cli.common import absolute, form, shared, show, stop, stop_counted
from tongwen.cli.language import current, say
from tongwen.cli.language import translate as _
from tongwen.cli.progress import Progress
from tongwen.cli.shape import Shape
from tongwen.cli.tree import Command, flag, option
from tongwen.cli.values import File, Number, Word
from tongwen.diagnostics import N_, Diagnostic

if TYPE_CHECKING:
    from tongwen.hosts.trial import Trial
    from tongwen.verify.matrix import Matrix
    from tongwen.verify.report import Report
    from tongwen.verify.run import Called
    from tongwen.verify.select import Filter

SIMULATED = "simulated"


def command() -> Command:
    """The command."""
    return Command(
        "verify",
        callback=_verify,
        params=[*_parameters(), *shared()],
        help=_("Run the test matrix against a host, and say which rules it breaks and what to change."),
        epilog=_(
            "Examples: `tongwen verify`, `tongwen verify --host my.module:Host --profile plugin --html red.html`."
        ),
    )


def _parameters() -> list[click.Parameter]:
    several: dict[str, Any] = {"multiple": True, "type": Word("NAME")}
    return [
        option(
            "--host",
            type=Word("HOST"),
            default=SIMULATED,
            show_default=True,
            help=_("simulated, ws://HOST:PORT, or package.module:Host."),
        ),
        option("--profile", **several, help=_("Only this profile; may be repeated, as the next three.")),
        option("--rule", **several, help=_("Only cases of this rule; * matches anything.")),
        option("--platform", **several, help=_("Only cases of this platform.")),
        option("--case", **several, help=_("Only this case; * matches anything.")),
        option(
            "--timeout",
            type=Number(0.01, 3600, whole=False),
            default=10.0,
            show_default=True,
            help=_("Seconds that the host has for one case."),
        ),
        option("--matrix", type=File(), help=_("A matrix.json instead of the project's spec.")),
        flag("--mutants", help=_("Prove the matrix: run it on hosts and rules broken on purpose.")),
        option("--junit", type=File(), help=_("Write a JUnit XML report.")),
        option("--html", type=File(), help=_("Write an HTML report, whole in one file.")),
        form(Shape, _("text for people, json for programs.")),
    ]


def _verify(
    host: str,
    profile: tuple[str, ...],
    rule: tuple[str, ...],
    platform: tuple[str, ...],
    case: tuple[str, ...],
    timeout: float,
    matrix: Path | None,
    mutants: bool,
    junit: Path | None,
    html: Path | None,
    form: Shape,
    project: Path,
) -> None:
    from tongwen.verify.run import Called
    from tongwen.verify.select import Filter

    wanted = Filter(profiles=profile, rules=rule, platforms=platform, cases=case)
    reports = {"--junit": junit, "--html": html}
    if mutants:
        _goes_without({"--host": host != SIMULATED, **{name: path is not None for name, path in reports.items()}})
    read = _matrix(project, matrix)
    if mutants:
        from tongwen.cli.mutants import prove

        prove(read, wanted, form)
        return
    _check_writable(reports)
    options = {"-C": str(project), "--matrix": str(matrix or ""), "--timeout": f"{timeout:g}"}
    command = (
        "tongwen",
        "verify",
        "--host",
        host,
        *_given(options, {"-C": ".", "--matrix": "", "--timeout": "10"}),
    )
    trial, report = _run(Called(host=host, command=command), read, wanted, timeout, project)
    _write(report, reports)
    _print(report, form)
    _leave(trial, 0 if report.green else 1)


def _matrix(project: Path, file: Path | None) -> Matrix:
    """The matrix of a file, of the project around the folder, or of the spec that comes with Tongwen."""
    from tongwen import paths
    from tongwen.load.project import find_project
    from tongwen.verify.matrix import Matrix, of_file, of_project

    if file is not None:
        given = of_file(file)
        return given if isinstance(given, Matrix) else stop([given], 2)
    found = of_project(find_project(absolute(project)) or paths.data_root(), current())
    return found if isinstance(found, Matrix) else stop_counted(found)


def _goes_without(options: dict[str, bool]) -> None:
    for name, given in options.items():
        if given:
            words = N_("`--mutants` proves the matrix on hosts of its own and writes no report; leave out {option}")
            click.echo(say(words, option=name), err=True)
            raise Exit(2)


def _given(options: dict[str, str], usual: dict[str, str]) -> list[str]:
    """The options that the user must type again, with their values."""
    return [word for name, value in options.items() if value != usual[name] for word in (name, value)]


def _run(called: Called, matrix: Matrix, wanted: Filter, timeout: float, project: Path) -> tuple[Trial, Report]:
    from tongwen.hosts.trial import Trial
    from tongwen.verify.choose import choose
    from tongwen.verify.run import run
    from tongwen.verify.select import select

    chosen = select(matrix.cases, wanted)
    if isinstance(chosen, Diagnostic):
        stop([chosen], 2)
    with contextlib.redirect_stdout(sys.stderr):  # what a host prints must not get into the report
        make = choose(called.host, absolute(project))
        if isinstance(make, Diagnostic):
            stop([make], 2)
        trial = Trial(make, timeout)
        with Progress(N_("verifying: {done} of {count} cases")) as progress:
            report, found = run(trial, matrix, chosen, called, progress.show)
    show(found)
    if report is None:
        _leave(trial, 2)
    return trial, report


def _check_writable(reports: dict[str, Path | None]) -> None:
    """Before the run, which may be long."""
    for path in filter(None, reports.values()):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("ab"):
                pass
        except OSError as error:
            from tongwen.write.kinds import unwritable

            stop([unwritable(error, path)], 2)


def _write(report: Report, reports: dict[str, Path | None]) -> None:
    from tongwen.verify.junit import as_junit
    from tongwen.verify.page import as_html

    makers = {"--junit": lambda: as_junit(report, _), "--html": lambda: as_html(report, current(), _)}
    for name, path in reports.items():
        if path is not None:
            try:
                path.write_bytes(makers[name]())
            except OSError as error:
                from tongwen.write.kinds import unwritable

                stop([unwritable(error, path)], 2)


def _print(report: Report, form: Shape) -> None:
    from tongwen.verify.data import as_json
    from tongwen.verify.told import as_text

    click.echo(as_json(report, _) if form is Shape.json else as_text(report, _))


def _leave(trial: Trial, code: int) -> NoReturn:
    """End the command, even where a host that hangs has something that Python would wait for."""
    if trial.stuck:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    raise Exit(code)
