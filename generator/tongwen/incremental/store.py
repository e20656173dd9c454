"""What a full build keeps for the next one: its inputs, and the notes of its outputs. Two files in the state folder.

`notes` is written once by each full build: the content of every file of the spec, the notes of every output, and an
index with rows about all entries and outputs behind it. `since` holds what has changed after that. The record of the
build names both by their digests, so that files that are lost, damaged or of another build count for nothing. What is
read in parts has a checksum for each part.
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

from tongwen.render.packed import Rows, pack, unpack
from tongwen.text.hearing import as_json
from tongwen.write.lock import open_state

NOTES, SINCE = "notes", "since"
_NEW = "notes.new"


class Lost(Exception):
    """What was kept cannot be used."""


def digest(content: bytes) -> str:
    """Name of a content."""
    return sha256(content).hexdigest()[:32]


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
        self._inputs: dict[str, tuple[int, int, str]] = {}
        self._rows: list[bytes] = []
        self._outputs: dict[int, list[int]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._fd)
        with suppress(OSError), open_state(self._project) as state:
            state.unlink(_NEW)

    def input(self, path: str, content: bytes) -> Callable[[], bytes]:
        """Keep a file of the spec as it was read. Gives what reads it again, until the end of this context."""
        at, size, _ = self._inputs[path] = self.put(content)
        return lambda: os.pread(self._fd, size, at)

    def output(self, path: str, where: Iterable[Any], entries: Iterable[int]) -> None:
        """Remember where the notes of an output were put, and the entries that they are about."""
        for entry in entries:
            self._outputs.setdefault(entry, []).append(len(self._rows))
        self._rows.append(as_json([path, *where]).encode())

    def finish(self, entries: Iterable[Entry]) -> dict[str, Any]:
        """Write the index, and put the file in its place. Gives what the record must hold to find it again."""
        firsts, names = array("I"), ["\n"]
        rows = self._rows
        outputs = len(rows)
        for number, entry in enumerate(entries):
            firsts.append(entry.first)
            names.append(_name(entry.kind, entry.name))
            rows.append(as_json(entry._replace(outputs=self._outputs.get(number, []))).encode())
        head = as_json({"inputs": self._inputs, "outputs": outputs})
        where = self.put(pack(head, [firsts, *Rows.of(rows)]) + "".join(names).encode(), b"".join(rows))
        with open_state(self._project) as state:
            state.move(_NEW, state, NOTES)
            state.unlink(SINCE)
        return {"index": where, "since": None}

    def put(self, content: bytes, beyond: bytes | bytearray = b"") -> tuple[int, int, str]:
        """Add to the file, from this process or from one that was forked from it. Gives how to find it again.

        What lies `beyond` it is read in parts, so that whoever wrote it must be able to tell whether a part is whole.
        """
        if os.getpid() != self._process:  # a forked one has to be told where its own writing ends
            with open_state(self._project) as state:
                self._fd = state.open(_NEW, os.O_RDWR | os.O_APPEND)
            self._process = os.getpid()
        size = len(content) + len(beyond)
        if os.writev(self._fd, [content, beyond]) < size:  # the rest might come to lie after what others add
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), _NEW)
        return os.lseek(self._fd, 0, os.SEEK_CUR) - size, len(content), digest(content)


def _name(kind: str, name: str) -> str:
    """A line among the names of entries, in their order. An id holds no line break."""
    return f"{kind}/{name}\n"


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
            head, (self._firsts, *rows), self._names = unpack(self._index)
            self._rows, self._outputs, self._inputs = Rows(*rows), head["outputs"], head["inputs"]
            self._beyond = sum(known["index"][:2])
            self.since = self._read_since(since, known["since"])
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
        content = self._part(at, size)
        if digest(content) != known:
            raise Lost
        return content

    def _part(self, at: int, size: int) -> bytes:
        self._file.seek(at)
        return self._file.read(size)

    def _row(self, number: int) -> Any:
        try:
            start, size = self._rows.where(number)
            return json.loads(self._rows.whole(number, self._part(self._beyond + start, size)))
        except (IndexError, ValueError) as error:
            raise Lost from error

    def input(self, path: str) -> str:
        """A file of the spec as it was built last."""
        changed = self.since.inputs.get(path)
        if changed is None and path not in self._inputs:
            raise Lost
        return self._get(*self._inputs[path]).decode() if changed is None else changed

    def output(self, number: int) -> tuple[str, bytes, Callable[[int, int], bytes]]:
        """The path and the notes of an output, and what reads the bytes beyond them: from where on, and how many."""
        path, at, size, known = self._row(number)
        return path, self._get(at, size, known), lambda start, wanted: self._part(at + size + start, wanted)

    def entry(self, kind: str, name: str) -> Entry:
        """An entry by its id."""
        at = self._names.find(f"\n{_name(kind, name)}".encode())
        if at < 0:
            raise Lost
        return self._entry(self._names.count(b"\n", 0, at))

    def number(self, entry: Entry) -> int:
        """The number under which notes are kept about an entry."""
        return bisect_right(self._firsts, entry.first) - 1

    def entry_of(self, text: int) -> Entry:
        """The entry that a numbered text belongs to."""
        return self._entry(bisect_right(self._firsts, text) - 1)

    def _entry(self, number: int) -> Entry:
        if number not in self._entries:
            self._entries[number] = Entry(*self._row(self._outputs + number))
        return self._entries[number]

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def keep_since(project: Path, since: Since) -> str:
    """Write `since`; its digest, for the record. Raises `OSError`."""
    content = json.dumps(since._asdict(), ensure_ascii=False).encode()
    with open_state(project) as state:
        state.replace(SINCE, content)
    return digest(content)
