"""A comparison as annotations on the lines of the head's files."""

from __future__ import annotations

from tongwen.diagnostics import Kind, Place, Severity, as_github
from tongwen.diff.changes import Change
from tongwen.diff.verdict import Verdict
from tongwen.diff.words import Teller, advice, counted
from tongwen.text.phrase import Phrase

_LEVELS: dict[str, Severity] = {"breaking": "error", "addition": "note", "compatible": "note"}


def as_annotations(verdict: Verdict, language: str) -> str:
    """A line for each change that is more than wording: errors for what breaks, warnings where that was approved."""
    teller = Teller(language)
    found = list(verdict.found)
    for change in verdict.changes:
        if change.severity in _LEVELS:
            level = "warning" if change.id in verdict.approved else _LEVELS[change.severity]
            text = teller.line(change.words)
            if change.hint is not None:
                text = teller.line(Phrase("{text}. {hint}", text=change.words, hint=change.hint))
            kind = Kind(change.sort, level, "{text}", "{id}")
            found.append(kind.at(_place(verdict, change), text=text, id=change.id))
    total = Kind("tongwen-diff", "note", "{counts}", "{advice}")
    found.append(total.at(None, counts=counted(verdict, teller), advice=teller.line(advice(verdict))))
    return as_github(found, teller.catalogued)


def _place(verdict: Verdict, change: Change) -> Place | None:
    """The line in the head. What is gone has none: its file there, if it is still there, at most at its last line."""
    if change.side == "head":
        return verdict.head.place(change.path)
    was = verdict.base.sources.place(change.path)
    for file in verdict.head.sources.files:
        if was is not None and file.path == was.file:
            return Place(verdict.head.prefix + was.file, min(was.line, file.text.count("\n") or 1))
    return None
