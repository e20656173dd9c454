"""What went wrong, where, and what to do: values that are collected and rendered, never raised.

A `Kind` is a sort of problem with its code and wording; `Kind.at` and `Kind.found` make one instance of it. Only the
command line decides what becomes of them (ADR 0004).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "note"]
Path = tuple[str | int, ...]
Translate = Callable[[str], str]


def N_(message: str) -> str:
    """Mark a message for extraction into the catalogues; it is translated where it is printed."""
    return message


class Words(str):
    """A value that is wording of ours, translated where it is printed. Other values are shown as given."""

    __slots__ = ()


Value = str | int | tuple[Words, ...]


class Place(NamedTuple):
    """A position in a file of the project. Lines and columns count from 1, columns in characters."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{visible(self.file)}:{self.line}:{self.column}"


class Diagnostic(NamedTuple):
    """One problem at one place."""

    kind: Kind
    place: Place | None
    values: Mapping[str, Value]
    related: tuple[Place, ...] = ()

    @property
    def code(self) -> str:
        """The stable code, such as `TW201`."""
        return self.kind.code

    @property
    def severity(self) -> Severity:
        """How bad it is. Only errors stop a build."""
        return self.kind.severity

    def message(self, translate: Translate = str) -> str:
        """What is wrong, in the language of `translate`."""
        return fill(translate(self.kind.message), self.values, translate)

    def help(self, translate: Translate = str) -> str:
        """What to do about it."""
        return fill(translate(self.kind.help), self.values, translate)


class Finding(NamedTuple):
    """A problem at a path of the spec, before anybody has looked up the line."""

    kind: Kind
    path: Path
    values: Mapping[str, Value]
    related: tuple[Path, ...] = ()


class Kind(NamedTuple):
    """A sort of problem. `message` and `help` may hold `{names}` that the values fill."""

    code: str
    severity: Severity
    message: str
    help: str

    def at(self, place: Place | None, *related: Place, **values: Value) -> Diagnostic:
        """This problem, at a known place."""
        return Diagnostic(self, place, values, related)

    def found(self, path: Path, *related: Path, **values: Value) -> Finding:
        """This problem, at a path of the spec."""
        return Finding(self, path, values, related)


def visible(text: str) -> str:
    """Text from outside as it may be printed on a terminal: control and invisible characters become escapes."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def fill(template: str, values: Mapping[str, Value], translate: Translate = str) -> str:
    """Put values into `{names}`. Not `str.format`: a translation must not be able to reach into objects."""
    parts = re.split(r"\{(\w+)\}", template)
    for i in range(1, len(parts), 2):
        parts[i] = _shown(values[parts[i]], translate) if parts[i] in values else "{" + parts[i] + "}"
    return "".join(parts)


def _shown(value: Value, translate: Translate) -> str:
    if isinstance(value, tuple):
        return " / ".join(translate(word) for word in value)
    if isinstance(value, Words):
        return translate(value)
    return visible(str(value))[:400]


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sorted by place, then code, each only once."""
    unique = {(d.place or Place(""), d.code, d.message()): d for d in diagnostics}
    return [unique[key] for key in sorted(unique)]


def as_text(diagnostics: Iterable[Diagnostic], translate: Translate = str) -> str:
    """For people: place, severity, code, message, and the remedy on a line of its own."""
    words = {"error": translate(N_("error")), "warning": translate(N_("warning")), "note": translate(N_("note"))}
    also, remedy = translate(N_("see also {place}")), translate(N_("help: {help}"))
    lines = []
    for d in diagnostics:
        where = f"{d.place}: " if d.place else ""
        lines.append(f"{where}{words[d.severity]} {d.code}: {d.message(translate)}")
        lines += ["    " + fill(also, {"place": str(place)}) for place in d.related]
        if said := d.help(translate):
            lines.append("    " + fill(remedy, {"help": said}))
    return "\n".join(lines)


def as_json(diagnostics: Iterable[Diagnostic], translate: Translate = str) -> str:
    """For programs: one array of objects."""
    rows = [
        {
            "code": d.code,
            "severity": d.severity,
            "message": d.message(translate),
            "help": d.help(translate),
            "file": d.place.file if d.place else None,
            "line": d.place.line if d.place else None,
            "column": d.place.column if d.place else None,
            "related": [p._asdict() for p in d.related],
        }
        for d in diagnostics
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_github(diagnostics: Iterable[Diagnostic], translate: Translate = str) -> str:
    """Workflow commands that GitHub shows as annotations on the lines."""
    levels = {"error": "error", "warning": "warning", "note": "notice"}
    lines = []
    for d in diagnostics:
        place = f" file={_property(d.place.file)},line={d.place.line},col={d.place.column}" if d.place else ""
        title = f"{',' if place else ' '}title={d.code}"
        text = f"{d.message(translate)} {d.help(translate)}".strip()
        lines.append(f"::{levels[d.severity]}{place}{title}::{_data(text)}")
    return "\n".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
