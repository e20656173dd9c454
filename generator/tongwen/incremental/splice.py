"""Files with other bytes in a few places: copied through a small buffer and hashed on the way, however large."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterator, Sequence
from io import FileIO
from pathlib import Path
from threading import Thread
from typing import NamedTuple

from tongwen.render import stamp
from tongwen.write.folder import write_all
from tongwen.write.shelf import DIGEST
from tongwen.write.stage import Stage

#: Bytes at a time: they stay in the processor's cache.
_CHUNK = 256 * 1024
#: Bytes of files from which on another thread pays.
_LARGE = 4 * 1024 * 1024
_BLANK = stamp.BLANK.encode()


class Patch(NamedTuple):
    """What stands in a file at a place, in bytes, and what is to stand there."""

    at: int
    old: bytes
    new: bytes


class Spliced(NamedTuple):
    """A file, and what changes in it: patches in their order that do not overlap."""

    path: str
    patches: Sequence[Patch]
    #: Where its seal stands; below 0: it has none.
    seal: int


def stands(project: Path, file: Spliced) -> bool:
    """Whether everything that is to be replaced is there."""
    wanted = [patch[:2] for patch in file.patches]
    if file.seal >= 0:
        wanted.append((file.seal, stamp.BEGIN))
    with FileIO(project / file.path) as there:
        return all(there.seek(at) == at and there.read(len(old)) == old for at, old in wanted)


def content(project: Path, file: Spliced) -> bytes:
    """The whole file as it will be."""
    patches, seal = _with_seal(file)
    with FileIO(project / file.path) as old:
        made = b"".join(map(bytes, _chunks(old, patches)))
    if file.seal < 0:
        return made
    return made[:seal] + stamp.mark(hashlib.sha256(made)) + made[seal + len(_BLANK) :]


def put(project: Path, files: Sequence[Spliced], stage: Stage) -> list[str]:
    """Put the files on the stage as they will be; what the record holds of each. Raises `OSError`."""
    sizes = [os.stat(project / file.path).st_size for file in files]
    named = [""] * len(files)
    waiting = iter(sorted(range(len(files)), key=sizes.__getitem__, reverse=True))
    faults: list[Exception] = []

    def work() -> None:
        try:
            for number in waiting:  # a thread takes one while no other runs
                named[number] = _put(project, files[number], stage)
        except Exception as error:
            faults.append(error)

    pays = sum(sizes) > _LARGE  # reading, hashing and writing let go of the interpreter
    others = min(os.cpu_count() or 1, len(files)) - 1 if pays else 0
    threads = [Thread(target=work) for _ in range(others)]
    for thread in threads:
        thread.start()
    work()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return named


def _put(project: Path, file: Spliced, stage: Stage) -> str:
    patches, seal = _with_seal(file)
    made = hashlib.sha256()
    with FileIO(project / file.path) as old, stage.opened(file.path) as new:
        for chunk in _chunks(old, patches):
            made.update(chunk)
            write_all(new, chunk)
        if file.seal >= 0:
            os.lseek(new, seal, os.SEEK_SET)
            write_all(new, stamp.mark(made))
    return made.hexdigest()[:DIGEST]


def _with_seal(file: Spliced) -> tuple[list[Patch], int]:
    """Patches with that of the seal, for which nothing stands as long as it is unknown; and where it will be."""
    if file.seal < 0:
        return [*file.patches], -1
    seal = file.seal + sum(len(patch.new) - len(patch.old) for patch in file.patches if patch.at < file.seal)
    return sorted([*file.patches, Patch(file.seal, _BLANK, _BLANK)]), seal


def _chunks(old: FileIO, patches: Sequence[Patch]) -> Iterator[bytes | memoryview]:
    """The file with what the patches put in it. Each chunk holds until the next one is asked for."""
    buffer = memoryview(bytearray(_CHUNK))
    at = 0
    for patch in patches:
        while at < patch.at:
            size = old.readinto(buffer[: patch.at - at])
            if not size:
                raise OSError(errno.EIO, os.strerror(errno.EIO), old.name)  # somebody has cut it off just now
            yield buffer[:size]
            at += size
        yield patch.new
        at = old.seek(patch.at + len(patch.old))
    while size := old.readinto(buffer):
        yield buffer[:size]
