"""Texts that are not there, or not yet."""

from __future__ import annotations

from collections.abc import Iterator

from tongwen.checks.registry import check_records
from tongwen.diagnostics import N_, Finding, Kind, Path
from tongwen.model import kinds
from tongwen.model.base import Localized
from tongwen.model.spec import Document
from tongwen.text.marks import MARKS

_MARK, _MARK_ZH = MARKS["en"], MARKS["zh"]
UNWRITTEN = Kind(
    "TW964",
    "error",
    N_("this text is still to be written: {text}"),
    N_("write it in place of the whole text, mark and all"),
)


@check_records(Localized)
def texts_are_written(path: Path, text: Localized, _document: Document) -> Iterator[Finding]:
    """A text that begins with the mark of a new entry's skeleton is not written yet (TW964)."""
    if (words := text.en.raw).lstrip().startswith(_MARK):
        yield UNWRITTEN.found((*path, "en"), text=words)
    if (words := text.zh.raw).lstrip().startswith(_MARK_ZH):
        yield UNWRITTEN.found((*path, "zh"), text=words)


@check_records(Localized)
def texts_say_something(path: Path, text: Localized, _document: Document) -> Iterator[Finding]:
    """A text is more than white space, in both languages (TW208)."""
    if not text.en.raw.strip():
        yield kinds.EMPTY_TEXT.found((*path, "en"))
    if not text.zh.raw.strip():
        yield kinds.EMPTY_TEXT.found((*path, "zh"))
