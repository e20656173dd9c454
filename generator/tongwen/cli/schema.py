"""`tongwen schema`: the spec language for editors and other tools."""

from __future__ import annotations

from pathlib import Path

import click

from tongwen.cli.common import absolute, shared, stop
from tongwen.cli.language import translate as _
from tongwen.cli.tree import Command, option
from tongwen.cli.values import File
from tongwen.diagnostics import Diagnostic


def command() -> Command:
    """The command."""
    return Command(
        "schema",
        callback=_run,
        params=[
            option("--output", "-o", type=File(), help=_("Write it to this file instead of standard output.")),
            *shared(),
        ],
        help="\n\n".join(
            [
                _(
                    "Print the JSON Schema of the spec language, for completion and hover in an editor: what each key "
                    "means, in both languages, and the ids that the project's spec has."
                ),
                _("A project with the target `editor` needs no command: `tongwen build` keeps its schema up to date."),
            ]
        ),
        epilog=_(
            "For an editor without settings for it, write as the first line of a spec file: "
            "`# yaml-language-server: $schema=../editor/spec.schema.json`"
        ),
    )


def _run(output: Path | None, project: Path) -> None:
    from tongwen.load.files import Sources
    from tongwen.load.project import find_project
    from tongwen.model.assemble import assemble
    from tongwen.pipeline import read, render_one
    from tongwen.targets.editor import planned

    home = find_project(absolute(project))
    made = render_one(planned(read(home).document if home else assemble(Sources(())).document))
    if isinstance(made, Diagnostic):
        stop([made])
    if output is None:
        click.echo(made.content, nl=False)
        return
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_bytes(made.content)
    except OSError as error:
        from tongwen.write.kinds import unwritable

        stop([unwritable(error, output)], 2)
