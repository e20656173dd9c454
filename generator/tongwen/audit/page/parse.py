"""From the text of a file to a page, whatever it is written in."""

from __future__ import annotations

import re

from tongwen.audit.page.lines import Page
from tongwen.audit.page.markdown import read_markdown
from tongwen.audit.page.markup import Builder, tags_only

_DOCUMENT = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)


def parse(source: str, file: str) -> Page:
    """The page. What starts like an HTML document, or is called so, is HTML; everything else may be Markdown."""
    page = Page(file, source)
    if _DOCUMENT.match(source) or file.lower().endswith((".html", ".htm", ".xhtml")):
        builder = Builder(page, source, lines=False)
        builder.feed(tags_only(source))
        builder.end()
    else:
        read_markdown(page, source)
    return page
