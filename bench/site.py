"""What `tongwen site build` takes beside mkdocs alone on the same Markdown, both with both languages side by side.

The pages are up to date, as they are when somebody publishes what is committed. A ratio of 1.00 means that the tool
costs nothing beyond mkdocs.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from bench.timing import row

ROOT = Path(__file__).resolve().parent.parent
#: Each is run so many times, one after the other in turn.
TURNS = 3
ENV = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT / "generator")}


def quietly(command: list[str], cwd: Path) -> subprocess.Popen[bytes]:
    """Start a command and show nothing of it."""
    return subprocess.Popen(command, cwd=cwd, env=ENV, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def alone(program: str) -> Callable[[Path], None]:
    """Build both languages with a site generator and nothing else."""

    def run(folder: Path) -> None:
        started = [
            quietly([sys.executable, "-m", program, "build", "-f", f"mkdocs.{language}.yml"], folder / "site")
            for language in ("en", "zh")
        ]
        codes = [process.wait() for process in started]
        if any(codes):
            raise SystemExit(f"{program} failed: {codes}")

    return run


def with_tongwen(folder: Path) -> None:
    """The command of the tool."""
    code = quietly([sys.executable, "-m", "tongwen", "site", "build"], folder).wait()
    if code:
        raise SystemExit(f"tongwen site build failed: {code}")


def main() -> None:
    """Measure and print."""
    ways: dict[str, Callable[[Path], None]] = {"mkdocs": alone("mkdocs"), "tongwen": with_tongwen}
    if len(sys.argv) > 1:  # another generator that reads the same settings, by the name of its module
        ways[sys.argv[1]] = alone(sys.argv[1])
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "project"
        skipped = shutil.ignore_patterns(".git", ".venv", "node_modules", "out", "__pycache__", ".*_cache")
        shutil.copytree(ROOT, folder, ignore=skipped)
        subprocess.run([sys.executable, "-m", "tongwen", "build"], cwd=folder, env=ENV, check=True)
        seconds: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(TURNS):
            for name, build in ways.items():
                start = time.perf_counter()
                build(folder)
                seconds[name].append(time.perf_counter() - start)
    row("site", "seconds", "ratio")
    for name, found in seconds.items():
        row(name, median(found), median(found) / median(seconds["mkdocs"]))


if __name__ == "__main__":
    main()
