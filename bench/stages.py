"""For developers: where the processor time of our own build goes, by stage and by module, from this checkout."""

from __future__ import annotations

import shutil
import signal
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import jobs, places
from bench.jobs import Project
from bench.measure import run
from bench.peers import HERE, ROOT, python_of_ours
from bench.tables import aligned
from bench.turns import say

#: Rows of the table of modules.
MODULES = 20
#: The smallest part of all samples that a stage is shown for.
LEAST = 1 / 500


@dataclass(frozen=True, kw_only=True)
class Profile:
    """One build: its processor time in seconds, and how many samples fell where."""

    cpu: float
    stages: Counter[str]
    modules: Counter[str]

    def seconds(self, counter: Counter[str], name: str) -> float:
        """The share of a stage or module of the processor time."""
        return self.cpu * counter[name] / max(1, counter.total())


def text(sizes: Sequence[int], memory: Path | None, disk: Path, cache: Path) -> str:
    """The tables of each size."""
    if not hasattr(signal, "setitimer"):
        return "This system has no timer of processor time; stages cannot be told apart."
    python = python_of_ours(cache)
    return "\n\n".join(
        _of_size(size, memory or places.in_memory(places.room(size, 2)) or disk, python) for size in sizes
    )


def _of_size(size: int, above: Path, python: Path) -> str:
    folder = Path(tempfile.mkdtemp(prefix="tongwen-bench-", dir=above))
    try:
        jobs.make_spec(folder / "made", size, openapi=False)
        made = Project(folder=folder / "made", tongwen="")
        cases: dict[str, Callable[[], None]] = {
            "full": made.empty,
            jobs.UNCHANGED: lambda: None,
            jobs.ONE_CHANGED: made.change_one,
            "no record": made.forget,
        }
        found = {}
        for name, before in cases.items():
            say(f"N={size:,}: {name}")
            before()
            found[name] = profile(made.folder, folder / "samples", python)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return f"{size:,} calls: seconds of processor time\n" + "\n".join([*_table(found)])


def profile(folder: Path, samples: Path, python: Path) -> Profile:
    """Build a project, and count where the samples fell."""
    samples.unlink(missing_ok=True)
    more = {"PYTHONPATH": str(ROOT / "generator")}
    done = run([str(python), str(HERE / "sampler.py"), str(samples), "build"], folder, more=more)
    rows = [line.split("\t") for line in samples.read_text(encoding="utf-8").splitlines()] if samples.exists() else []
    return Profile(
        cpu=done.cpu or done.wall,
        stages=Counter(f"{stage} (workers)" if process == "worker" else stage for process, stage, _ in rows),
        modules=Counter(leaf for _, _, leaf in rows),
    )


def _table(found: dict[str, Profile]) -> list[str]:
    rows: list[Sequence[str]] = [("", *found), ("all", *(f"{profile.cpu:.2f}" for profile in found.values()))]
    stages = sum((profile.stages for profile in found.values()), Counter[str]())
    modules = sum((profile.modules for profile in found.values()), Counter[str]())
    chosen = [name for name, count in stages.most_common() if count > LEAST * stages.total()]
    rows += _part("by stage", chosen, [(one, one.stages) for one in found.values()])
    chosen = [name for name, _ in modules.most_common(MODULES)]
    rows += _part("by module", chosen, [(one, one.modules) for one in found.values()])
    return list(aligned(rows))


def _part(title: str, names: Sequence[str], columns: Sequence[tuple[Profile, Counter[str]]]) -> Iterator[Sequence[str]]:
    yield (title, *("" for _ in columns))
    for name in names:
        yield (f"  {name}", *(f"{profile.seconds(counter, name):.2f}" for profile, counter in columns))
