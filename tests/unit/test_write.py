"""Writing: what is on disk is told apart, and nothing of anybody's is lost. What a kill leaves: tests/crash."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tongwen import paths
from tongwen.render.stamp import BLANK, sealed, state
from tongwen.translation import lock
from tongwen.write import record, swap
from tongwen.write.compare import compare, digest, report

from tests.support import ROOT, run_cli


def seal(words: str) -> bytes:
    """A generated file as the renderer would give it."""
    return sealed(f"<!-- {BLANK} -->\n{words}\n")


def put(project: Path, files: dict[str, bytes]) -> None:
    for path, content in files.items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_bytes(content)


# States.

STATES: dict[str, tuple[bytes | None, bytes | None, bytes | None, str]] = {
    # what lies there, what is planned, what the record says was written, the state
    "same": (seal("a"), seal("a"), seal("a"), "unchanged"),
    "same without a record": (seal("a"), seal("a"), None, "unchanged"),
    "not there": (None, seal("a"), seal("a"), "missing"),
    "of yesterday": (seal("a"), seal("b"), seal("a"), "stale"),
    "of yesterday without a record": (seal("a"), seal("b"), None, "stale"),
    "of yesterday without a seal": (b"a", b"b", b"a", "stale"),
    "with other line ends": (seal("a").replace(b"\n", b"\r\n"), seal("a"), seal("a"), "stale"),
    "edited": (seal("a") + b"x", seal("a"), seal("a"), "edited"),
    "edited without a record": (seal("a") + b"x", seal("a"), None, "edited"),
    "edited in the seal": (seal("a").replace(b"tongwen:", b"tongwen:f", 1), seal("a"), seal("a"), "edited"),
    "emptied": (b"", seal("a"), seal("a"), "edited"),
    "edited without a seal": (b"x", b"b", b"a", "edited"),
    "unsealed and unknown": (b"x", b"b", None, "edited"),
    "of somebody else": (b"x", seal("a"), None, "in-the-way"),
    "no longer made": (seal("a"), None, seal("a"), "orphaned"),
    "no longer made, without a record": (seal("a"), None, None, "orphaned"),
    "no longer made, without a seal": (b"a", None, b"a", "orphaned"),
    "no longer made and edited": (seal("a") + b"x", None, seal("a"), "edited-orphan"),
    "no longer made and edited, without a record": (seal("a") + b"x", None, None, "edited-orphan"),
    "no longer made and edited, without a seal": (b"x", None, b"a", "edited-orphan"),
    "foreign": (b"x", None, None, "foreign"),
    "foreign and empty": (b"", None, None, "foreign"),
}


@pytest.mark.parametrize("case", STATES)
def test_the_state_of_a_file_is_told(case: str, tmp_path: Path) -> None:
    there, planned, recorded, expected = STATES[case]
    path = "out/deep/file.md"
    (tmp_path / "out").mkdir()
    put(tmp_path, {path: there} if there is not None else {})
    known = {path: digest(recorded)} if recorded is not None else {}
    compared = compare(tmp_path, ["out"], {path: planned} if planned is not None else {}, known)
    assert compared == ({path: expected}, [])
    assert [d.place and d.place.file for d in report(compared.states)] == ([] if expected == "unchanged" else [path])


def test_every_state_has_a_code_of_its_own() -> None:
    states = {expected: expected for *_, expected in STATES.values()}
    codes = [d.code for d in report(states)]  # type: ignore[arg-type]
    assert len(codes) == len(set(codes)) == len(states) - 1


@pytest.mark.parametrize("where", ["out/a.md", "out/dist/a.md", "out/.hidden/a.md", "out/node_modules/a.md"])
def test_planned_files_are_looked_at_wherever_they_lie(where: str, tmp_path: Path) -> None:
    put(tmp_path, {where: seal("a") + b"x"})
    assert compare(tmp_path, ["out"], {where: seal("a")}, {}).states == {where: "edited"}


@pytest.mark.parametrize("litter", ["__pycache__/a.pyc", "node_modules/a.js", ".git/a", "dist/a", "x.egg-info/a"])
def test_what_tools_leave_behind_is_nobodys_output(litter: str, tmp_path: Path) -> None:
    put(tmp_path, {f"out/{litter}": b"x", f"out/b/{litter}": b"x"})
    assert compare(tmp_path, ["out"], {}, {}) == ({}, [])


def test_what_is_no_file_is_refused_and_does_not_hang(tmp_path: Path) -> None:
    put(tmp_path, {"out/folder/inside.txt": b"x", "elsewhere/target": b"x"})
    (tmp_path / "out" / "dist" / "folder").mkdir(parents=True)
    os.mkfifo(tmp_path / "out" / "pipe")
    os.mkfifo(tmp_path / "out" / "other-pipe")
    (tmp_path / "out" / "link").symlink_to(tmp_path / "elsewhere" / "target")
    (tmp_path / "out" / "dangling").symlink_to("nowhere")
    (tmp_path / "out" / "linked").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "out" / "circle").symlink_to(tmp_path / "out")
    planned = ["folder", "dist/folder", "pipe", "link", "dangling", "linked", "linked/a", "circle/b", "other-pipe/a"]
    compared = compare(tmp_path, ["out"], {f"out/{name}": b"new" for name in planned}, {})
    assert {d.place.file: d.code for d in compared.found if d.place} == {
        "out/folder": "TW611",
        "out/dist/folder": "TW611",
        "out/pipe": "TW611",
        "out/link": "TW602",
        "out/dangling": "TW602",
        "out/linked": "TW602",
        "out/linked/a": "TW602",
        "out/circle/b": "TW602",
        "out/other-pipe/a": "TW611",
    }
    assert compared.states == {"out/folder/inside.txt": "foreign"}


@pytest.mark.parametrize("root", ["../elsewhere", "/elsewhere", "out/../../elsewhere"])
def test_an_output_folder_outside_the_project_is_refused(root: str, tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    compared = compare(tmp_path / "project", [root], {f"{root}/a": b"x"}, {})
    assert [d.code for d in compared.found] == ["TW601"]
    assert compared.states == {}


@pytest.mark.parametrize("content", [b"", b"words", b"tongwen:123", seal("a")[:-1], seal("a")[8:]])
def test_what_has_no_whole_seal_is_not_taken_for_ours(content: bytes) -> None:
    assert state(content) != "intact"


def test_a_seal_holds_with_either_line_end_and_only_near_the_top() -> None:
    assert state(seal("a")) == state(seal("a").replace(b"\n", b"\r\n")) == "intact"
    assert state(b"\n" * 2000 + seal("a")) == "none"


# The record, and whole builds of the starter.


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter, built once; tests work on copies."""
    folder = tmp_path_factory.mktemp("starter") / "tea"
    shutil.copytree(ROOT / "templates" / "starter", folder)
    done = run_cli(["build"], folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def tea(built: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "tea"
    shutil.copytree(built, folder)  # with the time stamps that the record knows
    return folder


def stamps(project: Path) -> dict[str, tuple[int, int]]:
    """Time stamp and number of every file and folder but those of the record."""
    found = {}
    for path in project.rglob("*"):
        if ".tongwen" not in path.parts:
            info = path.lstat()
            found[path.relative_to(project).as_posix()] = (info.st_mtime_ns, info.st_ino)
    return found


def test_a_second_build_says_that_nothing_changed_and_touches_nothing(tea: Path) -> None:
    before = stamps(tea)
    done = run_cli(["build"], tea)
    assert (done.returncode, done.stdout, done.stderr) == (0, "Nothing changed.\n", "")
    assert stamps(tea) == before


@pytest.mark.parametrize(
    "damage",
    [
        None,
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"tool": "0.0.0"}',
        b'{"tool": 1, "outputs": []}',
        b"\xff\xfe",
        "outputs",
        "inputs",
    ],
)
def test_a_record_that_is_lost_or_damaged_means_a_full_build_with_the_same_result(tea: Path, damage: Any) -> None:
    file = tea / record.FILE
    before = contents(tea)
    if isinstance(damage, bytes):
        file.write_bytes(damage)
    elif damage is None:
        file.unlink()
    else:
        kept = json.loads(file.read_bytes())
        kept[damage] = dict.fromkeys(kept[damage], "?")
        file.write_text(json.dumps(kept))
    assert record.nothing_to_do(tea, ROOT) is None
    done = run_cli(["build"], tea)
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("Nothing changed.\n")
    assert contents(tea) == before
    assert record.nothing_to_do(tea, ROOT) is not None or recently(tea)


def recently(project: Path) -> bool:
    """Inputs changed so shortly before they were read that the record does not trust their time stamps."""
    kept = json.loads((project / record.FILE).read_bytes())
    return any(entry[1] > kept["looked"] - 100_000_000 for entry in kept["inputs"].values())


def contents(project: Path) -> dict[str, bytes]:
    """Every file but the record."""
    files = (path for path in project.rglob("*") if path.is_file() and ".tongwen" not in path.parts)
    return {path.relative_to(project).as_posix(): path.read_bytes() for path in files}


def test_nothing_of_anybodys_is_lost_without_force(tea: Path) -> None:
    page, orphan = tea / "docs/en/glossary.md", tea / "docs/en/old.md"
    good = page.read_bytes()
    page.write_bytes(good + b"By hand.\n")
    orphan.write_bytes(seal("a") + b"By hand.\n")
    (tea / "docs/en/mine.txt").write_bytes(b"mine\n")
    (tea / "docs/en/ours.md").write_bytes(seal("a"))
    done = run_cli(["build"], tea)
    assert done.returncode == 1
    assert "TW604" in done.stderr
    assert "TW609" in done.stderr
    assert page.read_bytes() == good + b"By hand.\n"
    assert orphan.read_bytes() == seal("a") + b"By hand.\n"
    done = run_cli(["build", "--force"], tea)
    assert done.returncode == 0, done.stderr
    assert page.read_bytes() == good
    assert not orphan.exists()
    assert not (tea / "docs/en/ours.md").exists()
    assert (tea / "docs/en/mine.txt").read_bytes() == b"mine\n"


def test_two_builds_at_once_do_not_mix(tea: Path) -> None:
    (tea / record.FILE).unlink()
    with swap.locked(tea):
        done = run_cli(["build"], tea)
    assert done.returncode == 1
    assert "TW612" in done.stderr
    before = contents(tea)
    shutil.rmtree(tea / "docs")
    command = [sys.executable, "-m", "tongwen", "build"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "generator")}
    both = [subprocess.Popen(command, cwd=tea, env=environment, stdout=-3, stderr=-3) for _ in range(3)]
    codes = {process.wait(timeout=120) for process in both}
    assert 0 in codes
    assert codes <= {0, 1}
    assert contents(tea) == before


def test_every_generated_file_that_holds_anything_is_sealed(built: Path) -> None:
    recorded = record.digests(record.read(built))
    del recorded[lock.FILE]  # follows from the texts whoever wrote it
    assert [p for p in recorded if (built / p).stat().st_size and state((built / p).read_bytes()) != "intact"] == []


def test_links_among_the_inputs_that_lead_nowhere_or_in_circles_keep_no_build(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "templates/starter/spec", tmp_path / "spec")
    (tmp_path / "spec" / "gone.txt").symlink_to("nowhere")
    (tmp_path / "spec" / "round").symlink_to(".")
    assert run_cli(["build"], tmp_path).returncode == 0
    assert run_cli(["build"], tmp_path).stdout == "Nothing changed.\n"
    (tmp_path / "spec" / "nowhere").write_text("now it leads somewhere", encoding="utf-8")
    assert record.nothing_to_do(tmp_path, paths.data_root()) is None
