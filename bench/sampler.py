"""Run `tongwen` and write down, every few milliseconds of processor time, where in the program it is.

Run as `python bench/sampler.py FILE ARGUMENTS`, with `tongwen` importable. Each line of the file is `main` or `worker`,
the stage and the module, with tabs between. Processes that are forked write to the same file.
"""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

#: Seconds of processor time between two looks.
INTERVAL = 0.002
TOOL, PIPELINE = "tongwen.", "tongwen.pipeline"


def where(names: list[tuple[str, str]]) -> tuple[str, str]:
    """Stage and module from the modules and functions on the stack, outermost first.

    The stage is the first function in a folder of the tool that the pipeline has called, itself or through the modules
    beside it; the module is the innermost.
    """
    if any(module.startswith("importlib.") for module, _ in names):
        return "imports", "imports"
    ours = [(module, function) for module, function in names if module.startswith(TOOL)]
    leaf = ours[-1][0].removeprefix(TOOL) if ours else "outside"
    inside = next((index for index, (module, _) in enumerate(ours) if module == PIPELINE), None)
    if inside is None:
        return "command line", leaf
    module, function = next((name for name in ours[inside:] if _is_stage(name[0])), ours[-1])
    return f"{module.removeprefix(TOOL)}.{function}", leaf


def _is_stage(module: str) -> bool:
    """Modules beside the pipeline only pass the work on; those in folders do it."""
    return "." in module.removeprefix(TOOL)


def _names(frame: FrameType | None) -> list[tuple[str, str]]:
    found = []
    while frame is not None:
        found.append((str(frame.f_globals.get("__name__", "")), frame.f_code.co_name))
        frame = frame.f_back
    return found[::-1]


def sample(path: str) -> None:
    """Begin to write samples of this process, and of those that it forks."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    process = os.getpid()

    def look(_signal: int, frame: FrameType | None) -> None:
        stage, leaf = where(_names(frame))
        os.write(file, f"{'main' if os.getpid() == process else 'worker'}\t{stage}\t{leaf}\n".encode())

    def begin() -> None:
        signal.setitimer(signal.ITIMER_PROF, INTERVAL, INTERVAL)

    signal.signal(signal.SIGPROF, look)
    os.register_at_fork(after_in_child=begin)
    begin()


if __name__ == "__main__":
    sample(sys.argv.pop(1))
    from tongwen.cli.main import main

    code = main()
    signal.setitimer(signal.ITIMER_PROF, 0)
    raise SystemExit(code)
