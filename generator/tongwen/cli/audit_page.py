"""`tongwen audit page FILE...`: published pages beside the spec."""

from __future__ import annotations

from pathlib import Path

from tongwen.cli.audit import parameters, spec, tell
from tongwen.cli.common import Format
from tongwen.cli.language import translate as _
from tongwen.cli.tree import Command


def command() -> Command:
    """The command."""
    return Command(
        "page",
        callback=_run,
        params=parameters(),
        help=_(
            "Compare published pages, in English or Chinese, with the spec: scopes, the calls beside each, parameters, "
            "keys of the settings, versions, each with its line in the page. HTML, Markdown and plain text are read. "
            "Descriptions in other words are listed for review and do not fail."
        ),
        epilog=_(
            "Examples: `tongwen audit page guide.html`, `tongwen audit page --all --profile NAME guide.md`. "
            "A page with the scope list of a source counts as that edition."
        ),
    )


def _run(files: tuple[Path, ...], profile: str | None, all: bool, form: Format, project: Path) -> None:  # noqa: A002
    from tongwen.audit.page.names import Names
    from tongwen.audit.page.run import audit
    from tongwen.audit.report import Audited

    document = spec(project)
    names = Names(document)
    done = [audit(document, names, path, profile) for path in dict.fromkeys(files)]
    bad = [each for each in done if not isinstance(each, Audited)]
    tell([each for each in done if isinstance(each, Audited)], bad, form, all)
