"""`tongwen explain NAME`: an entry of the spec, in the terminal."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.exceptions import Exit

from tongwen.cli.common import absolute, shared, show
from tongwen.cli.language import current, say
from tongwen.cli.language import translate as _
from tongwen.cli.tree import Command, argument
from tongwen.diagnostics import N_

if TYPE_CHECKING:
    from tongwen.explain import Line


def command() -> Command:
    """The command."""
    return Command(
        "explain",
        callback=_run,
        params=[argument("name", metavar="NAME", help=_("An id, or the part of it after the last dot.")), *shared()],
        help=_(
            "Explain an API, scope, type, component, error, rule or term, and say where the spec defines it. Or "
            "explain the code of a finding."
        ),
        epilog=_("Examples: `tongwen explain scope.record`, `tongwen explain getLocation`, `tongwen explain TW531`."),
    )


def _run(name: str, project: Path) -> None:
    if re.fullmatch("TW[0-9]{3}", name, re.IGNORECASE) and _code(name.upper()):
        return
    from tongwen import paths
    from tongwen.explain import Explainer, lookup, suggestions
    from tongwen.load.project import find_project
    from tongwen.pipeline import read
    from tongwen.translation.catalogues import load

    home = find_project(absolute(project)) or paths.data_root()
    checked = read(home)
    found = lookup(checked.document, name)
    if found is None:
        show(checked.found)
        click.echo(say(N_("The spec has no {name}."), name=name), err=True)
        if near := suggestions(checked.document, name):
            click.echo(say(N_("Did you mean: {names}?"), names=", ".join(near)), err=True)
        raise Exit(1)
    catalogue = load(home, [current()]).catalogue
    columns = min(shutil.get_terminal_size((100, 24)).columns, 100)
    explainer = Explainer(checked.document, checked.sources, current(), catalogue, max(columns, 40))
    _print(list(explainer.explain(found)))


def _code(code: str) -> bool:
    """What the code of a finding means, and what to do. False if nothing has the code."""
    from tongwen.encode.wrap import wrap
    from tongwen.targets.docs.tool.codes import EXPLAINED, kinds

    kind = kinds().get(code)
    if kind is None:
        return False
    severity = {"error": N_("error"), "warning": N_("warning"), "note": N_("note")}[kind.severity]
    bold, plain = ("\x1b[1m", "\x1b[0m") if sys.stdout.isatty() else ("", "")
    click.echo(f"{bold}{_(severity)} {code}: {_(kind.message)}{plain}")
    columns = max(min(shutil.get_terminal_size((100, 24)).columns, 100), 40)
    for words in (_(EXPLAINED[code]), say(N_("help: {help}"), help=_(kind.help))):
        click.echo("\n" + "\n".join(wrap(words, columns)))
    return True


def _print(lines: list[Line]) -> None:
    from tongwen.encode.wrap import width, wrap

    bold, plain = ("\x1b[1m", "\x1b[0m") if sys.stdout.isatty() else ("", "")
    columns = min(shutil.get_terminal_size((100, 24)).columns, 100)
    labels = max((width(line.label) for line in lines if line.style == "fact"), default=0)
    for line in lines:
        style, label, text = line
        if style == "fact":
            first, *rest = wrap(text, max(columns - labels - 2, 30))
            click.echo(f"{label}{' ' * (labels - width(label))}  {first}")
            for row in rest:
                click.echo(f"{' ' * labels}  {row}")
        else:
            click.echo(f"{bold}{label} {text}{plain}" if style == "title" else text)
