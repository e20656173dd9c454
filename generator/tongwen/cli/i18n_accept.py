"""`tongwen i18n accept ID...`: the Chinese still holds."""

from __future__ import annotations

from pathlib import Path

import click

from tongwen.cli.common import project_or_stop, shared, stop, stop_counted
from tongwen.cli.language import say
from tongwen.cli.language import translate as _
from tongwen.cli.tree import Command, argument, flag
from tongwen.cli.values import Word
from tongwen.diagnostics import N_


def command() -> Command:
    """The command."""
    return Command(
        "accept",
        callback=_run,
        params=[
            argument(
                "ids",
                nargs=-1,
                type=Word("ID..."),
                help=_("Ids of texts, or of entries with all their texts, as `tongwen i18n status` prints them."),
            ),
            flag("--all", help=_("All that is stale.")),
            *shared(),
        ],
        help=_("Say that a translation still holds although its English has changed: a typo was mended, say."),
        epilog=_("Example: `tongwen i18n accept scopes/scope.record/title`, or `tongwen i18n accept scope.record`."),
    )


def _run(ids: tuple[str, ...], all: bool, project: Path) -> None:  # noqa: A002 - the name of the option
    if bool(ids) == all:
        raise click.UsageError(_("give ids, or --all"))
    from tongwen.pipeline import read
    from tongwen.translation import lock
    from tongwen.translation.compare import compare
    from tongwen.translation.kinds import NOTHING_THERE

    home = project_or_stop(project)
    checked = read(home)
    made = checked.translations
    if made is None or made.record is None:
        stop_counted(checked.found)
    known = [entry.id for entry in made.entries]
    wanted = {name: lock.ids(known, name) for name in ids}
    if lost := [NOTHING_THERE.at(None, id=name) for name, found in wanted.items() if not found]:
        stop(lost, 2)
    named = {name for found in wanted.values() for name in found}
    accepted = [entry.id for entry in made.stale if all or entry.id in named]
    for name in accepted:
        click.echo(say(N_("accepted: {id}"), id=name))
    if not accepted:
        click.echo(_("Nothing was stale there."))
        return
    _write(home, compare(home, checked.document, checked.sources, accepted).record or "")


def _write(home: Path, record: str) -> None:
    from tongwen.translation import lock
    from tongwen.write.put import put

    if found := put(home, {lock.FILE: record.encode()}):
        stop(found)
