"""The whole of Tongwen in one function: load, check, model, plan, render, write. Problems are collected, not raised."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from tongwen import paths
from tongwen.checks.registry import Gaps, placed, run_checks
from tongwen.diagnostics import Diagnostic, Place
from tongwen.load import kinds as load_kinds
from tongwen.load.files import Loaded, Sources, load_files
from tongwen.load.project import MANIFEST, find_project
from tongwen.model.assemble import assemble
from tongwen.model.manifest import Manifest
from tongwen.model.spec import Document
from tongwen.render.files import Rendered, Renderer
from tongwen.render.samples import Samples
from tongwen.targets.base import BAD_NAME, BadName, PlannedFile, Request, Target
from tongwen.targets.table import target as find_target
from tongwen.text.catalogue import translations
from tongwen.text.phrase import Catalogue
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

    @property
    def good(self) -> Document | None:
        """The document, if outputs may be made from it."""
        return None if any(d.severity == "error" for d in self.found) else self.document


def read(project: Path) -> Checked:
    """Load, model and check the spec of a project."""
    return checked(load_files(project))


def checked(loaded: Loaded) -> Checked:
    """Model and check files that were loaded, wherever they come from."""
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
        path = str(error.filename or project)
        result.found.append(write_kinds.UNWRITABLE.at(None, path=path, problem=error.strerror or str(error)))
    return result


def _build(project: Path, options: Options, result: Report) -> None:
    looked = record.now()
    spec = read(project)
    result.found += spec.found
    if spec.good is None:
        return
    plans = plan(spec.good, spec.sources, options, result)
    if result.failed:
        return
    rendered = render(plans, options, result)
    if not result.failed:
        result.found += audit(spec.good, plans, rendered)
    if result.failed:
        return
    with swap.locked(project):
        swap.recover(project)
        compared = _compare(project, plans, rendered, result)
        if not options.check and not result.failed:
            _write(project, rendered, compared, options, result)
            if result.changed is not None and not result.failed and not options.only:
                record.save(project, paths.data_root(), {p: digest(c) for p, c in rendered.items()}, looked)


def plan(document: Document, sources: Sources, options: Options, result: Report) -> dict[str, list[PlannedFile]]:
    """Output folder to planned files, for the targets of the manifest."""
    if document.tongwen is None:  # a check has reported it
        return {}
    result.found += _clashes(document.tongwen, sources)
    if result.failed:
        return {}
    plans: dict[str, list[PlannedFile]] = {}
    samples = Samples(document, sources, _renderer())
    for name in options.only or tuple(document.tongwen.targets):
        settings = document.tongwen.targets.get(name)
        if settings is None:
            result.found.append(write_kinds.NOT_IN_MANIFEST.at(Place(MANIFEST), name=name))
            continue
        place = sources.place(("tongwen", "targets", name))
        found = find_target(name, place)
        if isinstance(found, Diagnostic):
            result.found.append(found)
        else:
            plans[settings.output] = _planned(found, Request(document, sources, settings, samples), result)
    return plans


def _clashes(manifest: Manifest, sources: Sources) -> Iterator[Diagnostic]:
    """Output folders that hold what Tongwen reads, or lie inside one another, so that one would prune the other."""
    outputs = [(name, PurePosixPath(settings.output)) for name, settings in manifest.targets.items()]
    for i, (name, output) in enumerate(outputs):
        place = sources.place(("tongwen", "targets", name, "output"))
        if output.parts[0] in ("spec", ".tongwen", ".git"):
            yield write_kinds.TAKEN.at(place, path=str(output))
        for _other, earlier in outputs[:i]:
            if output.is_relative_to(earlier) or earlier.is_relative_to(output):
                yield write_kinds.CLASH.at(place, path=str(output))


def _planned(target: Target, request: Request, result: Report) -> list[PlannedFile]:
    bad = [placed(finding, request.sources) for finding in target.bad_options(request.settings)]
    result.found += bad
    if bad:
        return []
    try:
        return list(target.plan(request))
    except BadName as error:
        path = error.path or ("tongwen", "targets", target.name)
        result.found.append(placed(BAD_NAME.found(path, target=target.name, problem=str(error)), request.sources))
        return []


def _renderer() -> Renderer:
    return Renderer(paths.templates(), Catalogue({"zh": translations(paths.locales(), "zh")}))


def render(plans: dict[str, list[PlannedFile]], options: Options, result: Report) -> dict[str, bytes]:
    """Path to content for every planned file."""
    renderer = _renderer()
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
    return next(iter(_renderer().render(".", [file])))


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
    for folder in plans:
        result.states[folder] = {p: s for p, s in compared.states.items() if p.startswith(folder + "/")}
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
        path = str(error.filename or project)
        shown = Path(path).relative_to(project).as_posix() if path.startswith(str(project)) else path
        result.found.append(write_kinds.UNWRITABLE.at(None, path=shown, problem=error.strerror or str(error)))
        return
    result.changed = frozenset(write | drop)


def project_at(start: Path) -> Path | Diagnostic:
    """The project that a folder belongs to, or how to start one."""
    found = find_project(start)
    return found if found else load_kinds.NO_MANIFEST.at(None, folder=str(start))
