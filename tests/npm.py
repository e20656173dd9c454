"""npm packages that tests need, installed beside them as the lock file says."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support import require

#: Where the packages stand that read declarations.
TYPESCRIPT = Path(__file__).resolve().parent / "typescript"


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Only one of the test workers at a time; where the system has no such lock, tests run in one process."""
    with lock.open("wb") as stream:
        try:
            import fcntl
        except ImportError:
            yield
            return
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def shared_folder(factory: pytest.TempPathFactory) -> Path:
    """A temporary folder that all test workers of a run have in common."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def install(folder: Path, files: Iterable[str], factory: pytest.TempPathFactory) -> str:
    """Have the packages of a folder installed, of which `files` are parts. Gives the path of Node."""
    node, npm = require("node"), require("npm")
    with alone(shared_folder(factory) / f"npm-{folder.name}.lock"):
        fetch(folder, files, npm)
    return node


def fetch(folder: Path, files: Iterable[str], npm: str) -> None:
    """The same for a single process: install the packages unless they are there."""
    if all((folder / "node_modules" / file).is_file() for file in files):
        return
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
