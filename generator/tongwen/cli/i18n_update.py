"""`tongwen i18n update`: catalogues that have every text there is, and no other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tongwen.cli.common import project_or_stop, shared, stop
from tongwen.cli.language import say
from tongwen.cli.language import translate as _
from tongwen.cli.tree import Command, argument
from tongwen.cli.values import Word
from tongwen.diagnostics import N_

if TYPE_CHECKING:
    from tongwen.diagnostics import Diagnostic


def command() -> Command:
    """The command."""
    return Command(
        "update",
        callback=_run,
        params=[
            argument(
                "languages",
                nargs=-1,
                type=Word("LANG..."),
                help=_("Codes of languages, such as ja; without any, all that have catalogues. A new one is begun."),
            ),
            *shared(),
        ],
        help=_(
            "Bring the gettext catalogues up to date: new texts are added without a translation, those nearly like old "
            "ones marked `fuzzy`, and those that are gone removed. Nothing else changes in the files."
        ),
        epilog=_("Then translate with any gettext editor; `tongwen i18n status` counts what is left."),
    )


def _run(languages: tuple[str, ...], project: Path) -> None:
    from tongwen.translation import catalogues
    from tongwen.translation.update import updated
    from tongwen.write.put import put

    home = project_or_stop(project)
    wanted = languages or catalogues.languages(home)[1:]
    if found := [*_bad(wanted), *_unreadable(home, wanted)]:
        stop(found, 2 if languages else 1)
    made = [one for language in dict.fromkeys(wanted) for one in updated(home, language)]
    changed = {
        one.path.relative_to(home).as_posix(): one.content
        for one in made
        if not one.path.is_file() or one.path.read_bytes() != one.content
    }
    if found := put(home, changed):
        stop(found)
    for path in changed:
        click.echo(say(N_("written: {path}"), path=path))
    if not changed:
        click.echo(_("Nothing changed."))


def _bad(wanted: tuple[str, ...]) -> list[Diagnostic]:
    from tongwen.text.catalogue import is_code
    from tongwen.translation.kinds import BAD_LANGUAGE

    return [BAD_LANGUAGE.at(None, language=code) for code in wanted if code == "en" or not is_code(code)]


def _unreadable(home: Path, wanted: tuple[str, ...]) -> list[Diagnostic]:
    """A file that cannot be read must not be replaced by an empty one."""
    from tongwen.text.catalogue import MESSAGES, TEXTS, file_of
    from tongwen.translation import catalogues

    files = [file_of(catalogues.locales(home), code, name) for code in wanted for name in (MESSAGES, TEXTS)]
    made = [catalogues.read(home, file) for file in files if file.is_file()]
    return [found for one in made if one.catalogue is None for found in one.found]
