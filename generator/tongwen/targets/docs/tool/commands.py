"""The command line, from its own tree of commands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import NamedTuple

import click

from tongwen.model.base import Record
from tongwen.targets.base import Later
from tongwen.targets.docs import naming
from tongwen.targets.docs.parts import Head, Made, Site
from tongwen.text.opaque import Code, Text
from tongwen.text.phrase import Known, Phrase

PATH = "using/commands.md"


class Argument(Record, frozen=True, kw_only=True):
    """An argument or option: how it is written, what it means, what it is when it is not given."""

    name: Code
    meaning: Known
    default: Code | None


class CommandView(Record, frozen=True, kw_only=True):
    """A command."""

    title: Code
    heading: Code
    usage: str
    help: Known
    epilog: Known | None
    arguments: tuple[Argument, ...]
    options: tuple[Argument, ...]


class CommandsPage(Record, frozen=True, kw_only=True):
    """All commands."""

    head: Head
    commands: tuple[CommandView, ...]


class Spoken(NamedTuple):
    """A command, its parameters and what is said of each, in one language."""

    command: click.Command
    context: click.Context
    parameters: list[click.Parameter]
    words: list[str]


def pages(site: Site) -> Iterator[Made]:
    """One page for the whole command line."""
    yield Made(PATH, "docs/tool/commands.md.j2", Later(_page, site))


def _page(site: Site) -> CommandsPage:
    head = Head(
        title=Phrase("Command line"),
        description=Phrase("Every command of {tool}, with its options.", tool=naming.span("tongwen")),
        source="",
    )
    languages = dict.fromkeys(["en", "zh", *site.request.option("languages", [])])
    trees = {language: _tree(language) for language in languages}
    commands = tuple(_command(name, {said: tree[name] for said, tree in trees.items()}) for name in trees["en"])
    return CommandsPage(head=head, commands=commands)


def _tree(language: str) -> dict[str, Spoken]:
    """The commands in a language. The command line knows this stage, and not the other way round: so, by name."""
    main, spoken = import_module("tongwen.cli.main"), import_module("tongwen.cli.language")
    with spoken.speaking(language):
        return dict(_below(main.application(), None, "tongwen"))


def _below(command: click.Command, parent: click.Context | None, name: str) -> Iterator[tuple[str, Spoken]]:
    context = click.Context(command, parent=parent, info_name=name)
    parameters = command.get_params(context)
    words = [getattr(parameter, "help", None) or "" for parameter in parameters]
    yield context.command_path, Spoken(command, context, parameters, words)
    if isinstance(command, click.Group):
        for sub in command.list_commands(context):
            found = command.get_command(context, sub)
            if found is not None:
                yield from _below(found, context, sub)


def _command(name: str, said: Mapping[str, Spoken]) -> CommandView:
    en = said["en"]
    words = [p.make_metavar(en.context) for p in en.parameters if isinstance(p, click.Argument)]
    if isinstance(en.command, click.Group):
        words.append("COMMAND")
    meanings = [_known({name: one.words[i] for name, one in said.items()}) for i in range(len(en.words))]
    rows = [(p, _row(p, meaning, en.context)) for p, meaning in zip(en.parameters, meanings, strict=True)]
    epilog = _known({name: one.command.epilog or "" for name, one in said.items()}) if en.command.epilog else None
    return CommandView(
        title=naming.span(name),
        heading=naming.heading("command", *(name.split()[1:] or ["tongwen"])),
        usage=" ".join([name, "[OPTIONS]", *words]),
        help=_known({name: one.command.help or "" for name, one in said.items()}),
        epilog=epilog,
        arguments=tuple(row for p, row in rows if isinstance(p, click.Argument)),
        options=tuple(row for p, row in rows if isinstance(p, click.Option)),
    )


def _known(said: Mapping[str, str]) -> Known:
    texts = {language: Text(words) for language, words in said.items()}
    return Known(texts["en"], texts["zh"], texts)


def _row(parameter: click.Parameter, meaning: Known, context: click.Context) -> Argument:
    name, default = parameter.make_metavar(context), ""
    if isinstance(parameter, click.Option):
        metavar = "" if parameter.is_flag else f" {name}"
        name = ", ".join(sorted(parameter.opts, key=len)) + metavar
        default = str(parameter.default) if parameter.show_default else ""
    return Argument(name=naming.span(name), meaning=meaning, default=naming.span(default) if default else None)
