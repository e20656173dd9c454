"""Ours and theirs, side by side in one run."""

from __future__ import annotations

import fnmatch
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bench import jobs, places
from bench.jobs import DISK, HUGE_SIZE, MEMORY, Job
from bench.machine import machine, versions
from bench.peers import SCRIPTS, Missing, Peer, install, install_ours, peers
from bench.results import Measured, Results
from bench.turns import say, take_turns


@dataclass(frozen=True, kw_only=True)
class Options:
    """What was asked for."""

    sizes: Sequence[int]
    rounds: int
    only: Sequence[str]
    """Patterns of names of jobs; empty means all."""
    memory: Path | None
    """A folder in memory; None to look for one."""
    disk: Path
    cache: Path
    """Where the tools are installed."""


@dataclass(kw_only=True)
class Tools:
    """What is installed, and why the rest is not."""

    tongwen: Path
    """The folder of our venv."""
    peers: dict[str, tuple[Peer, Path]] = field(default_factory=dict)
    typer: Path | None = None
    missing: dict[str, str] = field(default_factory=dict)

    @property
    def command(self) -> str:
        """Our command."""
        return str(self.tongwen / SCRIPTS / "tongwen")

    def versions(self) -> dict[str, str]:
        """Of the peers that are there."""
        found = {name: peer.version for name, (peer, _) in self.peers.items()}
        return found | ({"typer": peers()["typer"].version} if self.typer else {})

    def starts(self, folder: Path) -> Iterator[Job]:
        """Command lines that do nothing."""
        typer = None if self.typer is None else str(self.typer / SCRIPTS / "python")
        return jobs.starts(self.command, str(self.tongwen / SCRIPTS / "python"), typer, folder)


def compare(options: Options) -> Results:
    """Install, measure, and put together. Raises `Missing` if our own tool cannot be installed."""
    tools = install_all(options.cache)
    measured: list[Measured] = []
    for size in options.sizes:
        measured += _one_size(size, options, tools)
    return Results(
        date=datetime.now(UTC).date().isoformat(),
        rounds=options.rounds,
        machine=machine(options.disk),
        versions={**versions(tools.command), **tools.versions()},
        missing=tools.missing,
        measured=measured,
    )


def install_all(cache: Path) -> Tools:
    """Ours and all peers that can be had. Raises `Missing` if ours cannot."""
    cache.mkdir(parents=True, exist_ok=True)
    tools = Tools(tongwen=install_ours(cache))
    for name, peer in peers().items():
        try:
            folder = install(peer, cache)
        except Missing as reason:
            tools.missing[name] = str(reason)
            say(f"{name} is left out: {reason}")
            continue
        if peer.command:
            tools.peers[name] = (peer, folder)
        else:
            tools.typer = folder
    return tools


def _one_size(size: int, options: Options, tools: Tools) -> list[Measured]:
    rounds = 1 if size >= HUGE_SIZE else options.rounds
    measured: list[Measured] = []
    for main, (place, above) in zip((True, False), _folders(size, options, tools.missing), strict=False):
        folder = Path(tempfile.mkdtemp(prefix="tongwen-bench-", dir=above))
        try:
            say(f"N={size:,}, {place}: writing the spec")
            made = _main_jobs(size, folder, place, tools) if main else _disk_jobs(size, folder, place, tools)
            chosen = [job for job in made if _wanted(job, options.only)]
            _settle(chosen)
            measured += take_turns(chosen, size, rounds, tools.missing)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    return measured


def _folders(size: int, options: Options, missing: dict[str, str]) -> Iterator[tuple[str, Path]]:
    """The places that a size is measured in, the main one first; `missing` says why there are not both."""
    room = places.room(size, 1 if size >= HUGE_SIZE else 4)
    memory = options.memory or places.in_memory(room)
    if memory is None or not places.usable(memory, room):
        why = f"no folder in memory with {room / 1e6:,.0f} MB left; --memory FOLDER names one"
        missing[f"N={size:,} in memory"] = why
        say(f"N={size:,}: {why}")
        memory = None
    else:
        yield MEMORY, memory
    if size >= HUGE_SIZE and memory is not None:
        return
    if places.kind(options.disk) in places.IN_MEMORY:
        missing[f"N={size:,} on disk"] = "the folder for the disk is in memory as well; --disk FOLDER names another"
    elif not places.usable(options.disk, room):
        missing[f"N={size:,} on disk"] = f"the folder for the disk has not {room / 1e6:,.0f} MB left"
    else:
        yield DISK, options.disk


def _main_jobs(size: int, folder: Path, place: str, tools: Tools) -> Iterator[Job]:
    """All jobs of a size, in the order in which they take turns."""
    source, huge = folder / "source", size >= HUGE_SIZE
    jobs.make_spec(source, size, openapi=bool(tools.peers) and not huge)
    fresh = jobs.project(folder / "fresh", source, tools.command)
    yield jobs.full(fresh, place, weighed=True)
    if huge:
        return
    for peer, installed in tools.peers.values():
        yield jobs.theirs(peer, installed, folder, place, weighed=True)
    yield from tools.starts(folder)
    kept = jobs.project(folder / "kept", source, tools.command)
    yield from jobs.small(kept, place)
    yield from jobs.again(kept, place)
    yield jobs.create_files(kept, place)
    yield from jobs.shares(fresh, place)


def _disk_jobs(size: int, folder: Path, place: str, tools: Tools) -> Iterator[Job]:
    """Those that show what a disk adds, when the others have been measured in memory."""
    source = folder / "source"
    jobs.make_spec(source, size, openapi=jobs.YARDSTICK in tools.peers)
    yield jobs.full(jobs.project(folder / "fresh", source, tools.command), place, weighed=False)
    if jobs.YARDSTICK in tools.peers:
        peer, installed = tools.peers[jobs.YARDSTICK]
        theirs = jobs.theirs(peer, installed, folder, place, weighed=False)
        yield from (theirs, jobs.theirs_again(theirs))
    kept = jobs.project(folder / "kept", source, tools.command)
    yield from jobs.again(kept, place)
    yield jobs.create_files(kept, place)


def _wanted(job: Job, only: Sequence[str]) -> bool:
    return not only or any(fnmatch.fnmatch(job.name, pattern) for pattern in only)


def _settle(chosen: Sequence[Job]) -> None:
    """Make the outputs that some jobs expect to be there already."""
    for make in {job.cwd: job.expects for job in chosen if job.expects}.values():
        say("making the outputs that later builds find")
        make()
