"""`tongwen lint`: everything that is wrong with the spec, at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.exceptions import Exit

from tongwen.cli.common import Format, form, project_or_stop, shared, show, total
from tongwen.cli.language import say
from tongwen.cli.language import translate as _
from tongwen.cli.tree import Command, flag, option
from tongwen.diagnostics import N_, Diagnostic, as_text, in_order

if TYPE_CHECKING:
    from tongwen.lint.fix import Mended
    from tongwen.lint.run import Outcome
    from tongwen.model.spec import Document

#: Each round may show new things to fix, such as a space beside a mark that was half-width. Two are the most we know.
ROUNDS = 5


def command() -> Command:
    """The command."""
    return Command(
        "lint",
        callback=_run,
        params=[
            form(Format, _("text for people, json for programs, github for CI.")),
            flag("--fix", help=_("Mend in the YAML files what needs no thinking: spaces, punctuation, full stops.")),
            option(
                "--only", multiple=True, metavar="CODE", help=_("Run only the check of this code; may be repeated.")
            ),
            *shared(),
        ],
        help=_(
            "Check the spec: first its data, then its prose in both languages and what nothing uses. Every finding at "
            "once, with its line and what to do. Errors and warnings end in exit code 1, notes do not."
        ),
        epilog=_(
            "In GitHub Actions: `tongwen lint --format github` puts each finding on its line. What does a code mean? "
            "`tongwen explain TW531`. To leave a finding as it is, write a suppression with its reason."
        ),
    )


def _run(form: Format, fix: bool, only: tuple[str, ...], project: Path) -> None:
    from tongwen.lint.run import check
    from tongwen.pipeline import read

    codes = _codes(only)
    home = project_or_stop(project)
    mended = _fix(home, codes) if fix else None
    checked = read(home)
    found = list(checked.found)
    outcome = None
    if checked.good is not None:
        outcome = check(checked.good, checked.sources, codes)
        found += outcome.diagnostics(checked.sources)
    if mended is not None:
        _tell(mended, form)
        found += mended.left
    show(found, form)
    if outcome is None and form is Format.text:
        click.echo(say(N_("Prose and usage are checked once the errors are mended.")), err=True)
    if any(d.severity != "note" for d in found):
        click.echo(total(found), err=True)
        raise Exit(1)
    if form is Format.text and checked.good is not None and outcome is not None:
        click.echo(_summary(checked.good, outcome))


def _codes(only: tuple[str, ...]) -> frozenset[str]:
    """The codes asked for. One that no check has is a wrong use."""
    from difflib import get_close_matches

    from tongwen.lint.registry import all_lints

    known = list(all_lints())
    for code in only:
        if code not in known:
            near = get_close_matches(code.upper(), known, 1, 0.1) or known
            words = say(N_("there is no check {code}. Did you mean {near}?"), code=code, near=near[0])
            raise click.UsageError(words, click.get_current_context())
    return frozenset(only)


def _fix(home: Path, codes: frozenset[str]) -> Mended:
    """Mend, look again, and mend what has come to light, until nothing is left that can be mended."""
    from tongwen.lint.fix import Mended, fixable, mend, still_translated
    from tongwen.lint.run import check
    from tongwen.pipeline import read
    from tongwen.translation.lock import written

    done = Mended([], [], set())
    checked = read(home)
    stale = {entry.id for entry in checked.translations.stale} if checked.translations else set()
    for _round in range(ROUNDS):
        if checked.good is None:
            return done
        todo = list(fixable(check(checked.good, checked.sources, codes).findings))
        made = mend(home, checked.sources, todo)
        done.fixed.extend(made.fixed)
        done.left[:] = made.left
        if not made.fixed:
            break
        done.paths.update(made.paths)
        checked = read(home)
    mine = {written(path[:-1]) for path in done.paths} - stale
    done.left.extend(still_translated(home, checked.document, checked.sources, mine))
    return done


def _tell(mended: Mended, form: Format) -> None:
    """What was fixed, for people."""
    if form is not Format.text:
        return
    fixed = in_order(mended.fixed)
    for diagnostic in fixed:
        click.echo(say(N_("fixed: {finding}"), finding=_line(diagnostic)))
    click.echo(say(N_("Fixed: {count}"), count=len(fixed)) if fixed else say(N_("Nothing to fix.")))


def _line(diagnostic: Diagnostic) -> str:
    return as_text([diagnostic], _).split("\n", 1)[0]


def _summary(document: Document, outcome: Outcome) -> str:
    from tongwen.behaviour.whole import behaviour

    kinds = ("profiles", "scopes", "apis", "components", "types", "errors", "rules", "guides", "examples")
    counts = ", ".join(f"{kind} {len(getattr(document, kind))}" for kind in kinds)
    lines = [say(N_("No errors. {counts}"), counts=counts)]
    table = behaviour(document).table
    cells = ", ".join(f"{name} {table.count(name)}" for name in dict.fromkeys(g.profile for g in table.groups))
    if cells:
        words = N_("Decision table: {count} cells ({cells}), each decided by exactly one rule.")
        lines.append(say(words, count=table.count(), cells=cells))
    limit = document.tongwen.matrix_limit if document.tongwen else None
    if limit is not None and table.count() > limit:
        words = N_(
            "Test matrix: a pairwise cover, because matrix_limit is {limit}. matrix.json lists what is left out."
        )
        lines.append(say(words, limit=limit))
    if outcome.suppressed:
        lines.append(say(N_("Suppressed, each with its reason: {count}"), count=outcome.suppressed))
    return "\n".join(lines)
