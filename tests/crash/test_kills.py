"""Killed at every call, and with every call failing: whole files, no mixture that nobody knows of, and repair."""

from __future__ import annotations

import functools
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.crash.judge import swept
from tests.support import ROOT, require


@functools.cache
def writer(name: str) -> list[dict[str, Any]]:
    """The sweep over a writer alone."""
    return swept("sweep", name)


def faulty(points: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [point for point in points if point["found"]]


def test_no_kill_and_no_failing_call_leaves_a_torn_file_or_a_mixture_and_the_next_command_repairs() -> None:
    points = writer("ours")
    assert faulty(points) == []
    ended = Counter((point["how"], point["ended"]) for point in points)
    assert ended["kill", "killed"] == ended["half", "killed"] >= 40
    assert min(ended[how, "failed"] for how in ("ENOSPC", "EIO", "EROFS", "ENOSPC once", "EIO once")) >= 30
    assert {kind for _, kind in ended} == {"killed", "failed", "done"}


def test_the_recovery_may_be_killed_too() -> None:
    points = writer("recovery")
    assert faulty(points) == []
    assert len({point["first"] for point in points}) >= 5
    assert len(points) >= 100


@pytest.mark.parametrize("name", ["naive", "hasty"])
def test_the_sweep_finds_faults_in_a_writer_that_is_wrong(name: str) -> None:
    found = Counter(fault.split(":")[0] for point in writer(name) for fault in point["found"])
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
    assert len(mine) == len([point for point in writer("ours") if point["how"] == "kill"]), "\n".join(mine)


# The command, whole.


def test_a_build_killed_or_failing_at_a_call_leaves_what_the_next_one_repairs() -> None:
    points = swept("command", "calls", "100")
    assert faulty(points) == []
    assert len({point["how"] for point in points}) == 7
    assert len(points) >= 14


def test_so_does_a_build_of_words() -> None:
    points = swept("command", "words", "40")
    assert faulty(points) == []
    assert len({point["how"] for point in points}) == 7
    assert len(points) >= 14


def test_the_same_finds_mixtures_where_a_build_keeps_no_journal() -> None:
    found = [fault for point in swept("command", "careless", "16") for fault in point["found"]]
    assert found.count("mixture") >= 3


def test_a_build_killed_at_any_time_with_its_children_is_repaired() -> None:
    points = swept("command", "kills", "6")
    assert faulty(points) == []
    assert len(points) == 6


def test_of_two_commands_at_once_one_says_that_the_other_is_at_work() -> None:
    points = swept("command", "pairs", "6")
    assert faulty(points) == []
    assert {point["ended"] for point in points} <= {"TW612 done", "done done"}
    assert "TW612 done" in {point["ended"] for point in points}


def test_the_real_command_struck_by_the_operating_system_is_repaired_by_the_next() -> None:
    require("strace")
    points = swept("command", "strikes", "60")
    assert faulty(points) == []
    assert {"killed", "failed"} <= {point["ended"] for point in points}
