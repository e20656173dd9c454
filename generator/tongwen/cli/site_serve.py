"""`tongwen site serve`: look at the site while writing."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tongwen.cli.common import shared, show, stop
from tongwen.cli.follow import forget
from tongwen.cli.language import say, translate
from tongwen.cli.language import translate as _
from tongwen.cli.ports import refused
from tongwen.cli.site_build import prepare
from tongwen.cli.tree import Command, flag, option
from tongwen.cli.values import Number
from tongwen.diagnostics import N_, as_text

if TYPE_CHECKING:
    from tongwen.diagnostics import Diagnostic
    from tongwen.site.layout import Site
    from tongwen.site.serve import Stand
    from tongwen.watch import Watch


def command() -> Command:
    """The command."""
    return Command(
        "serve",
        callback=_run,
        params=[
            option(
                "--port",
                type=Number(1, 65535),
                default=8000,
                show_default=True,
                help=_("The port, on this machine only."),
            ),
            flag("--open", help=_("Open the site in the browser.")),
            *shared(),
        ],
        help=_(
            "Serve the site in all languages, until Ctrl-C. When the spec, a template, the wording or the settings "
            "change, the pages are built anew and open pages show it; what is wrong is shown in them as well."
        ),
        epilog=_("The address is the one line of standard output, for scripts."),
    )


def _run(port: int, open: bool, project: Path) -> None:  # noqa: A002 - the option's name
    from tongwen.site.serve import News, Stand, follow, start
    from tongwen.watch import Watch, watched

    address = f"http://127.0.0.1:{port}"
    site = prepare(project, address=address)
    stand = Stand(site.project / ".tongwen" / "site" / "served")
    news = News()
    try:
        server = start(stand, port, news)
    except OSError as problem:
        stop([refused(problem, port, "tongwen site serve")])
    from tongwen import paths

    # before the first build, so that what changes meanwhile is not missed
    watch = Watch(watched(site.project, paths.data_root(), site.settings))
    show(_build(site, stand))
    click.echo(f"{address}/")
    click.echo(say(N_("Serving {languages}. Ctrl-C ends it."), languages=", ".join(site.languages)), err=True)
    if open:
        click.launch(f"{address}/")

    def rebuild(changed: list[str]) -> str:
        forget(changed)
        click.echo(_("Something changed; building ..."), err=True)
        found = _renew(site, stand, watch)
        show(found)
        if not found:
            click.echo(_("Done."), err=True)
        return as_text(found, translate)

    try:
        follow(watch.changes(threading.Event()), rebuild, news)
    except KeyboardInterrupt:
        click.echo(_("Stopped."), err=True)
    finally:
        news.close()
        server.shutdown()
        server.server_close()


def _renew(site: Site, stand: Stand, watch: Watch) -> list[Diagnostic]:
    """Pages from the spec, and the site from the pages."""
    from tongwen.report import Options
    from tongwen.update import update

    result = update(site.project, Options())
    watch.absorb(site.project / path for path in result.digests)
    return result.found if result.failed else _build(site, stand)


def _build(site: Site, stand: Stand) -> list[Diagnostic]:
    from tongwen.site.build import build_site

    built = build_site(site._replace(out=stand.other))
    if not built.failed:
        stand.swap()
    return built.found
