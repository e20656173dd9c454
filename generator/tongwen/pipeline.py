"""The whole of Tongwen in one function: load, check, model, plan, render, write. Problems are collected, not raised."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tongwen import paths, planning
from tongwen.checks.registry import Gaps, run_checks
from tongwen.diagnostics import Diagnostic
from tongwen.load import kinds as load_kinds
from tongwen.load.files import Loaded, Sources, load_files, no_collector
from tongwen.load.project import find_project
from tongwen.model.assemble import assemble, newer_language
from tongwen.model.spec import Document
from tongwen.render.files import Rendered, Renderer
from tongwen.render.samples import Samples
from tongwen.targets.base import PlannedFile, Request, Target
from tongwen.targets.table import target as find_target
from tongwen.text.phrase import Catalogue
from tongwen.translation import catalogues, lock
from tongwen.translation.compare import Translations
from tongwen.translation.compare import compare as compare_translations
from tongwen.write import kinds as write_kinds
from tongwen.write import record, swap
from tongwen.write.compare import Comparison, State, compare, digest, report

Progress = Callable[[int, int], None]


@dataclass(kw_only=True)
class Options:
    """What the user asked for. `only` names targets; empty means all."""

    only: tuple[str, ...] = ()
    check: bool = False
    force: bool = False
    progress: Progress = lambda _done, _total: None


@dataclass(kw_only=True)
class Report:
    """What came of it: problems, and the state that each file of each target was found in."""

    found: list[Diagnostic] = field(default_factory=list)
    states: dict[str, dict[str, State]] = field(default_factory=dict)
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
    with no_collector():
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
    rendered = render(plans, options, renderer, result)
    if not result.failed:
        result.found += audit(spec.good, plans, rendered)
    if result.failed:
        return
    if spec.translations is not None and spec.translations.record is not None:
        rendered[lock.FILE] = spec.translations.record.encode()
    with swap.locked(project):
        swap.recover(project)
        compared = _compare(project, plans, rendered, result)
        if not options.check and not result.failed:
            _write(project, rendered, compared, options, result)
            if result.changed is not None and not result.failed and not options.only:
                written = {path: digest(content) for path, content in rendered.items()}
                record.save(project, paths.data_root(), written, looked, clean=not result.found)


def _request(spec: Checked, words: Catalogue, renderer: Renderer) -> Request:
    """What every target is given; its settings are filled in for each."""
    lagging = spec.translations.stale if spec.translations else ()
    stale = frozenset((str(entry.path[0]), str(entry.path[1])) for entry in lagging)
    samples = Samples(spec.document, spec.sources, renderer)
    return Request(spec.document, spec.sources, planning.NO_SETTINGS, samples, words, stale)


def render(
    plans: dict[str, list[PlannedFile]], options: Options, renderer: Renderer, result: Report
) -> dict[str, bytes]:
    """Path to content for every planned file."""
    total = sum(map(len, plans.values()))
    rendered: dict[str, bytes] = {}
    for folder, files in plans.items():
        for made in renderer.render(folder, files):
            if isinstance(made, Rendered):
                if made.path in rendered:
                    result.found.append(write_kinds.CLASH.at(None, path=made.path))
                rendered[made.path] = made.content
                options.progress(len(rendered), total)
            else:
                result.found.append(made)
    return rendered


def render_one(file: PlannedFile) -> Rendered | Diagnostic:
    """A file that somebody wants by itself."""
    words = catalogues.load(paths.data_root(), file.prose).catalogue
    return next(iter(Renderer(paths.templates(), words).render(".", [file])))


def audit(document: Document, plans: dict[str, list[PlannedFile]], rendered: dict[str, bytes]) -> Iterator[Diagnostic]:
    """What a target finds when it looks over its finished files together."""
    for name, settings in (document.tongwen.targets if document.tongwen else {}).items():
        found = find_target(name) if settings.output in plans else None
        if isinstance(found, Target) and found.audit is not None:
            start = settings.output + "/"
            files = {p.removeprefix(start): c.decode("utf-8") for p, c in rendered.items() if p.startswith(start)}
            yield from found.audit(files)


def _compare(
    project: Path, plans: dict[str, list[PlannedFile]], rendered: dict[str, bytes], result: Report
) -> Comparison:
    compared = compare(project, list(plans), rendered, record.digests(record.read(project)))
    result.found += compared.found
    if compared.states.get(lock.FILE, "unchanged") != "unchanged":  # whoever changed it: its content follows
        compared.states[lock.FILE] = "stale" if (project / lock.FILE).exists() else "missing"
    for folder in plans:
        result.states[folder] = {p: s for p, s in compared.states.items() if p.startswith(folder + "/")}
    if lock.FILE in compared.states:
        result.states[str(Path(lock.FILE).parent)] = {lock.FILE: compared.states[lock.FILE]}
    result.new = rendered
    return compared


def _write(project: Path, rendered: dict[str, bytes], compared: Comparison, options: Options, result: Report) -> None:
    states = compared.states
    write: set[State] = {"missing", "stale"}
    drop: set[State] = {"orphaned"}
    if options.force:
        write |= {"edited", "in-the-way"}
        drop |= {"edited-orphan"}
    files = {path: rendered[path] for path, state in states.items() if state in write}
    remove = [path for path, state in states.items() if state in drop]
    kept = {
        path: state for path, state in states.items() if state in ("edited", "in-the-way", "edited-orphan", "foreign")
    }
    result.found += report({p: s for p, s in kept.items() if s == "foreign" or not options.force})
    try:
        if files or remove:
            swap.apply(project, files, remove)
    except OSError as error:
        result.found.append(write_kinds.unwritable(error, project, project))
        return
    result.changed = frozenset(write | drop)


def project_at(start: Path) -> Path | Diagnostic:
    """The project that a folder belongs to, or how to start one."""
    found = find_project(start)
    return found if found else load_kinds.NO_MANIFEST.at(None, folder=str(start))
