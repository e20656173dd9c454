"""What the commands share: options that mean the same everywhere, and how findings are printed."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import NoReturn

import click
from click.exceptions import Exit

from tongwen.cli.language import say, translate
from tongwen.cli.language import translate as _
from tongwen.cli.tree import option
from tongwen.cli.values import Folder, OneOf, Tongue
from tongwen.diagnostics import N_, Diagnostic, as_github, as_json, as_text, in_order


class Format(StrEnum):
    """How findings are printed."""

    text = "text"
    json = "json"
    github = "github"


def shared(*, project: bool = True) -> list[click.Parameter]:
    """The options that mean the same in every command: `--project` and `--lang`."""
    found: list[click.Parameter] = []
    if project:
        words = _("Work on the project in this folder instead of the one you are in.")
        found.append(option("--project", "-C", type=Folder(), default=".", help=words))
    found.append(lang())
    return found


def lang() -> click.Option:
    """`--lang`, which was looked up before anything was parsed: the help needs it, too."""
    words = _("Language of all messages.")
    return option("--lang", type=Tongue(), expose_value=False, help=words)


def form(kind: type[StrEnum], words: str) -> click.Option:
    """`--format`, text by default."""
    return option("--format", "form", type=OneOf(kind), default="text", show_default=True, help=words)


def show(found: Sequence[Diagnostic], form: Format = Format.text) -> None:
    """Print findings: to standard output where a program asked for them, else to standard error."""
    ordered = in_order(found)
    if form is Format.json:
        click.echo(as_json(ordered, translate))
    elif ordered:
        render = as_github if form is Format.github else as_text
        click.echo(render(ordered, translate), err=form is Format.text)


def total(found: Sequence[Diagnostic]) -> str:
    """`2 errors, 1 warning`."""
    counts = {s: len([d for d in in_order(found) if d.severity == s]) for s in ("error", "warning", "note")}
    wording = {
        "error": (N_("{count} error"), N_("{count} errors")),
        "warning": (N_("{count} warning"), N_("{count} warnings")),
        "note": (N_("{count} note"), N_("{count} notes")),
    }
    parts = [say(wording[s][count != 1], count=count) for s, count in counts.items() if count]
    return translate(N_(", ")).join(parts)


def stop_counted(found: Sequence[Diagnostic]) -> NoReturn:
    """Print findings of a spec and how many there are, and end the command."""
    show(found)
    click.echo(total(found), err=True)
    raise Exit(1)


def stop(found: Sequence[Diagnostic], code: int = 1) -> NoReturn:
    """Print findings and end the command."""
    show(found)
    raise Exit(code)


def absolute(start: Path) -> Path:
    """A folder, seen from the root. Where the current folder was deleted, there is no such view."""
    try:
        return start.absolute()
    except FileNotFoundError:
        return start


def project_or_stop(start: Path) -> Path:
    """The project around a folder; without one the command ends and says how to start one.

    What a command that was killed had begun to change there is finished first.
    """
    from tongwen.load.project import project_at
    from tongwen.write.record import interrupted

    found = project_at(absolute(start))
    if isinstance(found, Diagnostic):
        stop([found])
    if not interrupted(found):
        return found
    from tongwen.write.put import settled

    problems = settled(found)
    if any(problem.severity == "error" for problem in problems):
        stop(problems)
    show(problems)
    return found
