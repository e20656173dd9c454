"""The command line, from its own tree of commands."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

import click

from tongwen.model.base import Localized, Record
from tongwen.targets.docs import naming
from tongwen.targets.docs.parts import Head, Made, Site
from tongwen.text.opaque import Code
from tongwen.text.phrase import Phrase

PATH = "using/commands.md"


class Argument(Record, frozen=True, kw_only=True):
    """An argument or option: how it is written, what it means, what it is when it is not given."""

    name: Code
    meaning: Localized
    default: Code | None


class CommandView(Record, frozen=True, kw_only=True):
    """A command."""

    title: Code
    heading: Code
    usage: str
    help: Localized
    epilog: Localized | None
    arguments: tuple[Argument, ...]
    options: tuple[Argument, ...]


class CommandsPage(Record, frozen=True, kw_only=True):
    """All commands."""

    head: Head
    commands: tuple[CommandView, ...]


Tree = dict[str, tuple[click.Command, click.Context]]


def pages(_site: Site) -> Iterator[Made]:
    """One page for the whole command line."""
    head = Head(
        title=Phrase("Command line"),
        description=Phrase("Every command of {tool}, with its options.", tool=naming.span("tongwen")),
        source="",
    )
    en, zh = _tree("en"), _tree("zh")
    commands = tuple(_command(name, en[name], zh[name]) for name in en)
    yield Made(PATH, "docs/tool/commands.md.j2", CommandsPage(head=head, commands=commands))


def _tree(language: str) -> Tree:
    """The commands in a language. The command line knows this stage, and not the other way round: so, by name."""
    main, spoken = import_module("tongwen.cli.main"), import_module("tongwen.cli.language")
    with spoken.speaking(language):
        return dict(_below(main.application(), None, "tongwen"))


def _below(
    command: click.Command, parent: click.Context | None, name: str
) -> Iterator[tuple[str, tuple[click.Command, click.Context]]]:
    context = click.Context(command, parent=parent, info_name=name)
    command.get_params(context)  # its help option is worded now, in the language that is being spoken
    yield context.command_path, (command, context)
    if isinstance(command, click.Group):
        for sub in command.list_commands(context):
            found = command.get_command(context, sub)
            if found is not None:
                yield from _below(found, context, sub)


def _command(
    name: str, en: tuple[click.Command, click.Context], zh: tuple[click.Command, click.Context]
) -> CommandView:
    command, context = en
    pairs = list(zip(command.get_params(context), zh[0].get_params(zh[1]), strict=True))
    words = [p.make_metavar(context) for p, _ in pairs if isinstance(p, click.Argument)]
    if isinstance(command, click.Group):
        words.append("COMMAND")
    return CommandView(
        title=naming.span(name),
        heading=naming.heading("command", *name.split()[1:] or ["tongwen"]),
        usage=" ".join([name, "[OPTIONS]", *words]),
        help=naming.bilingual(command.help or "", zh[0].help or ""),
        epilog=naming.bilingual(command.epilog, zh[0].epilog or "") if command.epilog else None,
        arguments=tuple(_row(p, q, context) for p, q in pairs if isinstance(p, click.Argument)),
        options=tuple(_row(p, q, context) for p, q in pairs if isinstance(p, click.Option)),
    )


def _row(en: click.Parameter, zh: click.Parameter, context: click.Context) -> Argument:
    name = en.make_metavar(context)
    default = ""
    if isinstance(en, click.Option):
        metavar = "" if en.is_flag else f" {name}"
        name = ", ".join(sorted(en.opts, key=len)) + metavar
        default = str(en.default) if en.show_default else ""
    return Argument(
        name=naming.span(name),
        meaning=naming.bilingual(getattr(en, "help", None) or "", getattr(zh, "help", None) or ""),
        default=naming.span(default) if default else None,
    )
