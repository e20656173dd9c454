"""The tools that we are measured beside, and ourselves, each installed into a folder of its own."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tomllib
import venv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PINS = HERE / "peers.toml"
SCRIPTS = "Scripts" if os.name == "nt" else "bin"
#: What of the checkout ends up in the wheel, and so decides whether ours must be installed anew.
OURS = ("generator", "templates", "locales", "pyproject.toml")


class Missing(Exception):
    """A tool that cannot be installed here; the text says why."""


@dataclass(frozen=True, kw_only=True)
class Peer:
    """A tool as `peers.toml` describes it."""

    name: str
    kind: str
    """`pip` or `npm`."""
    packages: list[str]
    """With their versions, as the installer wants them."""
    command: list[str] = field(default_factory=list)
    makes: dict[str, str] = field(default_factory=dict)
    """What it writes, by language."""

    @property
    def version(self) -> str:
        """That of the first package."""
        return self.packages[0].replace("==", "@").rpartition("@")[2]

    def call(self, installed: Path, spec: Path, out: Path) -> list[str]:
        """The whole command line, once it is installed in a folder."""
        scripts = installed / ("node_modules/.bin" if self.kind == "npm" else SCRIPTS)
        program, *rest = self.command
        suffix = ".cmd" if self.kind == "npm" and os.name == "nt" else ""
        return [str(scripts / (program + suffix)), *(part.format(spec=spec, out=out, here=HERE) for part in rest)]


def peers() -> dict[str, Peer]:
    """All of `peers.toml`, by name."""
    table = tomllib.loads(PINS.read_text(encoding="utf-8"))
    return {name: Peer(name=name, **entry) for name, entry in table.items()}


def install(peer: Peer, cache: Path) -> Path:
    """The folder that holds a tool; it is filled unless it holds these very packages. Raises `Missing`."""
    folder = cache / peer.name
    return _filled(folder, " ".join([peer.kind, *peer.packages]), lambda: _fill(peer, folder))


def install_ours(cache: Path) -> Path:
    """The same for this checkout, as a user would install it: no extras, not editable. Raises `Missing`."""
    folder = cache / "tongwen"
    return _filled(folder, _digest(), lambda: _pip(folder, [str(ROOT)]))


def python_of_ours(cache: Path) -> Path:
    """A Python that has what this checkout needs; whether it has this very checkout does not matter."""
    folder = cache / "tongwen"
    return (folder if (folder / "installed").exists() else install_ours(cache)) / SCRIPTS / "python"


def _filled(folder: Path, wanted: str, fill: Callable[[], None]) -> Path:
    stamp = folder / "installed"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        print(f"installing {folder.name} ...", flush=True)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        fill()
        stamp.write_text(wanted, encoding="utf-8")
    return folder


def _fill(peer: Peer, folder: Path) -> None:
    if peer.kind == "pip":
        _pip(folder, peer.packages)
        return
    npm, node = shutil.which("npm"), shutil.which("node")
    if not npm or not node:
        raise Missing("Node or npm is not installed")
    (folder / "package.json").write_text("{}\n", encoding="utf-8")
    run_quietly([npm, "install", "--no-audit", "--no-fund", "--no-save", "--loglevel=error", *peer.packages], folder)


def _pip(folder: Path, packages: list[str]) -> None:
    venv.create(folder, with_pip=True)
    python = str(folder / SCRIPTS / "python")
    run_quietly([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *packages], folder)


def run_quietly(command: list[str], folder: Path) -> None:
    """Run an installer. Raises `Missing` with the last thing that it said."""
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode:
        said = [line for line in (done.stderr + done.stdout).splitlines() if line.strip()]
        raise Missing(said[-1].strip() if said else f"{Path(command[0]).name} ended with {done.returncode}")


def _digest() -> str:
    found = hashlib.sha256()
    for path in _files():
        found.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


def _files() -> Iterator[Path]:
    for name in OURS:
        place = ROOT / name
        inside = sorted(place.rglob("*")) if place.is_dir() else [place]
        yield from (path for path in inside if path.is_file() and "__pycache__" not in path.parts)
