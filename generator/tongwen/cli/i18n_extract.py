"""`tongwen i18n extract`: what there is to translate, as a gettext template."""

from __future__ import annotations

from pathlib import Path

import click

from tongwen.cli.common import absolute, project_or_stop, shared, stop
from tongwen.cli.language import translate as _
from tongwen.cli.tree import Command, flag, option
from tongwen.cli.values import File


def command() -> Command:
    """The command."""
    return Command(
        "extract",
        callback=_run,
        params=[
            flag("--wording", help=_("The fixed wording of templates and command line instead of the texts.")),
            option("--output", "-o", type=File(), help=_("Write to this file instead of printing.")),
            *shared(),
        ],
        help=_("Print the texts of the spec as a gettext template (.pot), for translation services that want one."),
        epilog=_("For catalogues in the project use `tongwen i18n update`: it needs no template."),
    )


def _run(wording: bool, output: Path | None, project: Path) -> None:
    from tongwen.translation import update

    made = update.template(update.wording() if wording else update.texts(project_or_stop(project)))
    if output is None:
        click.echo(made.decode("utf-8"), nl=False)
        return
    try:
        absolute(output).write_bytes(made)
    except OSError as error:
        from tongwen.write.kinds import unwritable

        stop([unwritable(error, output)], 2)
