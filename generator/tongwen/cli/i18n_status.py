"""`tongwen i18n status`: what is translated, stale and missing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.exceptions import Exit

from tongwen.cli.common import form, project_or_stop, shared, show, stop_counted
from tongwen.cli.language import say
from tongwen.cli.language import translate as _
from tongwen.cli.shape import Shape
from tongwen.cli.tree import Command
from tongwen.diagnostics import N_
from tongwen.encode.wrap import width

if TYPE_CHECKING:
    from tongwen.translation.status import Row, Status

#: Kind of row to its name in the table.
_KINDS = {"texts": N_("texts of the spec"), "wording": N_("fixed wording")}


def command() -> Command:
    """The command."""
    return Command(
        "status",
        callback=_run,
        params=[form(Shape, _("text for people, json for programs.")), *shared()],
        help=_(
            "How far each language has come, and the files where work is left. Chinese is stale where its English has "
            "changed since it was written; in a catalogue, where gettext says `fuzzy`."
        ),
        epilog=_("The shape of json: `languages` to their counts and files, `stale` to the ids of texts."),
    )


def _run(form: Shape, project: Path) -> None:
    from tongwen.pipeline import read
    from tongwen.translation.status import status

    home = project_or_stop(project)
    checked = read(home)
    if checked.translations is None or checked.translations.record is None:
        stop_counted(checked.found)
    made = status(home, checked.translations, checked.sources)
    show(made.found)
    click.echo(_json(made) if form is Shape.json else "\n".join(_table(made)))
    if any(d.severity == "error" for d in made.found):
        raise Exit(1)


def _json(made: Status) -> str:
    found: dict[str, dict[str, Any]] = {}
    for language in dict.fromkeys(row.language for row in made.rows):
        rows = [row for row in made.rows if row.language == language]
        found[language] = {
            kind: _counts(row for row in rows if row.kind == kind)
            for kind in _KINDS
            if any(r.kind == kind for r in rows)
        }
        found[language]["files"] = [
            {"file": row.file, "kind": row.kind, **_counts([row])} for row in rows if row.done < row.total
        ]
    return json.dumps({"languages": found, "stale": list(made.stale)}, ensure_ascii=False, indent=2)


def _counts(rows: Iterable[Row]) -> dict[str, int]:
    listed = list(rows)
    return {name: sum(getattr(row, name) for row in listed) for name in ("total", "done", "stale", "missing")}


def _table(made: Status) -> Iterator[str]:
    heads = ["", "", _("total"), _("done"), _("stale"), _("missing")]
    rows = [heads]
    for language in dict.fromkeys(row.language for row in made.rows):
        for kind, title in _KINDS.items():
            mine = [row for row in made.rows if (row.language, row.kind) == (language, kind)]
            if mine:
                rows.append([language, _(title), *_numbers(_counts(mine))])
    yield from _aligned(rows)
    left = [row for row in made.rows if row.done < row.total]
    if left:
        yield from ("", _("Files with work left:"))
        yield from _aligned([[row.language, row.file, *_numbers(_counts([row]))] for row in left])
    if made.stale:
        yield from ("", _("Stale; change the Chinese, or `tongwen i18n accept ID`:"))
        yield from (f"  {name}" for name in made.stale)


def _numbers(counts: dict[str, int]) -> list[str]:
    share = say(
        N_("{done} ({percent} %)"), done=counts["done"], percent=counts["done"] * 100 // max(counts["total"], 1)
    )
    return [str(counts["total"]), share, str(counts["stale"]), str(counts["missing"])]


def _aligned(rows: list[list[str]]) -> Iterator[str]:
    """Columns: words to the left, numbers to the right."""
    widths = [max(width(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            cell + " " * (wide - width(cell)) if i < 2 else " " * (wide - width(cell)) + cell
            for i, (cell, wide) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  " + "  ".join(cells).rstrip()
