"""Texts that are not there."""

from __future__ import annotations

from collections.abc import Iterator

from tongwen.checks.registry import check_parts
from tongwen.diagnostics import Finding
from tongwen.model import kinds
from tongwen.model.spec import Document
from tongwen.model.walk import texts


@check_parts
def texts_say_something(document: Document) -> Iterator[Finding]:
    """A text is more than white space, in both languages (TW208)."""
    for path, text in texts(document):
        for language in ("en", "zh"):
            if not getattr(text, language).raw.strip():
                yield kinds.EMPTY_TEXT.found((*path, language))
