"""The shortest way to outputs that are what the spec says: nothing to do, words to change, or all to be made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tongwen import paths
from tongwen.diagnostics import N_
from tongwen.report import Options, Reason, Report
from tongwen.write import record

if TYPE_CHECKING:
    from tongwen.write.record import Look


def update(project: Path, options: Options) -> Report:
    """Bring the outputs up to date, or with `check` tell which are not. The report has no states if nothing changed."""
    reason = _reason(options)
    if reason is None:
        made = _little(project, options)
        if isinstance(made, Report):
            return made
        reason = made
    from tongwen.pipeline import build

    report = build(project, options)
    report.reason = reason
    return report


def _reason(options: Options) -> Reason | None:
    """Why all outputs are made, whatever has changed."""
    if options.force:
        return Reason(N_("`--force` was given"))
    return Reason(N_("only some targets were asked for")) if options.only else None


def _little(project: Path, options: Options) -> Report | Reason:
    """What it comes to where nothing or only words have changed; else why all outputs are made."""
    look = record.look(project, paths.data_root())
    if isinstance(look, Reason):
        return look
    with look:
        made = _changed(project, look, options) if look.changed else Report(look.said)
        if look.changed and isinstance(made, Report):
            return made
        return look.spoiled() or made


def _changed(project: Path, look: Look, options: Options) -> Report | Reason:
    """What a build of words comes to. Whatever stands in its way stands in the way of a full one, which reports it."""
    from tongwen.incremental.run import build
    from tongwen.write.lock import Busy

    try:
        return build(project, look, options)
    except (Busy, OSError):
        return Reason(N_("a file cannot be read or written"))
