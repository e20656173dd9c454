"""`tongwen i18n`: the work of translators."""

from __future__ import annotations

from tongwen.cli.common import lang
from tongwen.cli.language import translate as _
from tongwen.cli.tree import Tree

COMMANDS = {
    "status": "tongwen.cli.i18n_status",
    "accept": "tongwen.cli.i18n_accept",
    "update": "tongwen.cli.i18n_update",
    "extract": "tongwen.cli.i18n_extract",
}


def command() -> Tree:
    """The commands for translators."""
    return Tree(
        COMMANDS,
        name="i18n",
        params=[lang()],
        help=_(
            "See what is translated and what is stale, say that a translation still holds, and keep gettext catalogues "
            "up to date.\n\n"
            "English and Chinese stand side by side in the spec. Any other language is a folder of catalogues: "
            "locales/ja/LC_MESSAGES/spec.po has the texts of the spec, messages.po the fixed wording."
        ),
        epilog=_("A new language: `tongwen i18n update ja`, then list it in `languages` of a target in the manifest."),
    )
