"""`tongwen new scope|api|guide ID`: begin an entry of the spec."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tongwen.cli.common import lang, project_or_stop, shared, stop
from tongwen.cli.language import say
from tongwen.cli.language import translate as _
from tongwen.cli.tree import Command, Tree, argument, option
from tongwen.cli.values import File, Word
from tongwen.diagnostics import N_

if TYPE_CHECKING:
    from tongwen.skeleton.begin import Begun
    from tongwen.skeleton.draft import Wish

COMMANDS = {
    "scope": "tongwen.cli.new_scope",
    "api": "tongwen.cli.new_api",
    "guide": "tongwen.cli.new_guide",
}


def command() -> Tree:
    """The commands that begin something."""
    return Tree(
        COMMANDS,
        name="new",
        params=[lang()],
        help=_(
            "Begin an entry of the spec, in both languages, beside its like. What follows from the spec is filled in; "
            "what you must write is marked, and `tongwen lint` lists it until you have."
        ),
        epilog=_("Examples: `tongwen new scope SCOPE`, then `tongwen new api --help`."),
    )


def beginning(name: str, metavar: str, run: Callable[..., None], extra: list[click.Parameter], **words: Any) -> Command:
    """A command that begins an entry; `words` are its help and epilog."""
    several: dict[str, Any] = {"multiple": True, "type": Word("NAME")}
    return Command(
        name,
        callback=run,
        params=[
            argument("id", type=Word(metavar), metavar=metavar, help=_("The id of the new entry.")),
            *extra,
            option("--profile", **several, help=_("A profile that has it; may be repeated. Default: all that can.")),
            option("--source", **several, help=_("Where it is documented; may be repeated. Default: as its like.")),
            option(
                "--file", type=File(), help=_("The YAML file below spec/ to add it to. Default: where its like is.")
            ),
            *shared(),
        ],
        **words,
    )


def write(project: Path, wish: Wish, file: Path | None) -> None:
    """Begin the entry, and say where it is and what is to be done."""
    from tongwen.skeleton.begin import begin

    made = begin(project_or_stop(project), wish, file)
    if isinstance(made, list):
        stop(made)
    _tell(made)


def _tell(begun: Begun) -> None:
    click.echo(str(begun.place))
    count = len(begun.open)
    words: str = N_("{count} texts are to be written in place of their marks; `tongwen lint` lists them.")
    click.echo(say(words, count=count), err=True)
    words = N_("Look over what was filled in after its like: {names}.")
    click.echo(say(words, names=", ".join(begun.guessed)), err=True)
