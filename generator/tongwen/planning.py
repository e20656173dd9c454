"""Which files the targets of a manifest will write, and what keeps a target from being planned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from tongwen.checks.registry import placed
from tongwen.diagnostics import Diagnostic, Place
from tongwen.load.files import Sources
from tongwen.load.project import MANIFEST
from tongwen.model.manifest import Manifest
from tongwen.model.manifest import Target as Settings
from tongwen.model.spec import Document
from tongwen.targets.base import BAD_NAME, BadName, PlannedFile, Request, Target
from tongwen.targets.table import target as find_target
from tongwen.translation.kinds import NO_CATALOGUE
from tongwen.write import kinds
from tongwen.write.names import good

#: Of a request, before it is made for a target.
NO_SETTINGS = Settings(output="-")
#: Output folder to planned files.
Plans = dict[str, list[PlannedFile]]


def languages(document: Document) -> list[str]:
    """Chinese, and the languages that the targets of the manifest write in beside it."""
    targets = document.tongwen.targets if document.tongwen else {}
    return list(dict.fromkeys(["zh", *(word for name, own in targets.items() for word, _ in _listed(name, own))]))


def _listed(name: str, settings: Settings) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """The languages that a target's settings list, each with its path below them."""
    found = find_target(name)
    option = found.languages if isinstance(found, Target) else ""
    value = settings.options.get(option)
    for i, language in enumerate(value if isinstance(value, list) else ()):
        if isinstance(language, str):
            yield language, (option, i)


def plan(request: Request, only: tuple[str, ...], known: Iterable[str]) -> tuple[Plans, list[Diagnostic]]:
    """What each target of the manifest, or only some, will write. `known` are the languages that have catalogues."""
    manifest = request.document.tongwen
    if manifest is None:  # a check has reported it
        return {}, []
    found = list(_clashes(manifest, request.sources))
    plans: Plans = {}
    for name in () if found else only or tuple(manifest.targets):
        settings = manifest.targets.get(name)
        if settings is None:
            found.append(kinds.NOT_IN_MANIFEST.at(Place(MANIFEST), name=name))
            continue
        target = find_target(name)
        if isinstance(target, Diagnostic):
            found.append(target._replace(place=request.sources.place(("tongwen", "targets", name))))
        else:
            made = _planned(target, request._replace(settings=settings), tuple(known))
            found += [one for one in made if isinstance(one, Diagnostic)]
            plans[settings.output] = [one for one in made if isinstance(one, PlannedFile)]
            found += _twice(settings.output, plans[settings.output])
            found += _unwritable(name, plans[settings.output])
    return plans, found


def targets(document: Document, plans: Plans) -> dict[str, Target]:
    """The target of each planned output folder."""
    settings = document.tongwen.targets if document.tongwen else {}
    made = {own.output: find_target(name) for name, own in settings.items() if own.output in plans}
    return {folder: target for folder, target in made.items() if isinstance(target, Target)}


def bad_name(target: str, error: BadName, sources: Sources) -> Diagnostic:
    """What is said of an entry that the language of a target has no name for."""
    path = error.path or ("tongwen", "targets", target)
    return placed(BAD_NAME.found(path, target=target, problem=str(error)), sources)


def _folded(path: PurePosixPath) -> PurePosixPath:
    """The path as systems see it that do not tell capitals from small letters."""
    return PurePosixPath(str(path).lower())


def _twice(folder: str, files: list[PlannedFile]) -> Iterator[Diagnostic]:
    """Files that a target plans more than once, or that some systems would take for one."""
    count = Counter(file.path.lower() for file in files)
    twice = {file.path for file in files if count[file.path.lower()] > 1}
    return (kinds.CLASH.at(None, path=f"{folder}/{path}") for path in sorted(twice))


def _unwritable(target: str, files: list[PlannedFile]) -> Iterator[Diagnostic]:
    """Paths that lead out of the target's folder, or that not every system can have."""
    return (kinds.BAD_PATH.at(None, target=target, path=file.path) for file in files if not good(file.path))


def _clashes(manifest: Manifest, sources: Sources) -> Iterator[Diagnostic]:
    """Output folders that hold what Tongwen reads, or lie inside one another, so that one would prune the other."""
    outputs = [(name, PurePosixPath(settings.output)) for name, settings in manifest.targets.items()]
    for i, (name, output) in enumerate(outputs):
        for found in _clash(name, output, [earlier for _, earlier in outputs[:i]]):
            yield found._replace(place=sources.place(("tongwen", "targets", name, "output")))


def _clash(name: str, output: PurePosixPath, before: list[PurePosixPath]) -> Iterator[Diagnostic]:
    """What is wrong with one output folder beside those before it, wherever the spec says so."""
    if not good(str(output)):
        yield kinds.BAD_PATH.at(None, target=name, path=str(output))
    if output.parts[0].lower() in ("spec", "locales", ".tongwen", ".git"):
        yield kinds.TAKEN.at(None, path=str(output))
    for earlier in before:
        one, other = _folded(output), _folded(earlier)
        if one.is_relative_to(other) or other.is_relative_to(one):
            yield kinds.CLASH.at(None, path=str(output))


def _planned(target: Target, request: Request, known: tuple[str, ...]) -> list[PlannedFile | Diagnostic]:
    bad = [placed(finding, request.sources) for finding in target.bad_options(request.settings)]
    bad += _unknown(target.name, request, known)
    if bad:
        return [*bad]
    try:
        return list(target.plan(request))
    except BadName as error:
        return [bad_name(target.name, error, request.sources)]


def _unknown(name: str, request: Request, known: tuple[str, ...]) -> Iterator[Diagnostic]:
    """Languages that nobody has begun to translate into."""
    for language, path in _listed(name, request.settings):
        if language not in known:
            place = request.sources.place(("tongwen", "targets", name, "options", *path))
            yield NO_CATALOGUE.at(place, language=language, known=", ".join(known))
