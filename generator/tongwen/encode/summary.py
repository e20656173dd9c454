"""Prose without any markup, on one line: what a search engine or a tooltip shows of it."""

from __future__ import annotations

import re
from typing import Any

from tongwen.encode.comment import Commenter
from tongwen.text.grammar import Strong
from tongwen.text.opaque import Code

_LINK = re.compile(r"\[(.*)\]\([^()]*\)\Z", re.DOTALL)
_TAG = re.compile(r"</?[a-z][^<>]*>")


class Summary(Commenter):
    """Names and links become their bare words."""

    def span(self, code: str) -> str:
        return code

    def outward(self, label: str, url: str) -> str:  # noqa: ARG002 (where it leads cannot be followed there)
        return label

    def reference(self, made: Code | str) -> str:
        return made if isinstance(made, str) else _words(made)

    def _inline(self, part: Any, values: dict[str, Any]) -> str:
        return self.inlines(part.inside, values) if isinstance(part, Strong) else super()._inline(part, values)

    def _value(self, value: Any) -> str:
        return _words(value) if isinstance(value, Code) else super()._value(value)


def _words(made: Code) -> str:
    """The words of a link or a code span that one of our own encoders has written."""
    match = _LINK.match(made.source)
    import html  # its table of names is long, and few texts begin with a link

    return html.unescape(_TAG.sub("", match[1] if match else made.source).strip("`"))
