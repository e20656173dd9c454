"""A comparison as text for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from tongwen.diagnostics import visible
from tongwen.diff.changes import Change
from tongwen.diff.verdict import Verdict
from tongwen.diff.words import HEADS, Teller, advice, counted, notes, outputs, sections, table
from tongwen.encode.wrap import width, wrap
from tongwen.text.phrase import Phrase

COLUMNS = 100


def as_text(verdict: Verdict, language: str) -> str:
    """What is compared, the changes by weight, how many there are, and what to call the next release."""
    teller = Teller(language)
    lines = [visible(_sides(verdict, teller)), ""]
    for section in sections(verdict):
        lines.append(teller.line(section.title))
        for change in section.changes:
            lines += _change(verdict, change, teller)
        lines.append("")
    lines += _table(verdict, teller)
    lines.append(visible(counted(verdict, teller)))
    if verdict.changes:
        lines += wrap(teller.line(advice(verdict)), COLUMNS)
    return "\n".join(lines)


def _table(verdict: Verdict, teller: Teller) -> list[str]:
    """How much changed in each output and in each profile; nothing where only pages did."""
    rows = table(verdict)
    if not any(count for _, counts in rows for count in counts):
        return []
    heads = [teller.line(head) for head in HEADS]
    names = [visible(teller.line(name)) for name, _ in rows]
    left = max(map(width, names))
    lines = [" " * left + "".join(f"  {head}" for head in heads)]
    for name, (_, counts) in zip(names, rows, strict=True):
        cells = [
            " " * (width(head) + 2 - len(str(count or "-"))) + str(count or "-")
            for head, count in zip(heads, counts, strict=True)
        ]
        lines.append(name + " " * (left - width(name)) + "".join(cells))
    return [*lines, ""]


def _sides(verdict: Verdict, teller: Teller) -> str:
    base, head = [_side(side.name, side.kind, side.release, teller) for side in (verdict.base, verdict.head)]
    return f"{base} → {head}"


def _side(name: str, kind: str, release: str, teller: Teller) -> str:
    shown = teller.line(Phrase("work tree")) if kind == "work tree" else name
    return f"{shown} ({release})" if release else shown


def _change(verdict: Verdict, change: Change, teller: Teller) -> Iterator[str]:
    yield from _block("  - ", teller.line(change.words))
    for note in notes(verdict, change):
        yield from _block("    ", teller.line(note))
    if change.severity != "none":
        yield from _block("    ", outputs(change, teller))
    place = (verdict.base if change.side == "base" else verdict.head).place(change.path)
    name = change.id if change.severity != "none" else ""  # nobody has to approve a change of pages
    yield "    " + visible("  ".join(filter(None, [name, str(place) if place else ""])))


def _block(head: str, text: str) -> Iterator[str]:
    first, *rest = wrap(visible(text), COLUMNS - len(head)) or [""]
    yield head + first
    yield from (" " * len(head) + row for row in rest)
