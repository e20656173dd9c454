"""`tongwen diff`: what a change of the spec means for its users."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import click
from click.exceptions import Exit

from tongwen.cli.common import absolute, form, shared, show, stop
from tongwen.cli.language import current
from tongwen.cli.language import translate as _
from tongwen.cli.tree import Command, argument


class Form(StrEnum):
    """How a comparison is printed."""

    text = "text"
    json = "json"
    markdown = "markdown"
    github = "github"


def command() -> Command:
    """The command."""
    return Command(
        "diff",
        callback=_run,
        params=[
            argument(
                "base",
                metavar="BASE",
                help=_("A git revision, a folder or a wheel; `main...` means where you left main; `./x` is a folder."),
            ),
            argument("head", metavar="[HEAD]", required=False, help=_("The same; if not given, your files.")),
            form(Form, _("text for people, json for programs, markdown for a pull request, github for CI.")),
            *shared(),
        ],
        help=_(
            "Say what changed for users between two specs, by profile and output: calls, types, scopes, errors, and "
            "what happens in which situation. Exit code 1: something breaks that no entry of `approvals:` lists."
        ),
        epilog=_(
            "Examples: `tongwen diff main...`, `tongwen diff v0.1.0 v0.2.0`, `tongwen diff old.whl new.whl`. As a "
            "comment: `tongwen diff origin/main... --format markdown`."
        ),
    )


def _run(base: str, head: str | None, form: Form, project: Path) -> None:
    from tongwen.diff.sides import sides
    from tongwen.diff.verdict import judge
    from tongwen.load.project import find_project

    start = absolute(project)
    read = sides(base, head, find_project(start) or start)
    if read.base is None or read.head is None:
        stop(read.found, 2)
    verdict = judge(read.base, read.head)
    if form is Form.text:
        from tongwen.diff.text import as_text as render

        show(verdict.found)
    elif form is Form.json:
        from tongwen.diff.data import as_json as render
    elif form is Form.markdown:
        from tongwen.diff.markdown import as_markdown as render
    else:
        from tongwen.diff.github import as_annotations as render
    click.echo(render(verdict, current()).rstrip("\n"))
    if verdict.breaking:
        raise Exit(1)
