"""Texts that are not there, or not yet."""

from __future__ import annotations

from collections.abc import Iterator

from tongwen.checks.registry import check_parts
from tongwen.diagnostics import N_, Finding, Kind
from tongwen.model import kinds
from tongwen.model.spec import Document
from tongwen.model.walk import texts

#: How a text begins that `tongwen new` has left for the author to write.
MARKS = {"en": "TODO:", "zh": "待写："}
UNWRITTEN = Kind(
    "TW964",
    "error",
    N_("this text is still to be written: {text}"),
    N_("write it in place of the whole text, mark and all"),
)


@check_parts
def texts_are_written(document: Document) -> Iterator[Finding]:
    """A text that begins with the mark of a new entry's skeleton is not written yet (TW964)."""
    for path, text in texts(document):
        for language, mark in MARKS.items():
            words = getattr(text, language).raw
            if words.lstrip().startswith(mark):
                yield UNWRITTEN.found((*path, language), text=words)


@check_parts
def texts_say_something(document: Document) -> Iterator[Finding]:
    """A text is more than white space, in both languages (TW208)."""
    for path, text in texts(document):
        for language in ("en", "zh"):
            if not getattr(text, language).raw.strip():
                yield kinds.EMPTY_TEXT.found((*path, language))
