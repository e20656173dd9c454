"""What a full build keeps for the next one: its inputs, and the notes of its outputs. Two files in the state folder.

`notes` is written once by each full build: the content of every file of the spec, the notes of every output, and an
index of lines that begin with what they are looked up by. `since` holds what has changed after that. The record of the
build names both by their digests, so that files that are lost, damaged or of another build count for nothing.
"""

from __future__ import annotations

import errno
import json
import os
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple, Self

from tongwen.write.lock import open_state

NOTES, SINCE = "notes", "since"
_NEW = "notes.new"


class Lost(Exception):
    """What was kept cannot be used."""


def digest(*parts: bytes | memoryview) -> str:
    """Name of a content, which may be in several parts."""
    found = sha256()
    for part in parts:
        found.update(part)
    return found.hexdigest()[:32]


class Entry(NamedTuple):
    """An entry of the spec and its texts."""

    kind: str
    name: str
    #: The file of the spec that holds it.
    file: str
    #: Number of its first text: the others follow.
    first: int
    #: Where its texts stand below it, each path joined with slashes as the record of translations does.
    paths: list[str]
    #: Numbers of the outputs that say something of it.
    outputs: list[int]
    #: Numbers of what was read without a note (see `tongwen.text.hearing`): the English of a text is even.
    apart: list[int]


class Writer:
    """Writes `notes` while a build goes on. Nothing counts before `finish`. Needs the lock."""

    def __init__(self, project: Path) -> None:
        """Begin a new file. Raises `OSError`, as every method does."""
        self._project = project
        with open_state(project) as state:
            state.unlink(_NEW)
            self._fd = state.open(_NEW, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND)
        self._process = os.getpid()
        self._rows: list[str] = []
        self._paths: list[str] = []
        self._outputs: dict[int, list[int]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._fd)
        with suppress(OSError), open_state(self._project) as state:
            state.unlink(_NEW)

    def input(self, path: str, content: bytes) -> Callable[[], bytes]:
        """Keep a file of the spec as it was read. Gives what reads it again, until the end of this context."""
        at, size, known = self.put(content)
        self._rows.append(f"i\t{path}\t{json.dumps([at, size, known])}\n")
        return lambda: os.pread(self._fd, size, at)

    def output(self, path: str, where: Iterable[Any], entries: Iterable[int]) -> None:
        """Remember where the notes of an output were put, and the entries that they are about."""
        number = len(self._paths)
        self._paths.append(path)
        self._rows.append(f"o\t{number}\t{json.dumps([path, *where])}\n")
        for entry in entries:
            self._outputs.setdefault(entry, []).append(number)

    def finish(self, entries: Iterable[Entry]) -> dict[str, Any]:
        """Write the index, and put the file in its place. Gives what the record must hold to find it again."""
        firsts = []
        for number, entry in enumerate(entries):
            firsts.append(entry.first)
            of = entry._replace(outputs=self._outputs.get(number, []))
            self._rows.append(f"e\t{number}\t{json.dumps(of)}\n")
        index = "".join(["\n", *self._rows, f"f\t\t{json.dumps(firsts)}\n"]).encode()
        where = self.put(index)
        with open_state(self._project) as state:
            state.move(_NEW, state, NOTES)
            state.unlink(SINCE)
        return {"index": where, "since": None}

    def put(self, *parts: bytes | bytearray | array[int]) -> tuple[Any, ...]:
        """Add to the file, from this process or from one that was forked from it. Gives how to find it again."""
        if os.getpid() != self._process:  # a forked one has to be told where its own writing ends
            with open_state(self._project) as state:
                self._fd = state.open(_NEW, os.O_RDWR | os.O_APPEND)
            self._process = os.getpid()
        views = [memoryview(part).cast("B") for part in parts if part]
        size = sum(map(len, views))
        if os.writev(self._fd, views) < size:  # of which the rest might come to lie after what others add
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), _NEW)
        return os.lseek(self._fd, 0, os.SEEK_CUR) - size, size, digest(*views)


class Since(NamedTuple):
    """What has changed after the full build."""

    #: Files of the spec as they were built last.
    inputs: dict[str, str]
    #: Output to where tokens have changed their length: offset as noted, as text, to the difference.
    moved: dict[str, dict[str, int]]


class Reader:
    """Looks things up in `notes` and `since`. Every method raises `Lost` for what cannot be used."""

    def __init__(self, project: Path, known: Any) -> None:
        """`known` is what the record holds."""
        try:
            with open_state(project) as state:
                since = state.read(SINCE) if known["since"] else b""
                self._file = os.fdopen(state.open(NOTES, os.O_RDONLY), "rb")
        except (OSError, TypeError, KeyError) as error:
            raise Lost from error
        try:
            self._index = self._get(*known["index"])
            self.since = self._read_since(since, known["since"])
            self._firsts: list[int] = self._row("f", "")
        except (OSError, ValueError, TypeError, KeyError, Lost) as error:
            self.close()
            raise Lost from error
        self._entries: dict[int, Entry] = {}

    def _read_since(self, content: bytes, known: str | None) -> Since:
        if known is None:
            return Since({}, {})
        if digest(content) != known:
            raise Lost
        return Since(**json.loads(content))

    def _get(self, at: int, size: int, known: str) -> bytes:
        self._file.seek(at)
        content = self._file.read(size)
        if digest(content) != known:
            raise Lost
        return content

    def _row(self, sort: str, key: str) -> Any:
        mark = f"\n{sort}\t{key}\t".encode()
        at = self._index.find(mark)
        if at < 0:
            raise Lost
        return json.loads(self._index[at + len(mark) : self._index.index(b"\n", at + 1)])

    def input(self, path: str) -> str:
        """A file of the spec as it was built last."""
        changed = self.since.inputs.get(path)
        return self._get(*self._row("i", path)).decode() if changed is None else changed

    def output(self, number: int) -> tuple[str, bytes]:
        """The path and the notes of an output."""
        path, *where = self._row("o", str(number))
        return path, self._get(*where)

    def entry(self, kind: str, name: str) -> Entry:
        """An entry by its id."""
        words = f"\t{json.dumps([kind, name])[:-1]}, ".encode()
        at = self._index.find(words)
        if at < 0:
            raise Lost
        return self._entry(at + 1)

    def number(self, entry: Entry) -> int:
        """The number under which notes are kept about an entry."""
        return bisect_right(self._firsts, entry.first) - 1

    def entry_of(self, text: int) -> Entry:
        """The entry that a numbered text belongs to."""
        number = bisect_right(self._firsts, text) - 1
        if number not in self._entries:
            self._entries[number] = Entry(*self._row("e", str(number)))
        return self._entries[number]

    def _entry(self, at: int) -> Entry:
        return Entry(*json.loads(self._index[at : self._index.index(b"\n", at)]))

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def keep_since(project: Path, since: Since) -> str:
    """Write `since`; its digest, for the record. Raises `OSError`."""
    content = json.dumps(since._asdict(), ensure_ascii=False).encode()
    with open_state(project) as state:
        state.replace(SINCE, content)
    return digest(content)
