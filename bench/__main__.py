"""The command: `python3 dev.py bench`, or `python3 -m bench` in the checkout."""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path

from bench import publish, results, stages, tables
from bench.compare import Options, compare
from bench.jobs import HUGE_SIZE
from bench.peers import ROOT, Missing
from bench.turns import say

SIZES = "100,1000,10000"


def parser() -> argparse.ArgumentParser:
    """The options."""
    made = argparse.ArgumentParser(
        prog="python3 dev.py bench",
        description="Measure Tongwen beside other generators on the same operations. The tables go to standard output, "
        "progress to standard error.",
    )
    add = made.add_argument
    add("--sizes", metavar="N,N", help=f"numbers of calls (default: {SIZES}; with --ours 1000)")
    add("--huge", action="store_true", help=f"and {HUGE_SIZE:,} calls, ours alone and once")
    add("--rounds", type=int, default=5, metavar="N", help="medians of so many rounds (default: 5)")
    add("--only", default="", metavar="JOB,JOB", help="only jobs with these names; * stands for anything")
    add("--ours", action="store_true", help="no peers: processor time by stage of our build, from this checkout")
    add("--memory", type=Path, metavar="FOLDER", help="a folder in memory (default: the roomiest there is)")
    add("--disk", type=Path, metavar="FOLDER", help="a folder on a disk (default: that of --cache)")
    add("--cache", type=Path, default=ROOT / "build" / "bench", metavar="FOLDER", help="where tools are installed")
    add("--publish", action="store_true", help="write bench/results.json, the chart and the tables of the READMEs")
    add("--render", action="store_true", help="measure nothing: chart and tables anew from bench/results.json")
    return made


def main(arguments: list[str] | None = None) -> int:
    """Do it; the exit code is 0, or 1 if our own tool cannot be installed, or 130 after Ctrl-C."""
    given = parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that folders are taken away
    if given.render:
        publish.write(results.load())
        return 0
    cache = given.cache.resolve()
    cache.mkdir(parents=True, exist_ok=True)
    wanted = given.sizes or ("1000" if given.ours else SIZES)
    sizes = sorted({int(size) for size in wanted.split(",")} | ({HUGE_SIZE} if given.huge else set()))
    options = Options(
        sizes=sizes,
        rounds=given.rounds,
        only=[name for name in given.only.split(",") if name],
        memory=given.memory,
        disk=(given.disk or cache).resolve(),
        cache=cache,
    )
    try:
        if given.ours:
            print(stages.text(sizes, options.memory, options.disk, cache))
            return 0
        found = compare(options)
    except KeyboardInterrupt:
        say("stopped")
        return 130
    except Missing as reason:
        say(f"Tongwen itself could not be installed: {reason}")
        return 1
    if given.publish:
        results.save(found)
        publish.write(found)
    else:
        results.save(found, cache / "results.json")
    print(tables.text(found))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
