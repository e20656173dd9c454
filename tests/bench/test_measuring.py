"""How the benchmark measures: whole processes, in turns, and on with the rest when something is not there."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from pathlib import Path

import pytest

from bench import compare, jobs, measure, peers, places, sampler, stages, turns
from bench.jobs import CHECK, FLOOR, MEMORY, ONE_CHANGED, OVER_STALE, START, UNCHANGED, Job
from bench.measure import Failed, Run

PARENT = """\
import subprocess, sys
held = bytearray(b"x" * 30_000_000)
child = subprocess.Popen([sys.executable, "-c", "held = bytearray(b'x' * 30_000_000); print(flush=True); input()"])
child.wait()
"""
BUSY = "import time\nwhile time.process_time() < 0.15: pass"


def job(name: str, place: str = MEMORY, program: str = "pass") -> Job:
    return Job(name=name, place=place, command=[sys.executable, "-c", program], cwd=Path.cwd())


def test_processor_time_includes_that_of_processes_that_were_started() -> None:
    program = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BUSY!r}])"
    run = measure.run([sys.executable, "-c", program], Path.cwd())
    assert run.cpu is not None
    assert run.wall > 0.15
    assert run.cpu > 0.15


def test_memory_is_that_of_the_whole_tree_of_processes() -> None:
    assert measure.sees_memory()
    with subprocess.Popen([sys.executable, "-c", PARENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdin
        assert parent.stdout
        parent.stdout.readline()
        tree = list(measure.tree(parent.pid))
        total = sum(map(measure.pss, tree))
        parent.stdin.close()
    assert len(tree) == 2
    assert total > 60_000_000


def test_a_watched_run_knows_its_peak_and_another_does_not() -> None:
    command = [sys.executable, "-c", "held = bytearray(b'x' * 50_000_000)"]
    watched = measure.run(command, Path.cwd(), watched=True).peak
    assert watched is not None
    assert watched > 50_000_000
    assert measure.run(command, Path.cwd()).peak is None


def test_without_proc_the_largest_process_stands_for_the_tree(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(measure, "PROC", tmp_path)
    peak = measure.run([sys.executable, "-c", "held = bytearray(b'x' * 50_000_000)"], Path.cwd(), watched=True).peak
    assert peak is not None
    assert peak > 50_000_000


def test_a_command_that_fails_says_what_it_said() -> None:
    with pytest.raises(Failed, match="no such luck"):
        measure.run([sys.executable, "-c", "raise SystemExit('no such luck')"], Path.cwd())


def test_jobs_take_turns_and_one_that_fails_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []

    def run(command: list[str], cwd: Path, *, watched: bool) -> Run:
        ran.append(command[-1])
        if command[-1] == "bad":
            raise Failed("a long story\nand its end")
        return Run(wall=len(ran), cpu=None, peak=None)

    monkeypatch.setattr(turns, "run", run)
    missing: dict[str, str] = {}
    measured = turns.take_turns([job(name, program=name) for name in ("a", "bad", "b")], 10, 3, missing)
    assert ran == ["a", "bad", "b", "a", "b", "a", "b"]
    assert [(one.job, list(one.wall), list(one.cpu)) for one in measured] == [
        ("a", [1, 4, 6], []),
        ("b", [3, 5, 7], []),
    ]
    assert missing == {"bad (N=10, memory)": "and its end"}


def test_the_roomiest_folder_in_memory_is_found(tmp_path: Path) -> None:
    table = tmp_path / "mounts"
    name = str(tmp_path).replace(" ", "\\040")
    table.write_text(f"disk / ext4 rw 0 0\nmem {name} tmpfs rw 0 0\nmem /not/there tmpfs rw 0 0\n", encoding="utf-8")
    assert places.in_memory(1, table) == tmp_path
    assert places.kind(tmp_path / "below", table) == "tmpfs"
    assert places.kind(tmp_path.parent, table) == "ext4"
    assert places.in_memory(10**18, table) is None
    assert places.in_memory(1, tmp_path / "no table") is None


def test_every_pin_is_exact() -> None:
    packages = [package for peer in peers.peers().values() for package in peer.packages]
    assert [package for package in packages if not package.replace("==", "@").rpartition("@")[2][:1].isdigit()] == []


def test_a_tool_that_cannot_be_installed_is_named_and_the_rest_goes_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(peers.shutil, "which", lambda _name: None)
    monkeypatch.setattr(peers, "_pip", lambda folder, packages: None)
    tools = compare.install_all(tmp_path)
    assert tools.missing == dict.fromkeys(("openapi-typescript", "hey-api"), "Node or npm is not installed")
    assert list(tools.peers) == ["datamodel-code-generator", "openapi-python-client"]
    assert tools.typer == tmp_path / "typer"
    with pytest.raises(peers.Missing, match="no network"):
        peers.run_quietly([sys.executable, "-c", "raise SystemExit('wait\\nno network')"], tmp_path)


def test_a_tool_is_installed_once_and_again_when_its_pin_moves(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    filled: list[list[str]] = []
    monkeypatch.setattr(peers, "_pip", lambda folder, packages: filled.append(packages))
    for version in ("1", "1", "2"):
        peers.install(peers.Peer(name="a", kind="pip", packages=[f"a=={version}"]), tmp_path)
    assert filled == [["a==1"], ["a==2"]]


def options(folder: Path, *only: str) -> compare.Options:
    return compare.Options(sizes=[3], rounds=1, only=only, memory=folder, disk=folder, cache=folder)


def test_our_jobs_find_what_they_expect(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    said: list[str] = []

    def run(command: list[str], cwd: Path, *, watched: bool) -> Run:
        said.append(subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8", check=True).stdout)
        return Run(wall=1, cpu=1, peak=1)

    monkeypatch.setattr(compare, "install_all", lambda _cache: compare.Tools(tongwen=Path(sys.prefix)))
    monkeypatch.setattr(turns, "run", run)
    monkeypatch.setattr(compare.places, "kind", lambda _folder: "tmpfs")
    found = compare.compare(options(tmp_path, UNCHANGED, ONE_CHANGED, CHECK, OVER_STALE, FLOOR))
    assert [one.job for one in found.measured] == [UNCHANGED, ONE_CHANGED, CHECK, OVER_STALE, FLOOR]
    assert found.measured[0].files > 100
    assert found.missing == {"N=3 on disk": "the folder for the disk is in memory as well; --disk FOLDER names another"}
    *nothing, one, check, stale, _floor = said
    assert len(nothing) == jobs.SHORT
    assert all("Nothing changed" in text for text in nothing)
    assert check == "Every generated file is what the spec says.\n"
    assert 0 < pages_written(one) < pages_written(stale)
    assert not list(tmp_path.iterdir())


def test_without_a_folder_in_memory_all_is_measured_on_disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(compare, "install_all", lambda _cache: compare.Tools(tongwen=Path(sys.prefix)))
    monkeypatch.setattr(compare.places, "kind", lambda _folder: "ext4")
    wanted = options(tmp_path, jobs.VERSION, jobs.PYTHON)
    found = compare.compare(dataclasses.replace(wanted, memory=tmp_path / "gone"))
    assert [(one.job, one.place) for one in found.measured] == [(jobs.PYTHON, START), (jobs.VERSION, START)]
    assert [what for what, why in found.missing.items() if "--memory FOLDER" in why] == ["N=3 in memory"]


def pages_written(said: str) -> int:
    """What a build says of the folder `docs`."""
    return int(said.partition("docs ")[2].split()[0])


@pytest.mark.parametrize(
    ("stack", "stage", "module"),
    [
        (["tongwen.cli.main:main"], "command line", "cli.main"),
        (["tongwen.cli.main:main", "importlib._bootstrap:load", "jinja2:x"], "imports", "imports"),
        (
            [
                "tongwen.cli.build:build",
                "tongwen.pipeline:build",
                "tongwen.pipeline:read",
                "tongwen.load.files:load_files",
                "yaml:parse",
            ],
            "load.files.load_files",
            "load.files",
        ),
        (
            [
                "tongwen.pipeline:build",
                "tongwen.work:spread",
                "pool:run",
                "tongwen.work:run",
                "tongwen.encode.python:name",
            ],
            "encode.python.name",
            "encode.python",
        ),
        (["tongwen.pipeline:build", "tongwen.work:spread"], "work.spread", "work"),
    ],
)
def test_a_sample_is_counted_for_what_the_pipeline_has_called(stack: list[str], stage: str, module: str) -> None:
    names = [(name.partition(":")[0], name.partition(":")[2]) for name in stack]
    assert sampler.where(names) == (stage, module)


def test_the_processor_time_of_a_build_is_told_by_stage(tmp_path: Path) -> None:
    jobs.make_spec(tmp_path / "project", 1, openapi=False)
    found = stages.profile(tmp_path / "project", tmp_path / "samples", Path(sys.executable))
    assert found.cpu > 0.1
    assert "imports" in found.stages
    assert any("render" in stage for stage in found.stages)
    assert sum(found.seconds(found.stages, name) for name in found.stages) == pytest.approx(found.cpu)
