"""The build record: a cache that says when there is nothing to do, and what the last build wrote.

It may be deleted, damaged or from elsewhere at any time: then it counts for nothing. This module imports little:
the command with nothing to do imports it and hardly anything else.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

from tongwen import __version__

FILE = ".tongwen/record.json"
#: A file changed this shortly before it was looked at may change again with the same time stamp.
_RACE_NS = 100_000_000


def read(project: Path) -> dict[str, Any]:
    """The record, or an empty one."""
    try:
        record = json.loads((project / FILE).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    good = isinstance(record, dict) and record.get("tool") == __version__ and isinstance(record.get("outputs"), dict)
    return record if good else {}


def digests(record: dict[str, Any]) -> dict[str, str]:
    """Path to digest, as the last build wrote it."""
    try:
        return {path: entry[2] for path, entry in record.get("outputs", {}).items()}
    except (TypeError, IndexError, KeyError):
        return {}


def nothing_to_do(project: Path, data: Path) -> dict[str, Any] | None:
    """The record, if inputs, tool, templates and outputs all look exactly as the last full build left them."""
    record = read(project)
    try:
        same = (
            record
            and not os.path.lexists(project / ".tongwen/journal.json")  # a command was killed, or is at work
            and record["clean"]
            and record["inputs"] == inputs(project, data)
            and not any(entry[1] > record["looked"] - _RACE_NS for entry in record["inputs"].values())
            and _as_left(project, record)
        )
    except (OSError, KeyError, TypeError, IndexError, ValueError, AttributeError):
        return None
    return record if same else None


def _as_left(project: Path, record: dict[str, Any]) -> bool:
    """The outputs are those of the record, none changed, none gone, none new."""
    base = f"{project}/"
    for path, (size, changed, _) in record["outputs"].items():
        info = os.lstat(base + path)
        if info.st_mtime_ns != changed or info.st_size != size:
            return False
    return all(os.stat(base + path).st_mtime_ns == stamp for path, stamp in record["folders"].items())


def inputs(project: Path, data: Path) -> dict[str, list[int]]:
    """Size and time stamp of everything that a build reads: spec, templates, catalogues, Tongwen itself."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    found: dict[str, list[int]] = {}
    # what a build writes into a folder of inputs is one of its outputs
    own = [] if project == data else [(project / "locales", "own")]
    for root, name in [
        (project / "spec", "spec"),
        (data / "templates", "templates"),
        (data / "locales", "locales"),
        *own,
    ]:
        _walk(str(root), name, "", found)
    _walk(package, "package", ".py", found)
    return dict(sorted(found.items()))


def _walk(folder: str, name: str, ending: str, found: dict[str, list[int]]) -> None:
    try:
        entries = list(os.scandir(folder))
    except OSError:  # whoever reads it for a build says so
        return
    for entry in entries:
        inside = f"{name}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            if not entry.name.startswith((".", "__pycache__", "_bundled")):
                _walk(entry.path, inside, ending, found)
        elif entry.name.endswith(ending) and not entry.name.endswith(".lock.yaml"):
            found[inside] = _of_input(entry)


def _of_input(entry: os.DirEntry[str]) -> list[int]:
    try:
        info = entry.stat()
    except OSError:  # a link that leads nowhere
        return [-1, -1]
    return [info.st_size, info.st_mtime_ns]


def save(
    project: Path, read_from: dict[str, list[int]], written: dict[str, str], looked: int, *, clean: bool = True
) -> None:
    """Write the record after a build whose outputs are all as planned. `looked` is when the inputs were read, in ns.

    `read_from` is what `inputs` said before they were read: what changes while a build runs is not what it was made of,
    whatever the clock says. A build that was not `clean` had something to say, and says it again until it is mended.
    """
    from tongwen.write.lock import open_state

    folders = {os.path.dirname(path) for path in written}
    record = {
        "tool": __version__,
        "looked": looked,
        "clean": clean,
        "inputs": read_from,
        "outputs": {path: [*_stat(f"{project}/{path}"), digest] for path, digest in written.items()},
        "folders": {folder: os.stat(f"{project}/{folder}").st_mtime_ns for folder in sorted(folders)},
    }
    with open_state(project) as state:
        state.replace(os.path.basename(FILE), json.dumps(record).encode())


def _stat(path: str) -> list[int]:
    info = os.lstat(path)
    return [info.st_size, info.st_mtime_ns]


def now() -> int:
    """The clock for `looked`."""
    return time.time_ns()
