"""Writing: what is on disk is told apart, nothing of anybody's is lost, and no kill leaves a mixture unnoticed."""

from __future__ import annotations

import errno
import itertools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tongwen.render.stamp import BLANK, sealed, state
from tongwen.translation import lock
from tongwen.write import record, swap
from tongwen.write.compare import compare, digest, report

from tests.support import ROOT, run_cli

OLD = {"out/a.md": b"old a\n", "out/b/c.md": b"old c\n", "out/gone/x.md": b"old x\n", "out/same.md": b"same\n"}
NEW = {"out/a.md": b"new a\n", "out/b/c.md": b"new c\n", "out/d/e/f.md": b"new f\n", "out/same.md": b"same\n"}
WRITE = {path: content for path, content in NEW.items() if OLD.get(path) != content}
REMOVE = ["out/gone/x.md"]


def seal(words: str) -> bytes:
    """A generated file as the renderer would give it."""
    return sealed(f"<!-- {BLANK} -->\n{words}\n").encode()


def put(project: Path, files: dict[str, bytes]) -> None:
    for path, content in files.items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_bytes(content)


def tree(project: Path) -> dict[str, bytes]:
    """Every file of the outputs."""
    return {p.relative_to(project).as_posix(): p.read_bytes() for p in (project / "out").rglob("*") if p.is_file()}


def folders(project: Path) -> set[str]:
    return {p.relative_to(project).as_posix() for p in (project / "out").rglob("*") if p.is_dir()}


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


# Changing many files as if at once.


def old_project(folder: Path) -> Path:
    put(folder, {**OLD, "kept.txt": b"mine\n", "out/foreign.txt": b"mine\n"})
    return folder


def outputs(project: Path) -> dict[str, bytes]:
    return {path: content for path, content in tree(project).items() if path != "out/foreign.txt"}


def test_files_are_written_and_removed_and_empty_folders_go(tmp_path: Path) -> None:
    project = old_project(tmp_path)
    swap.apply(project, WRITE, REMOVE)
    assert outputs(project) == NEW
    assert folders(project) == {"out/b", "out/d", "out/d/e"}
    assert (project / "out" / "foreign.txt").read_bytes() == b"mine\n"
    assert sorted(p.name for p in (project / ".tongwen").iterdir()) == [".gitignore"]


def test_folders_that_still_hold_something_stay(tmp_path: Path) -> None:
    put(tmp_path, {"out/a/b/x.md": b"x", "out/a/mine.txt": b"y"})
    swap.apply(tmp_path, {}, ["out/a/b/x.md"])
    assert folders(tmp_path) == {"out/a"}
    swap.apply(tmp_path, {}, ["out/a/mine.txt"])
    assert not (tmp_path / "out").exists()
    assert tmp_path.exists()


def test_a_hard_link_elsewhere_keeps_its_content(tmp_path: Path) -> None:
    put(tmp_path, {"out/a.md": b"old"})
    os.link(tmp_path / "out" / "a.md", tmp_path / "elsewhere")
    swap.apply(tmp_path, {"out/a.md": b"new"}, [])
    assert ((tmp_path / "out" / "a.md").read_bytes(), (tmp_path / "elsewhere").read_bytes()) == (b"new", b"old")


def test_files_get_the_same_mode_whatever_the_mask(tmp_path: Path) -> None:
    for mask in (0o077, 0o000):
        before = os.umask(mask)
        try:
            swap.apply(tmp_path, {"out/a.md": b"x"}, [])
        finally:
            os.umask(before)
        assert (tmp_path / "out" / "a.md").stat().st_mode & 0o777 == 0o644


def test_an_output_on_another_file_system_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.replace

    def replace(source: Any, target: Any) -> None:
        if "stage" in Path(source).parts:
            raise OSError(errno.EXDEV, "Invalid cross-device link", str(source))
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    project = old_project(tmp_path)
    swap.apply(project, WRITE, REMOVE)
    assert outputs(project) == NEW
    assert not (project / ".tongwen" / "stage").exists()


#: Runs `apply` or `recover` and dies without a word before the call with this number that changes the disk.
KILLED = """
import json, os, sys
from pathlib import Path
from tongwen.write import swap
project, deadly, job = Path(sys.argv[1]), int(sys.argv[2]), json.loads(sys.argv[3])
count = 0
def watch(event, arguments):
    global count
    changes = event in ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate")
    if changes or (event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")):
        count += 1
        if count == deadly:
            os._exit(9)
sys.addaudithook(watch)
if job is None:
    swap.recover(project)
else:
    swap.apply(project, {p: c.encode() for p, c in job["write"].items()}, job["remove"])
"""
JOB = json.dumps({"write": {path: content.decode() for path, content in WRITE.items()}, "remove": REMOVE})


def killed(project: Path, deadly: int, job: str = JOB) -> bool:
    """Whether the process died before it was done."""
    command = [sys.executable, "-S", "-c", KILLED, str(project), str(deadly), job]
    done = subprocess.run(command, env={"PYTHONPATH": str(ROOT / "generator")}, check=False, timeout=60)
    assert done.returncode in (0, 9)
    return done.returncode == 9


def deaths(project: Path, folder: Path, job: str = JOB) -> Iterator[Path]:
    """Copies of a project, each after a run that was killed one step later."""
    for deadly in itertools.count(1):
        copy = folder / str(deadly)
        shutil.copytree(project, copy)
        if not killed(copy, deadly, job):
            return
        yield copy


def test_a_kill_at_any_step_leaves_the_old_or_the_new_tree_or_a_journal(tmp_path: Path) -> None:
    project = old_project(tmp_path / "project")
    outcomes = set()
    for copy in deaths(project, tmp_path / "deaths"):
        found = outputs(copy)
        torn = {path: content for path, content in found.items() if content not in (OLD.get(path), NEW.get(path))}
        journal = (copy / ".tongwen" / "journal.json").exists()
        assert torn == {}
        assert journal or found in (OLD, NEW)
        swap.recover(copy)
        assert outputs(copy) == (NEW if journal or found == NEW else OLD)
        assert folders(copy) == ({"out/b", "out/d", "out/d/e"} if outputs(copy) == NEW else {"out/b", "out/gone"})
        assert not (copy / ".tongwen" / "stage").exists()
        assert not (copy / ".tongwen" / "journal.json").exists()
        assert (copy / "out" / "foreign.txt").read_bytes() == (copy / "kept.txt").read_bytes() == b"mine\n"
        assert swap.recover(copy) is False
        outcomes.add("new" if outputs(copy) == NEW else "old")
    assert outcomes == {"old", "new"}


def test_a_kill_at_any_step_of_the_recovery_is_recovered_as_well(tmp_path: Path) -> None:
    project = old_project(tmp_path / "project")
    dead = [copy for copy in deaths(project, tmp_path / "deaths") if (copy / ".tongwen" / "journal.json").exists()]
    assert len(dead) > 5
    for copy in (dead[0], dead[len(dead) // 2]):
        for again in deaths(copy, tmp_path / f"again-{copy.name}", "null"):
            swap.recover(again)
            assert outputs(again) == NEW
            assert not (again / ".tongwen" / "journal.json").exists()


def test_a_full_disk_changes_nothing_or_is_finished_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outcomes = []
    for step in itertools.count(1):
        project = old_project(tmp_path / str(step))
        steps = itertools.count(1)
        with monkeypatch.context() as patch:
            for module, name in ((os, "replace"), (Path, "mkdir"), (Path, "unlink"), (swap, "_put"), (os, "sync")):
                patch.setattr(module, name, failing(getattr(module, name), steps, step))
            if not fails(project):
                break
        journal = (project / ".tongwen" / "journal.json").exists()
        found = outputs(project)
        assert journal or found in (OLD, NEW)
        swap.recover(project)
        assert outputs(project) == (NEW if journal or found == NEW else OLD)
        outcomes.append(outputs(project) == NEW)
    assert outcomes == sorted(outcomes)
    assert set(outcomes) == {False, True}


def fails(project: Path) -> bool:
    """Whether the change stops for want of space."""
    try:
        swap.apply(project, WRITE, REMOVE)
    except OSError as error:
        return error.errno == errno.ENOSPC
    return False


def failing(function: Any, steps: Iterator[int], fatal: int) -> Any:
    """The function, failing when the shared counter reaches the fatal step."""

    def call(*args: Any, **named: Any) -> Any:
        if next(steps) == fatal:
            raise OSError(errno.ENOSPC, "No space left on device")
        return function(*args, **named)

    return call


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"write": 1}', b"\xff", b"null"])
def test_a_damaged_journal_is_cleared_away(content: bytes, tmp_path: Path) -> None:
    project = old_project(tmp_path)
    put(project, {".tongwen/journal.json": content, ".tongwen/stage/out/a.md": b"half"})
    assert swap.recover(project) is True
    assert outputs(project) == OLD
    assert not (project / ".tongwen" / "journal.json").exists()
    assert not (project / ".tongwen" / "stage").exists()


def test_what_a_killed_build_staged_is_cleared_away(tmp_path: Path) -> None:
    put(tmp_path, {".tongwen/stage/out/a.md": b"half"})
    assert swap.recover(tmp_path) is True
    assert swap.recover(tmp_path) is False


def test_the_lock_is_for_one_and_dies_with_its_holder(tmp_path: Path) -> None:
    with swap.locked(tmp_path), pytest.raises(swap.Busy), swap.locked(tmp_path):
        pass
    with swap.locked(tmp_path):
        pass


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


def test_a_build_that_was_killed_is_finished_by_the_next(tea: Path) -> None:
    before = contents(tea)
    put(tea, {".tongwen/stage/docs/en/glossary.md": b"of the killed build\n"})
    put(tea, {".tongwen/journal.json": json.dumps({"write": ["docs/en/glossary.md"], "remove": []}).encode()})
    (tea / "spec/pages.yaml").touch()
    done = run_cli(["build", "--force"], tea)
    assert done.returncode == 0, done.stderr
    assert contents(tea) == before


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
    recorded = json.loads((built / record.FILE).read_bytes())["outputs"]
    del recorded[lock.FILE]  # follows from the texts whoever wrote it
    assert [p for p in recorded if (built / p).stat().st_size and state((built / p).read_bytes()) != "intact"] == []
