"""The `tongwen` command."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from tongwen import __version__
from tongwen.cli import build, explain, init, lint, simulate, verify
from tongwen.cli.common import Lang
from tongwen.cli.language import translate as _


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"tongwen {__version__}")
        raise typer.Exit


def application() -> typer.Typer:
    """The command tree, its help in the language of this run."""
    app = typer.Typer(
        name="tongwen",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        help=_("One YAML spec of a permission-scoped API in English and Chinese; four outputs that cannot drift."),
        epilog=_(
            "Start: `tongwen init DIR`. In a project: `tongwen build`. What is this scope? `tongwen explain NAME`."
        ),
    )

    @app.callback()
    def root(
        version: Annotated[
            bool, typer.Option("--version", callback=_version, is_eager=True, help=_("Print the version."))
        ] = False,
        lang: Lang = None,
    ) -> None:
        """Options of every command."""

    build.register(app)
    lint.register(app)
    explain.register(app)
    verify.register(app)
    init.register(app)
    simulate.register(app)
    return app


def main() -> int:
    """Run the command line; the exit code is 0 (done), 1 (findings) or 2 (wrong usage)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        application()(prog_name="tongwen")
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    return 0
