"""The `tongwen` command."""

from __future__ import annotations

import os
import sys

import click

from tongwen import __version__
from tongwen.cli.common import lang
from tongwen.cli.help import told
from tongwen.cli.inherited import mend
from tongwen.cli.language import translate as _
from tongwen.cli.tree import Tree

COMMANDS = {
    "build": "tongwen.cli.build",
    "lint": "tongwen.cli.lint",
    "diff": "tongwen.cli.diff",
    "changelog": "tongwen.cli.changelog",
    "explain": "tongwen.cli.explain",
    "site": "tongwen.cli.site",
    "verify": "tongwen.cli.verify",
    "audit": "tongwen.cli.audit",
    "init": "tongwen.cli.init",
    "new": "tongwen.cli.new",
    "schema": "tongwen.cli.schema",
    "simulate": "tongwen.cli.simulate",
    "i18n": "tongwen.cli.i18n",
}
"""Each command and the module that makes it, in the order of the help."""


def application() -> Tree:
    """The command tree, its help in the language of this run."""
    version = click.Option(
        ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_version, help=_("Print the version.")
    )
    return Tree(
        COMMANDS,
        name="tongwen",
        params=[version, lang()],
        help=_("One YAML spec of a permission-scoped API in English and Chinese; four outputs that cannot drift."),
        epilog=_(
            "Start: `tongwen init DIR`. In a project: `tongwen build`. What is this scope? `tongwen explain NAME`."
        ),
    )


def _version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(f"tongwen {__version__}")
        ctx.exit()


def _unsaid(error: OSError) -> int:
    """Nobody could be told what was done: the disk behind the standard output is full, say."""
    from pathlib import Path

    from tongwen.cli.common import show
    from tongwen.write.kinds import unwritable

    if error.filename is None:  # Python would try to write the rest once more when it ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    show([unwritable(error, Path("stdout"))])
    return 1


def main() -> int:
    """Run the command line; the exit code is 0 (done), 1 (findings) or 2 (wrong usage)."""
    mend()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if sys.flags.optimize > 1:
        click.echo(_("Python was started with -OO, which takes away texts that outputs are made from."), err=True)
        return 2
    try:
        return _run()
    except (click.Abort, KeyboardInterrupt):
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except OSError as error:
        return _unsaid(error)
    except MemoryError:
        click.echo(_("There is not enough memory."), err=True)
        return 1


def _run() -> int:
    try:
        code = application().main(prog_name="tongwen", standalone_mode=False)
    except click.UsageError as error:
        click.echo(told(error), err=True)
        return 2
    return code if isinstance(code, int) else 0
