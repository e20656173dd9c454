"""`tongwen changelog`: what changed since the last release, into the changelogs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.exceptions import Exit

from tongwen.cli.common import project_or_stop, shared, show, stop
from tongwen.cli.language import say
from tongwen.cli.language import translate as _
from tongwen.cli.tree import Command, argument, flag
from tongwen.diagnostics import N_, Diagnostic

if TYPE_CHECKING:
    from tongwen.diff.changelog import Planned


def command() -> Command:
    """The command."""
    return Command(
        "changelog",
        callback=_run,
        params=[
            argument(
                "base",
                metavar="[BASE]",
                required=False,
                help=_("What was released last: a revision, a folder or a wheel. If not given, the newest tag."),
            ),
            flag("--check", help=_("Write nothing; exit 1 if a changelog does not say what has changed.")),
            *shared(),
        ],
        help=_(
            "Write what changed in the spec since a release into CHANGELOG.md and CHANGELOG.zh.md, under what is "
            "unreleased and between two marks. Everything outside of the marks stays as it is."
        ),
        epilog=_(
            "Examples: `tongwen changelog`, `tongwen changelog v0.1.0`. In CI: `tongwen changelog --check v0.1.0`."
        ),
    )


def _run(base: str | None, check: bool, project: Path) -> None:
    from tongwen.diff.changelog import plan
    from tongwen.diff.sides import sides
    from tongwen.diff.verdict import judge
    from tongwen.write.put import put

    home = project_or_stop(project)
    read = sides(base or _last_release(home), None, home)
    if read.base is None or read.head is None:
        stop(read.found, 2)
    verdict = judge(read.base, read.head)
    show(verdict.found)
    planned = plan(home, verdict)
    wrong = [one for one in planned if isinstance(one, Diagnostic)]
    if wrong:
        stop(wrong, 2)
    files = [one for one in planned if not isinstance(one, Diagnostic)]
    if check:
        _check(files)
        return
    if bad := put(home, {file.path.name: file.text.encode() for file in files if file.changed}):
        stop(bad, 2)
    for file in files:
        words = N_("{path}: renewed") if file.changed else N_("{path}: nothing changed")
        click.echo(say(words, path=file.path.name))


def _check(files: list[Planned]) -> None:
    from tongwen.diff.kinds import NOT_CURRENT

    stale = [NOT_CURRENT.at(None, path=file.path.name) for file in files if file.changed]
    show(stale)
    if stale:
        raise Exit(1)
    click.echo(_("Both changelogs say what has changed."))


def _last_release(home: Path) -> str:
    from tongwen.diff.git import Repository
    from tongwen.diff.kinds import NO_RELEASE

    repository = Repository.around(home, "HEAD")
    if isinstance(repository, Diagnostic):
        stop([repository], 2)
    tag = repository.last_tag()
    return tag if tag else stop([NO_RELEASE.at(None)], 2)
