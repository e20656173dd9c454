"""Changing one text of a YAML file and nothing else: neither its style nor its line breaks, nor a comment.

A text may be plain, quoted or a block over several lines. Its words are matched, one by one, with the characters that
write them in the file; only what differs is replaced. The result counts only if it reads as exactly what was wanted.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any, NamedTuple

from tongwen.diagnostics import Path
from tongwen.load.files import load_text
from tongwen.load.places import scalars

#: Product of the lengths of two texts above which their comparison would take minutes.
TOO_LONG = 64_000_000


class Unit(NamedTuple):
    """A character of a text, the white space before it, and both as the file writes them."""

    gap: str
    char: str
    written_gap: str
    written: str


def replaced(text: str, path: Path, wanted: str) -> str | None:
    """The file's text with another text at a path. None where that cannot be done with certainty."""
    found = next((scalar for scalar in scalars(text) if scalar.path == path), None)
    if found is None or found.value == wanted:
        return None
    before = load_text(text.encode(), "")[0]
    goal = _with(before.data, path, wanted) if before else None
    if goal is None:
        return None
    source = text[found.start : found.end]
    for made in _candidates(source, found.style, found.value, wanted):
        changed = text[: found.start] + made + text[found.end :]
        after, problems = load_text(changed.encode(), "")
        if after is not None and not problems and after.data == goal:
            return changed
    return None


def _with(data: dict[str, Any], path: Path, wanted: str) -> dict[str, Any] | None:
    """The data that the file is to have. None if there is no text at the path."""
    changed = deepcopy(data)
    value: Any = changed
    try:
        for step in path[:-1]:
            value = value[step]
        if not isinstance(value[path[-1]], str):
            return None
        value[path[-1]] = wanted
    except (KeyError, IndexError, TypeError):
        return None
    return changed


def _candidates(source: str, style: str, old: str, wanted: str) -> Iterator[str]:
    """Ways to write the wanted text, the one that changes least first."""
    spliced = _spliced(source, style, old, wanted)
    if spliced is not None:
        yield spliced
    if not style and "\n" not in source:
        yield f"'{wanted.replace(chr(39), chr(39) * 2)}'"


def _spliced(source: str, style: str, old: str, wanted: str) -> str | None:
    """The source with the difference between the two texts carried over; None if it does not match its text."""
    head, body, tail = _body(source, style)
    units = _units(body, old, style)
    if units is None:
        return None
    new = _pairs(wanted)
    if len(units) * len(new) > TOO_LONG:
        return None
    matcher = difflib.SequenceMatcher(None, [u.char for u in units[:-1]], [c for _gap, c in new[:-1]], autojunk=False)
    out: list[str] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        for i, j in zip(range(i1, i2), range(j1, j2), strict=False) if tag == "equal" else ():
            out += [_gap(units[i], new[j][0], style), units[i].written]
        if tag in ("replace", "insert"):
            for j in range(j1, j2):
                # the white space of what is replaced is kept as it is written, line breaks and all
                same = i1 + j - j1 < i2 and units[i1 + j - j1].gap == new[j][0]
                gap = units[i1 + j - j1].written_gap if same else _space(new[j][0], style)
                out += [gap, _escaped(new[j][1], style)]
    out.append(_gap(units[-1], new[-1][0], style))
    return head + "".join(out) + tail


def _gap(unit: Unit, wanted: str, style: str) -> str:
    return unit.written_gap if unit.gap == wanted else _space(wanted, style)


def _space(gap: str, style: str) -> str:
    """New white space. Between double quotes a line break would be read as a space, so it is written as an escape."""
    return gap.replace("\n", "\\n") if style == '"' else gap


def _body(source: str, style: str) -> tuple[str, str, str]:
    """Without the quotes, or without the line that starts a block."""
    if style in ("'", '"') and len(source) > 1:
        return source[0], source[1:-1], source[-1]
    if style in ("|", ">"):
        head, line_break, body = source.partition("\n")
        return head + line_break, body, ""
    return "", source, ""


def _pairs(text: str) -> list[tuple[str, str]]:
    """Each character that is no white space, with the white space before it; at the end, what is left."""
    found = [(m[1], m[2]) for m in re.finditer(r"(\s*)(\S)", text)]
    rest = re.search(r"\s*\Z", text)
    return [*found, (rest[0] if rest else "", "")]


def _units(body: str, old: str, style: str) -> list[Unit] | None:
    """The characters of the text and how they are written; None if the two do not go together."""
    written = list(_written(body, style))
    pairs = _pairs(old)
    if len(written) != len(pairs):
        return None
    units = [Unit(gap, char, *how) for (gap, char), how in zip(pairs, written, strict=True)]
    return units if all(_reads(u.written, style) == u.char for u in units) else None


def _written(body: str, style: str) -> Iterator[tuple[str, str]]:
    """White space and character by turns, as they stand in the file."""
    gap, one = r"\s*", r"\S"
    if style == "'":
        one = r"''|\S"
    elif style == '"':
        gap, one = r"(?:\s|\\[nt ])*", r"\\(?:x.{2}|u.{4}|U.{8}|[^\nnt ])|\S"
    end = 0
    for match in re.finditer(rf"({gap})({one})", body):
        yield match[1], match[2]
        end = match.end()
    yield body[end:], ""


def _reads(written: str, style: str) -> str:
    """What a written character means. Escapes other than those of quotes and backslashes are left alone."""
    if style == "'" and written == "''":
        return "'"
    if style == '"' and written in ('\\"', "\\\\"):
        return written[1]
    return written


def _escaped(char: str, style: str) -> str:
    if style == "'" and char == "'":
        return "''"
    if style == '"' and char in '"\\':
        return "\\" + char
    return char
