"""Every call of a writer made fatal in turn, on a fresh copy of a small tree each time, and what was found afterwards.

`python -m tests.crash.sweep WRITER FOLDER` prints each as a line of JSON. It is a program of its own because it forks.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tongwen.write import lock, swap

from tests.crash.inject import HOWS, Fatal, How, run, without_waiting
from tests.crash.judge import faults, tree

OLD = {
    "out/a.md": b"old a\n",
    "out/b/c.md": b"old c\n",
    "out/gone/x.md": b"old x\n",
    "out/same.md": b"same\n",
    "out/mine.txt": b"mine\n",
}
NEW = {
    "out/a.md": b"new a, and longer\n",
    "out/b/c.md": b"new c\n",
    "out/d/e/f.md": b"new f\n",
    "out/d/e/g.md": b"new g\n",
    "out/same.md": b"same\n",
    "out/mine.txt": b"mine\n",
}
WRITE = {path: content for path, content in NEW.items() if OLD.get(path) != content}
REMOVE = [path for path in OLD if path not in NEW]
Job = Callable[[Path], object]


def put(project: Path, files: dict[str, bytes]) -> Path:
    """The files, below a folder."""
    for path, content in files.items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_bytes(content)
    return project


def ours(project: Path) -> None:
    """What every command does that changes files."""
    with swap.locked(project):
        swap.recover(project)
        swap.apply(project, WRITE, REMOVE)


def settle(project: Path) -> None:
    """What every command does before it reads."""
    swap.settle(project)


def naive(project: Path) -> None:
    """A writer that is wrong on purpose: in place, one file after the other."""
    for path, content in WRITE.items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        fd = os.open(project / path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        try:
            os.write(fd, content)
        finally:
            os.close(fd)
    for path in REMOVE:
        (project / path).unlink(missing_ok=True)


def hasty(project: Path) -> None:
    """Another: each file is whole, but nobody knows how far it came."""
    for path, content in WRITE.items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / (path + ".new")).write_bytes(content)
        os.replace(project / (path + ".new"), project / path)
    for path in REMOVE:
        (project / path).unlink(missing_ok=True)


def judge(project: Path, job: Job) -> list[str]:
    """What is wrong after the job stopped somewhere, and after the commands that follow."""
    found = faults(project, OLD, NEW, tree(project))
    decided = (project / ".tongwen/journal.json").exists() or tree(project) == NEW
    swap.settle(project)
    if not found and tree(project) != (NEW if decided else OLD):
        found.append("not settled")
    job(project)
    if tree(project) != NEW:
        found.append("not repaired")
    if swap.interrupted(project) or (project / ".tongwen/stage").exists():
        found.append("not cleared")
    if job in (naive, hasty):
        return found
    folders = {p.relative_to(project).as_posix() for p in (project / "out").rglob("*") if p.is_dir()}
    if folders != {"out/b", "out/d", "out/d/e"}:
        found.append(f"folders: {sorted(folders)}")
    return found


def points(start: Path, room: Path, job: Job, hows: tuple[How, ...] = HOWS) -> Iterator[tuple[Fatal, str, Path]]:
    """Every call made fatal in every way: what came of it, and the folder in which that happened."""
    copied(start, room / "whole")
    outcome, calls = run(lambda: job(room / "whole"), Fatal(0, "kill"))
    assert outcome == "done", outcome
    for how in hows:
        for step in range(1, len(calls) + 1):
            copy = room / f"{how}-{step}"
            copied(start, copy)
            ended, _ = run(lambda copy=copy: job(copy), Fatal(step, how))  # type: ignore[misc]
            yield Fatal(step, how), ended, copy
            shutil.rmtree(copy)


def of_writer(name: str, room: Path) -> list[dict[str, Any]]:
    """Each point of a writer and what is wrong there."""
    job = {"ours": ours, "naive": naive, "hasty": hasty}[name]
    start = put(room / "start", OLD)
    return [_point(fatal, ended, judge(copy, job)) for fatal, ended, copy in points(start, room, job)]


def of_recovery(room: Path) -> list[dict[str, Any]]:
    """Each point of the recovery from each kill after which there is a journal."""
    start = put(room / "start", OLD)
    found = []
    for first, _, dead in points(start, room / "first", ours, ("kill",)):
        if swap.interrupted(dead) and first.step % 2:
            again = room / f"again-{first.step}"
            for fatal, ended, copy in points(dead, again, settle, ("kill", "EIO")):
                found.append({"first": first.step, **_point(fatal, ended, judge(copy, ours))})
    return found


def copied(start: Path, copy: Path) -> Path:
    """Copy a tree; its journal, if it has one, as if it had been written there."""
    shutil.copytree(start, copy)
    file = copy / ".tongwen/journal.json"
    if file.exists():
        with lock.open_state(copy) as state:
            file.write_text(json.dumps({**json.loads(file.read_bytes()), "lock": lock.token(state)}))
    return copy


def _point(fatal: Fatal, ended: str, found: list[str]) -> dict[str, Any]:
    return {"step": fatal.step, "how": fatal.how, "ended": ended, "found": found}


if __name__ == "__main__":
    without_waiting()
    folder = Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    made = of_recovery(folder) if sys.argv[1] == "recovery" else of_writer(sys.argv[1], folder)
    for point in made:
        print(json.dumps(point))  # noqa: T201
