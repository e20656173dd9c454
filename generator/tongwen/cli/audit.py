"""`tongwen audit`: what others publish, compared with the spec."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.exceptions import Exit

from tongwen.cli.common import Format, absolute, form, lang, shared, show, stop
from tongwen.cli.language import translate as _
from tongwen.cli.tree import Tree, argument, flag, option
from tongwen.cli.values import File, Word
from tongwen.diagnostics import Diagnostic

if TYPE_CHECKING:
    from tongwen.audit.report import Audited
    from tongwen.model.spec import Document

COMMANDS = {"page": "tongwen.cli.audit_page", "typings": "tongwen.cli.audit_typings"}


def command() -> Tree:
    """The commands that compare."""
    return Tree(
        COMMANDS,
        name="audit",
        params=[lang()],
        help=_("Compare published pages and official typings with the spec: what they lack, contradict or misspell."),
        epilog=_(
            "What the spec has recorded under `differences:` is known and does not fail: by the faulty words "
            "(`printed:`), or by the name of the finding, which --format json prints (`audits:`)."
        ),
    )


def parameters() -> list[click.Parameter]:
    """What both commands take."""
    return [
        argument("files", metavar="FILE...", nargs=-1, required=True, type=File(), help=_("The files to compare.")),
        option("--profile", type=Word("NAME"), help=_("Compare with this profile instead of guessing which it is.")),
        flag("--all", help=_("Also list what the spec has recorded.")),
        form(Format, _("text for people, json for programs, github for CI.")),
        *shared(),
    ]


def spec(project: Path) -> Document:
    """The spec of the project around a folder, or the one that comes with Tongwen; one with errors ends the command."""
    from tongwen import paths
    from tongwen.load.project import find_project
    from tongwen.pipeline import read

    checked = read(find_project(absolute(project)) or paths.data_root())
    if checked.good is None:
        stop([d for d in checked.found if d.severity == "error"], 2)
    return checked.good


def tell(documents: Sequence[Audited], bad: Sequence[Diagnostic], form: Format, everything: bool) -> None:
    """Print what was found and end the command."""
    from tongwen.audit.report import as_annotations, as_json, told

    if form is Format.json:
        click.echo(as_json(documents, _))
    elif form is Format.github:
        click.echo(as_annotations(documents, _)) if documents else None
    else:
        for each in documents:
            click.echo(told(each, everything, _))
    if bad:
        show(bad, Format.github if form is Format.github else Format.text)
        raise Exit(2)
    if any(each.fails for each in documents):
        raise Exit(1)
