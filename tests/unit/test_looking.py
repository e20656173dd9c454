"""The look at outputs finds whatever is not as it was left, whichever process comes across it."""

from __future__ import annotations

import os
import signal
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
from tongwen.write import looking, shelf
from tongwen.write.looking import Looking
from tongwen.write.shelf import Shelf

FOLDERS = ("out", "out/deep", "other")
FILES = [f"{folder}/{name}" for folder in FOLDERS for name in ("a", "b", "c", "d", "e")]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Shelf]:
    """Fifteen files, which count as very many; three words of the other process about each folder."""
    monkeypatch.setattr(looking, "MANY", len(FILES))
    monkeypatch.setattr(looking, "_PART", 2)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    for path in FILES:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(path, encoding="utf-8")
    return shelf.shelves(tmp_path, dict.fromkeys(FILES, "0123456789abcdef"))


def touched(file: Path) -> None:
    os.utime(file, ns=(1, file.stat().st_mtime_ns + 1))


def longer(file: Path) -> None:
    info = file.stat()
    file.write_text("more than before", encoding="utf-8")
    os.utime(file, ns=(1, info.st_mtime_ns))


def linked(file: Path) -> None:
    other = file.with_name("link")
    other.symlink_to(file.name)
    other.replace(file)


def waited(look: Looking) -> None:
    """Let the other process say all that it has to say."""
    assert look._child
    assert os.waitpid(look._child, 0)[1] == 0


def killed(look: Looking) -> None:
    """Let the other process say nothing, or whatever it has said by now."""
    os.kill(look._child, signal.SIGKILL)


def at_once(look: Looking) -> None:
    """Look together."""


@pytest.mark.parametrize("until", [waited, killed, at_once])
@pytest.mark.parametrize("change", [touched, longer, linked, Path.unlink])
def test_each_changed_file_is_found_whatever_the_other_process_has_said(
    until: Callable[[Looking], None], change: Callable[[Path], None], kept: dict[str, Shelf], tmp_path: Path
) -> None:
    with Looking(tmp_path, kept) as look:
        until(look)
        assert look.other() == ""
    for path in reversed(FILES):  # then also more than one, in both halves
        change(tmp_path / path)
        with Looking(tmp_path, kept) as look:
            until(look)
            assert look.other() == path


@pytest.mark.parametrize("until", [waited, killed, at_once])
@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_that_others_put_a_file_into_is_found(
    until: Callable[[Looking], None], folder: str, kept: dict[str, Shelf], tmp_path: Path
) -> None:
    before = (tmp_path / folder).stat().st_mtime_ns
    (tmp_path / folder / "new").touch()
    os.utime(tmp_path / folder, ns=(1, before + 1))
    with Looking(tmp_path, kept) as look:
        until(look)
        assert look.other() == folder


def test_what_the_other_process_has_looked_at_is_not_looked_at_again(
    kept: dict[str, Shelf], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    touched(tmp_path / FILES[7])
    with Looking(tmp_path, kept) as look:
        waited(look)
        looked: list[str] = []

        def other(_: Path, part: looking._Part) -> None:
            looked.extend(f"{part.folder}/{name}" for name in part.names)

        monkeypatch.setattr(looking, "_other", other)
        look.other()
    assert looked == FILES[:9]  # the eighth is told of with the ninth


def test_without_another_process_this_one_looks_alone(
    kept: dict[str, Shelf], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_more() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", no_more)
    with Looking(tmp_path, kept) as look:
        assert look.other() == ""
    touched(tmp_path / FILES[-1])
    with Looking(tmp_path, kept) as look:
        assert look.other() == FILES[-1]


def test_for_few_files_or_one_processor_no_process_is_started(
    kept: dict[str, Shelf], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert Looking(tmp_path, kept)._child == 0
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(looking, "MANY", len(FILES) + 1)
    assert Looking(tmp_path, kept)._child == 0


def test_nothing_is_left_of_the_other_process(kept: dict[str, Shelf], tmp_path: Path) -> None:
    with warnings.catch_warnings(record=True) as told, Looking(tmp_path, kept) as look:
        child = look._child
    with pytest.raises(ChildProcessError):
        os.waitpid(child, 0)
    assert told == []


@pytest.mark.parametrize(
    "damage",
    [
        {"stats": ""},
        {"stats": "00"},
        {"stats": "x"},
        {"stats": "00" * 16},
        {"stats": [1, 2]},
        {"names": "a"},
        {"names": 1},
        {"changed": "x"},
    ],
)
def test_a_damaged_record_of_outputs_is_never_taken_for_theirs(
    damage: dict[str, object], kept: dict[str, Shelf], tmp_path: Path
) -> None:
    kept["out"] = kept["out"]._replace(**damage)
    try:
        with Looking(tmp_path, kept) as look:
            found = look.other()
    except (ValueError, TypeError, AttributeError):
        return
    assert found == "out"


def test_a_time_that_no_record_holds_is_never_what_a_file_has(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    numbers = shelf.packed([(1 << 63) - 1, -(1 << 63), 1 << 63])
    made = Shelf(0, "a", numbers, "").numbers()
    assert [*made] == [(1 << 63) - 1, -(1 << 63), -1]
