"""From which size a cluster pays: the same build by processes of this machine, and by a Dask cluster of two workers.

    .venv/bin/python -m bench.cluster [--sizes 100,1000,10000] [--memory FOLDER]

Needs the extra `dask`. Workers and scheduler are processes of this machine, too, so this shows what a cluster costs
(every worker reads and plans the whole spec, and the bytes come back), not what more processors would give. Each size
is built into an empty folder: by `fork` and `spawn` with two processes, by the cluster, and by the cluster with one
worker killed when pages have begun to arrive. A line for each tells seconds of wall and of processor time, with that of
the workers, and whether every file has the bytes that `fork` has written. The exit code is 1 if one has not.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from bench import places, specs
from bench.measure import run
from bench.timing import row

TONGWEN = (sys.executable, "-m", "tongwen", "build")
LOCAL = {"fork": ("--jobs", "2"), "spawn": ("--executor", "spawn", "--jobs", "2")}
WORKERS = 2
distributed: Any = import_module("distributed")
psutil: Any = import_module("psutil")  # distributed needs it as well


class Built(NamedTuple):
    """One build: seconds of wall time and of processor time, the files, and one digest of all of them."""

    wall: float
    cpu: float
    files: int
    digest: str


def build(project: Path, *options: str) -> Built:
    """Build into the project's empty folder."""
    for path in project.iterdir():
        if path.name != "spec":
            shutil.rmtree(path)
    done = run([*TONGWEN, *options], project)
    digests = dict(_digests(project))
    whole = hashlib.sha256(repr(sorted(digests.items())).encode()).hexdigest()
    return Built(done.wall, done.cpu or 0, len(digests), whole)


def _digests(project: Path) -> Iterator[tuple[str, str]]:
    """Path and digest of every output."""
    for path in project.rglob("*"):
        name = path.relative_to(project)
        if name.parts[0] not in ("spec", ".tongwen") and path.is_file():
            yield name.as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()


@contextmanager
def workers() -> Iterator[Any]:
    """A cluster whose workers are processes of this machine, with one thread each."""
    options = {"threads_per_worker": 1, "dashboard_address": "127.0.0.1:0", "host": "127.0.0.1"}
    with distributed.LocalCluster(n_workers=WORKERS, **options) as made:
        yield made


def on_cluster(project: Path, *, kill: bool) -> tuple[Built, int]:
    """A build on a new cluster, and how many of its workers were killed: those that had begun with the pages."""
    with workers() as cluster:
        pids = [worker.process.pid for worker in cluster.workers.values()]
        before = sum(map(_seconds, pids))
        over = threading.Event()
        killed: list[float] = []
        killer = threading.Thread(target=_kill, args=(project, pids[0], over, killed))
        if kill:
            killer.start()
        try:
            done = build(project, "--executor", "dask", "--scheduler", cluster.scheduler_address)
        finally:
            over.set()
            if kill:
                killer.join()
        left = [worker.process.pid for worker in cluster.workers.values() if worker.process and worker.process.pid]
        spent = sum(map(_seconds, {*pids, *left})) + sum(killed) - before
        return done._replace(cpu=done.cpu + spent), len(killed)


def _seconds(pid: int) -> float:
    """The processor time of a process so far; 0 if it is gone."""
    try:
        times = psutil.Process(pid).cpu_times()
    except psutil.NoSuchProcess:
        return 0
    return float(times.user + times.system)


def _kill(project: Path, pid: int, over: threading.Event, killed: list[float]) -> None:
    """Kill a process when pages lie on the stage; `killed` gets the processor time that it has had."""
    while not over.wait(0.01):
        if next((project / ".tongwen" / "stage").rglob("*.md"), None):
            killed.append(_seconds(pid))
            os.kill(pid, signal.SIGKILL)
            return


def measure(folder: Path, size: int) -> bool:
    """Every way once, a line for each. Whether all have given the same files."""
    project = folder / str(size)
    specs.spec(project, size)
    made = {name: build(project, *options) for name, options in LOCAL.items()}
    made["dask"], _ = on_cluster(project, kill=False)
    lost, killed = on_cluster(project, kill=True)
    made[f"dask, {killed} killed"] = lost
    want = made["fork"]
    for name, one in made.items():
        same = (one.files, one.digest) == (want.files, want.digest)
        row(f"{size:,}", name, f"{one.wall:.2f}", f"{one.cpu:.2f}", one.files, "same" if same else "DIFFERENT")
    shutil.rmtree(project)
    return len({(one.files, one.digest) for one in made.values()}) == 1 and killed == 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 1 if files differ, or if no worker could be killed in time."""
    parser = argparse.ArgumentParser(prog="python -m bench.cluster", description=__doc__.split("\n", 1)[0])
    parser.add_argument("--sizes", default="100,1000,10000", metavar="N,N", help="numbers of calls")
    parser.add_argument("--memory", type=Path, metavar="FOLDER", help="a folder in memory (default: the roomiest)")
    given = parser.parse_args(arguments)
    sizes = [int(size) for size in given.sizes.split(",")]
    above = given.memory or places.in_memory(places.room(max(sizes), 1))
    row("calls", "executor", "wall s", "cpu s", "files", "bytes")
    with tempfile.TemporaryDirectory(prefix="tongwen-cluster-", dir=above) as folder:
        differing = [size for size in sizes if not measure(Path(folder), size)]
    return 1 if differing else 0


if __name__ == "__main__":
    raise SystemExit(main())
