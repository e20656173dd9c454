"""`tongwen site build`: the pages as a site that can be published as it is."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tongwen.cli.common import absolute, project_or_stop, shared, show, stop, stop_counted
from tongwen.cli.language import say
from tongwen.cli.language import translate as _
from tongwen.cli.ports import EXTRA_MISSING
from tongwen.cli.tree import Command, flag, option
from tongwen.cli.values import File, Word
from tongwen.diagnostics import N_

if TYPE_CHECKING:
    from tongwen.site.layout import Site


def command() -> Command:
    """The command."""
    return Command(
        "build",
        callback=_run,
        params=[
            option(
                "--out",
                type=File("DIR"),
                help=_("Put the site into this folder instead of site/out; an earlier site in it is replaced."),
            ),
            option(
                "--address",
                type=Word("URL"),
                default="",
                help=_("Where it will be published, for the list of its pages that search engines read."),
            ),
            flag("--verbose", help=_("Show all that mkdocs prints.")),
            *shared(),
        ],
        help=_(
            "Bring the pages up to date, and build the site in all languages side by side. A broken link, a page that "
            "is not in the navigation, an anchor that stands twice or an image without text stops it."
        ),
        epilog=_("The folder needs no server: open index.html, or copy it to any host."),
    )


def _run(out: Path | None, address: str, verbose: bool, project: Path) -> None:
    start = time.monotonic()
    site = prepare(project, out, address)
    from tongwen.site.build import build_site

    click.echo(say(N_("building the pages: {languages} ..."), languages=", ".join(site.languages)), err=True)
    built = build_site(site)
    if verbose:
        for language, printed in built.printed.items():
            click.echo(f"{language}:\n{printed}", err=True)
    if built.failed:
        stop_counted(built.found)
    show(built.found)
    count = len(list(site.out.rglob("*.html")))
    seconds = f"{time.monotonic() - start:.1f}"
    click.echo(
        say(N_("{count} pages in {folder}, in {seconds} s"), count=count, folder=site.shown(site.out), seconds=seconds)
    )


def prepare(start: Path, out: Path | None = None, address: str = "") -> Site:
    """The site of the project, its pages up to date; the command ends where that cannot be."""
    project = project_or_stop(start)
    from tongwen.site.mkdocs import missing

    lacking = missing()
    if lacking:
        stop([EXTRA_MISSING.at(None, package=", ".join(lacking), extra="site")])
    pages_up_to_date(project)
    from tongwen.pipeline import read
    from tongwen.site.kinds import NO_PAGES
    from tongwen.site.layout import site_of

    manifest = read(project).document.tongwen
    site = site_of(project, manifest, out and absolute(out), address) if manifest else None
    if site is None:
        stop([NO_PAGES.at(None)])
    return site


def pages_up_to_date(project: Path) -> None:
    """As `tongwen build` does; the command ends with its findings."""
    from tongwen.report import Options
    from tongwen.update import update

    result = update(project, Options())
    if result.failed:
        stop_counted(result.found)
    show(result.found)
