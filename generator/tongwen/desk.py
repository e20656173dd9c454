"""One planned file after the other, in whatever process: rendered, compared with the disk, laid where it waits."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tongwen import paths, planning
from tongwen.diagnostics import Diagnostic
from tongwen.load.files import Sources
from tongwen.reading import Checked
from tongwen.render.files import Rendered, Renderer
from tongwen.render.notes import Notes
from tongwen.render.samples import Samples
from tongwen.render.stamp import Content
from tongwen.report import State
from tongwen.targets.base import BadName, PlannedFile, Request, Target
from tongwen.text import hearing
from tongwen.translation import catalogues
from tongwen.write.compare import Disk, name
from tongwen.write.swap import Stage

#: Folders with at most so many files are done first: theirs are the large ones.
_FEW = 32


class Finished(NamedTuple):
    """A file that was rendered, or what kept it from being so."""

    path: str
    content: Content | None
    found: tuple[Diagnostic, ...] = ()
    #: What its target has seen in it.
    seen: Any = None
    #: Which texts of the spec it says where, if notes are taken.
    notes: Notes | None = None


class Prepared(NamedTuple):
    """Everything that is planned for a spec, and all that rendering it takes: the same wherever it is made."""

    plans: planning.Plans
    files: tuple[tuple[str, PlannedFile], ...]
    targets: dict[str, Target]
    renderer: Renderer
    sources: Sources
    found: list[Diagnostic]

    def batches(self, size: int = 12) -> list[list[int]]:
        """The numbers of the files, in the order in which they are best begun; `size` where there are many small ones.

        Files that share what is made for them are done by one process, one after the other: a page in all its
        languages, the clients that differ in a few words, files of one family.
        """
        folders: dict[str, list[int]] = {}
        for number, (folder, _) in enumerate(self.files):
            folders.setdefault(folder, []).append(number)
        found: list[list[int]] = []
        for numbers in sorted(folders.values(), key=len):
            if len(numbers) > _FEW:
                found += self._runs(numbers, size)
            else:
                found += self._alike(numbers)
        return found

    def _runs(self, numbers: list[int], size: int) -> list[list[int]]:
        """`size` files at a time, and the rest of a family that has begun."""
        found: list[list[int]] = [[]]
        family = ""
        for number in numbers:
            before, family = family, self.files[number][1].family
            if len(found[-1]) >= size and not (family and family == before):
                found.append([])
            found[-1].append(number)
        return found

    def _alike(self, numbers: list[int]) -> list[list[int]]:
        """Files of one template together. Whatever is made of many entries has one template, and is worth beginning."""
        found: dict[str, list[int]] = {}
        for number in numbers:
            found.setdefault(self.files[number][1].template, []).append(number)
        return list(found.values())

    def render(self, number: int) -> Finished:
        """A file by its number."""
        folder, file = self.files[number]
        path, target = f"{folder}/{file.path}", self.targets[folder]
        try:
            made = self.renderer.make(folder, file)
        except BadName as error:
            return Finished(path, None, (planning.bad_name(target.name, error, self.sources),))
        if isinstance(made, Rendered):
            seen = target.look and target.look(file.path, made.content.decode())
            return Finished(path, made.content, (), seen, made.notes)
        return Finished(path, None, (made,))


def prepare(project: Path, spec: Checked, only: tuple[str, ...] = (), owners: Sequence[int] | None = None) -> Prepared:
    """Plan the outputs of a spec without errors, or only those of some targets; `owners` is for a `Renderer`."""
    words = catalogues.load(project, planning.languages(spec.document))
    renderer = Renderer(paths.templates(), words.catalogue, owners)
    lagging = spec.translations.stale if spec.translations else ()
    stale = frozenset((str(entry.path[0]), str(entry.path[1])) for entry in lagging)
    samples = Samples(spec.document, spec.sources, renderer)
    request = Request(spec.document, spec.sources, planning.NO_SETTINGS, samples, words.catalogue, stale)
    plans, found = planning.plan(request, only, catalogues.languages(project))
    return Prepared(
        plans=plans,
        files=tuple((folder, file) for folder, files in plans.items() for file in files),
        targets=planning.targets(spec.document, plans),
        renderer=renderer,
        sources=spec.sources,
        found=[*words.found, *found],
    )


class Kept(NamedTuple):
    """Where the notes of a file are, for whoever put them there, and the entries that they are about."""

    where: tuple[Any, ...]
    entries: tuple[int, ...]


class Outcome(NamedTuple):
    """A file that was compared, or what kept it from being so."""

    path: str
    #: None where the file could not be made or compared; `found` says why.
    state: State | None = None
    digest: str = ""
    found: tuple[Diagnostic, ...] = ()
    #: What its target has seen in the finished file.
    seen: Any = None
    #: The new content, if it was asked for and differs.
    content: bytes | None = None
    #: Where its notes were put, if there are any; and the numbers of the texts that were read without a note.
    notes: Kept | None = None
    apart: tuple[int, ...] = ()


class Desk(NamedTuple):
    """What is prepared, and what it is compared with. Where nothing is to be written there is no stage."""

    prepared: Prepared
    disk: Disk
    stage: Stage | None
    #: States of files that are written anew.
    writes: Collection[State]
    #: Whether to hand back new contents.
    contents: bool
    #: Puts the parts of notes where they are kept, in whatever process they were taken; gives where that is.
    keep: Callable[..., tuple[Any, ...]] | None = None

    def do(self, number: int) -> Outcome:
        """Render a file, compare it, and put it on the stage where it differs."""
        return self.take(self.prepared.render(number))

    def take(self, made: Finished) -> Outcome:
        """Compare a file, wherever it was rendered, and put it on the stage where it differs."""
        path, content, found, seen, notes = made
        if content is None:
            return Outcome(path, found=found)
        state = self.disk.state(path, content)
        if isinstance(state, Diagnostic):
            return Outcome(path, found=(state,))
        if self.stage is not None and state in self.writes:
            self.stage.put(path, content)
        told = Kept(self.keep(notes.content, beyond=notes.recipes), notes.entries) if notes and self.keep else None
        new = bytes(content) if self.contents and state != "unchanged" else None
        return Outcome(path, state, name(content), (), seen, new, told, hearing.apart())
