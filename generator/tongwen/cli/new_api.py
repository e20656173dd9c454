"""`tongwen new api ID`: begin an API."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tongwen.cli.language import translate as _
from tongwen.cli.new import beginning, write
from tongwen.cli.tree import Command, option
from tongwen.cli.values import Word


def command() -> Command:
    """The command."""
    several: dict[str, Any] = {"multiple": True, "type": Word("SCOPE")}
    return beginning(
        "api",
        "ID",
        _run,
        [
            option("--needs", **several, help=_("A scope that it needs; may be repeated.")),
            option(
                "--group", type=Word("NAME"), default="", help=_("Its group in the reference. Default: as its like.")
            ),
        ],
        help=_("Begin an API: its summary, its group, its profiles and sources, the scopes that it needs."),
        epilog=_("Example: `tongwen new api NAMESPACE.METHOD --needs SCOPE`."),
    )


def _run(
    id: str,  # noqa: A002 - the argument's name
    needs: tuple[str, ...],
    group: str,
    profile: tuple[str, ...],
    source: tuple[str, ...],
    file: Path | None,
    project: Path,
) -> None:
    from tongwen.skeleton.draft import Wish

    write(project, Wish("apis", id, profiles=profile, sources=source, needs=needs, group=group), file)
