"""What a killed command leaves, and what somebody plants in its place: finished, cleared away, or refused."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from tongwen.report import Options
from tongwen.update import update
from tongwen.write import lock, record, swap
from tongwen.write.put import put as put_files
from tongwen.write.put import settled

from tests.checks.cases import shows
from tests.crash.inject import held
from tests.crash.judge import tree
from tests.crash.sweep import NEW, OLD, REMOVE, WRITE, put
from tests.crash.test_swap import left_behind, told
from tests.support import GARDEN, ROOT, project, run_cli


class Killed(BaseException):
    """Comes where the process would die: nothing but the lock is put right."""


def decided(folder: Path, write: dict[str, bytes], remove: list[str]) -> Path:
    """A project after a command that was killed when it had just decided on a change."""

    def die(*_: object) -> None:
        raise Killed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(swap, "_carry_out", die)
        with pytest.raises(Killed), swap.locked(folder):
            swap.apply(folder, write, remove)
    assert swap.interrupted(folder)
    return folder


def planted(folder: Path, journal: Any) -> Path:
    """A project with a journal that fits its lock, whatever it says."""
    with lock.locked(folder), lock.open_state(folder) as state:
        journal = {"lock": lock.token(state), **journal}
    put(folder, {".tongwen/journal.json": json.dumps(journal).encode()})
    return folder


def test_what_was_decided_is_done_by_the_next_command(tmp_path: Path) -> None:
    assert settled(decided(put(tmp_path, OLD), WRITE, REMOVE)) == []
    assert tree(tmp_path) == NEW
    assert left_behind(tmp_path) == [".gitignore", "lock"]


@shows("TW616")
def test_what_somebody_changed_before_the_next_command_is_kept(tmp_path: Path) -> None:
    decided(put(tmp_path, OLD), WRITE, REMOVE)
    mine = {"out/a.md": b"by hand\n", "out/gone/x.md": b"by hand\n", "out/d/e/f.md": b"by hand\n"}
    (tmp_path / "out/b/c.md").unlink()  # who removes a file has nothing in it to lose
    put(tmp_path, mine)
    assert told(settled(tmp_path)) == [("TW616", path) for path in ("out/a.md", "out/d/e/f.md", "out/gone/x.md")]
    assert tree(tmp_path) == {**NEW, **mine}
    assert settled(tmp_path) == []


def test_a_folder_or_a_link_in_the_place_of_a_decided_file_is_kept(tmp_path: Path) -> None:
    decided(put(tmp_path, OLD), WRITE, REMOVE)
    (tmp_path / "out/a.md").unlink()
    (tmp_path / "out/a.md").mkdir()
    (tmp_path / "out/gone/x.md").unlink()
    (tmp_path / "out/gone/x.md").symlink_to(tmp_path / "out/same.md")
    assert told(settled(tmp_path)) == [("TW616", "out/a.md"), ("TW616", "out/gone/x.md")]
    assert (tmp_path / "out/a.md").is_dir()
    assert (tmp_path / "out/gone/x.md").is_symlink()


def test_what_was_staged_and_not_decided_is_cleared_away(tmp_path: Path) -> None:
    put(tmp_path, {**OLD, ".tongwen/stage/out/a.md": b"half", ".tongwen/journal.json.new": b'{"write": ["ou'})
    with swap.locked(tmp_path):
        assert swap.recover(tmp_path) == []
        assert left_behind(tmp_path) == [".gitignore", "journal.json.new", "lock"]
        assert swap.apply(tmp_path, WRITE, REMOVE) == []
    assert tree(tmp_path) == NEW
    assert left_behind(tmp_path) == [".gitignore", "lock"]


@shows("TW617")
def test_a_command_that_read_before_the_other_was_finished_writes_nothing(tmp_path: Path) -> None:
    decided(put(tmp_path, OLD), WRITE, REMOVE)
    assert told(put_files(tmp_path, {"out/a.md": b"from the old a\n"})) == [("TW617", "-")]
    assert tree(tmp_path) == NEW
    assert put_files(tmp_path, {"out/a.md": b"from the new a\n"}) == []


# Journals that no command has left.


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b'{"write": 1}', b"\xff", b"[" * 100_000, b'{"lock": null, "write": {}, "remove": {}}'],
)
@shows("TW615")
def test_a_damaged_journal_counts_for_nothing(content: bytes, tmp_path: Path) -> None:
    put(tmp_path, {**OLD, ".tongwen/journal.json": content, ".tongwen/stage/out/a.md": b"half"})
    assert told(settled(tmp_path)) == [("TW615", "-")]
    assert tree(tmp_path) == OLD
    assert left_behind(tmp_path) == [".gitignore", "lock"]
    assert settled(tmp_path) == []


def test_a_journal_that_came_with_a_copy_counts_for_nothing(tmp_path: Path) -> None:
    decided(put(tmp_path / "theirs", OLD), WRITE, REMOVE)
    shutil.copytree(tmp_path / "theirs", tmp_path / "mine")
    assert told(settled(tmp_path / "mine")) == [("TW615", "-")]
    assert tree(tmp_path / "mine") == OLD


LEADS_OUT = [
    "../victim",
    "out/../../victim",
    "/victim",
    ".git/config",
    "out/.GIT/hooks/pre-commit",
    ".tongwen/lock",
    "",
    1,
]


@pytest.mark.parametrize("path", LEADS_OUT)
@pytest.mark.parametrize("list_of", ["write", "remove"])
def test_a_journal_never_leads_out_of_the_project(list_of: str, path: Any, tmp_path: Path) -> None:
    victims = {"victim": b"mine\n", "project/.git/config": b"mine\n", "project/out/.GIT/hooks/pre-commit": b"mine\n"}
    put(tmp_path, victims)
    sight = [5, (tmp_path / "victim").stat().st_mtime_ns]
    listed = {"write": {}, "remove": {}, list_of: {path: sight} if isinstance(path, str) else [path]}
    planted(tmp_path / "project", listed)
    put(tmp_path, {"project/.tongwen/stage/victim": b"theirs\n", "project/.tongwen/stage/.git/config": b"theirs\n"})
    assert told(settled(tmp_path / "project")) == [("TW615", "-")]
    assert {path: (tmp_path / path).read_bytes() for path in victims} == victims


def test_a_journal_moves_and_removes_nothing_behind_a_link(tmp_path: Path) -> None:
    inside, outside = put(tmp_path / "project", OLD), put(tmp_path / "outside", {"a.md": b"mine\n"})
    (inside / "linked").symlink_to(outside)
    sight = [5, (outside / "a.md").stat().st_mtime_ns]
    planted(inside, {"write": {"linked/b.md": None}, "remove": {"linked/a.md": sight}})
    put(inside, {".tongwen/stage/linked/b.md": b"theirs\n"})
    assert told(settled(inside)) == [("TW602", "-")]
    assert tree(outside) == {"a.md": b"mine\n"}


def test_what_is_staged_beside_the_journal_is_no_part_of_it(tmp_path: Path) -> None:
    planted(put(tmp_path, OLD), {"write": {"out/a.md": None}, "remove": {}})
    put(tmp_path, {".tongwen/stage/out/other.md": b"theirs\n", ".tongwen/stage/other/a.md": b"theirs\n"})
    (tmp_path / ".tongwen/stage/out/a.md").symlink_to(tmp_path / "out/same.md")
    assert settled(tmp_path) == []
    assert tree(tmp_path) == OLD


# The state folder itself.


@pytest.mark.parametrize(
    "name", [".tongwen", "lock", "stage", "journal.json", "journal.json.new", ".gitignore.new", "record.json.new"]
)
@pytest.mark.parametrize("how", ["link", "dangling", "pipe", "folder", "file"])
def test_nothing_planted_in_the_state_folder_is_followed_or_waited_for(how: str, name: str, tmp_path: Path) -> None:
    inside, outside = put(tmp_path / "project", OLD), put(tmp_path / "outside", {"a": b"mine\n"})
    place = inside / (name if name == ".tongwen" else f".tongwen/{name}")
    place.parent.mkdir(exist_ok=True)
    if how == "pipe":
        os.mkfifo(place)
    elif how == "folder":
        put(place, {"a": b"theirs\n"})
    elif how == "file":
        place.write_bytes(b"theirs\n")
    else:
        place.symlink_to(outside / "nothing" if how == "dangling" else outside / ("a" if "." in name[1:] else ""))
    first = put_files(inside, {"out/a.md": b"new\n"})
    assert {code for code, _ in told(first)} <= {"TW602", "TW603", "TW615", "TW617"}
    assert tree(outside) == {"a": b"mine\n"}
    assert tree(inside) == ({**OLD, "out/a.md": b"new\n"} if first == [] else OLD)


# Whole commands.


def test_a_record_that_fits_says_nothing_while_a_change_is_open(tmp_path: Path) -> None:
    project(tmp_path)
    os.utime(tmp_path / "spec/tongwen.yaml", (1, 1))
    assert run_cli(["build"], tmp_path).returncode == 0
    assert record.nothing_to_do(tmp_path, ROOT) is not None
    decided(tmp_path, {"notes.md": b"x"}, [])
    assert record.nothing_to_do(tmp_path, ROOT) is None


def test_every_command_finishes_first_and_reads_then(tmp_path: Path) -> None:
    assert run_cli(["build"], project(tmp_path)).returncode == 0
    decided(tmp_path, {"spec/tongwen.yaml": GARDEN.replace("Garden leave", "Leave of the garden").encode()}, [])
    done = run_cli(["build", "--check"], tmp_path)
    assert "the English of tongwen/title has changed" in done.stderr
    assert not swap.interrupted(tmp_path)


def test_a_command_waits_for_nobody_and_says_so(tmp_path: Path) -> None:
    decided(project(tmp_path), {"notes.md": b"x"}, [])
    with swap.locked(tmp_path):
        for command in (["build"], ["build", "--check"], ["lint"], ["i18n", "accept", "--all"]):
            done = run_cli(command, tmp_path)
            assert done.returncode == 1
            assert done.stderr.startswith("error TW612: ")
    assert run_cli(["i18n", "status"], tmp_path).stderr == ""
    assert (tmp_path / "notes.md").read_bytes() == b"x"


def test_a_build_whose_words_cannot_be_written_says_so_and_is_done(tmp_path: Path) -> None:
    manifest = GARDEN.replace("targets: {}", "targets: {matrix: {output: cases}}")
    project(tmp_path, base=manifest)
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tongwen", "build"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT / "generator"), "TONGWEN_LANG": "en"},
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.startswith("error TW603: stdout cannot be written: No space left on device\n")
    assert "Traceback" not in done.stderr
    assert (tmp_path / "cases/matrix.json").exists()


@pytest.mark.parametrize("call", range(1, 4))
def test_notes_that_cannot_be_written_leave_no_file_open_nor_behind(
    call: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project(tmp_path, base=GARDEN.replace("targets: {}", "targets: {docs: {output: docs}}"))
    calls = count(1)
    writev = os.writev

    def full(fd: int, buffers: Any) -> int:
        if next(calls) >= call:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return writev(fd, buffers)

    monkeypatch.setattr(os, "writev", full)
    before = held()
    made = update(tmp_path, Options(jobs=1))
    assert [found.code for found in made.found] == ["TW603"]
    assert held() == before
    assert left_behind(tmp_path) == [".gitignore", "lock"]
    monkeypatch.undo()
    assert update(tmp_path, Options(jobs=1)).found == []
