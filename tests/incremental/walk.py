"""A walk of random edits: after each, an incremental build and a full one beside it must give the same files."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from tongwen import paths
from tongwen.cli.follow import forget
from tongwen.incremental.run import UNUSABLE
from tongwen.pipeline import build
from tongwen.report import Options, Report
from tongwen.update import update
from tongwen.write.kinds import FOREIGN

from tests.incremental.edits import Project

Tree = dict[str, bytes]
#: After so many edits it is tried whether another full build changes anything.
_SOME = 3


class Step(NamedTuple):
    """An edit, how it was built, and files that differ from those of a full build."""

    edit: tuple[str, ...]
    how: str
    differing: list[str]
    #: What the full build had to say.
    found: Counter[str]


def tree(project: Path) -> Tree:
    """Everything in a project that a build makes."""
    own = ("spec", ".tongwen")
    files = (path for path in project.rglob("*") if path.relative_to(project).parts[0] not in own and path.is_file())
    return {path.relative_to(project).as_posix(): path.read_bytes() for path in files}


def walk(folder: Path, spec: Path, seed: int, count: int) -> Iterator[Step]:
    """Edit a copy of the project at `spec`, below `folder`, and build it, so many times."""
    with pytest.MonkeyPatch.context() as patch:
        data = folder / "data"
        for name in ("templates", "locales"):
            shutil.copytree(paths.data_root() / name, data / name)
        patch.setattr(paths, "data_root", lambda: data)
        shutil.copytree(spec / "spec", folder / "project" / "spec")
        project = Project(folder / "project", data, seed)
        update(project.folder, Options(jobs=1))
        for number in range(count):
            step = _step(project, folder / "full", project.edit() if number else ("nothing",))
            if number % _SOME == 0:
                step.differing.extend(_unsettled(folder / "full", step.found))
            yield step


def _step(project: Project, full: Path, edit: tuple[str, ...]) -> Step:
    shutil.rmtree(full, ignore_errors=True)
    for name in ("spec", "locales"):  # the record of translations is read as well as written
        shutil.copytree(project.folder / name, full / name)
    for path in project.strays:
        own = full / path.relative_to(project.folder)
        own.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, own)
    forget(["a.po"])
    made = update(project.folder, Options(jobs=1))
    wanted = build(full, Options(jobs=1))
    one, other = tree(project.folder), tree(full)
    differing = sorted(path for path in {*one, *other} if one.get(path) != other.get(path))
    if _told(made) != _told(wanted):
        differing.append("findings")
    return Step(edit, _how(made), [] if wanted.failed and made.failed else differing, _told(wanted))


def _unsettled(full: Path, found: Counter[str]) -> list[str]:
    """What another full build of the same would change, or would say otherwise: nothing, if the first one was right."""
    again = build(full, Options(jobs=1, check=True))
    if again.failed:
        return []
    states = {path: state for kept in again.states.values() for path, state in kept.items()}
    changed = [path for path, state in states.items() if state not in ("unchanged", "foreign")]
    own = Counter({code: count for code, count in found.items() if code != FOREIGN.code})  # a check has states for it
    return [f"not settled: {what}" for what in (*changed, *(["findings"] if _told(again) != own else []))]


def _told(report: Report) -> Counter[str]:
    return Counter(found.code for found in report.found)


def _how(report: Report) -> str:
    if not report.states:
        return "refused" if report.failed else "nothing"
    if report.reason == UNUSABLE:
        return "unusable"
    return "words" if report.reason is None else "all"
