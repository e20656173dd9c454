"""One planned file after the other, in whatever process: rendered, compared with the disk, laid where it waits."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, NamedTuple

from tongwen.diagnostics import Diagnostic
from tongwen.render.files import Renderer
from tongwen.targets.base import BadName, PlannedFile, Target
from tongwen.write.compare import Disk, State, digest
from tongwen.write.swap import Stage

#: Folders with at most so many files are done file by file, and first: theirs are the large ones.
_FEW = 32
#: Files of other folders that are done together. A page in all its languages stands together, and shares its view.
_BATCH = 12


class Outcome(NamedTuple):
    """A file that was rendered and compared, or what kept it from being so."""

    path: str
    #: None where the file could not be made or compared; `found` says why.
    state: State | None = None
    digest: str = ""
    found: tuple[Diagnostic, ...] = ()
    #: What its target has seen in the finished file.
    seen: Any = None
    #: The new content, if it was asked for and differs.
    content: bytes | None = None


class Desk(NamedTuple):
    """All that is needed to do any of the planned files. Where nothing is to be written there is no stage."""

    files: tuple[tuple[str, PlannedFile], ...]
    targets: Mapping[str, Target]
    renderer: Renderer
    disk: Disk
    stage: Stage | None
    #: States of files that are written anew.
    writes: Collection[State]
    #: Whether to hand back new contents.
    contents: bool
    #: What a name that a target cannot express is reported as.
    refused: Callable[[str, BadName], Diagnostic]

    def batches(self) -> list[list[int]]:
        """The numbers of the files, in the order in which they are best begun."""
        folders: dict[str, list[int]] = {}
        for number, (folder, _) in enumerate(self.files):
            folders.setdefault(folder, []).append(number)
        return [batch for numbers in sorted(folders.values(), key=len) for batch in _cut(numbers)]

    def do(self, number: int) -> Outcome:
        """Render a file, compare it, and put it on the stage where it differs."""
        folder, file = self.files[number]
        path = f"{folder}/{file.path}"
        try:
            made = self.renderer.make(folder, file)
        except BadName as error:
            return Outcome(path, found=(self.refused(folder, error),))
        if isinstance(made, Diagnostic):
            return Outcome(path, found=(made,))
        look = self.targets[folder].look
        return self.put(path, made.content, look(file.path, made.content.decode("utf-8")) if look else None)

    def put(self, path: str, content: bytes, seen: Any = None) -> Outcome:
        """Compare a finished file, and put it on the stage where it differs."""
        state = self.disk.state(path, content)
        if isinstance(state, Diagnostic):
            return Outcome(path, found=(state,))
        if self.stage is not None and state in self.writes:
            self.stage.put(path, content)
        kept = content if self.contents and state != "unchanged" else None
        return Outcome(path, state, digest(content), seen=seen, content=kept)


def _cut(numbers: list[int]) -> Iterator[list[int]]:
    size = 1 if len(numbers) <= _FEW else _BATCH
    for start in range(0, len(numbers), size):
        yield numbers[start : start + size]
