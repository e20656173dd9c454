"""The command tree: a command is loaded when it is called, and its help is in the language of the run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, cast

import click

from tongwen.cli.help import help_of
from tongwen.cli.language import say
from tongwen.diagnostics import N_


class Command(click.Command):
    """One command."""

    def get_help(self, ctx: click.Context) -> str:
        """In our words."""
        return help_of(self, ctx)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The same for all, described in our words."""
        return _described(super().get_help_option(ctx))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does; what is too much is said in our words."""
        ctx.allow_extra_args = True
        try:
            super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise
        if ctx.args and not ctx.resilient_parsing:
            raise click.UsageError(say(N_("one argument too many: {name}"), name=ctx.args[0]), ctx)
        return ctx.args


class Tree(click.Group):
    """Commands by name, each with the module that makes it: its function `command` gives the `Command`."""

    def __init__(self, places: Mapping[str, str], **rest: Any) -> None:
        super().__init__(no_args_is_help=False, invoke_without_command=True, callback=_alone, **rest)
        self._places = places

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which people meet them."""
        return list(self._places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command."""
        if cmd_name not in self._places:
            return None
        make = cast("Callable[[], click.Command]", import_module(self._places[cmd_name]).command)
        return make()

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is called; one that is not there is said in our words."""
        name = str(args[0])
        found = self.get_command(ctx, name)
        if found is not None:
            return name, found, args[1:]
        if name.startswith("-"):
            raise click.NoSuchOption(name, ctx=ctx)
        from difflib import get_close_matches

        near = get_close_matches(name, self._places, 1)
        words = N_("there is no command {name}. Did you mean {near}?") if near else N_("there is no command {name}")
        raise click.UsageError(say(words, name=name, near="".join(near)), ctx)

    def get_help(self, ctx: click.Context) -> str:
        """In our words."""
        return help_of(self, ctx)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Described in our words."""
        return _described(super().get_help_option(ctx))


@click.pass_context
def _alone(ctx: click.Context) -> None:
    """Commands of which none is called: say which there are. That is wrong usage, unlike `--help`."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
        ctx.exit(2)


def _described(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = say(N_("Show this help."))
    return option


def option(*names: str, **rest: Any) -> click.Option:
    """An option of a command."""
    return click.Option(list(names), **rest)


def argument(name: str, **rest: Any) -> click.Argument:
    """An argument of a command."""
    return click.Argument([name], **rest)


def flag(*names: str, help: str) -> click.Option:  # noqa: A002 - click's word
    """An option that is given or not."""
    return click.Option(list(names), is_flag=True, default=False, help=help)
