"""The whole of Tongwen in one function: load, check, model, plan, render, write. Problems are collected, not raised."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, get_args

from tongwen import paths, planning, work
from tongwen.desk import Desk, Finished, Outcome, prepare
from tongwen.diagnostics import Diagnostic
from tongwen.incremental.keep import Keeper, pays
from tongwen.load.files import no_collector
from tongwen.model.spec import Document
from tongwen.reading import Checked, checked, read
from tongwen.render.files import Rendered, Renderer
from tongwen.report import Options, Report, State
from tongwen.targets.base import PlannedFile
from tongwen.targets.table import BUILT_IN
from tongwen.translation import catalogues, lock
from tongwen.write import kinds as write_kinds
from tongwen.write import record, swap
from tongwen.write.compare import Disk, report
from tongwen.write.said import rows

__all__ = ["Checked", "Options", "Report", "build", "checked", "read", "render_one"]

#: Files from which on it pays to start other processes.
_MANY = 64
#: Files in a batch for a process that is far: each batch takes a message there and one back.
_FAR = 100


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
    with ExitStack() as opened:
        keeper = opened.enter_context(Keeper(project, spec.good, spec.sources)) if _keeps(spec.good, options) else None
        if keeper:
            spec.sources = keeper.sources
        prepared = prepare(project, spec, options.only, keeper.owners if keeper else None)
        result.found += prepared.found
        if result.failed:
            return
        disk = Disk(project, prepared.plans, record.digests(record.read(project)))
        result.found += disk.found
        if result.failed:
            return
        stage = None if options.check else opened.enter_context(swap.Stage(project))
        desk = Desk(
            prepared=prepared,
            disk=disk,
            stage=stage,
            writes=_writes(options),
            contents=options.contents,
            keep=keeper.put if keeper else None,
        )
        translations = _record(desk, project, spec)
        _produce(project, desk, options, result, keeper)
        if not result.failed and translations:
            result.states[str(Path(lock.FILE).parent)] = {}
            _take(translations, str(Path(lock.FILE).parent), result)
        if not result.failed:
            _write(project, disk, options, result)
        if result.changed is not None and not result.failed and not options.only:
            said = rows(result.found)
            notes = keeper.finish() if keeper and said is not None else None
            others = record.strangers(project, disk.strangers(result.digests))
            about = {"said": said, "strangers": others, "roots": list(result.states), "notes": notes}
            record.save(project, read_from, result.digests, looked, **about)


def _keeps(spec: Document, options: Options) -> bool:
    """Whether to keep notes, by which the next build need not read the whole spec if only words have changed.

    They are taken where files are rendered by processes that were forked from this one, by targets that are known to
    say nothing of a text without a note, in the languages of the spec itself.
    """
    if options.check or options.only or options.executor not in ("", "fork") or not hasattr(os, "fork"):
        return False
    named = spec.tongwen.targets if spec.tongwen else {}
    return set(named) <= set(BUILT_IN) and set(planning.languages(spec)) <= {"en", "zh"} and pays(spec)


def _produce(project: Path, desk: Desk, options: Options, result: Report, keeper: Keeper | None) -> None:
    """Do every planned file, over several processes where that pays, and look over what came of them."""
    for folder in desk.prepared.targets:
        result.states[folder] = {}
    seen: dict[str, dict[str, Any]] = {folder: {} for folder in desk.prepared.targets}
    outcomes: dict[str, Outcome] = {}
    for batch in _outcomes(project, desk, options):
        if isinstance(batch, Diagnostic):
            result.found.append(batch)
            return
        for outcome in batch:
            outcomes[outcome.path] = outcome._replace(notes=None)
            if keeper:
                keeper.take(outcome.path, outcome.notes, outcome.apart)
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


def _record(desk: Desk, project: Path, spec: Checked) -> Outcome | None:
    """The record of translations, done before anything else because it is large, and then let go.

    Whoever changed it: its content follows from the spec.
    """
    content = spec.translations and spec.translations.record
    spec.translations = None
    if content is None:
        return None
    present = (project / lock.FILE).exists()
    outcome = desk._replace(writes=get_args(State)).take(Finished(lock.FILE, content.encode()))
    if outcome.state not in (None, "unchanged"):
        outcome = outcome._replace(state="stale" if present else "missing")
    return outcome


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
