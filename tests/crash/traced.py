"""The command itself, seen by strace: killed at a system call that changes files, or told there that the disk is full.

Each call is named by what it is and by its number among the like calls of its process.
"""

from __future__ import annotations

import collections
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tests.crash.command import Pair, changed, garden
from tests.crash.sweep import copied
from tests.support import GARDEN, ROOT

#: Names of calls; those with a question mark are not on every machine.
CALLS = (
    "openat write pwrite64 ?mkdir mkdirat ?rename ?renameat renameat2 ?unlink unlinkat ?rmdir fsync fdatasync syncfs "
    "?chmod fchmod fchmodat ftruncate ?link linkat ?symlink symlinkat ?creat ?open utimensat copy_file_range sendfile"
).split()
#: So few files that the command works in one process, where the number of a call says which it is.
SMALL = GARDEN.replace("targets: {}", "targets: {docs: {output: docs}, matrix: {output: cases}}")
_LINE = re.compile(r"^(?P<process>\d+) +(?P<call>\w+)\((?P<rest>.*)")
#: What fails in each call when the disk is full.
_TAKES_ROOM = {"openat", "write", "mkdir", "mkdirat", "rename", "renameat", "renameat2", "fsync", "syncfs"}


class Point(NamedTuple):
    """A call: its name, and the how-manieth of its name in its process."""

    call: str
    number: int


def build(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """`tongwen build` under strace."""
    names = {"PYTHONPATH": str(ROOT / "generator"), "PYTHONDONTWRITEBYTECODE": "1", "TONGWEN_LANG": "en"}
    return subprocess.run(
        ["strace", "-f", "-qq", *options, sys.executable, "-m", "tongwen", "build"],
        cwd=folder,
        env={**os.environ, **names},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def points(folder: Path, log: Path) -> list[Point]:
    """The calls of a build that change files, in their order; the folder is built."""
    done = build(folder, "-o", str(log), "-e", f"trace={','.join(CALLS)}")
    assert done.returncode == 0, done.stderr
    counts: collections.Counter[tuple[str, str]] = collections.Counter()
    found: dict[Point, None] = {}
    for line in log.read_text(encoding="utf-8").splitlines():
        match = _LINE.match(line)
        if match is None:
            continue
        process, call, rest = match.groups()
        counts[process, call] += 1
        if call not in ("open", "openat") or re.search("O_WRONLY|O_RDWR|O_CREAT|O_TRUNC", rest):
            found[Point(call, counts[process, call])] = None
    return list(found)


def strikes(room: Path, stride: int = 1) -> Iterator[dict[str, Any]]:
    """Every call, or every so-manieth, of the command struck in both ways."""
    pair = Pair(room, garden(SMALL), garden(changed(SMALL)))
    calls = points(copied(pair.folder, room / "whole"), room / "log")
    full = [point for point in calls if point.call in _TAKES_ROOM]
    for how, chosen in (("signal=KILL", calls), ("error=ENOSPC", full), ("error=EIO", full)):
        for point in chosen[stride // 2 :: stride]:
            folder = copied(pair.folder, room / "copy")
            inject = f"inject={point.call}:{how}:when={point.number}"
            done = build(folder, "-o", os.devnull, "-e", f"trace={point.call}", "-e", inject)
            ended = {0: "done", 1: "failed"}.get(done.returncode, "killed")
            found = pair.judge(folder)
            if "Traceback" in done.stderr:
                found.append("traceback")
            yield {"step": f"{point.call} {point.number}", "how": how, "ended": ended, "found": found}
            shutil.rmtree(folder)
