"""`tongwen lint`: everything that is wrong with the spec, at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.exceptions import Exit

from tongwen.cli.common import Format, form, project_or_stop, shared, show, total
from tongwen.cli.language import say
from tongwen.cli.language import translate as _
from tongwen.cli.tree import Command
from tongwen.diagnostics import N_

if TYPE_CHECKING:
    from tongwen.model.spec import Document


def command() -> Command:
    """The command."""
    return Command(
        "lint",
        callback=_run,
        params=[form(Format, _("text for people, json for programs, github for CI.")), *shared()],
        help=_("Check the spec without writing anything. Every error at once, with its line and what to do."),
        epilog=_("In GitHub Actions: `tongwen lint --format github` puts each finding on its line."),
    )


def _run(form: Format, project: Path) -> None:
    from tongwen.pipeline import read

    checked = read(project_or_stop(project))
    show(checked.found, form)
    if checked.good is None:
        click.echo(total(checked.found), err=True)
        raise Exit(1)
    if form is Format.text:
        click.echo(_summary(checked.good))


def _summary(document: Document) -> str:
    from tongwen.behaviour.table import decide

    kinds = ("profiles", "scopes", "apis", "components", "types", "errors", "rules", "guides", "examples")
    counts = ", ".join(f"{kind} {len(getattr(document, kind))}" for kind in kinds)
    lines = [say(N_("No errors. {counts}"), counts=counts)]
    table = decide(document)
    cells = ", ".join(f"{name} {table.count(name)}" for name in dict.fromkeys(g.profile for g in table.groups))
    if cells:
        words = N_("Decision table: {count} cells ({cells}), each decided by exactly one rule.")
        lines.append(say(words, count=table.count(), cells=cells))
    limit = document.tongwen.matrix_limit if document.tongwen else None
    if limit is not None and table.count() > limit:
        words = N_(
            "Test matrix: a pairwise cover, because matrix_limit is {limit}. matrix.json lists what is left out."
        )
        lines.append(say(words, limit=limit))
    return "\n".join(lines)
