"""Files with other bytes in a few places: the same whatever the size of the buffer, and over however many threads."""

from __future__ import annotations

from pathlib import Path

import pytest
from tongwen.incremental import splice
from tongwen.incremental.splice import Patch, Spliced
from tongwen.render.stamp import BLANK, sealed, sealed_as
from tongwen.write import swap
from tongwen.write.compare import digest

OLD = sealed(f"# 茶 {BLANK}\n" + "".join(f"line {number} of the old\n" for number in range(40)))
NEW = sealed(f"# kettle {BLANK}\n" + "".join(f"line {number} of the old\n" for number in range(40)) + "more\n")
PATCHES = [Patch(2, "茶".encode(), b"kettle"), Patch(len(OLD), b"", b"more\n")]
SEAL = OLD.index(b"tongwen:")


@pytest.fixture(params=[1, 7, 1 << 20])
def project(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(splice, "_CHUNK", request.param)
    monkeypatch.setattr(splice, "_LARGE", 0)
    monkeypatch.setattr("os.cpu_count", lambda: 3)
    for number in range(5):
        (tmp_path / f"{number}.md").write_bytes(OLD)
    (tmp_path / "plain.txt").write_bytes(b"one two three")
    return tmp_path


def files() -> list[Spliced]:
    return [
        *(Spliced(f"{number}.md", PATCHES, SEAL) for number in range(5)),
        Spliced("plain.txt", [Patch(4, b"two", b"2")], -1),
    ]


def test_files_are_put_on_the_stage_with_their_new_bytes_and_seals(project: Path) -> None:
    with swap.locked(project), swap.Stage(project) as stage:
        named = splice.put(project, files(), stage)
        made = [(Path(stage.folder) / file.path).read_bytes() for file in files()]
    assert made == [*[NEW] * 5, b"one 2 three"]
    assert named == [*[sealed_as(NEW)] * 5, digest(b"one 2 three")]
    assert [splice.content(project, file) for file in files()] == made


def test_what_should_be_replaced_must_stand_there_and_so_must_the_seal(project: Path) -> None:
    assert all(splice.stands(project, file) for file in files())
    assert not splice.stands(project, Spliced("plain.txt", [Patch(3, b"two", b"2")], -1))
    assert not splice.stands(project, Spliced("0.md", PATCHES, SEAL + 1))


def test_a_fault_in_any_thread_is_raised(project: Path) -> None:
    (project / "3.md").write_bytes(OLD[: len(OLD) // 2])  # cut off after it was looked at
    with swap.locked(project), swap.Stage(project) as stage, pytest.raises(OSError, match=r"3\.md"):
        splice.put(project, [*files()[:3], Spliced("3.md", [Patch(len(OLD) - 4, b"old\n", b"new\n")], SEAL)], stage)
