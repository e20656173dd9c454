"""What came of a build, as it is told: findings, a line for each output folder, differences, reasons."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.exceptions import Exit

from tongwen.cli.common import show, total
from tongwen.cli.language import say
from tongwen.cli.language import translate as _
from tongwen.diagnostics import N_

if TYPE_CHECKING:
    from tongwen.diagnostics import Diagnostic
    from tongwen.report import Report, State

#: What is said of a file by the state that it was found in. Others have not been touched.
_STATES: dict[State, str] = {
    "missing": N_("was not there"),
    "stale": N_("follows from what has changed"),
    "edited": N_("was edited by hand"),
    "in-the-way": N_("was written by somebody else"),
    "orphaned": N_("is no longer made"),
    "edited-orphan": N_("is no longer made, and was edited by hand"),
}


def finish(result: Report, *, check: bool) -> None:
    """Say what was found and done. Ends the command where something is wrong."""
    drift = _drift(result) if check else []
    found = [_strict(d) if check else d for d in [*result.found, *drift]]
    show(found)
    if result.states and not check:
        click.echo(_summary(result))
    failed = any(d.severity == "error" for d in found)
    if failed:
        if any(d.place for d in found):  # findings of a spec are counted; a build that could not begin is one
            click.echo(total(found), err=True)
        raise Exit(1)
    if check:
        click.echo(_("Every generated file is what the spec says."))
    elif all(state in ("unchanged", "foreign") for states in result.states.values() for state in states.values()):
        click.echo(_("Nothing changed."))


def _drift(result: Report) -> list[Diagnostic]:
    """The files that are not what the spec says."""
    if not result.states:
        return []
    from tongwen.write.compare import report

    return [d for states in result.states.values() for d in report(states)]


def _strict(found: Diagnostic) -> Diagnostic:
    """What a build goes on with, and what must not be merged."""
    from tongwen.translation.kinds import STALE

    return found._replace(kind=found.kind._replace(severity="error")) if found.kind is STALE else found


def _summary(result: Report) -> str:
    """A line for each output folder."""
    lines = []
    width = max(map(len, result.states), default=0)
    for folder, states in result.states.items():
        count = Counter(states.values())
        changed = {state: count[state] for state in result.changed or ()}
        removed = sum(changed.get(state, 0) for state in ("orphaned", "edited-orphan"))
        kept = sum(count[state] for state in ("edited", "in-the-way", "edited-orphan") if state not in changed)
        line = say(
            N_("{written} written, {unchanged} unchanged, {removed} removed"),
            written=sum(changed.values()) - removed,
            unchanged=count["unchanged"] + result.left.get(folder, 0),
            removed=removed,
        )
        if kept:
            line += say(N_(", {kept} kept as edited"), kept=kept)
        lines.append(f"{folder:<{width}}  {line}")
    return "\n".join(lines)


def show_diff(project: Path, result: Report) -> None:
    """What the build changes, or would change, file by file."""
    import difflib

    for path, state in sorted(item for states in result.states.values() for item in states.items()):
        if state in ("unchanged", "foreign") or state in (result.changed or ()):
            continue
        old = (project / path).read_text(encoding="utf-8", errors="replace") if state != "missing" else ""
        new = result.new[path].decode("utf-8") if path in result.new else ""
        names = (f"a/{path}" if old else "/dev/null", f"b/{path}" if new else "/dev/null")
        lines = difflib.unified_diff(old.splitlines(keepends=True), new.splitlines(keepends=True), *names)
        click.echo("".join(line if line.endswith("\n") else line + "\n" for line in lines), nl=False)


def show_reasons(result: Report) -> None:
    """Why all outputs were made, or which words have changed; and why each file is written."""
    if not result.states:
        return
    if result.reason is not None:
        why = say(result.reason.words, file=result.reason.file, path=result.reason.path)
        click.echo(say(N_("All outputs were made anew: {why}."), why=why))
    elif result.texts:
        click.echo(_("Only words have changed: nothing else was read or made."))
    between = _(", ")
    for path, state in sorted(item for states in result.states.values() for item in states.items()):
        if path in result.texts:
            click.echo(say(N_("{file}: says {texts}"), file=path, texts=between.join(result.texts[path])))
        elif state in _STATES:
            click.echo(f"{path}: {_(_STATES[state])}")
