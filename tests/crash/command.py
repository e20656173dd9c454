"""Whole builds that are killed, fail, or run beside others: what they leave, and what the next one makes of it.

`python -m tests.crash.command SWEEP FOLDER ARGUMENTS` prints each point as a line of JSON. It is a program of its own
because it forks: each build begins in a process that has imported what it needs.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tongwen import paths
from tongwen.report import Options, Report
from tongwen.translation import lock as translations
from tongwen.update import update as build
from tongwen.write import record, swap
from tongwen.write.kinds import BUSY
from tongwen.write.put import put

from tests.crash.inject import HOWS, LEFT_OPEN, Fatal, How, run, without_waiting
from tests.crash.judge import Tree, faults, tree
from tests.crash.sweep import copied
from tests.support import GARDEN, ROOT, project

TARGETS = """{docs: {output: docs, options: {languages: [en, zh]}}, python: {output: sdk/py},
    typescript: {output: sdk/ts}, matrix: {output: cases}}"""
BEFORE = GARDEN.replace("targets: {}", f"targets: {TARGETS}")
_CHANGES = {
    "garden.openValve": "garden.turnValve",
    "Asks for a scope.": "Asks for one scope.",
    "请求一个许可。": "请求某个许可。",
}
#: Nothing but the words of texts that only descriptions say.
_WORDS = {
    "Lets a program open valves.": "Lets a program open the valves of the garden.",
    "允许程序打开阀门。": "允许程序打开花园里的阀门。",
    "How long.": "For how long.",
    "时长。": "打开的时长。",
}

Spec = Callable[[Path], object]


def changed(text: str, changes: Mapping[str, str] = _CHANGES) -> str:
    """The same spec with entries and texts that are new, changed and gone, or others in their place."""
    for old, new in changes.items():
        text = text.replace(old, new)
    return text


def garden(text: str) -> Spec:
    """Writes the small spec into a project."""
    return lambda folder: project(folder, base=text)


class Pair:
    """A project whose outputs are those of one spec and whose spec is another, and both trees."""

    def __init__(self, room: Path, before: Spec = garden(BEFORE), after: Spec = garden(changed(BEFORE))) -> None:  # noqa: B008
        self.folder = room / "start"
        self.new = self._built(room / "new", after)
        self.old = self._built(self.folder, before)
        self._write(self.folder, after, 3)

    def _built(self, folder: Path, spec: Spec) -> Tree:
        self._write(folder, spec, 2)
        made = build(folder, Options(jobs=1))
        assert made.found == [], [str(one) for one in made.found]
        return outputs(folder)

    @staticmethod
    def _write(folder: Path, spec: Spec, stamp: int) -> None:
        spec(folder)
        for file in (folder / "spec").iterdir():
            os.utime(file, (stamp, stamp))  # long ago, so that the record trusts it

    def judge(self, folder: Path, *, check: bool = True, old: Tree | None = None) -> list[str]:
        """What is wrong at once, and with the commands that follow; a `build --check` comes first if wanted.

        `old` is the tree that the command began with, if it was not this one.
        """
        found = faults(folder, old or self.old, self.new, outputs(folder))
        if record.nothing_to_do(folder, paths.data_root()) is not None and outputs(folder) != self.new:
            found.append("the record lies")
        if check:
            looked = patiently(lambda: build(folder, Options(check=True, jobs=1)))
            if not looked.failed and _drift(looked) == (outputs(folder) == self.new):
                found.append("the check is wrong")
        made = patiently(lambda: build(folder, Options(jobs=1)))
        if made.found or outputs(folder) != self.new:
            found.append("not repaired")
        if (folder / ".tongwen/journal.json").exists() or (folder / ".tongwen/stage").exists():
            found.append("not cleared")
        if record.nothing_to_do(folder, paths.data_root()) is None:
            found.append("not recorded")
        return found


def outputs(folder: Path) -> dict[str, bytes]:
    return {path: content for path, content in tree(folder).items() if not path.startswith("spec/")}


def _drift(made: Any) -> bool:
    return any(state not in ("unchanged", "foreign") for states in made.states.values() for state in states.values())


def patiently(command: Callable[[], Any]) -> Any:
    """What a command gives when nobody is in its way any more: children of a killed build end a little later."""
    for _ in range(1000):
        made = command()
        if [one.code for one in made.found] != ["TW612"]:
            return made
        time.sleep(0.01)
    raise TimeoutError("the lock is never let go")


def calls(
    room: Path, stride: int, offset: int = 0, hows: tuple[How, ...] = HOWS, spec: tuple[Spec, ...] = ()
) -> Iterator[dict[str, Any]]:
    """Every call, or every so-manieth, of a build in one process made fatal."""
    pair = Pair(room, *spec)
    copied(pair.folder, room / "whole")
    outcome, made = run(lambda: build(room / "whole", Options(jobs=1)), Fatal(0, "kill"))
    assert outcome == "done", outcome
    for number, how in enumerate(hows):
        for step in range(1 + (offset + number) % stride, len(made) + 1, stride):
            folder = copied(pair.folder, room / "copy")
            ended, _ = run(lambda: build(folder, Options(jobs=1)), Fatal(step, how))  # noqa: B023
            kind = ended.partition(":")[0]
            found = [ended] if kind == LEFT_OPEN else []
            yield {"step": step, "how": how, "ended": kind, "found": [*found, *pair.judge(folder)]}
            shutil.rmtree(folder)


def words(room: Path, stride: int) -> Iterator[dict[str, Any]]:
    """The same where nothing but words has changed: a build that reads and makes nothing else."""
    after = garden(changed(BEFORE, _WORDS))
    pair = Pair(room / "before", after=after)
    made = build(pair.folder, Options(jobs=1))
    assert made.texts, made.reason
    return calls(room, stride, spec=(garden(BEFORE), after))


def careless(room: Path, stride: int) -> Iterator[dict[str, Any]]:
    """The same with a writer that is wrong on purpose: it moves what is staged file by file, and keeps no journal."""

    def commit(folder: Path, write: list[str], remove: list[str]) -> list[Any]:
        for path in write:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            os.replace(folder / ".tongwen/stage" / path, folder / path)
        for path in remove:
            (folder / path).unlink()
        return []

    swap.commit = commit  # type: ignore[assignment]
    return calls(room, stride, 0, ("kill",))


def kills(room: Path, times: int, seed: int = 7, spec: tuple[Spec, ...] = ()) -> Iterator[dict[str, Any]]:
    """Builds over two processes, killed at any time: since they began, had a stage, or had decided."""
    pair = Pair(room, *spec)
    dice = random.Random(seed)  # noqa: S311 - no secret
    begun = time.monotonic()
    build(copied(pair.folder, room / "whole"), Options(jobs=2))
    longest = time.monotonic() - begun
    for number in range(times):
        folder = copied(pair.folder, room / "copy")
        child = _begin(lambda: build(folder, Options(jobs=2)))  # noqa: B023
        seen = (None, "stage", "journal.json")[number % 3]
        _wait(folder / ".tongwen" / seen if seen else None, child)
        time.sleep(dice.random() * longest * (1.0, 0.6, 0.02)[number % 3])
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        patiently(lambda: _reached(folder))  # noqa: B023
        told, made = swap.interrupted(folder), outputs(folder)
        state = "journal" if told else "new" if made == pair.new else "old"
        yield {"number": number, "how": "random", "ended": state, "found": pair.judge(folder, check=number % 4 == 0)}
        shutil.rmtree(folder)


def large(room: Path, times: int, size: int, seed: int = 7) -> Iterator[dict[str, Any]]:
    """The same with a spec of so many calls beside those of the starter, every page of which changes."""
    sys.path.append(str(ROOT / "bench"))
    import specs

    def before(folder: Path) -> None:
        shutil.rmtree(folder / "spec", ignore_errors=True)
        specs.spec(folder, size)

    def after(folder: Path) -> None:
        before(folder)
        for file in (folder / "spec").glob("calls-*.yaml"):
            text = file.read_text(encoding="utf-8").replace("is kept by the house", "belongs to the house")
            file.write_text(text.replace("由店里保管", "归店里所有").replace("readKettle0", "lookAtKettle0"))

    return kills(room, times, seed, (before, after))


def full(room: Path, times: int) -> Iterator[dict[str, Any]]:
    """A file system in memory that is full sooner or later, which takes root; then it grows for the next build."""
    pair = Pair(room)
    disk = room / "disk"
    disk.mkdir()
    for number in range(times):
        _mounted(disk, "size=64m")
        try:
            folder = copied(pair.folder, disk / "copy")
            used = shutil.disk_usage(disk).used
            _mounted(disk, f"remount,size={used + number * used // times // 2 // 4096 * 4096}")
            made = patiently(lambda: build(folder, Options(jobs=1)))  # noqa: B023
            ended = " ".join(sorted({one.code for one in made.found})) or "done"
            told = " and a journal" if swap.interrupted(folder) else ""
            found = faults(folder, pair.old, pair.new, outputs(folder))
            _mounted(disk, "remount,size=64m")
            yield {"how": "disk full", "ended": ended + told, "found": [*found, *pair.judge(folder)]}
        finally:
            subprocess.run(["umount", disk], check=True)


def _mounted(disk: Path, options: str) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", disk], check=True)


def _reached(folder: Path) -> Any:
    """Nothing, once the lock is free."""
    try:
        with swap.locked(folder):
            return Report()
    except swap.Busy:
        return Report(found=[BUSY.at(None)])


def _wait(sign: Path | None, child: int) -> None:
    """Until there is a sign of how far a child has come, or it has ended."""
    while sign is not None and not sign.exists():
        if os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            return


def pairs(room: Path, times: int) -> Iterator[dict[str, Any]]:
    """Two commands at the same time."""
    pair = Pair(room)
    record_of_texts = pair.new[translations.FILE]
    commands: list[Callable[[Path], list[Any]]] = [
        lambda folder: build(folder, Options(jobs=2)).found,
        lambda folder: build(folder, Options(jobs=1)).found,
        lambda folder: build(folder, Options(check=True)).found,
        lambda folder: put(folder, {translations.FILE: record_of_texts}),
    ]
    for number in range(times):
        folder = copied(pair.folder, room / "copy")
        both = (commands[0], commands[number % len(commands)])
        reader, writer = os.pipe()
        children = [_begin(lambda one=one: _race(one, folder, reader, writer)) for one in both]  # type: ignore[misc] # noqa: B023
        os.close(reader)
        os.close(writer)  # now they run
        codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        ended = " ".join(sorted({0: "done", 12: "TW612"}.get(code, str(code)) for code in codes))
        alone = codes[0] == 12 and both[1] is commands[3]  # it came first, and has put what it puts
        old = {**pair.old, translations.FILE: record_of_texts} if alone else None
        yield {"number": number, "how": "pair", "ended": ended, "found": pair.judge(folder, old=old)}
        shutil.rmtree(folder)


def _race(command: Callable[[Path], list[Any]], folder: Path, reader: int, writer: int) -> None:
    os.close(writer)
    os.read(reader, 1)
    found = [one.code for one in command(folder)]
    os._exit(12 if found == ["TW612"] else 1 if found else 0)


def _begin(job: Callable[[], object]) -> int:
    child = os.fork()
    if not child:
        try:
            job()
        finally:
            os._exit(3)
    return child


if __name__ == "__main__":
    from tests.crash.traced import strikes

    without_waiting()
    sweep: Callable[..., Iterator[dict[str, Any]]] = {
        "calls": calls,
        "careless": careless,
        "full": full,
        "kills": kills,
        "large": large,
        "pairs": pairs,
        "strikes": strikes,
        "words": words,
    }[sys.argv[1]]
    for point in sweep(Path(sys.argv[2]), *map(int, sys.argv[3:])):
        print(json.dumps(point), flush=True)  # noqa: T201
