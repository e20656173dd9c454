"""`tongwen simulate`: serve the simulated host over the automator protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from click.exceptions import Exit

from tongwen.cli.common import shared, stop
from tongwen.cli.language import say
from tongwen.cli.language import translate as _
from tongwen.cli.ports import EXTRA_MISSING, refused
from tongwen.cli.tree import Command, option
from tongwen.cli.values import Number, Word
from tongwen.diagnostics import N_

if TYPE_CHECKING:
    from tongwen.hosts.automator.server import Served

PROFILES = ("mini-program", "plugin", "mini-game", "mini-game-2018")
PLATFORMS = ("ios", "android", "devtools")


def command() -> Command:
    """The command."""
    profile = say(N_("The product that is simulated: {known}."), known=", ".join(PROFILES))
    platform = say(N_("Whose error messages are used: {known}."), known=", ".join(PLATFORMS))
    return Command(
        "simulate",
        callback=_run,
        params=[
            option(
                "--port",
                type=Number(0, 65535),
                default=9420,
                show_default=True,
                help=_("The port; 0 takes any free one."),
            ),
            option("--profile", type=Word("NAME"), default="mini-program", show_default=True, help=profile),
            option("--platform", type=Word("NAME"), default="devtools", show_default=True, help=platform),
            *shared(project=False),
        ],
        help=_(
            "Serve the simulated host to automation clients of DevTools, on this machine only, until Ctrl-C.\n\n"
            "The address is the one line of standard output, for scripts; everything else goes to standard error. "
            "A call that asks the user stays open until a client answers with `Tool.native` and `authorizeAllow` or "
            "`authorizeCancel`, as in DevTools. Beyond DevTools there are `Tongwen.user` (answers, taps and choices "
            "made beforehand), `Tongwen.switch` (the settings page), `Tongwen.dismiss`, `Tongwen.delete` and "
            "`Tongwen.reset`."
        ),
        epilog=_(
            "Node: `automator.connect({wsEndpoint: 'ws://127.0.0.1:9420'})`. "
            "The matrix: `tongwen verify --host ws://127.0.0.1:9420`."
        ),
    )


def _run(port: int, profile: str, platform: str) -> None:
    import asyncio

    _known(N_("There is no profile {name}. Known: {known}"), profile, PROFILES)
    _known(N_("There is no platform {name}. Known: {known}"), platform, PLATFORMS)
    try:
        asyncio.run(_serve(port, {"profile": profile, "platform": platform}))
    except KeyboardInterrupt:
        click.echo(_("Stopped."), err=True)


async def _serve(port: int, world: dict[str, str]) -> None:
    served = await _start(port, world)
    try:
        click.echo(served.address)  # flushed, so that who reads it from a pipe can begin
        words = N_("Simulating {profile} on {platform} at this address. Ctrl-C ends it.")
        click.echo(say(words, **world), err=True)
        await served.server.wait_closed()
    finally:
        from tongwen.hosts.automator.server import stop as close

        await close(served)


async def _start(port: int, world: dict[str, str]) -> Served:
    try:
        from tongwen.hosts.automator.server import start
    except ImportError as problem:
        if (problem.name or "").partition(".")[0] != "websockets":
            raise
        stop([EXTRA_MISSING.at(None, package="websockets", extra="hosts")])
    from tongwen.hosts.simulated import SimulatedHost

    try:
        return await start(SimulatedHost(), world, port=port)
    except OSError as problem:
        stop([refused(problem, port, "tongwen simulate")])


def _known(message: str, name: str, known: tuple[str, ...]) -> None:
    if name not in known:
        click.echo(say(message, name=name, known=", ".join(known)), err=True)
        raise Exit(2)
