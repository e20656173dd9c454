"""Mending what can be mended without thinking, in the YAML files themselves."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from tongwen.checks.registry import placed
from tongwen.diagnostics import N_, Diagnostic, Finding, Kind, Path, Place, Words
from tongwen.lint.edit import replaced
from tongwen.lint.registry import all_lints
from tongwen.load.files import Sources, SpecFile
from tongwen.model.spec import Document
from tongwen.translation import lock
from tongwen.translation.compare import compare
from tongwen.write.kinds import unwritable
from tongwen.write.put import put

LEFT_ALONE = Kind(
    "TW575",
    "warning",
    N_("not fixed: {problem}"),
    N_("change it by hand"),
)
_UNSURE = Words(N_("the way in which the text is written leaves no safe place for the change"))
_CHANGED = Words(N_("the file has changed meanwhile"))
_MIXED = Words(N_("the lines of the file end in two different ways"))
_OUTSIDE = Words(N_("the file is a link to a place outside the project"))


class Mended(NamedTuple):
    """What was fixed, and what was to be fixed and was not."""

    fixed: list[Diagnostic]
    left: list[Diagnostic]
    #: The texts that were changed; each path ends in the language.
    paths: set[Path]


def mend(project: FilePath, sources: Sources, findings: Iterable[Finding]) -> Mended:
    """Apply the fixes of the findings, each file at once or not at all."""
    done = Mended([], [], set())
    by_file: dict[str, dict[Path, list[Finding]]] = defaultdict(lambda: defaultdict(list))
    files: dict[str, SpecFile] = {}
    for finding in findings:
        file = sources.file(finding.path)
        if all_lints()[finding.kind.code].fix is not None and file is not None:
            files[file.path] = file
            by_file[file.path][finding.path].append(finding)
    for name, texts in by_file.items():
        text, mended = files[name].text, []
        for path, found in texts.items():
            changed = replaced(text, path, _wanted(files[name], path, found))
            if changed is None:
                done.left.append(LEFT_ALONE.at(sources.place(path), problem=_UNSURE))
            else:
                text = changed
                mended += found
        if problems := _save(project, files[name], text) if mended else []:
            done.left.extend(problems)
        else:
            done.fixed.extend(placed(finding, sources) for finding in mended)
            done.paths.update(finding.path for finding in mended)
    return done


def still_translated(
    project: FilePath, document: Document, sources: Sources, mine: Collection[str]
) -> list[Diagnostic]:
    """Tell the record of translations that texts mean the same after a fix; what came in the way.

    `mine` are the ids of texts that were fixed and were not stale before.
    """
    now = compare(project, document, sources)
    if now.record is None or not {entry.id for entry in now.stale} & set(mine):
        return []
    return put(project, {lock.FILE: (compare(project, document, sources, mine).record or "").encode()})


def _wanted(file: SpecFile, path: Path, found: Sequence[Finding]) -> str:
    """The text after all its fixes, in the order of their codes."""
    value: Any = file.data
    for step in path:
        value = value[step]
    text = str(value)
    for code in sorted({finding.kind.code for finding in found}):
        fix = all_lints()[code].fix
        text = fix(text) if fix else text
    return text


def _save(project: FilePath, file: SpecFile, text: str) -> list[Diagnostic]:
    """Write the file, in the way in which its lines end; or why that was not done, with the file as it was."""
    home, real = os.path.realpath(project), os.path.realpath(project / file.path)
    if os.path.commonpath([home, real]) != home:
        return [LEFT_ALONE.at(Place(file.path), problem=_OUTSIDE)]
    try:
        with open(real, "rb") as stream:
            raw = stream.read()
    except OSError as error:
        return [unwritable(error, FilePath(real), FilePath(home))]
    breaks = raw.count(b"\r\n")
    if raw.replace(b"\r\n", b"\n") != file.text.encode():
        return [LEFT_ALONE.at(Place(file.path), problem=_CHANGED)]
    if breaks not in (0, raw.count(b"\n")):
        return [LEFT_ALONE.at(Place(file.path), problem=_MIXED)]
    content = text.replace("\n", "\r\n") if breaks else text
    return put(FilePath(home), {FilePath(real).relative_to(home).as_posix(): content.encode()})


def fixable(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings that a fix exists for."""
    return (finding for finding in findings if all_lints()[finding.kind.code].fix is not None)
