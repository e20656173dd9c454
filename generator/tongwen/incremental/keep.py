"""During a full build: number the texts, collect what is noted, and keep it for the next build."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Self

from tongwen.desk import Kept
from tongwen.incremental.store import Entry, Writer
from tongwen.load.files import Sources
from tongwen.model.base import Localized
from tongwen.model.spec import Document
from tongwen.model.walk import texts
from tongwen.text import hearing
from tongwen.translation import lock

#: Of more entries no notes are kept: they would take a gigabyte, and half as long to be looked through as to be made.
LIMIT = 25_000


def pays(document: Document) -> bool:
    """Whether the spec is small enough for notes."""
    return sum(len(getattr(document, kind)) for kind in document.__struct_fields__ if kind != "tongwen") <= LIMIT


class Keeper:
    """Keeps the notes of a build. A context that begins when the spec was read; `owners` is for the renderer."""

    def __init__(self, project: Path, document: Document, sources: Sources) -> None:
        """Raises `OSError`."""
        self._entries: list[Entry] = []
        self._apart: set[int] = set()
        self.owners = self._numbered(document, sources)
        with ExitStack() as opened:
            self._writer = opened.enter_context(Writer(project))
            #: The same files of the spec, now without their texts in memory.
            self.sources = sources.put_down(self._writer.input)
            opened.pop_all()  # from now on this context ends it
        #: Puts the notes of an output into the file that is being written, in whatever process. Raises `OSError`.
        self.put = self._writer.put

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._writer.__exit__()

    def _numbered(self, document: Document, sources: Sources) -> array[int]:
        """Give all texts their numbers. The entry of each, by half of its number."""
        owners = array("I")

        def told() -> Iterator[Localized]:
            last: tuple[object, ...] = ()
            for path, text in texts(document):
                if path[:2] != last:
                    last = path[:2]
                    kind, name = str(path[0]), str(path[1])
                    file = sources.file(path)
                    self._entries.append(Entry(kind, name, file.path if file else "", 2 * len(owners), [], [], []))
                self._entries[-1].paths.append(lock.written(path[2:]))
                owners.append(len(self._entries) - 1)
                yield text

        hearing.count(told())
        return owners

    def take(self, path: str, notes: Kept | None, apart: Iterable[int]) -> None:
        """Remember where the notes of an output were put, and which texts were read for it without a note."""
        self._apart.update(apart)
        if notes is not None:
            self._writer.output(path, notes.where, notes.entries)

    def finish(self) -> object:
        """Put what is kept in its place. Gives what the record must hold. Raises `OSError`."""
        self._apart.update(hearing.apart())
        return self._writer.finish(self._finished())

    def _finished(self) -> Iterator[Entry]:
        for entry in self._entries:
            numbers = range(entry.first, entry.first + 2 * len(entry.paths))
            yield entry._replace(apart=[number for number in numbers if number in self._apart])
