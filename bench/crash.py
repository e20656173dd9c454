"""The whole of what `tests/crash` takes samples of: every call, a thousand kills, full disks, pairs of commands.

    .venv/bin/python -m bench.crash [SWEEP...]

Sweeps: `writer`, `recovery`, `naive`, `calls`, `words`, `strikes` (needs strace), `kills`, `pairs`, `full` (needs root,
mounts small file systems in memory); all of them without a name. Each prints how many points ended in which way and
what was wrong there: nothing for ours, plenty for the naive writer. It takes about half an hour of one core.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from typing import Any

from tests.crash.judge import swept

SWEEPS = {
    "writer": ("sweep", "ours"),
    "recovery": ("sweep", "recovery"),
    "naive": ("sweep", "naive"),
    "calls": ("command", "calls", "1"),
    "words": ("command", "words", "1"),
    "strikes": ("command", "strikes", "1"),
    "kills": ("command", "large", "1000", "10"),
    "pairs": ("command", "pairs", "50"),
    "full": ("command", "full", "50"),
}


def told(name: str, points: list[dict[str, Any]]) -> None:
    """A line for each way in which points ended, and one for each kind of fault."""
    ended = Counter((point["how"], point["ended"]) for point in points)
    faults = Counter(fault.split(":")[0] for point in points for fault in point["found"])
    print(f"{name}: {len(points)} points, {sum(bool(point['found']) for point in points)} with faults")
    for (how, end), count in sorted(ended.items()):
        print(f"  {count:>5}  {how}: {end}")
    for fault, count in faults.most_common():
        print(f"  {count:>5}  FAULT {fault}")
    for point in [point for point in points if point["found"]][:3] if name != "naive" else ():
        print(f"         {point}")
    sys.stdout.flush()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sweeps", nargs="*", metavar="SWEEP", help=f"one of {', '.join(SWEEPS)}")
    chosen = parser.parse_args().sweeps
    if unknown := [name for name in chosen if name not in SWEEPS]:
        parser.error(f"there is no sweep {unknown[0]}")
    os.nice(5)  # whoever else works here comes first
    for wanted in chosen or SWEEPS:
        told(wanted, swept(*SWEEPS[wanted]))
