"""The tests have the same names in every process: a name made from a set would differ, and xdist would stop."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.support import ROOT


def collected(seed: str, *where: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "-o", "addopts=--import-mode=importlib", *where],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return [line for line in done.stdout.splitlines() if "::" in line]


def test_the_names_of_tests_do_not_depend_on_the_hash_seed() -> None:
    first = collected("1", "tests")
    assert len(first) > 6000
    assert first == collected("2", "tests")
