"""The build record: a cache that says when there is nothing to do, and what the last build wrote.

It may be deleted, damaged or from elsewhere at any time: then it counts for nothing. This module imports little:
the command with nothing to do imports it and hardly anything else.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from tongwen import __version__
from tongwen.diagnostics import N_
from tongwen.report import Reason
from tongwen.write import shelf
from tongwen.write.looking import Looking
from tongwen.write.shelf import Shelf

if TYPE_CHECKING:
    from tongwen.diagnostics import Diagnostic

FILE = ".tongwen/record.json"
#: A file changed this shortly before it was looked at may change again with the same time stamp.
_RACE_NS = 100_000_000
#: What looking into a record raises that is damaged, or whose folders are gone.
_FAULTS = (OSError, KeyError, TypeError, IndexError, ValueError, AttributeError)
UNUSABLE = Reason(N_("the record of the last build cannot be used"))


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
        return shelf.digests(shelves(record)) if record else {}
    except (TypeError, AttributeError):
        return {}


def shelves(record: dict[str, Any]) -> dict[str, Shelf]:
    """The outputs of a record, by folder. Raises `TypeError` or `AttributeError` where they are damaged."""
    return {folder: Shelf(*kept) for folder, kept in record["outputs"].items()}


class Look(NamedTuple):
    """A record that holds, but for some inputs, if all outputs are as the last full build left them.

    As a context it ends the look at the outputs.
    """

    project: Path
    record: dict[str, Any]
    #: When this was looked at, in ns, and what `inputs` said then.
    at: int
    inputs: dict[str, list[int]]
    #: Inputs that have changed, or may have; also those that are new or gone.
    changed: tuple[str, ...]
    #: The look at the outputs, which has begun.
    outputs: Looking
    #: What the last build had to say, and what is still so unless one of the changed inputs is concerned.
    said: tuple[Diagnostic, ...]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.outputs.__exit__()

    def spoiled(self) -> Reason | None:
        """Why the record does not hold after all, now that all outputs have been looked at; None if it does."""
        try:
            other = self.outputs.other() or self._stranger()
        except _FAULTS:
            return UNUSABLE
        return Reason(N_("{file} is not as the last build left it"), other) if other else None

    def _stranger(self) -> str:
        """What is no output and lies among them, and is not as it was; empty if nothing is. Raises `OSError`."""
        kept = self.record["strangers"]
        return next((path for path, stat in kept.items() if _stat(os.lstat(self.project / path)) != stat), "")


def look(project: Path, data: Path) -> Look | Reason:
    """What has changed since the last full build; or why there is no telling."""
    record = read(project)
    if not record:
        return Reason(N_("there is no record of a build by this version of Tongwen"))
    if interrupted(project):
        return Reason(N_("a build was killed, or is at work"))
    with ExitStack() as opened:
        try:
            if record["said"] is None:
                return Reason(N_("the last build had something to say that only a full one can say again"))
            said = _said(record["said"])
            outputs = opened.enter_context(Looking(project, shelves(record)))
            at, there, known = now(), inputs(project, data), record["inputs"]
            last = record["looked"] - _RACE_NS
            changed = [name for name, stat in there.items() if known.get(name) != stat or stat[1] > last]
            changed += [name for name in known if name not in there]
        except _FAULTS:
            return UNUSABLE
        opened.pop_all()
    return Look(project, record, at, there, tuple(changed), outputs, said)


def _said(rows: list[Any]) -> tuple[Diagnostic, ...]:
    """What the last build had to say. Raises one of the faults for what is no such thing."""
    if not rows:
        return ()
    from tongwen.write.said import again

    return tuple(again(rows))


def interrupted(project: Path) -> bool:
    """Whether a command was killed in the middle of a change, or is at it now."""
    return os.path.lexists(project / ".tongwen/journal.json")


def nothing_to_do(project: Path, data: Path) -> dict[str, Any] | None:
    """The record, if inputs, tool, templates and outputs all look exactly as the last full build left them."""
    found = look(project, data)
    if isinstance(found, Reason):
        return None
    with found:
        return None if found.changed or found.spoiled() else found.record


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
    return _stat(info)


def _stat(info: os.stat_result) -> list[int]:
    return [info.st_size, info.st_mtime_ns]


def strangers(project: Path, paths: Iterable[str]) -> dict[str, list[int]]:
    """How these files and folders look, which are no outputs and lie among them. Raises `OSError`."""
    return {path: _stat(os.lstat(project / path)) for path in paths}


def save(project: Path, read_from: dict[str, list[int]], written: dict[str, str], looked: int, **more: object) -> None:
    """Write the record after a build whose outputs are all as planned. `looked` is when the inputs were read, in ns.

    `read_from` is what `inputs` said before they were read: what changes while a build runs is not what it was made of,
    whatever the clock says. Of the rest, `said` is what the build had to say, as `tongwen.write.said` has it: None if
    only a full build can say it again; and `strangers` what is no output and lies among them, as the function of this
    name tells it: files that Tongwen did not write, and folders in which one may come or go unseen.
    """
    record = {
        "tool": __version__,
        "looked": looked,
        "inputs": read_from,
        "outputs": shelf.shelves(project, written),
        **more,
    }
    _put(project, record)


def renew(project: Path, looked: Look, written: dict[str, str], notes: object) -> None:
    """Write the record after a build that wrote some of the outputs, given with their digests, and left the others."""
    record = {
        **looked.record,
        "looked": looked.at,
        "inputs": looked.inputs,
        "outputs": shelf.renewed(project, shelves(looked.record), written),
        "notes": notes,
    }
    _put(project, record)


def _put(project: Path, record: dict[str, Any]) -> None:
    from tongwen.write.lock import open_state

    with open_state(project) as state:
        state.replace(os.path.basename(FILE), json.dumps(record).encode())


def now() -> int:
    """The clock for `looked`."""
    return time.time_ns()
