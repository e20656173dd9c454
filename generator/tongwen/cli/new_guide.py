"""`tongwen new guide ID`: begin a guide."""

from __future__ import annotations

from pathlib import Path

from tongwen.cli.language import translate as _
from tongwen.cli.new import beginning, write
from tongwen.cli.tree import Command


def command() -> Command:
    """The command."""
    return beginning(
        "guide",
        "ID",
        _run,
        [],
        help=_("Begin a guide: its title and summary, its place after the others, and a first section."),
        epilog=_("Example: `tongwen new guide reading-the-clipboard`."),
    )


def _run(id: str, profile: tuple[str, ...], source: tuple[str, ...], file: Path | None, project: Path) -> None:  # noqa: A002 - the argument's name
    from tongwen.skeleton.draft import Wish

    write(project, Wish("guides", id, profiles=profile, sources=source), file)
