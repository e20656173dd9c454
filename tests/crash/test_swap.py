"""The writer: files are written and removed as if at once, and only where they belong."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tongwen.diagnostics import Diagnostic
from tongwen.write import swap
from tongwen.write.folder import Folder

from tests.crash.judge import tree
from tests.crash.sweep import NEW, OLD, REMOVE, WRITE, put
from tests.support import ROOT


def change(project: Path, *arguments: Any) -> list[Diagnostic]:
    """`apply` with the lock."""
    with swap.locked(project):
        return swap.apply(project, *arguments)


def told(found: list[Diagnostic]) -> list[tuple[str, str]]:
    return [(d.code, d.place.file if d.place else "-") for d in found]


def folders(project: Path) -> set[str]:
    return {p.relative_to(project).as_posix() for p in (project / "out").rglob("*") if p.is_dir()}


def left_behind(project: Path) -> list[str]:
    """What stays in the state folder."""
    return sorted(p.name for p in (project / ".tongwen").iterdir())


def test_files_are_written_and_removed_and_empty_folders_go(tmp_path: Path) -> None:
    project = put(tmp_path, OLD)
    assert change(project, WRITE, REMOVE) == []
    assert tree(project) == NEW
    assert folders(project) == {"out/b", "out/d", "out/d/e"}
    assert left_behind(project) == [".gitignore", "lock"]


def test_folders_that_still_hold_something_stay(tmp_path: Path) -> None:
    put(tmp_path, {"out/a/b/x.md": b"x", "out/a/mine.txt": b"y"})
    change(tmp_path, {}, ["out/a/b/x.md"])
    assert folders(tmp_path) == {"out/a"}
    change(tmp_path, {}, ["out/a/mine.txt"])
    assert not (tmp_path / "out").exists()
    assert tmp_path.exists()


def test_a_folder_of_somebody_keeps_its_permissions_when_the_first_files_come(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    os.chmod(tmp_path / "out", 0o2775)
    change(tmp_path, WRITE, [])
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o2775


def test_a_hard_link_elsewhere_keeps_its_content(tmp_path: Path) -> None:
    put(tmp_path, {"out/a.md": b"old"})
    os.link(tmp_path / "out" / "a.md", tmp_path / "elsewhere")
    change(tmp_path, {"out/a.md": b"new"}, [])
    assert ((tmp_path / "out" / "a.md").read_bytes(), (tmp_path / "elsewhere").read_bytes()) == (b"new", b"old")


@pytest.mark.parametrize("mask", [0o077, 0o027, 0o000])
@pytest.mark.parametrize("mode", [0o644, 0o600, 0o664])
def test_files_get_the_mode_that_they_are_to_have_whatever_the_mask(mask: int, mode: int, tmp_path: Path) -> None:
    before = os.umask(mask)
    try:
        change(tmp_path, {"out/a.md": b"x"}, [], {"out/a.md": mode})
    finally:
        assert os.umask(before) == mask
    assert stat.S_IMODE((tmp_path / "out" / "a.md").stat().st_mode) == mode


def test_an_output_on_another_file_system_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Folder.move

    def move(folder: Folder, name: str, target: Folder, new: str) -> None:
        if "stage" in Path(folder.path).parts:
            raise OSError(errno.EXDEV, "Invalid cross-device link", name)
        real(folder, name, target, new)

    monkeypatch.setattr(Folder, "move", move)
    project = put(tmp_path, OLD)
    change(project, WRITE, REMOVE, {"out/a.md": 0o600})
    assert tree(project) == NEW
    assert stat.S_IMODE((project / "out/a.md").stat().st_mode) == 0o600
    assert left_behind(project) == [".gitignore", "lock"]


def test_without_descriptors_of_folders_it_does_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tongwen.write.folder._HELD", False)
    project = put(tmp_path, OLD)
    assert change(project, WRITE, REMOVE) == []
    assert tree(project) == NEW
    (project / "out/link").symlink_to(tmp_path)
    (project / "out/file").write_bytes(b"x")
    for path in ("out/link/a", "out/file/a"):
        with pytest.raises(OSError, match=r"links|directory"):
            change(project, {path: b"x"}, [])
    assert sorted(tree(project)) == sorted([*NEW, "out/file"])


# Several processes and one stage.


def test_children_put_files_and_the_parent_commits_what_it_wants_of_them(tmp_path: Path) -> None:
    assert _alone(CHILDREN, tmp_path) == ["[]"]
    assert tree(tmp_path) == {f"out/deep/{number}/a.md": b"x" * number for number in range(3)}
    assert folders(tmp_path) == {"out/deep", "out/deep/0", "out/deep/1", "out/deep/2"}


CHILDREN = """
import os
from pathlib import Path
from tongwen.write import swap
with swap.locked(Path()), swap.Stage(Path()) as stage:
    wanted = [f"out/deep/{number}/a.md" for number in range(3)]
    for number, path in enumerate([*wanted, "out/unwanted/a.md"]):
        if not os.fork():
            stage.put(path, b"x" * number)
            os._exit(0)
        os.wait()
    print(swap.commit(Path(), wanted, []))
"""


def test_a_file_that_nobody_staged_stops_the_commit_before_anything_changes(tmp_path: Path) -> None:
    put(tmp_path, OLD)
    with swap.locked(tmp_path), swap.Stage(tmp_path) as stage:
        stage.put("out/a.md", b"new")
        with pytest.raises(FileNotFoundError, match=r"out/other\.md"):
            swap.commit(tmp_path, ["out/a.md", "out/other.md"], REMOVE)
    assert tree(tmp_path) == OLD
    assert left_behind(tmp_path) == [".gitignore", "lock"]


def test_what_a_child_left_half_written_is_written_again(tmp_path: Path) -> None:
    with swap.locked(tmp_path), swap.Stage(tmp_path) as stage:
        stage.put("out/a.md", b"the first and longer half of")
        stage.put("out/a.md", b"the whole")
        swap.commit(tmp_path, ["out/a.md"], [])
    assert tree(tmp_path) == {"out/a.md": b"the whole"}


@pytest.mark.parametrize(
    "path", ["../a", "/a", "a/../../b", ".git/config", "x/.GIT/hooks/y", ".tongwen/lock", "a//b", ""]
)
def test_nothing_is_staged_or_removed_outside_the_outputs(path: str, tmp_path: Path) -> None:
    with swap.locked(tmp_path), swap.Stage(tmp_path) as stage:
        with pytest.raises(ValueError, match="below the project"):
            stage.put(path, b"x")
        with pytest.raises(ValueError, match="below the project"):
            swap.commit(tmp_path, [], [path])


# What changes between looking and writing.


@pytest.mark.parametrize("how", ["link", "dangling", "file"])
def test_a_folder_that_becomes_something_else_is_refused_before_anything_changes(how: str, tmp_path: Path) -> None:
    project = put(tmp_path / "project", {"out/a.md": b"old"})
    (tmp_path / "elsewhere").mkdir()
    if how == "file":
        (project / "out/b").write_bytes(b"x")
    else:
        (project / "out/b").symlink_to(tmp_path / ("elsewhere" if how == "link" else "nowhere"))
    for write, remove in (({"out/a.md": b"new", "out/b/c.md": b"x"}, []), ({"out/a.md": b"new"}, ["out/b/c.md"])):
        with pytest.raises(OSError, match=r"links|directory") as caught:
            change(project, write, remove)
        assert caught.value.errno == (errno.ENOTDIR if how == "file" else errno.ELOOP)
        assert caught.value.filename == str(project / "out/b")
    assert (project / "out/a.md").read_bytes() == b"old"
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert not swap.interrupted(project)


def test_a_link_that_comes_after_the_decision_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = put(tmp_path / "project", {"out/b/a.md": b"old"})
    elsewhere = put(tmp_path / "elsewhere", {"a.md": b"old"})

    def swapped(folder: Folder) -> None:
        os.rename(project / "out/b", project / "out/was")
        (project / "out/b").symlink_to(elsewhere)

    with monkeypatch.context() as patch:
        patch.setattr(Folder, "sync", swapped)  # the last thing before the moves
        with pytest.raises(OSError, match=r"links|directory") as caught:
            change(project, {"out/b/a.md": b"new"}, [])
    assert caught.value.errno == errno.ELOOP
    assert (elsewhere / "a.md").read_bytes() == b"old"
    assert swap.interrupted(project)
    (project / "out/b").unlink()
    os.rename(project / "out/was", project / "out/b")
    assert swap.settle(project) == []
    assert (project / "out/b/a.md").read_bytes() == b"new"


def test_a_file_that_somebody_changes_meanwhile_is_left_as_it_is(tmp_path: Path) -> None:
    put(tmp_path, OLD)
    seen = {path: _sight(tmp_path / path) for path in OLD}
    put(tmp_path, {"out/a.md": b"by hand\n", "out/gone/x.md": b"by hand\n", "out/d/e/f.md": b"by hand\n"})
    with swap.locked(tmp_path), swap.Stage(tmp_path) as stage:
        for path, content in WRITE.items():
            stage.put(path, content)
        left = swap.commit(tmp_path, WRITE, REMOVE, {**seen, "out/d/e/f.md": None})
    assert sorted(told(left)) == [("TW616", path) for path in ("out/a.md", "out/d/e/f.md", "out/gone/x.md")]
    kept = dict.fromkeys(("out/a.md", "out/d/e/f.md", "out/gone/x.md"), b"by hand\n")
    assert tree(tmp_path) == {**NEW, **kept}


def _sight(path: Path) -> tuple[int, int]:
    return (path.stat().st_size, path.stat().st_mtime_ns)


# The lock.


def test_the_lock_is_for_one_and_dies_with_its_holder(tmp_path: Path) -> None:
    with swap.locked(tmp_path), pytest.raises(swap.Busy), swap.locked(tmp_path):
        pass
    with swap.locked(tmp_path):
        pass


def test_those_who_look_share_the_lock_and_keep_writers_out(tmp_path: Path) -> None:
    look = swap.locked(tmp_path, shared=True), swap.locked(tmp_path, shared=True)
    with look[0], look[1], pytest.raises(swap.Busy), swap.locked(tmp_path):
        pass
    with swap.locked(tmp_path), pytest.raises(swap.Busy), swap.locked(tmp_path, shared=True):
        pass


def test_a_child_that_ends_keeps_the_lock_and_one_that_goes_on_does_too(tmp_path: Path) -> None:
    assert _alone(ORPHAN, tmp_path) == ["busy after a child", "busy with an orphan", "free"]


#: A child ends as if the lock were its own; then a holder dies whose child goes on until it is told.
ORPHAN = """
import fcntl, os
from pathlib import Path
from tongwen.write import swap
def tell(when):
    try:
        with swap.locked(Path()):
            print("free")
    except swap.Busy:
        print("busy", when, flush=True)
with swap.locked(Path()):
    if not os.fork():
        raise SystemExit
    os.wait()
    tell("after a child")
reader, writer = os.pipe()
if not os.fork():
    lock = swap.locked(Path())
    lock.__enter__()
    if not os.fork():
        os.close(writer)
        os.read(reader, 1)
    os._exit(0)
os.wait()
tell("with an orphan")
os.close(writer)
with open(".tongwen/lock", "rb") as stream:
    fcntl.flock(stream, fcntl.LOCK_EX)
tell("")
"""


def test_whoever_may_only_read_looks_without_leaving_a_trace(tmp_path: Path) -> None:
    """As another user, because root may write anywhere."""
    project = tmp_path / "project"
    project.mkdir()
    for first in (".tongwen", ".tongwen/lock"):
        os.chmod(project, 0o555)
        assert _alone(READER, project) == ["looked", first]
        os.chmod(project, 0o755)
        with swap.locked(project):
            pass
        os.chmod(project / ".tongwen/lock", 0o444)


READER = """
import fcntl, os
from pathlib import Path
from tongwen.write import swap
if not os.geteuid():
    os.setgid(65534)
    os.setuid(65534)
with swap.locked(Path(), shared=True):
    print("looked")
try:
    with swap.locked(Path()):
        print("locked")
except PermissionError as error:
    print(os.path.normpath(error.filename))
"""


def _alone(program: str, project: Path) -> list[str]:
    """What a program prints that works in the project; it has no threads, and nobody else's folders to pass."""
    path = {"PYTHONPATH": str(ROOT / "generator"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=project, env=path, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    return done.stdout.splitlines()
