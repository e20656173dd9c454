"""The whole of Tongwen in one function: load, check, model, plan, render, write. Problems are collected, not raised."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, get_args

from tongwen import paths, planning, work
from tongwen.checks.registry import Gaps, run_checks
from tongwen.desk import Desk, Outcome
from tongwen.diagnostics import Diagnostic
from tongwen.load import kinds as load_kinds
from tongwen.load.files import Loaded, Sources, load_files, no_collector
from tongwen.load.project import find_project
from tongwen.model.assemble import assemble, newer_language
from tongwen.model.spec import Document
from tongwen.render.files import Rendered, Renderer
from tongwen.render.samples import Samples
from tongwen.targets.base import BadName, PlannedFile, Request
from tongwen.text.phrase import Catalogue
from tongwen.translation import catalogues, lock
from tongwen.translation.compare import Translations
from tongwen.translation.compare import compare as compare_translations
from tongwen.write import kinds as write_kinds
from tongwen.write import record, swap
from tongwen.write.compare import Disk, State, report

Progress = Callable[[int, int], None]
#: Files from which on it pays to start other processes.
_MANY = 64


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


@dataclass(kw_only=True)
class Checked:
    """A spec that was read, and everything that is wrong with it."""

    #: What could be read; whole only if nothing was found.
    document: Document
    sources: Sources
    found: list[Diagnostic]
    #: Which translations are up to date; None while the spec has errors.
    translations: Translations | None = None

    @property
    def good(self) -> Document | None:
        """The document, if outputs may be made from it."""
        return None if any(d.severity == "error" for d in self.found) else self.document


def read(project: Path) -> Checked:
    """Load, model and check the spec of a project, and look up what its translations were made from."""
    spec = checked(load_files(project))
    if spec.good is not None:
        spec.translations = compare_translations(project, spec.document, spec.sources)
        spec.found += spec.translations.found
    return spec


def checked(loaded: Loaded) -> Checked:
    """Model and check files that were loaded, wherever they come from."""
    newer = newer_language(loaded.sources)
    if newer:  # nothing else can be said of words that are not known yet
        return Checked(document=Document(), sources=loaded.sources, found=[newer])
    assembled = assemble(loaded.sources)
    gaps = Gaps(assembled.dropped, loaded.lost, loaded.blind)
    found = [*loaded.found, *assembled.found, *run_checks(assembled.document, loaded.sources, gaps)]
    return Checked(document=assembled.document, sources=loaded.sources, found=found)


def build(project: Path, options: Options) -> Report:
    """Make every output of a project what its spec says, or with `check` only tell which are not."""
    result = Report()
    try:
        with no_collector():
            _build(project, options, result)
    except swap.Busy:
        result.found.append(write_kinds.BUSY.at(None))
    except OSError as error:  # the state folder, or the disk itself
        result.found.append(write_kinds.unwritable(error, project, project))
    return result


def _build(project: Path, options: Options, result: Report) -> None:
    looked = record.now()
    spec = read(project)
    result.found += spec.found
    if spec.good is None:
        return
    words = catalogues.load(project, planning.languages(spec.good))
    renderer = Renderer(paths.templates(), words.catalogue)
    request = _request(spec, words.catalogue, renderer)
    plans, found = planning.plan(request, options.only, catalogues.languages(project))
    result.found += [*words.found, *found]
    if result.failed:
        return
    with swap.locked(project):
        swap.recover(project)
        disk = Disk(project, plans, record.digests(record.read(project)))
        result.found += disk.found
        if result.failed:
            return
        with swap.Stage(project) as stage:
            desk = Desk(
                files=tuple((folder, file) for folder, files in plans.items() for file in files),
                targets=planning.targets(spec.good, plans),
                renderer=renderer,
                disk=disk,
                stage=None if options.check else stage,
                writes=_writes(options),
                contents=options.contents,
                refused=partial(_refused, spec),
            )
            _produce(desk, options, result)
            if not result.failed and spec.translations is not None and spec.translations.record is not None:
                _keep_record(desk, project, spec.translations.record, result)
            if not result.failed:
                _write(project, disk, options, result)
        if result.changed is not None and not result.failed and not options.only:
            record.save(project, paths.data_root(), result.digests, looked, clean=not result.found)


def _request(spec: Checked, words: Catalogue, renderer: Renderer) -> Request:
    """What every target is given; its settings are filled in for each."""
    lagging = spec.translations.stale if spec.translations else ()
    stale = frozenset((str(entry.path[0]), str(entry.path[1])) for entry in lagging)
    samples = Samples(spec.document, spec.sources, renderer)
    return Request(spec.document, spec.sources, planning.NO_SETTINGS, samples, words, stale)


def _refused(spec: Checked, folder: str, error: BadName) -> Diagnostic:
    targets = spec.document.tongwen.targets if spec.document.tongwen else {}
    name = next((name for name, settings in targets.items() if settings.output == folder), folder)
    return planning.bad_name(name, error, spec.sources)


def _produce(desk: Desk, options: Options, result: Report) -> None:
    """Do every planned file, over several processes where that pays, and look over what came of them."""
    for folder in desk.targets:
        result.states[folder] = {}
    seen: dict[str, dict[str, Any]] = {folder: {} for folder in desk.targets}
    jobs = (options.jobs or work.cores()) if len(desk.files) >= _MANY else 1
    outcomes: dict[str, Outcome] = {}
    for batch in work.spread(desk.do, desk.batches(), jobs):
        outcomes.update((outcome.path, outcome) for outcome in batch)
        options.progress(len(outcomes), len(desk.files))
    for folder, file in desk.files:  # in the order of the plan, whoever was ready first
        outcome = outcomes[f"{folder}/{file.path}"]
        seen[folder][file.path] = outcome.seen
        _take(outcome, folder, result)
    if not result.failed:
        for folder, target in desk.targets.items():
            result.found += target.audit(seen[folder]) if target.audit else ()


def _take(outcome: Outcome, folder: str, result: Report) -> None:
    result.found += outcome.found
    if outcome.state is not None:
        result.states[folder][outcome.path] = outcome.state
        result.digests[outcome.path] = outcome.digest
    if outcome.content is not None:
        result.new[outcome.path] = outcome.content


def _keep_record(desk: Desk, project: Path, content: str, result: Report) -> None:
    """The record of translations. Whoever changed it: its content follows from the spec."""
    present = (project / lock.FILE).exists()
    outcome = desk._replace(writes=get_args(State)).put(lock.FILE, content.encode())
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
            swap.commit(project, write, remove)
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
