"""Find the project, read its spec files, build their data."""

from __future__ import annotations

import errno
import gc
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from tongwen.diagnostics import Diagnostic, Path, Place
from tongwen.load import kinds, lines
from tongwen.load.characters import decode
from tongwen.load.data import Built

FILE_LIMIT = 48 * 1024 * 1024
#: Ten times what a hundred thousand calls need.
SPEC_LIMIT = 4 * 1024 * 1024 * 1024
COUNT_LIMIT = 100_000


class SpecFile(NamedTuple):
    """One file of the spec. `path` is relative to the project, with `/`; `lines` gives the line of each entry."""

    path: str
    #: The text as UTF-8, half of the memory that Chinese and English together take as a string; or what reads it again.
    held: bytes | Callable[[], bytes]
    data: dict[str, Any]
    lines: dict[tuple[str, str], int]

    @property
    def utf8(self) -> bytes:
        """The text as UTF-8, with LF line ends."""
        return self.held if isinstance(self.held, bytes) else self.held()

    @property
    def text(self) -> str:
        """The text, with LF line ends."""
        return self.utf8.decode("utf-8")


class Sources:
    """All files of a spec, and a way from a path in the merged spec to a place in one of them."""

    def __init__(self, files: tuple[SpecFile, ...]) -> None:
        self.files = files
        self._owner: dict[tuple[str, str], SpecFile] = {}
        #: All files that define an entry, where that is more than one, by mistake.
        self._several: dict[tuple[str, str], list[SpecFile]] = {}
        for file in files:
            for key in file.lines:
                if (first := self._owner.setdefault(key, file)) is not file:
                    self._several.setdefault(key, [first]).append(file)
        self._places: dict[str, dict[Path, tuple[Place, Place]]] = {}

    def lean(self) -> Sources:
        """The same, to be kept when a spec was modelled and nothing is wrong with it: of the data only the kinds."""
        return Sources(tuple(file._replace(data={kind: {} for kind in file.data}) for file in self.files))

    def put_down(self, put: Callable[[str, bytes], Callable[[], bytes]]) -> Sources:
        """The same without the texts. `put` is given the path and the text of each file, and gives what reads it."""
        return Sources(tuple(file._replace(held=put(file.path, file.utf8)) for file in self.files))

    def line(self, kind: str, name: str) -> tuple[str, int] | None:
        """File and line of an entry, without reading the file again."""
        file = self._owner.get((kind, name))
        return (file.path, file.lines[kind, name]) if file else None

    def place(self, path: Path, *, value: bool = False) -> Place | None:
        """The place of a path's key (or value), or of the nearest path above it that exists."""
        file = self.file(path)
        return self.place_in(file, path, value=value) if file else None

    def file(self, path: Path) -> SpecFile | None:
        """The file that holds a path, or at least entries of its kind."""
        file = self._file_of(path) if len(path) > 1 else None
        return file or next((f for f in self.files if path and path[0] in f.data), None)

    def _file_of(self, path: Path) -> SpecFile | None:
        """The file that defines an entry; if several do, the first that has this very path."""
        key = (str(path[0]), str(path[1]))
        return next((file for file in self._several.get(key, ()) if self._has(file, path)), self._owner.get(key))

    def _has(self, file: SpecFile, path: Path) -> bool:
        value: Any = file.data
        for step in path:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return False
        return True

    def place_in(self, file: SpecFile, path: Path, *, value: bool = False) -> Place:
        """The same, in a given file."""
        known = self._places.get(file.path)
        if known is None:
            from tongwen.load.places import places

            known = self._places[file.path] = places(file.text, file.path)
        while path and path not in known:
            path = path[:-1]
        return known[path][value] if path in known else Place(file.path)


def spec_paths(project: FilePath, closed: list[Diagnostic] | None = None) -> list[str]:
    """All YAML files below `spec/`, in byte order of their paths, whatever order the file system lists them in.

    Folders that cannot be listed are added to `closed`: without them the spec would only seem to be whole.
    """

    def report(error: OSError) -> None:
        if closed is not None:
            closed.append(_unreadable(error, FilePath(error.filename).relative_to(project).as_posix()))

    found = []
    for folder, names, files in os.walk(project / "spec", onerror=report):
        names[:] = [name for name in names if not name.startswith(".")]
        base = FilePath(folder).relative_to(project)
        found += [(base / f).as_posix() for f in files if f.endswith((".yaml", ".yml")) and not f.startswith(".")]
    return sorted(found)


class Loaded(NamedTuple):
    """The files that could be read, the problems, and what is missing."""

    sources: Sources
    found: list[Diagnostic]
    #: What the files that are left out hold, as far as it can be read at all: their entries may be named elsewhere.
    lost: tuple[str, ...] = ()
    #: Some files could not even be looked at, so that nobody knows what they define.
    blind: bool = False


@contextmanager
def no_collector() -> Iterator[None]:
    """While data is built nothing of it can be garbage, and looking costs three times the building.

    A build as a whole makes no cycles to speak of either, and ends with the process.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def load_files(project: FilePath) -> Loaded:
    """Read every spec file. What cannot be read is left out; the problems say why."""
    closed: list[Diagnostic] = []
    paths = _within_limits(project, spec_paths(project, closed), closed)
    with no_collector():
        results = [load(project, path) for path in paths]
    files = tuple(file for file, _ in results if file)
    found = [*closed, *(d for _, found in results for d in found)]
    lost = [_remains(project / path) for path, (file, _) in zip(paths, results, strict=True) if file is None]
    return Loaded(Sources(files), found, tuple(text for text in lost if text), bool(closed) or None in lost)


def _within_limits(project: FilePath, paths: list[str], closed: list[Diagnostic]) -> list[str]:
    """The files that are read; of those beyond the limits only the first is named."""
    if len(paths) > COUNT_LIMIT:
        closed.append(kinds.TOO_MANY.at(Place(paths[COUNT_LIMIT]), limit=f"{COUNT_LIMIT:,}"))
        paths = paths[:COUNT_LIMIT]
    size = 0
    for number, path in enumerate(paths):
        with suppress(OSError):  # reported when it is read
            size += os.stat(project / path).st_size
        if size > SPEC_LIMIT:
            closed.append(kinds.TOO_MUCH.at(Place(path), limit=f"{SPEC_LIMIT:,}"))
            return paths[:number]
    return paths


def load_many(contents: Iterable[tuple[str, bytes]]) -> Loaded:
    """The same for files that are already in memory: path below the project and content, in any order."""
    with no_collector():
        results = [(raw, *load_text(raw, path)) for path, raw in sorted(contents)]
    lost = [_text_of(raw) for raw, file, _ in results if file is None]
    files = tuple(file for _, file, _ in results if file)
    found = [d for _, _, found in results for d in found]
    return Loaded(Sources(files), found, tuple(text for text in lost if text), None in lost)


def _remains(path: FilePath) -> str | None:
    """Whatever text a file that was left out has; None where it cannot be opened."""
    try:
        if not path.is_file():
            return None
        with open(path, "rb") as stream:
            return _text_of(stream.read(FILE_LIMIT))
    except OSError:
        return None


def _text_of(raw: bytes) -> str | None:
    return None if b"\0" in raw else raw.decode("utf-8", errors="replace")  # two-byte encodings hide every name


def load(project: FilePath, path: str) -> tuple[SpecFile | None, list[Diagnostic]]:
    """One file of the spec, or what keeps it from being read."""
    try:
        info = os.stat(project / path)
        if not stat.S_ISREG(info.st_mode):  # a pipe would be waited for
            return None, [kinds.NOT_A_FILE.at(Place(path))]
        if not path.isprintable():
            return None, [kinds.INVISIBLE_NAME.at(Place(path))]
        with open(project / path, "rb") as stream:
            raw = stream.read(min(info.st_size, FILE_LIMIT) + 1)
            if len(raw) > info.st_size:  # it has grown, or its system tells no sizes
                raw += stream.read(FILE_LIMIT + 1 - len(raw))
    except OSError as error:
        return None, [_unreadable(error, path)]
    if len(raw) > FILE_LIMIT:
        return None, [kinds.SIZE.at(Place(path), size=f"> {FILE_LIMIT:,}", limit=f"{FILE_LIMIT:,}")]
    return load_text(raw, path)


def _unreadable(error: OSError, path: str) -> Diagnostic:
    kind = kinds.OPEN_FILES if error.errno in (errno.EMFILE, errno.ENFILE) else kinds.UNREADABLE
    return kind.at(Place(path), problem=error.strerror or str(error))


def load_text(raw: bytes, path: str) -> tuple[SpecFile | None, list[Diagnostic]]:
    """The same for bytes that are already there."""
    text, found = decode(raw, path)
    if text is None:
        return None, found
    if not text.strip():
        return None, [kinds.EMPTY.at(Place(path))]
    built = lines.read(text) or _built(text, path)
    found = _with_first_place(built.found, text, path)
    if found and (not built.data or not isinstance(built.data, dict)):
        return None, found
    if not isinstance(built.data, dict) or not built.data:
        kind = kinds.EMPTY if built.data is None or built.data == {} else kinds.NOT_MAPPING
        return None, [kind.at(Place(path))]
    return SpecFile(path, raw.replace(b"\r\n", b"\n"), built.data, built.lines), found


def _built(text: str, path: str) -> Built:
    from tongwen.load.build import build  # few files need it, and it takes long to import

    return build(text, path)


def _with_first_place(found: list[Diagnostic], text: str, path: str) -> list[Diagnostic]:
    """A duplicate key is reported where it is repeated; say where it stood first, too."""
    if not any(d.kind is kinds.DUPLICATE_KEY for d in found):
        return found
    from tongwen.load.places import repeated

    first = repeated(text, path)
    return [d._replace(related=(first[d.place],)) if d.place in first else d for d in found]
