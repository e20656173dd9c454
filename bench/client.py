"""What importing the generated Python client costs, against two modules of the standard library that it needs."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path

from bench.timing import best, row

CLIENT = Path(__file__).resolve().parent.parent / "sdk" / "python"
PROGRAMS = {
    "nothing": "",
    "dataclasses, enum": "import dataclasses, enum",
    "wxauth": "import wxauth",
    "wxauth.Wx": "from wxauth import Wx",
    "everything": "from wxauth import *",
}


def main() -> None:
    """Measure and print. The time of starting Python is taken off."""

    def start(program: str) -> None:
        subprocess.run(
            [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(CLIENT)!r}); {program}"], check=True
        )

    seconds = best({name: partial(start, program) for name, program in PROGRAMS.items()}, 15)
    floor = seconds["dataclasses, enum"] - seconds["nothing"]
    row("import", "ms", "ratio")
    for name, taken in seconds.items():
        row(name, (taken - seconds["nothing"]) * 1e3, (taken - seconds["nothing"]) / floor)


if __name__ == "__main__":
    main()
