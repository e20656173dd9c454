"""The interpreter ends well after the records were used. See ADR 0007: msgspec frees its types in the wrong order."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUNS = 12
#: Without the freeze about every fourth run ended in a segmentation fault.
PROGRAM = "from pathlib import Path; from tongwen.pipeline import read; read(Path.cwd())"


def test_no_run_crashes_when_the_interpreter_ends() -> None:
    processes = [subprocess.Popen([sys.executable, "-c", PROGRAM], cwd=ROOT) for _ in range(RUNS)]
    assert [process.wait() for process in processes] == [0] * RUNS
