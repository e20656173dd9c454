"""Killed at every call, and with every call failing: whole files, no mixture that nobody knows of, and repair."""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.crash.judge import memory
from tests.support import ROOT, require


@functools.cache
def swept(writer: str) -> list[dict[str, Any]]:
    """What the sweep over a writer found. It forks, so it is a process without threads."""
    room = tempfile.mkdtemp(dir=memory())
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tests.crash.sweep", writer, room],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "generator"), str(ROOT)])},
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        shutil.rmtree(room)
    assert done.returncode == 0, done.stderr
    points: list[dict[str, Any]] = json.loads(done.stdout)
    return points


def test_no_kill_and_no_failing_call_leaves_a_torn_file_or_a_mixture_and_the_next_command_repairs() -> None:
    points = swept("ours")
    assert [point for point in points if point["found"]] == []
    ended = Counter((point["how"], point["ended"]) for point in points)
    assert ended["kill", "killed"] == ended["half", "killed"] >= 40
    assert min(ended[how, "failed"] for how in ("ENOSPC", "EIO", "EROFS", "ENOSPC once", "EIO once")) >= 30
    assert {kind for _, kind in ended} == {"killed", "failed", "done"}


def test_the_recovery_may_be_killed_too() -> None:
    points = swept("recovery")
    assert [point for point in points if point["found"]] == []
    assert len({point["first"] for point in points}) >= 10
    assert len(points) >= 200


@pytest.mark.parametrize("writer", ["naive", "hasty"])
def test_the_sweep_finds_faults_in_a_writer_that_is_wrong(writer: str) -> None:
    found = Counter(fault.split(":")[0] for point in swept(writer) for fault in point["found"])
    assert found["torn"] >= 10
    assert found["mixture"] >= 10


def test_the_sweep_sees_every_call_that_changes_files(tmp_path: Path) -> None:
    """As many as the operating system sees."""
    from tests.crash.sweep import OLD, put

    start = put(tmp_path / "project", OLD)
    log = tmp_path / "log"
    calls = (
        "openat,open,creat,write,pwrite64,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,rmdir,fsync,syncfs"
    )
    program = "from pathlib import Path; from tests.crash.sweep import ours; ours(Path('.').absolute())"
    subprocess.run(
        [require("strace"), "-f", "-y", "-o", str(log), "-e", f"trace={calls},chmod,fchmod,fchmodat,ftruncate,truncate",
         sys.executable, "-B", "-c", program],
        cwd=start,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "generator"), str(ROOT)])},
        check=True,
    )  # fmt: skip
    lines = log.read_text().splitlines()
    seen = [line for line in lines if "open" not in line.split("(")[0] or "O_WRONLY" in line or "O_RDWR" in line]
    mine = [line for line in seen if "exited" not in line]
    assert len(mine) == len([point for point in swept("ours") if point["how"] == "kill"]), "\n".join(mine)
