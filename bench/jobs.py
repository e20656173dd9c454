"""What is measured: each job is a command, what must be done before it, and where it writes."""

from __future__ import annotations

import itertools
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from bench import specs
from bench.measure import environment
from bench.peers import HERE, Peer

#: Names of the jobs, as the results have them. A peer's job has the name of the peer.
FULL, OVER_SAME, OVER_STALE = "tongwen", "over the same", "over stale"
UNCHANGED, ONE_CHANGED, CHECK = "nothing changed", "one description changed", "--check without a record"
VERSION, TYPER, PYTHON = "tongwen --version", "import typer", "python -c pass"
FLOOR = "create the files"
TARGETS = ("python", "typescript", "docs", "matrix", "editor")
YARDSTICK = "openapi-typescript"
MEMORY, DISK, START = "memory", "disk", "start"
#: Runs of a short job in each round.
SHORT = 5
#: From this size on only our own full build is measured, once.
HUGE_SIZE = 100_000


def target_job(name: str) -> str:
    """The job that makes one of our outputs alone."""
    return f"--target {name}"


def over(peer: str) -> str:
    """The job of a peer that writes over its own output."""
    return f"{peer} over the same"


@dataclass(frozen=True, kw_only=True)
class Job:
    """A command to measure."""

    name: str
    place: str
    """`memory` or `disk`; `start` where nothing is written."""
    command: Sequence[str]
    cwd: Path
    before: Callable[[], None] = lambda: None
    """Runs before each measurement and is not measured."""
    output: Callable[[], Iterator[Path]] = lambda: iter(())
    """The files that it has written."""
    weighed: bool = False
    """Whether its peak memory is wanted."""
    times: int = 1
    """How often it runs in each round: what takes a tenth of a second is told from another such thing by many runs."""
    expects: Callable[[], None] | None = None
    """Makes what the first round must find there already."""


@dataclass(frozen=True, kw_only=True)
class Project:
    """A spec in a folder, and the outputs beside it."""

    folder: Path
    tongwen: str
    """The command of the installed tool."""
    editions: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    """No two changes of it are the same."""

    def empty(self) -> None:
        """Take away all outputs, and what the tool remembers."""
        for path in self.folder.iterdir():
            if path.name == "spec":
                continue
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    def forget(self) -> None:
        """Take away what the tool remembers."""
        shutil.rmtree(self.folder / ".tongwen", ignore_errors=True)

    def change_all(self) -> None:
        """Change every sentence, in both languages."""
        edition = next(self.editions)
        for file in (self.folder / "spec").glob("calls-*.yaml"):
            file.write_text(specs.reworded(file.read_text(encoding="utf-8"), edition), encoding="utf-8")

    def change_one(self) -> None:
        """Change the description of one call, in both languages."""
        edition = next(self.editions)
        file = self.folder / "spec" / "calls-00000.yaml"
        file.write_text(specs.redescribed(file.read_text(encoding="utf-8"), edition), encoding="utf-8")

    def outputs(self) -> Iterator[Path]:
        """The files that the tool has made."""
        for path in self.folder.rglob("*"):
            if path.relative_to(self.folder).parts[0] not in ("spec", ".tongwen") and path.is_file():
                yield path

    def settle(self) -> None:
        """Bring the outputs up to date, with a record of them."""
        quiet([self.tongwen, "build"], self.folder)

    def fresh(self, name: str, place: str, *more: str, weighed: bool = False) -> Job:
        """A build into an empty folder."""
        command = [self.tongwen, "build", *more]
        return Job(
            name=name,
            place=place,
            command=command,
            cwd=self.folder,
            before=self.empty,
            output=self.outputs,
            weighed=weighed,
        )

    def over(self, name: str, place: str, before: Callable[[], None], *more: str) -> Job:
        """A build where the outputs are there already."""
        command = [self.tongwen, "build", *more]
        return Job(
            name=name,
            place=place,
            command=command,
            cwd=self.folder,
            before=before,
            output=self.outputs,
            expects=self.settle,
        )


def quiet(command: Sequence[str], cwd: Path) -> None:
    """Run something that is not measured."""
    subprocess.run(command, cwd=cwd, env=environment(), check=True, stdout=subprocess.DEVNULL)


def make_spec(folder: Path, size: int, *, openapi: bool) -> None:
    """Write `spec/`, and `openapi.json` if that is wanted, in processes of their own: ours shall stay small."""
    folder.mkdir(parents=True)
    for module in ("bench.specs", *(["bench.openapi"] if openapi else [])):
        subprocess.run([sys.executable, "-m", module, str(folder.resolve()), str(size)], cwd=HERE.parent, check=True)


def project(folder: Path, source: Path, tongwen: str) -> Project:
    """A project with the spec that was made."""
    shutil.copytree(source / "spec", folder / "spec")
    return Project(folder=folder, tongwen=tongwen)


def starts(tongwen: str, python: str, typer: str | None, folder: Path) -> Iterator[Job]:
    """Command lines that do nothing."""
    yield Job(name=PYTHON, place=START, command=[python, "-c", "pass"], cwd=folder, times=SHORT)
    if typer:
        yield Job(name=TYPER, place=START, command=[typer, "-c", "import typer"], cwd=folder, times=SHORT)
    yield Job(name=VERSION, place=START, command=[tongwen, "--version"], cwd=folder, times=SHORT)


def full(made: Project, place: str, *, weighed: bool) -> Job:
    """Everything into an empty folder."""
    return made.fresh(FULL, place, weighed=weighed)


def shares(made: Project, place: str) -> Iterator[Job]:
    """Each output alone, into an empty folder."""
    for name in TARGETS:
        yield made.fresh(target_job(name), place, "--target", name)


def small(made: Project, place: str) -> Iterator[Job]:
    """What little there is to do after a build."""

    def one() -> None:
        made.settle()
        made.change_one()

    yield replace(made.over(UNCHANGED, place, made.settle), times=SHORT)
    yield made.over(ONE_CHANGED, place, one)
    yield made.over(CHECK, place, made.forget, "--check")


def again(made: Project, place: str) -> Iterator[Job]:
    """Everything once more, where the outputs are there already."""
    yield made.over(OVER_SAME, place, made.forget)
    yield made.over(OVER_STALE, place, made.change_all)


def theirs(peer: Peer, installed: Path, folder: Path, place: str, *, weighed: bool) -> Job:
    """A peer with the operations of `source/openapi.json`, into an empty folder beside it."""
    out = folder / peer.name

    def before() -> None:
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()

    return Job(
        name=peer.name,
        place=place,
        command=peer.call(installed, folder / "source" / "openapi.json", out),
        cwd=folder,
        before=before,
        output=lambda: (path for path in out.rglob("*") if path.is_file()),
        weighed=weighed,
    )


def theirs_again(first: Job) -> Job:
    """The same, over what the job has just written."""
    return Job(name=over(first.name), place=first.place, command=first.command, cwd=first.cwd)


def create_files(made: Project, place: str) -> Job:
    """As many files as our outputs are, of the same sizes, written by a loop that does nothing else."""
    target = made.folder.parent / "floor"
    listed = made.folder.parent / "floor.txt"

    def before() -> None:
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir()
        files = made.outputs()
        rows = (f"{path.stat().st_size} {path.relative_to(made.folder).as_posix()}\n" for path in files)
        listed.write_text("".join(rows), encoding="utf-8")

    command = [sys.executable, str(HERE / "floor.py"), str(listed), str(target)]
    return Job(name=FLOOR, place=place, command=command, cwd=made.folder, before=before, expects=made.settle)
