"""CHANGELOG files: the generated lines stand between two marks, and nothing else is touched."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from tongwen.diagnostics import Diagnostic, Place
from tongwen.diff import kinds
from tongwen.diff.entry import lines
from tongwen.diff.verdict import Verdict

START = "<!-- tongwen changelog -->"
END = "<!-- /tongwen changelog -->"
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


class Log(NamedTuple):
    """One file: its language, the heading of what is not released, and how a new file begins."""

    path: str
    language: str
    heading: str
    new: str


LOGS = (
    Log("CHANGELOG.md", "en", "Unreleased", "# Changelog\n\nWhat users notice, newest first.\n\n## Unreleased\n"),
    Log("CHANGELOG.zh.md", "zh", "未发布", "# 更新日志\n\n记录使用者能感知到的变化，最新的在前。\n\n## 未发布\n"),
)
_HEADING = re.compile(r"## +\[?(?:Unreleased|未发布)\]?(?![A-Za-z])", re.IGNORECASE)


class Planned(NamedTuple):
    """A file with its new content, and whether that differs from what is there."""

    path: Path
    text: str
    changed: bool


def plan(project: Path, verdict: Verdict) -> list[Planned] | list[Diagnostic]:
    """Both files with the generated lines in them; or what is wrong with them, and then none may be written."""
    planned: list[Planned] = []
    found: list[Diagnostic] = []
    for log in LOGS:
        old = _read(project / log.path, log)
        new = old if isinstance(old, Diagnostic) else renewed(old or log.new, lines(verdict, log.language), log)
        if isinstance(new, Diagnostic):
            found.append(new)
        else:
            planned.append(Planned(project / log.path, new, new != old))
    return found or planned


def _read(path: Path, log: Log) -> str | Diagnostic | None:
    """The text with its line ends as they are; None: there is no such file."""
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None
    except OSError as error:
        return kinds.NOT_TEXT.at(Place(log.path), path=log.path, problem=error.strerror or str(error))
    except UnicodeDecodeError as error:
        return kinds.NOT_TEXT.at(Place(log.path), path=log.path, problem=str(error))


def renewed(text: str, entry: list[str], log: Log) -> str | Diagnostic:
    """A changelog with other generated lines. They stand where they stood, else at the end of what is unreleased."""
    rows = text.split("\n")
    outside = _outside(rows)
    heads = [i for i in outside if _HEADING.match(rows[i])]
    if not heads:
        return kinds.NO_HEADING.at(Place(log.path), path=log.path, heading=log.heading)
    end = next((i for i in outside if i > heads[0] and rows[i].startswith(("## ", "# "))), len(rows))
    starts = [i for i in outside if rows[i].strip() == START]
    ends = [i for i in outside if rows[i].strip() == END]
    if starts or ends:
        if len(starts) != 1 or len(ends) != 1 or not heads[0] < starts[0] < ends[0] < end:
            place = Place(log.path, (starts or ends)[0] + 1)
            return kinds.MARKS.at(place, path=log.path, start=START, end=END)
        before, after = rows[: starts[0]], rows[ends[0] + 1 :]
    else:
        before, after = rows[:end], rows[end:]
    return _joined(before, [START, "", *entry, "", END] if entry else [], after, text)


def _joined(before: list[str], block: list[str], after: list[str], text: str) -> str:
    """One empty line around the block; line ends as in the rest of the file."""
    ending = "\r" if "\r\n" in text else ""
    while before and not before[-1].strip():
        before = before[:-1]
    while after and not after[0].strip():
        after = after[1:]
    parts = [before, [row + ending for row in block], after]
    out: list[str] = []
    for part in filter(None, parts):
        out += [*([ending] if out else []), *part]
    return "\n".join(out).rstrip("\r\n") + ending + "\n"


def _outside(rows: list[str]) -> list[int]:
    """Numbers of the rows that do not stand in a block of code."""
    found, fence = [], ""
    for i, row in enumerate(rows):
        match = _FENCE.match(row)
        if fence:
            if match and match[1].startswith(fence) and not row.strip().strip(fence[0]):
                fence = ""
        elif match:
            fence = match[1]
        else:
            found.append(i)
    return found
