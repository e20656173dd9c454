"""The loader under atheris: bytes that reach ever more of it, and what must hold for each.

    python3.11 -m venv build/fuzz && build/fuzz/bin/pip install -e . 'atheris>=3'
    build/fuzz/bin/python -m bench.fuzz --seconds 600

It begins with the files of the specs here. Whatever the bytes are: nothing is raised; each problem has a code and a
place in the text; there is a file or a problem; both readers of the loader agree, and PyYAML with them; the checks say
the same a second time (`tests/hostile/loader.py`). Bytes that break one of these are kept in `build/fuzz/`; their path
is printed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

KEPT = Path(__file__).resolve().parent.parent / "build" / "fuzz"


def main(arguments: list[str]) -> int:
    """Go on for as long as is said. atheris ends the process: with 0, or with what it has found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    atheris: Any = import_module("atheris")
    with atheris.instrument_imports(include=["tongwen", "yaml"]):  # so that atheris sees where they go
        from tests.hostile import loader
    KEPT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="tongwen-") as corpus:
        for name, content in loader.seeds().items():
            (Path(corpus) / name).write_bytes(content)
        limits = [f"-max_total_time={given.seconds}", f"-max_len={loader.LONGEST}", "-timeout=20"]
        options = [*limits, f"-seed={given.seed}", f"-artifact_prefix={KEPT}/"]
        atheris.Setup([sys.argv[0], *options, corpus], loader.hold)
        atheris.Fuzz()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
