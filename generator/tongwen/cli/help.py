"""What `--help` and a wrong use of the command line print: our own words, in the language of the run."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator

import click

from tongwen.cli.language import say
from tongwen.cli.language import translate as _
from tongwen.diagnostics import N_, visible
from tongwen.encode.wrap import glue, width, wrap

WIDEST = 100
#: The left column is as wide as its widest entry, but no wider than this.
LEFT = 28
Row = tuple[str, str]


def help_of(command: click.Command, ctx: click.Context) -> str:
    """The help of a command."""
    lines = [usage(ctx), ""]
    for paragraph in (command.help or "").split("\n\n"):
        lines += [*_indented(paragraph), ""]
    if isinstance(command, click.Group):
        lines += _section(_("Commands:"), _commands(command, ctx))
    parameters = command.get_params(ctx)
    lines += _section(_("Arguments:"), [_row(p, ctx) for p in parameters if isinstance(p, click.Argument)])
    lines += _section(_("Options:"), [_row(p, ctx) for p in parameters if isinstance(p, click.Option)])
    if command.epilog:
        lines += _indented(command.epilog)
    return "\n".join(lines).rstrip()


def usage(ctx: click.Context) -> str:
    """`Usage: tongwen build [OPTIONS]`."""
    command = ctx.command
    words = [_("[OPTIONS]")]
    words += [p.make_metavar(ctx) for p in command.get_params(ctx) if isinstance(p, click.Argument)]
    if isinstance(command, click.Group):
        words += [_("COMMAND")]
    return say(N_("Usage: {words}"), words=" ".join([ctx.command_path, *words]))


def told(error: click.UsageError) -> str:
    """What is wrong with the arguments, and where to read on."""
    lines = [say(N_("Wrong usage: {problem}"), problem=visible(_problem(error)))]
    if error.ctx is not None:
        lines += [usage(error.ctx), say(N_("Help: {command} --help"), command=error.ctx.command_path)]
    return "\n".join(lines)


def _problem(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption():
            problem = say(N_("there is no option {name}"), name=error.option_name)
            near = "".join((error.possibilities or ())[:1])
            return say(N_("{problem}. Did you mean {near}?"), problem=problem, near=near) if near else problem
        case click.MissingParameter():
            return say(N_("{name} is missing"), name=_name(error))
        case click.BadParameter():
            return say(N_("{name}: {problem}"), name=_name(error), problem=error.message)
        case click.BadOptionUsage():
            words = N_("the option {name} takes no value") if _is_flag(error) else N_("the option {name} needs a value")
            return say(words, name=error.option_name)
    return error.message


def _name(error: click.BadParameter) -> str:
    parameter = error.param
    if isinstance(parameter, click.Argument) and error.ctx is not None:
        return parameter.make_metavar(error.ctx)
    return max(parameter.opts, key=len) if parameter is not None else "?"


def _is_flag(error: click.BadOptionUsage) -> bool:
    parameters = error.ctx.command.params if error.ctx is not None else []
    return any(isinstance(p, click.Option) and p.is_flag and error.option_name in p.opts for p in parameters)


def _commands(group: click.Group, ctx: click.Context) -> Iterator[Row]:
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        if command is not None:
            yield name, (command.help or "").partition("\n\n")[0]


def _row(parameter: click.Parameter, ctx: click.Context) -> Row:
    words = getattr(parameter, "help", None) or ""
    if isinstance(parameter, click.Argument):
        return parameter.make_metavar(ctx), words
    left = ", ".join(sorted(parameter.opts, key=len))
    if isinstance(parameter, click.Option) and not parameter.is_flag:
        left += f" {parameter.make_metavar(ctx)}"
        if parameter.show_default:
            words = glue([words, say(N_("[default: {value}]"), value=str(parameter.get_default(ctx)))])
    return left, words


def _section(title: str, rows: Iterable[Row]) -> list[str]:
    listed = list(rows)
    if not listed:
        return []
    left = min(max(width(name) for name, _words in listed), LEFT)
    lines = [title]
    for name, words in listed:
        first, *rest = wrap(words, _columns() - left - 4) or [""]
        if width(name) > left:
            lines += [f"  {name}", f"  {' ' * left}  {first}"]
        else:
            lines.append(f"  {name}{' ' * (left - width(name))}  {first}")
        lines += [f"  {' ' * left}  {row}" for row in rest]
    return [*(line.rstrip() for line in lines), ""]


def _indented(paragraph: str) -> list[str]:
    return [f"  {line}" for line in wrap(" ".join(paragraph.split()), _columns() - 2)]


def _columns() -> int:
    return max(min(shutil.get_terminal_size((80, 24)).columns, WIDEST), 40)
