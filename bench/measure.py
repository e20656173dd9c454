"""One run of a command as a whole process: wall time, processor time and peak memory of it and all that it starts."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

#: Seconds between two looks at the memory of the processes: at least so many, and so many times what a look takes,
#: because a process with much memory stands still while it is looked at.
INTERVAL, REST = 0.01, 4
PROC = Path("/proc")


@dataclass(frozen=True, kw_only=True)
class Run:
    """What one run took. None where this system does not tell."""

    wall: float
    """Seconds from before the process starts until it has been waited for."""
    cpu: float | None
    """Seconds of processor time, user and system, of the process and of those that it waited for."""
    peak: int | None
    """Bytes. Watched runs: the highest sum of PSS over the tree of processes, or the largest RSS of any one of them if
    that is more (a short peak falls between two looks). Other runs: None."""


class Failed(Exception):
    """The command ended with another code than 0; the text is the end of what it said."""


def environment() -> dict[str, str]:
    """The variables that a measured command runs with: nothing that changes what Python imports, and no colours."""
    dropped = {"PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "VIRTUAL_ENV", "FORCE_COLOR"}
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    return {**kept, "NO_COLOR": "1", "PYTHONUTF8": "1"}


def run(command: Sequence[str], cwd: Path, *, watched: bool = False, more: Mapping[str, str] | None = None) -> Run:
    """Run a command and wait for it. Watching its memory slows it down: use the times of other runs.

    Raises `Failed` if its code is not 0, and `OSError` if it cannot be started.
    """
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=cwd, env={**environment(), **(more or {})}, stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
        try:
            high = _watch(process) if watched and sees_memory() else 0
            usage = _wait(process)
        except BaseException:  # somebody has had enough; what was started shall not go on alone
            process.kill()
            raise
        wall = time.perf_counter() - start
        if process.returncode:
            said.seek(0)
            raise Failed(said.read().decode("utf-8", "replace").strip()[-2000:] or f"exit code {process.returncode}")
    if usage is None:
        return Run(wall=wall, cpu=None, peak=None)
    largest = usage.ru_maxrss * (1 if os.uname().sysname == "Darwin" else 1024)
    return Run(wall=wall, cpu=usage.ru_utime + usage.ru_stime, peak=max(high, largest) if watched else None)


def sees_memory() -> bool:
    """Whether this system tells the memory of each process of a tree; else the largest single process must do."""
    return (PROC / "self" / "smaps_rollup").exists() and any(PROC.glob("self/task/*/children"))


def _wait(process: subprocess.Popen[bytes]) -> os.struct_rusage | None:  # type: ignore[name-defined,unused-ignore]
    if not hasattr(os, "wait4"):
        process.wait()
        return None
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage


def _watch(process: subprocess.Popen[bytes]) -> int:
    """The highest sum of memory in bytes, until the process is done; it is left to be waited for."""
    high = 0
    while os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        start = time.perf_counter()
        high = max(high, sum(map(pss, tree(process.pid))))
        time.sleep(max(INTERVAL, REST * (time.perf_counter() - start)))
    return high


def tree(pid: int) -> Iterator[int]:
    """A process and all below it that are there now."""
    yield pid
    for children in PROC.glob(f"{pid}/task/*/children"):
        try:
            found = children.read_text(encoding="ascii").split()
        except OSError:  # the process has ended meanwhile
            continue
        for child in found:
            yield from tree(int(child))


def pss(pid: int) -> int:
    """The memory of one process in bytes, its part of what it shares; 0 if it has ended."""
    try:
        text = (PROC / str(pid) / "smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in text.splitlines() if line.startswith("Pss:")), 0)
