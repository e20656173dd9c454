"""Texts that are not there, or not yet."""

from __future__ import annotations

from collections.abc import Iterable

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
def texts_are_written(path: Path, text: Localized, _document: Document) -> Iterable[Finding]:
    """A text that begins with the mark of a new entry's skeleton is not written yet (TW964)."""
    if _MARK not in text.en.raw and _MARK_ZH not in text.zh.raw:
        return ()
    marked = [(name, words) for name, words in _both(text) if words.lstrip().startswith(MARKS[name])]
    return [UNWRITTEN.found((*path, name), text=words) for name, words in marked]


@check_records(Localized)
def texts_say_something(path: Path, text: Localized, _document: Document) -> Iterable[Finding]:
    """A text is more than white space, in both languages (TW208)."""
    if text.en.raw.strip() and text.zh.raw.strip():
        return ()
    return [kinds.EMPTY_TEXT.found((*path, name)) for name, words in _both(text) if not words.strip()]


def _both(text: Localized) -> Iterable[tuple[str, str]]:
    return ("en", text.en.raw), ("zh", text.zh.raw)
