"""Random edits of a project, each built incrementally and in full: `python -m bench.edits --edits 500`.

After each edit both must give the same files. The same seed makes the same edits; CI walks a shorter way.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

from bench import specs

#: One edit in so many must be built by its words alone, and one in full, or the walk has got stuck.
LEAST = 10


def main() -> int:
    """Walk, and print what differs; 1 if anything does."""
    from tests.incremental.walk import walk

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--edits", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", type=int, default=20, help="calls of the spec")
    parser.add_argument("--real", action="store_true", help="walk from the spec that ships with Tongwen")
    given = parser.parse_args()
    ways: Counter[str] = Counter()
    wrong = 0
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        if given.real:
            shutil.copytree(specs.ROOT / "spec", folder / "from" / "spec")
        else:
            specs.spec(folder / "from", given.size)
        for number, step in enumerate(walk(folder / "walk", folder / "from", given.seed, given.edits + 1)):
            ways[step.how] += 1
            if step.differing:
                wrong += 1
                print(f"edit {number}: {' '.join(step.edit)} ({step.how}): {', '.join(step.differing[:8])}")
            if number % 25 == 0:
                print(f"{number} edits, {wrong} wrong, {dict(ways)}", flush=True)
    print(f"{given.edits} edits, {wrong} wrong, {dict(ways)}")
    if min(ways["words"], ways["all"]) < given.edits // LEAST:
        print("Too few went one of both ways: what was walked through shows little.")
        return 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
