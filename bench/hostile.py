"""Arbitrary texts through every encoder: `python -m bench.hostile --texts 1000000`, with what the tests need installed.

Each text goes into one file of every output language through every filter that templates may use (`--all-sinks`: into
every place that the tests know). The files are read by what reads them in the end, and the structure must be that of
harmless words. A text that is found goes into tests/hostile/texts.yaml. The same seed gives the same texts.
"""

from __future__ import annotations

import argparse
import random
import resource
import shutil
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Any

#: One for each filter, the most crowded.
ENCODERS = (
    "python-docstring",
    "python-comment",
    "python-literal",
    "python-text",
    "typescript-jsdoc",
    "typescript-literal",
    "markdown-blocks",
    "markdown-item",
    "markdown-front",
    "markdown-code",
    "markdown-fence",
    "markdown-graph",
    "markdown-reference",
    "markdown-json",
    "json-compact",
    "toml",
)
#: Texts in one file, and in one piece of work.
CROWD, SHARD = 250, 5000
#: What means something somewhere.
MARKS = (
    '""" "" \' \'\'\' \\ \\\\ \\" ` `` ``` ~~~ * ** *** _ __ */ /* // @ @ts-nocheck '
    "@deprecated {@link {@ ${ {{ }} {% %} {# "
    "# ## ! [ ] [[ ]] ]( )[ ![ [^ ]: ( ) < > </ /> <!-- --> <script> </script> <b> <a@b.c> &lt; &# &amp; ; : :: "
    ":smile: | || \\| - -- --- + ++ == === ~ ~~ ^ ^^ 1. 1) > >>> >>>\u00a0 % %s %% $ $$ = ? ??? !!! https:// "
    "https://e.org/a http:// www. javascript: noqa type: coding: pragma: x.y wx.y 中 文， 。 a b c word"
).split()
GAPS = (
    "",
    "",
    "",
    " ",
    " ",
    "\n",
    "\n",
    "\n\n",
    "\n- ",
    "\n    ",
    "\t",
    "\r",
    "\r\n",
    "\f",
    "\v",
    "\x85",
    "\u2028",
    "\0",
)
RANGES = (
    (0x20, 0x7F),
    (0x20, 0x7F),
    (0, 0x20),
    (0x7F, 0x250),
    (0x300, 0x370),
    (0x2000, 0x2070),
    (0x3000, 0x3100),
    (0x4E00, 0xA000),
    (0xD800, 0xE000),
    (0xE000, 0xF900),
    (0xFE00, 0x10000),
    (0x1F300, 0x1FB00),
    (0xE0000, 0xE0200),
    (0, 0x110000),
)


def texts(seed: int, count: int) -> Iterator[str]:
    """Arbitrary texts: marks of all languages, characters of all planes, and pieces of known hostile texts."""
    from tests.sinks import hostile

    known = list(hostile().values())
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    for _ in range(count):
        match chance.randrange(4):
            case 0:
                parts = chance.choices(MARKS, k=chance.randint(1, 6))
                yield "".join(part + chance.choice(GAPS) for part in parts)
            case 1:
                yield "".join(chr(chance.randrange(*chance.choice(RANGES))) for _ in range(chance.randint(0, 20)))
            case 2:
                yield "".join(chr(chance.randrange(0x20, 0x7F)) for _ in range(chance.randint(1, 20)))
            case _:
                one, other = chance.choice(known), chance.choice(known)
                yield one[: chance.randint(0, 30)] + chance.choice(GAPS) + other[chance.randint(0, len(other)) :][:30]


def shard(seed: int, count: int, sinks: tuple[str, ...]) -> tuple[int, list[tuple[str, str]]]:
    """How many texts one piece of work has tried, and what was found: sink and text."""
    from tests.crowds import Compiler, Crowds

    compiler = Compiler(shutil.which("node") or "node")
    crowds = Crowds(compiler)
    try:
        tried = list(texts(seed, count))
        found = [
            (sink, raw)
            for start in range(0, count, CROWD)
            for sink in sinks
            for raw in crowds.guilty(sink, tried[start : start + CROWD])
        ]
    finally:
        compiler.close()
    return len(tried), found


def run(count: int, seed: int, jobs: int, sinks: tuple[str, ...]) -> int:
    """Print as it goes, and give how many texts were more than words."""
    from tests.sinks import SINKS

    sizes = [min(SHARD, count - start) for start in range(0, count, SHARD)]
    done = bad = 0
    with ProcessPoolExecutor(jobs) as pool:
        for tried, found in pool.map(shard, range(seed, seed + len(sizes)), sizes, [sinks] * len(sizes)):
            done += tried
            bad += len(found)
            for sink, raw in found[:20]:
                print(f"{sink}: {raw!a}", flush=True)
            print(f"{done:,} of {count:,} texts, {bad} found", file=sys.stderr, flush=True)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    languages = len({SINKS[sink].language for sink in sinks})
    print(f"{done:,} texts into {len(sinks)} places of {languages} languages each: {bad} changed more than words")
    print(f"{used.ru_utime + used.ru_stime:,.0f} s of processor time; seed {seed}")
    return bad


def main(arguments: list[str]) -> int:
    """Exit code 1 if any text is more than words."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--all-sinks", action="store_true")
    chosen: Any = parser.parse_args(arguments)
    from tests import npm
    from tests.sinks import SINKS

    missing = [name for name in ("node", "npm") if shutil.which(name) is None]
    if missing:
        parser.error(f"{' and '.join(missing)} not found: TypeScript's own compiler reads what is made")
    npm.fetch(npm.TYPESCRIPT, ["typescript/bin/tsc"], "npm")
    return 1 if run(chosen.texts, chosen.seed, chosen.jobs, tuple(SINKS) if chosen.all_sinks else ENCODERS) else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
