"""`tongwen lint`: everything that is wrong with the spec, at once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tongwen.cli.common import Format, Lang, Project, project_or_stop, show, total
from tongwen.cli.language import say
from tongwen.cli.language import translate as _
from tongwen.diagnostics import N_


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command(
        name="lint",
        help=_("Check the spec without writing anything. Every error at once, with its line and what to do."),
        epilog=_("In GitHub Actions: `tongwen lint --format github` puts each finding on its line."),
    )
    def lint(
        form: Annotated[
            Format, typer.Option("--format", help=_("text for people, json for programs, github for CI."))
        ] = (Format.text),
        project: Project = Path(),
        lang: Lang = None,
    ) -> None:
        from tongwen.pipeline import read

        checked = read(project_or_stop(project))
        show(checked.found, form)
        if checked.good is None:
            typer.echo(total(checked.found), err=True)
            raise typer.Exit(1)
        if form is Format.text:
            typer.echo(_summary(checked.good))


def _summary(document: object) -> str:
    kinds = ("profiles", "scopes", "apis", "components", "types", "errors", "rules", "guides", "examples")
    counts = ", ".join(f"{kind} {len(getattr(document, kind))}" for kind in kinds)
    return say(N_("No errors. {counts}"), counts=counts)
