"""The build record: a cache that says when there is nothing to do, and what the last build wrote.

It may be deleted, damaged or from elsewhere at any time: then it counts for nothing. This module imports little:
the command with nothing to do imports it and hardly anything else.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable
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
    except (OSError, ValueError):
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
            and record["outputs"].keys() == {p for p, e in record["outputs"].items() if _stat(project / p) == e[:2]}
            and all(_folder(project / path) == stamp for path, stamp in record["folders"].items())
            and not any(entry[1] > record["looked"] - _RACE_NS for entry in record["inputs"].values())
        )
    except (OSError, KeyError, TypeError, IndexError):
        return None
    return record if same else None


def inputs(project: Path, data: Path) -> dict[str, list[int]]:
    """Size and time stamp of everything that a build reads: spec, templates, catalogues, Tongwen itself."""
    package = Path(__file__).resolve().parent.parent
    roots = [(project / "spec", "spec"), (data / "templates", "templates"), (data / "locales", "locales")]
    if project != data:
        roots.append((project / "locales", "own"))
    found: dict[str, list[int]] = {}
    for root, name in [*roots, (package, "package")]:
        for path in _walk(root, code_only=name == "package"):
            found[f"{name}/{os.path.relpath(path, root)}"] = _stat(path)
    return found


def _walk(root: Path, *, code_only: bool) -> Iterable[Path]:
    for folder, names, files in os.walk(root):
        names[:] = [n for n in names if not n.startswith((".", "__pycache__", "_bundled"))]
        # what a build writes into a folder of inputs is one of its outputs
        yield from (Path(folder) / f for f in files if f.endswith(".py") or not (code_only or f.endswith(".lock.yaml")))


def _stat(path: Path) -> list[int]:
    info = path.stat()
    return [info.st_size, info.st_mtime_ns]


def _folder(path: Path) -> int:
    return path.stat().st_mtime_ns


def save(project: Path, data: Path, written: dict[str, str], looked: int, *, clean: bool = True) -> None:
    """Write the record after a build whose outputs are all as planned. `looked` is when the inputs were read, in ns.

    A build that was not `clean` had something to say, and says it again until it is mended.
    """
    folders = {os.path.dirname(path) for path in written}
    record = {
        "tool": __version__,
        "looked": looked,
        "clean": clean,
        "inputs": inputs(project, data),
        "outputs": {path: [*_stat(project / path), digest] for path, digest in written.items()},
        "folders": {folder: _folder(project / folder) for folder in sorted(folders)},
    }
    temporary = project / (FILE + ".new")
    temporary.write_text(json.dumps(record), encoding="utf-8")
    os.replace(temporary, project / FILE)


def now() -> int:
    """The clock for `looked`."""
    return time.time_ns()
