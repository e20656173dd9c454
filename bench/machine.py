"""The machine that was measured on, in words that name neither it nor its folders."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from pathlib import Path

from bench import places


def machine(disk: Path) -> dict[str, str]:
    """This machine in words."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    found = {
        "system": f"{platform.system()} {platform.machine()}",
        "processor": _field(Path("/proc/cpuinfo"), "model name") or platform.processor(),
        "cores": str(cores),
        "disk": places.kind(disk),
    }
    total = _field(Path("/proc/meminfo"), "MemTotal")
    if total:
        found["memory"] = f"{int(total.split()[0]) / 2**20:.0f} GiB"
    return {name: value for name, value in found.items() if value}


def _field(file: Path, name: str) -> str:
    """What a file of the kernel says under a name; nothing if it is not there."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")


def versions(tongwen: str) -> dict[str, str]:
    """Ours, and what both sides run on."""
    ours = subprocess.run([tongwen, "--version"], capture_output=True, encoding="utf-8", check=True)
    found = {"tongwen": ours.stdout.split()[-1], "python": platform.python_version()}
    node = shutil.which("node")
    if node:
        said = subprocess.run([node, "--version"], capture_output=True, encoding="utf-8", check=True)
        found["node"] = said.stdout.strip().removeprefix("v")
    return found
