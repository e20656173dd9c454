"""The journal: what a command has decided to change. While there is one, a change has begun and not ended."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Mapping
from typing import Any, NamedTuple

from tongwen.write.folder import Folder
from tongwen.write.lock import token

FILE = "journal.json"
NEW = FILE + ".new"
#: Size and time stamp (ns) of what lay there when the change was decided; None: nothing did.
Sight = tuple[int, int] | None
_NO_FILE = {errno.ELOOP, errno.EINVAL, errno.ENXIO}
#: Folders that no command changes through the journal, however their names are written on this file system.
_CLOSED = {".git", ".tongwen"}


class Journal(NamedTuple):
    """What is to be moved from the stage and what is to be removed, by path, with what lay there before."""

    write: Mapping[str, Sight]
    remove: Mapping[str, Sight]


def encoded(folder: Folder, journal: Journal) -> bytes:
    """The journal as it is written, bound to this folder's lock. Raises `ValueError` where there is none."""
    lock = token(folder)
    if lock is None:
        raise ValueError("files are changed without the lock")
    return json.dumps({"lock": lock, "write": journal.write, "remove": journal.remove}).encode()


def read(folder: Folder) -> Journal | None:
    """The journal that this project's own command has left; None if it is damaged or from elsewhere.

    Raises `OSError` if it cannot be read. One that came with somebody's files, in a clone or an archive, could name
    any file of the project.
    """
    try:
        plan = json.loads(folder.read(FILE))
        journal = Journal(_sights(plan["write"]), _sights(plan["remove"]))
        return journal if plan["lock"] == token(folder) is not None else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    except OSError as error:
        if error.errno in _NO_FILE:
            return None
        raise


def _sights(listed: Any) -> dict[str, Sight]:
    """The paths and what lay there. Raises `ValueError` and the like for what no command has written."""
    found: dict[str, Sight] = {}
    for path, sight in listed.items():
        must_be_inside(path)
        if sight is None:
            found[path] = None
        else:
            size, stamp = sight
            found[path] = (int(size), int(stamp))
    return found


def must_be_inside(path: str) -> None:
    """Raise `ValueError` for a path that leads out of the project, or to where no output can be."""
    parts = path.split("/")
    bad = "\0" in path or (os.sep != "/" and any(sign in path for sign in (os.sep, ":")))
    if bad or any(part in ("", ".", "..") or part.casefold() in _CLOSED for part in parts):
        raise ValueError(f"not a path below the project: {path!r}")
