"""`tongwen new scope ID`: begin a scope."""

from __future__ import annotations

from pathlib import Path

from tongwen.cli.language import translate as _
from tongwen.cli.new import beginning, write
from tongwen.cli.tree import Command


def command() -> Command:
    """The command."""
    return beginning(
        "scope",
        "ID",
        _run,
        [],
        help=_("Begin a scope: its title, its description, its profiles and sources."),
        epilog=_("Example: `tongwen new scope SCOPE --profile NAME`."),
    )


def _run(id: str, profile: tuple[str, ...], source: tuple[str, ...], file: Path | None, project: Path) -> None:  # noqa: A002 - the argument's name
    from tongwen.skeleton.draft import Wish

    write(project, Wish("scopes", id, profiles=profile, sources=source), file)
