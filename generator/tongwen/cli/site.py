"""`tongwen site`: the pages as a site."""

from __future__ import annotations

from tongwen.cli.common import lang
from tongwen.cli.language import translate as _
from tongwen.cli.tree import Tree

COMMANDS = {"build": "tongwen.cli.site_build", "serve": "tongwen.cli.site_serve"}


def command() -> Tree:
    """The commands of the site."""
    return Tree(
        COMMANDS,
        name="site",
        params=[lang()],
        help=_("Make the site from the generated pages, in all languages, or look at it while you write."),
        epilog=_("To publish: `tongwen site build --address https://example.org`. To write: `tongwen site serve`."),
    )
