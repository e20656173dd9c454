"""The same spec built in other worlds: elsewhere, by somebody else, on another day, in other processes."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tests.support import ROOT

#: A folder on the path of Python from which `sitecustomize` comes.
STRANGE = ROOT / "tests" / "unit" / "world"
#: What the tool is made of.
TOOL = ("generator", "templates", "locales")


class World(NamedTuple):
    """Everything around a build that its outputs must not depend on."""

    env: Mapping[str, str] = {}
    #: The name of the folder that the project lies in.
    place: str = "here"
    #: Where in the project the command is called.
    start: str = "."
    mask: int = 0o022
    arguments: tuple[str, ...] = ()
    #: Whether spec, templates and catalogues have the line ends of a checkout on Windows.
    windows: bool = False
    #: What was built there before: nothing, the same, or another state of the spec.
    before: str = "nothing"


#: Name to what is not as usual.
VARIATIONS: dict[str, dict[str, Any]] = {
    "a hash seed": {"env": {"PYTHONHASHSEED": "1"}},
    "another hash seed": {"env": {"PYTHONHASHSEED": "4294967295"}},
    "the C locale": {"env": {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}},
    "a Chinese locale": {"env": {"LANG": "zh_CN.UTF-8", "LC_ALL": "zh_CN.UTF-8", "TONGWEN_LANG": "zh"}},
    "a Turkish locale": {"env": {"LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"}},
    "a far time zone": {"env": {"TZ": "Pacific/Kiritimati"}},
    "another time zone": {"env": {"TZ": "America/St_Johns"}},
    "the first day": {"env": {"TONGWEN_TEST_YEAR": "1970", "SOURCE_DATE_EPOCH": "0"}},
    "the last year": {"env": {"TONGWEN_TEST_YEAR": "9998"}},
    "a year after seconds of 32 bits": {"env": {"TONGWEN_TEST_YEAR": "2039"}},
    "another user": {"env": {"HOME": "/nonexistent", "USER": "somebody"}},
    "a wide terminal": {"env": {"COLUMNS": "400", "LINES": "5", "TERM": "dumb"}},
    "without assertions": {"env": {"PYTHONOPTIMIZE": "1"}},
    "an order of listings": {"env": {"TONGWEN_TEST_ORDER": "1"}},
    "another order of listings": {"env": {"TONGWEN_TEST_ORDER": "2"}},
    "a path like an option": {"place": "-n with blanks"},
    "a long Chinese path": {"place": "中文 路径 " + "x" * 200},
    "a path with marks": {"place": "a'b\"c%s{x}"},
    "a folder below": {"start": "deep/inside"},
    "a closed mask": {"mask": 0o077},
    "an open mask": {"mask": 0o000},
    "a checkout on Windows": {"windows": True},
    "one process": {"arguments": ("--jobs", "1")},
    "five forked processes": {"arguments": ("--jobs", "5", "--executor", "fork")},
    "processes started anew": {"arguments": ("--jobs", "2", "--executor", "spawn")},
    "the same was there": {"before": "the same"},
    "something else was there": {"before": "something else"},
}
#: Worlds that differ in as much as can differ at once; every variation is in one of them.
COMBINATIONS: dict[str, tuple[str, ...]] = {
    "far away": (
        "a hash seed",
        "the C locale",
        "a far time zone",
        "the first day",
        "an order of listings",
        "a long Chinese path",
        "a closed mask",
        "a checkout on Windows",
        "one process",
        "something else was there",
    ),
    "at night": (
        "another hash seed",
        "a Turkish locale",
        "another time zone",
        "the last year",
        "another user",
        "without assertions",
        "another order of listings",
        "a path like an option",
        "an open mask",
        "processes started anew",
    ),
    "next door": (
        "a Chinese locale",
        "a year after seconds of 32 bits",
        "a wide terminal",
        "a path with marks",
        "a folder below",
        "five forked processes",
        "the same was there",
    ),
}


def world(names: Sequence[str]) -> World:
    """A world with all of these variations."""
    chosen = [VARIATIONS[name] for name in names]
    joined = {key: value for one in chosen for key, value in one.items()}
    env = {key: value for one in chosen for key, value in one.get("env", {}).items()}
    return World(**{**joined, "env": env})


def built(
    spec: Path, folder: Path, there: World, *, tool: Path = ROOT, python: str = sys.executable
) -> dict[str, bytes]:
    """Path to content of every file that a build in a process of its own makes of the project `spec`."""
    project = folder / there.place
    (project / there.start).mkdir(parents=True)
    shutil.copytree(spec / "spec", project / "spec")
    if there.windows:
        tool = copied(tool, project / "tool")
        for root in (project / "spec", tool / "templates", tool / "locales"):
            _end_lines_as_windows_does(root)
    command = [python, "-m", "tongwen", "build", *there.arguments]
    if there.before != "nothing":
        manifest = project / "spec" / "tongwen.yaml"
        content = manifest.read_bytes()
        other = content.replace(b"release: 0.1.0", b"release: 0.1.1")
        assert other != content
        manifest.write_bytes(content if there.before == "the same" else other)
        _run(command, project, there, tool)
        manifest.write_bytes(content)
    _run(command, project, there, tool)
    return _outputs(project)


def _run(command: list[str], project: Path, there: World, tool: Path) -> None:
    paths = [*([STRANGE] if any(name.startswith("TONGWEN_TEST_") for name in there.env) else []), tool / "generator"]
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(map(str, paths)), **there.env}
    done = subprocess.run(
        command, cwd=project / there.start, env=env, umask=there.mask, capture_output=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b"", done.stderr.decode()


def _outputs(project: Path) -> dict[str, bytes]:
    found = {path.relative_to(project).as_posix(): path for path in project.rglob("*") if path.is_file()}
    made = {name: path for name, path in found.items() if not name.startswith(("spec/", "tool/", ".tongwen/"))}
    assert len(made) > 100
    assert {path.stat().st_mode & 0o777 for path in made.values()} == {0o644}, "whatever the mask is"
    return {name: made[name].read_bytes() for name in sorted(made)}


def copied(tool: Path, folder: Path) -> Path:
    """The tool in another folder, where its templates and catalogues may be changed."""
    for name in TOOL:
        shutil.copytree(tool / name, folder / name)  # with time stamps, so that code need not be compiled again
    return folder


def _end_lines_as_windows_does(root: Path) -> None:
    for path in root.rglob("*"):
        if path.is_file() and path.suffix not in (".png", ".woff2"):
            content = path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
            path.unlink()
            path.write_bytes(content)


def digest(outputs: Mapping[str, bytes]) -> str:
    """One for all outputs: their paths and every byte of them."""
    whole = hashlib.sha256()
    for name, content in sorted(outputs.items()):
        whole.update(f"{len(name.encode())} {name} {len(content)} ".encode() + content)
    return whole.hexdigest()


def guilty(names: Sequence[str], expected: str, spec: Path, folder: Path, *, tool: Path = ROOT) -> list[str]:
    """Those of the variations that alone give another digest."""
    found = []
    for number, name in enumerate(names):
        made = built(spec, folder / str(number), world([name]), tool=tool)
        found += [name] if digest(made) != expected else []
    return found
