"""Revisions of a spec, read with git's plumbing. Neither the work tree nor the index is touched."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

from tongwen.diagnostics import Diagnostic, Place
from tongwen.diff import kinds
from tongwen.load.files import FILE_LIMIT

#: All files of a spec together, in bytes.
LIMIT = 4 * FILE_LIMIT
_REGULAR = ("100644", "100755")


class Blob(NamedTuple):
    """A file of a revision: its path below the project, its object, its size in bytes; none: `trouble` says why."""

    path: str
    id: str
    size: int | None
    trouble: str = ""


class Repository:
    """The repository around a folder. `prefix` is the folder's path in it, empty or with `/` at its end."""

    def __init__(self, program: str, folder: Path) -> None:
        self._program = program
        self._folder = folder
        self.prefix = ""

    @classmethod
    def around(cls, folder: Path, name: str) -> Repository | Diagnostic:
        """The repository, or why there is none; `name` is the revision that somebody wants."""
        program = shutil.which("git")
        if program is None:
            return kinds.NO_GIT.at(None, name=name)
        found = cls(program, folder)
        asked = found.run("rev-parse", "--show-prefix")
        if asked.returncode:
            told = asked.stderr.decode("utf-8", "replace").strip()
            if "not a git repository" in told:
                return kinds.NO_REPOSITORY.at(None, folder=str(folder), name=name)
            return kinds.GIT.at(None, problem=told.partition("\n")[0])
        found.prefix = os.fsdecode(asked.stdout).removesuffix("\n")
        return found

    def run(self, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Run git without locks, colours, or messages in another language."""
        env = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
        command = [self._program, "--no-replace-objects", *arguments]
        try:
            return subprocess.run(command, cwd=self._folder, env=env, input=stdin, capture_output=True, check=False)  # noqa: S603
        except OSError as error:  # the folder is gone, or git cannot be run
            return subprocess.CompletedProcess(command, 127, b"", (error.strerror or str(error)).encode())

    def commit(self, name: str) -> str | None:
        """The commit that a revision means; None: there is no such revision."""
        if not name or name.startswith("-") or "\0" in name:
            return None
        asked = self.run("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
        return None if asked.returncode else asked.stdout.decode("ascii").strip()

    def ancestor(self, one: str, other: str) -> str | None:
        """The newest commit that both come from."""
        asked = self.run("merge-base", one, other)
        return None if asked.returncode else asked.stdout.decode("ascii").split()[0]

    def last_tag(self) -> str | None:
        """The newest tag on the way to the commit that is checked out."""
        asked = self.run("describe", "--tags", "--abbrev=0")
        return None if asked.returncode else asked.stdout.decode("utf-8", "replace").strip()

    def files(self, commit: str, side: str) -> list[tuple[str, bytes]] | Diagnostic:
        """Path below the project and content of each spec file of a commit."""
        listed = self.run("ls-tree", "-r", "-z", "-l", "--full-tree", commit, "--", f"{self.prefix}spec/")
        if listed.returncode:
            return self._failed(listed)
        blobs = [blob for line in listed.stdout.split(b"\0") if line and (blob := self._blob(line)) is not None]
        for blob in blobs:
            if blob.size is None:
                return kinds.GIT.at(Place(f"{side}:{blob.path}"), problem=f"{blob.path} {blob.trouble}")
        total = sum(blob.size or 0 for blob in blobs)
        if total > LIMIT:
            return kinds.LARGE.at(None, side=side, size=f"{total:,}", limit=f"{LIMIT:,}")
        return self._contents(blobs)

    def _blob(self, line: bytes) -> Blob | None:
        facts, _, name = line.partition(b"\t")
        mode, kind, identity, size = facts.decode("ascii").split()
        path = os.fsdecode(name).removeprefix(self.prefix)
        if kind != "blob" or not path.endswith((".yaml", ".yml")):
            return None
        if any(part.startswith(".") for part in path.split("/")):
            return None
        if mode not in _REGULAR:
            return Blob(path, identity, None, "is a link")
        return (
            Blob(path, identity, int(size)) if size.isdecimal() else Blob(path, identity, None, "is not in this clone")
        )

    def _contents(self, blobs: list[Blob]) -> list[tuple[str, bytes]] | Diagnostic:
        asked = self.run("cat-file", "--batch", stdin="".join(f"{blob.id}\n" for blob in blobs).encode())
        if asked.returncode:
            return self._failed(asked)
        found, at = [], 0
        for blob in blobs:
            end = asked.stdout.find(b"\n", at)
            words = asked.stdout[at:end].split()
            if end < 0 or len(words) != 3:  # `ID missing`: the object is not in this clone
                return kinds.GIT.at(None, problem=f"{blob.path}: {b' '.join(words).decode('utf-8', 'replace')}")
            size = int(words[2])
            found.append((blob.path, asked.stdout[end + 1 : end + 1 + size]))
            at = end + size + 2
        return found

    def _failed(self, done: subprocess.CompletedProcess[bytes]) -> Diagnostic:
        return kinds.GIT.at(None, problem=done.stderr.decode("utf-8", "replace").strip()[:300])
