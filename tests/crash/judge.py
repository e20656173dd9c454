"""What a tree looks like after a writer was killed: whole files, and no mixture that nobody would notice."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.support import ROOT

Tree = Mapping[str, bytes]
STATE = ".tongwen"


def tree(project: Path) -> dict[str, bytes]:
    """Every file of a project but those that the tool keeps for itself."""
    return {path.relative_to(project).as_posix(): path.read_bytes() for path in _files(project)}


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if STATE not in path.parts and path.is_file():
            yield path


def faults(project: Path, old: Tree, new: Tree, found: Tree) -> list[str]:
    """What is wrong with files found after a kill. With a journal some may be old: the next command knows."""
    torn = [path for path in found if found[path] not in (old.get(path), new.get(path))]
    lost = [path for path in old if path in new and path not in found]
    told = (project / STATE / "journal.json").exists()
    mixed = dict(found) not in (old, new) and not told and not torn and not lost
    return [*(f"torn: {path}" for path in torn), *(f"lost: {path}" for path in lost), *(["mixture"] if mixed else [])]


def swept(*arguments: str) -> list[dict[str, Any]]:
    """What `python -m tests.crash...` prints, given a folder in memory and then further arguments."""
    module, name, *further = arguments
    room = tempfile.mkdtemp(dir=memory())
    path = {"PYTHONPATH": os.pathsep.join([str(ROOT / "generator"), str(ROOT)]), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            [sys.executable, "-m", f"tests.crash.{module}", name, room, *further],
            cwd=ROOT,
            env={**os.environ, **path},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    finally:
        shutil.rmtree(room, ignore_errors=True)  # a file system that is still mounted there must not hide why
    return [json.loads(line) for line in done.stdout.splitlines()]


def memory() -> str | None:
    """A folder for files that are in memory, where thousands of small trees cost little; None if there is none."""
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    folders = [parts[1] for parts in map(str.split, mounts) if parts[2] == "tmpfs"]
    good = [path for path in folders if os.access(path, os.W_OK) and shutil.disk_usage(path).free > 2**28]
    return max(good, key=lambda path: shutil.disk_usage(path).free, default=None)
