"""Adds an entry to the text of a YAML file. Every byte that was there stays, in its order."""

from __future__ import annotations

from typing import NamedTuple

from tongwen.diagnostics import N_, Words
from tongwen.load.files import SpecFile, load_text
from tongwen.load.places import places

#: The indent of the entries of a kind that has none yet.
_INDENT = 2


class Added(NamedTuple):
    """A file with the new entry: its bytes, and where the entry's id stands, counted from 1."""

    content: bytes
    line: int
    column: int


def add(raw: bytes, path: str, kind: str, name: str, lines: list[str]) -> Added | Words:
    """The file with an entry more at the end of its kind, or why there is no room. `raw` may be empty: a new file."""
    file, found = load_text(raw, path) if raw.strip() else (None, [])
    if raw.strip() and (file is None or found):
        return Words(N_("it has mistakes that must be mended first"))
    at, indent, head = _where(file, kind) if file else (raw.count(b"\n"), _INDENT, [f"{kind}:"])
    if indent <= 0:
        return Words(N_("its entries do not stand on lines of their own"))
    pad = " " * indent
    entry = [*head, f"{pad}{name}:", *(f"{pad}  {line}" for line in lines)]
    made = _joined(raw, at, entry)
    return (
        Added(made, at + len(head) + 1, indent + 1)
        if _same(file, made, path, kind, name)
        else Words(N_("its form is unusual"))
    )


def _where(file: SpecFile, kind: str) -> tuple[int, int, list[str]]:
    """After how many lines the entry comes, how far it is indented (0: nowhere), and what stands above it."""
    known = places(file.text, file.path)
    lines = file.text.split("\n")
    last = len(lines) - (not lines[-1])
    if (kind,) not in known:
        rooted = all(place.column == 1 for path, (place, _) in known.items() if len(path) == 1)
        return last, _INDENT if rooted else 0, ["", f"{kind}:"]
    key, value = known[kind,]
    entries = [place for path, (place, _) in known.items() if len(path) == 2 and path[0] == kind]
    if not entries or lines[value.line - 1][value.column - 1 : value.column] in "{[":
        return last, 0, []
    after = [place.line for path, (place, _) in known.items() if len(path) == 1 and place.line > key.line]
    end = min(after, default=last + 1) - 1
    while end > entries[-1].line and _is_between(lines[end - 1], key.column):
        end -= 1
    return end, entries[0].column - 1, []


def _is_between(line: str, column: int) -> bool:
    """An empty line, or a comment that belongs to the next kind; one that is indented may be part of a text."""
    words = line.lstrip()
    return not words or (words.startswith("#") and len(line) - len(words) < column)


def _joined(raw: bytes, at: int, entry: list[str]) -> bytes:
    """The lines of the entry after so many lines of the file, with its own line ends."""
    end = b"\r\n" if b"\r\n" in raw else b"\n"
    old = raw.splitlines(keepends=True)
    before, after = b"".join(old[:at]), b"".join(old[at:])
    made = end.join(line.encode() for line in entry)
    return before + (end if before and not before.endswith(b"\n") else b"") + made + end + after


def _same(file: SpecFile | None, made: bytes, path: str, kind: str, name: str) -> bool:
    """All that was there is there, and one entry more."""
    new, found = load_text(made, path)
    if new is None or found:
        return False
    entries = dict(new.data.get(kind) or {})
    entries.pop(name, None)
    rest = {**new.data, kind: entries} if entries else {k: v for k, v in new.data.items() if k != kind}
    return rest == (file.data if file else {}) and new.lines.get((kind, name)) is not None
