"""One digest under several Pythons: `python -m bench.worlds python3.11 python3.12 python3.13`, from the checkout.

For each of them the tool is installed into a folder of its own (with pip, so from a network), and the spec of this
checkout is built as usual and in every other world that the tests know. The exit code is 1 if there are two digests.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def installed(python: str, folder: Path) -> Path:
    """A Python of the same version with what the tool needs."""
    subprocess.run([python, "-m", "venv", str(folder)], check=True)
    own = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    subprocess.run([str(own), "-m", "pip", "install", "-q", "--disable-pip-version-check", str(ROOT)], check=True)
    return own


def digests(python: Path, folder: Path) -> dict[str, str]:
    """World to digest of all outputs that are built there."""
    from tests.worlds import COMBINATIONS, World, built, digest, world

    worlds = {"as usual": World()} | {name: world(names) for name, names in COMBINATIONS.items()}
    return {name: digest(built(ROOT, folder / name, there, python=str(python))) for name, there in worlds.items()}


def main(arguments: list[str]) -> int:
    """Print a line for each Python and world."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pythons", nargs="*", default=[sys.executable], metavar="PYTHON")
    seen = set()
    for python in parser.parse_args(arguments).pythons:
        with tempfile.TemporaryDirectory(prefix="tongwen-") as kept:
            own = installed(python, Path(kept) / "venv")
            version = subprocess.run([str(own), "-V"], capture_output=True, text=True, check=True).stdout.strip()
            for name, found in digests(own, Path(kept)).items():
                print(f"{found}  {version}, {name}", flush=True)
                seen.add(found)
    print(f"{len(seen)} digest" + ("s" if len(seen) > 1 else ""))
    return 1 if len(seen) > 1 else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
