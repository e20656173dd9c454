"""The interpreter ends well after the records were used. See ADR 0007: msgspec frees its types in the wrong order."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.support import run_cli

ROOT = Path(__file__).resolve().parents[2]
RUNS = 12
#: Without the freeze about every fourth run ended in a segmentation fault.
PROGRAM = "from pathlib import Path; from tongwen.pipeline import read; read(Path.cwd())"


def test_no_run_crashes_when_the_interpreter_ends() -> None:
    processes = [subprocess.Popen([sys.executable, "-c", PROGRAM], cwd=ROOT) for _ in range(RUNS)]
    assert [process.wait() for process in processes] == [0] * RUNS


#: Counts what is new to the collector each time that it looks, while a project is built from nothing.
BUILD = """
import gc, sys
seen = []
gc.callbacks.append(lambda phase, _: phase == "start" and seen.append(gc.get_count()[0]))
sys.argv = ["tongwen", "build"]
from tongwen.cli.main import main
main()
print(max(seen), "yaml" in sys.modules)
"""


def test_a_full_build_is_not_looked_through_for_garbage_and_reads_without_yaml_events(tmp_path: Path) -> None:
    run_cli(["init", "house"], tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", BUILD],
        cwd=tmp_path / "house",
        env={"PYTHONPATH": str(ROOT / "generator")},
        capture_output=True,
        text=True,
        check=True,
    )
    count, yaml = done.stdout.splitlines()[-1].split()
    assert int(count) < 5000
    assert yaml == "False"
