"""`tongwen audit typings FILE...`: official declaration files beside the spec."""

from __future__ import annotations

from pathlib import Path

from tongwen.cli.audit import parameters, spec, tell
from tongwen.cli.common import Format, stop
from tongwen.cli.language import translate as _
from tongwen.cli.ports import EXTRA_MISSING
from tongwen.cli.tree import Command


def command() -> Command:
    """The command."""
    return Command(
        "typings",
        callback=_run,
        params=parameters(),
        help=_(
            "Compare official .d.ts files, all taken together, with the spec: calls, parameters, results, what is "
            "optional, since which version, keys of the settings. What the spec does not cover is only counted."
        ),
        epilog=_(
            "Example, with the package of the platform installed by npm: "
            "`tongwen audit typings node_modules/PACKAGE/types/*.d.ts`."
        ),
    )


def _run(files: tuple[Path, ...], profile: str | None, all: bool, form: Format, project: Path) -> None:  # noqa: A002
    from tongwen.audit.typings.parse import missing

    lacking = missing()
    if lacking:
        stop([EXTRA_MISSING.at(None, package=", ".join(lacking), extra="audit")], 2)
    from tongwen.audit.report import Audited
    from tongwen.audit.typings.run import audit

    done = audit(spec(project), files, profile)
    if isinstance(done, Audited):
        tell([done], [], form, all)
    else:
        stop(done, 2)
