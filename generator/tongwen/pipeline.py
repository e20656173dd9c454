"""The whole of Tongwen in one function: load, check, model, plan, render, write. Problems are collected, not raised."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from tongwen import paths, work
from tongwen.desk import Desk, Finished, Outcome, prepare
from tongwen.diagnostics import Diagnostic
from tongwen.load import kinds as load_kinds
from tongwen.load.files import no_collector
from tongwen.load.project import find_project
from tongwen.reading import Checked, checked, read
from tongwen.render.files import Rendered, Renderer
from tongwen.targets.base import PlannedFile
from tongwen.translation import catalogues, lock
from tongwen.write import kinds as write_kinds
from tongwen.write import record, swap
from tongwen.write.compare import Disk, State, report

__all__ = ["Checked", "Options", "Report", "build", "checked", "project_at", "read", "render_one"]

Progress = Callable[[int, int], None]
#: Files from which on it pays to start other processes.
_MANY = 64
#: Files in a batch for a process that is far: each batch takes a message there and one back.
_FAR = 100


@dataclass(kw_only=True)
class Options:
    """What the user asked for. `only` names targets; empty means all."""

    only: tuple[str, ...] = ()
    check: bool = False
    force: bool = False
    #: Whether to keep the new contents of files that differ.
    contents: bool = False
    #: Over how many processes to spread the work; 0: as many as there are processors.
    jobs: int = 0
    #: Where files are rendered: `fork`, `spawn` or `dask`; empty for what is best here.
    executor: str = ""
    #: The address of the scheduler of a Dask cluster.
    scheduler: str = ""
    progress: Progress = lambda _done, _total: None


@dataclass(kw_only=True)
class Report:
    """What came of it: problems, and the state that each file of each target was found in."""

    found: list[Diagnostic] = field(default_factory=list)
    states: dict[str, dict[str, State]] = field(default_factory=dict)
    #: Path to digest of every file that belongs to the outputs.
    digests: dict[str, str] = field(default_factory=dict)
    #: New contents of files that differ from what lies there, if they were asked for.
    new: dict[str, bytes] = field(default_factory=dict)
    #: What the build changed on the disk; None where it came to nothing, or only looked.
    changed: frozenset[State] | None = None

    @property
    def failed(self) -> bool:
        """An error was found."""
        return any(d.severity == "error" for d in self.found)


def build(project: Path, options: Options) -> Report:
    """Make every output of a project what its spec says, or with `check` only tell which are not."""
    result = Report()
    try:
        result.found += swap.settle(project)
        with swap.locked(project, shared=options.check), no_collector():
            if swap.interrupted(project):  # another command began and was killed just now
                raise swap.Busy
            _build(project, options, result)
    except swap.Busy:
        result.found.append(write_kinds.BUSY.at(None))
    except OSError as error:  # the state folder, or the disk itself
        result.found.append(write_kinds.unwritable(error, project, project))
    return result


def _build(project: Path, options: Options, result: Report) -> None:
    looked, read_from = record.now(), record.inputs(project, paths.data_root())
    spec = read(project)
    result.found += spec.found
    if spec.good is None:
        return
    spec.sources = spec.sources.lean()
    prepared = prepare(project, spec, options.only)
    result.found += prepared.found
    if result.failed:
        return
    disk = Disk(project, prepared.plans, record.digests(record.read(project)))
    result.found += disk.found
    if result.failed:
        return
    with nullcontext() if options.check else swap.Stage(project) as stage:
        desk = Desk(
            prepared=prepared,
            disk=disk,
            stage=stage,
            writes=_writes(options),
            contents=options.contents,
        )
        _produce(project, desk, options, result)
        if not result.failed and spec.translations is not None and spec.translations.record is not None:
            _keep_record(desk, project, spec.translations.record, result)
        if not result.failed:
            _write(project, disk, options, result)
    if result.changed is not None and not result.failed and not options.only:
        record.save(project, read_from, result.digests, looked, clean=not result.found)


def _produce(project: Path, desk: Desk, options: Options, result: Report) -> None:
    """Do every planned file, over several processes where that pays, and look over what came of them."""
    for folder in desk.prepared.targets:
        result.states[folder] = {}
    seen: dict[str, dict[str, Any]] = {folder: {} for folder in desk.prepared.targets}
    outcomes: dict[str, Outcome] = {}
    for batch in _outcomes(project, desk, options):
        if isinstance(batch, Diagnostic):
            result.found.append(batch)
            return
        outcomes.update((outcome.path, outcome) for outcome in batch)
        options.progress(len(outcomes), len(desk.prepared.files))
    for folder, file in desk.prepared.files:  # in the order of the plan, whoever was ready first
        outcome = outcomes[f"{folder}/{file.path}"]
        seen[folder][file.path] = outcome.seen
        _take(outcome, folder, result)
    if not result.failed:
        for folder, target in desk.prepared.targets.items():
            result.found += target.audit(seen[folder]) if target.audit else ()


def _outcomes(project: Path, desk: Desk, options: Options) -> Iterator[list[Outcome] | Diagnostic]:
    """What becomes of every planned file, batch by batch, in any order; or what keeps all of them from being made."""
    jobs = options.jobs or work.cores()
    executor = options.executor or ("fork" if hasattr(os, "fork") else "spawn")
    if executor == "dask":
        from tongwen.elsewhere import bundle, cluster

        sent = bundle.bundle(project, desk.prepared.sources, options.only)
        for made in cluster.rendered(sent, desk.prepared.batches(_FAR), options.scheduler):
            yield made if isinstance(made, Diagnostic) else [desk.take(one) for one in made]
    elif executor == "spawn" and jobs > 1 and (options.executor or len(desk.prepared.files) >= _MANY):
        from tongwen.elsewhere import bundle, pool

        for many in pool.rendered(
            bundle.bundle(project, desk.prepared.sources, options.only), desk.prepared.batches(_FAR), jobs
        ):
            yield [desk.take(one) for one in many]
    else:
        yield from work.spread(desk.do, desk.prepared.batches(), jobs if len(desk.prepared.files) >= _MANY else 1)


def _take(outcome: Outcome, folder: str, result: Report) -> None:
    for one in outcome.found:
        if one not in result.found:  # of a page, each language says the same
            result.found.append(one)
    if outcome.state is not None:
        result.states[folder][outcome.path] = outcome.state
        result.digests[outcome.path] = outcome.digest
    if outcome.content is not None:
        result.new[outcome.path] = outcome.content


def _keep_record(desk: Desk, project: Path, content: str, result: Report) -> None:
    """The record of translations. Whoever changed it: its content follows from the spec."""
    present = (project / lock.FILE).exists()
    outcome = desk._replace(writes=get_args(State)).take(Finished(lock.FILE, content.encode()))
    if outcome.state not in (None, "unchanged"):
        outcome = outcome._replace(state="stale" if present else "missing")
    folder = str(Path(lock.FILE).parent)
    result.states[folder] = {}
    _take(outcome, folder, result)


def _writes(options: Options) -> frozenset[State]:
    """The states of files that are written anew."""
    return frozenset({"missing", "stale", "edited", "in-the-way"} if options.force else {"missing", "stale"})


def _write(project: Path, disk: Disk, options: Options, result: Report) -> None:
    """Carry out what was prepared: the stage to its places, orphans away."""
    roots = list(result.states)
    for path, state in disk.unplanned(result.digests).items():
        folder = next(root for root in roots if path.startswith(root + "/"))
        result.states[folder][path] = state
    states = {path: state for found in result.states.values() for path, state in found.items()}
    if options.check:
        return
    drop: set[State] = {"orphaned", "edited-orphan"} if options.force else {"orphaned"}
    write = [path for path, state in states.items() if state in _writes(options)]
    remove = [path for path, state in states.items() if state in drop]
    kept = ("edited", "in-the-way", "edited-orphan", "foreign")
    result.found += report({p: s for p, s in states.items() if s in kept and (s == "foreign" or not options.force)})
    try:
        if write or remove:
            result.found += swap.commit(project, write, remove)
    except OSError as error:
        result.found.append(write_kinds.unwritable(error, project, project))
        return
    result.changed = _writes(options) | drop


def render_one(file: PlannedFile) -> Rendered | Diagnostic:
    """A file that somebody wants by itself."""
    words = catalogues.load(paths.data_root(), file.prose).catalogue
    return Renderer(paths.templates(), words).make(".", file)


def project_at(start: Path) -> Path | Diagnostic:
    """The project that a folder belongs to, or how to start one."""
    found = find_project(start)
    return found if found else load_kinds.NO_MANIFEST.at(None, folder=str(start))
