"""How the matrix, its file, and a run of it on the simulated host, grow.

All must grow with the number of cases and no faster. The real spec is taken several times over: its scopes, and the
calls that need them, under new names. A ratio of 1.00 in the last column means that a case costs the same in a large
matrix as in a small one.
"""

from __future__ import annotations

import json
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from tongwen.behaviour.cases import Matrix, plain
from tongwen.behaviour.whole import Behaviour
from tongwen.encode.literal import json_lines
from tongwen.hosts.runner import run
from tongwen.hosts.simulated import SimulatedHost
from tongwen.model.spec import Document
from tongwen.pipeline import read

from bench.timing import best, row

ROOT = Path(__file__).resolve().parent.parent


def times(document: Document, count: int) -> Document:
    """The spec with `count` copies of each API and component that needs scopes."""
    apis, components = dict(document.apis), dict(document.components)
    for number in range(1, count):
        apis |= {f"{name}{number}": api for name, api in document.apis.items() if api.needs}
        components |= {f"{name}-{number}": entry for name, entry in document.components.items()}
    copied: Document = msgspec.structs.replace(document, apis=apis, components=components)
    return copied


def growth(title: str, sizes: dict[str, int], seconds: dict[str, float]) -> None:
    """Cases, milliseconds, microseconds for a case, and how that compares with the smallest."""
    print(f"\n{title}")
    row("size", "cases", "ms", "us a case", "ratio")
    first = next(iter(sizes))
    for name, size in sizes.items():
        each = seconds[name] / size
        row(name, size, seconds[name] * 1e3, each * 1e6, each / (seconds[first] / sizes[first]))


def text(made: Matrix) -> str:
    """The cases as they stand in `matrix.json`."""
    return json_lines(made.bare()) + json_lines(made.walked)


def _made(spec: Document) -> str:
    return text(Behaviour(spec).matrix)


def main() -> None:
    """Measure and print."""
    document = read(ROOT).good
    if document is None:
        raise SystemExit("the spec has errors: run `tongwen lint`")
    specs = {f"x{count}": times(document, count) for count in (1, 2, 4, 8)}
    made = {name: Behaviour(spec).matrix for name, spec in specs.items()}
    sizes = {name: len(matrix.cases) for name, matrix in made.items()}
    growth(
        "From the rules to the text of matrix.json",
        sizes,
        best({name: partial(_made, spec) for name, spec in specs.items()}),
    )
    print()
    row("size", "bytes a case")
    for name, matrix in made.items():
        row(name, len(text(matrix)) / sizes[name])

    cases: list[dict[str, Any]] = json.loads(json.dumps(plain(made["x1"].cases)))
    parts = {"1/8": cases[::8], "1/4": cases[::4], "1/2": cases[::2], "1": cases, "4": cases * 4}
    jobs = {name: lambda part=part: sum(v.passed for v in run(part, SimulatedHost())) for name, part in parts.items()}
    growth("The matrix on the simulated host", {name: len(part) for name, part in parts.items()}, best(jobs))

    command = [sys.executable, "-m", "tongwen"]
    whole = best(
        {
            "verify": lambda: subprocess.run([*command, "verify"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL),
            "--version": lambda: subprocess.run([*command, "--version"], check=True, stdout=subprocess.DEVNULL),
        }
    )
    print("\nThe whole command")
    row("", "s", "of --version")
    for name, seconds in whole.items():
        row(name, seconds, seconds / whole["--version"])


if __name__ == "__main__":
    main()
