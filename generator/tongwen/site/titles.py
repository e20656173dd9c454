"""A hook of mkdocs, named in its settings: titles of pages and of the site are HTML already (`tongwen.encode.front`).

The theme writes them as they are, but for some attributes (the name of the next page, say), for which it escapes them
once more unless they are marked.
"""

from __future__ import annotations

from typing import Any

from markupsafe import Markup


def on_config(config: Any) -> Any:
    """Mark the title of the site."""
    config.site_name = Markup(config.site_name)  # noqa: S704 - generated as HTML
    return config


def on_nav(nav: Any, **_: Any) -> Any:
    """Mark the titles that the navigation gives to pages."""
    for page in nav.pages:
        if page.title:
            page.title = Markup(page.title)  # noqa: S704 - generated as HTML
    return nav
