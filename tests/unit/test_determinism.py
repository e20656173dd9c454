"""The same spec gives the same bytes: wherever it lies, whoever builds it, in whatever order files are listed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tongwen.write import record

from tests.support import ROOT

STARTER = ROOT / "templates" / "starter"
WORLDS: dict[str, dict[str, str]] = {
    "another hash seed": {"PYTHONHASHSEED": "1"},
    "one more hash seed": {"PYTHONHASHSEED": "4294967295"},
    "the C locale": {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "a Chinese locale": {"LANG": "zh_CN.UTF-8", "LC_ALL": "zh_CN.UTF-8", "TONGWEN_LANG": "zh"},
    "a Turkish locale": {"LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"},
    "a far time zone": {"TZ": "Pacific/Kiritimati"},
    "another time zone": {"TZ": "America/St_Johns"},
    "another day": {"SOURCE_DATE_EPOCH": "0"},
    "another user": {"HOME": "/nonexistent", "USER": "somebody"},
    "a wide terminal": {"COLUMNS": "400", "LINES": "5", "TERM": "dumb"},
    "without assertions": {"PYTHONOPTIMIZE": "1"},
}


def build(
    spec: Path, folder: Path, world: dict[str, str] | None = None, mask: int = 0o022, start: str = ""
) -> dict[str, tuple[bytes, int]]:
    """Path to content and mode of every file that a build in a process of its own makes of a spec."""
    shutil.copytree(spec / "spec", folder / "spec")
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "generator"), **(world or {})}
    command = [sys.executable, "-m", "tongwen", "build"]
    done = subprocess.run(
        command, cwd=folder / start, env=environment, umask=mask, capture_output=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr.decode()
    made = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not name.startswith(("spec/", ".tongwen/")):
            made[name] = (path.read_bytes(), path.stat().st_mode & 0o777)
    assert len(made) > 10
    return made


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, int]]:
    return build(STARTER, tmp_path_factory.mktemp("expected"))


@pytest.mark.parametrize("world", WORLDS)
def test_the_environment_changes_no_byte(world: str, expected: dict[str, tuple[bytes, int]], tmp_path: Path) -> None:
    assert build(STARTER, tmp_path, WORLDS[world]) == expected


@pytest.mark.parametrize("name", ["with blanks", "中文 路径", "x" * 200, "a'b\"c", "-n", "%s{x}"])
def test_the_path_changes_no_byte(name: str, expected: dict[str, tuple[bytes, int]], tmp_path: Path) -> None:
    (tmp_path / name).mkdir()
    assert build(STARTER, tmp_path / name) == expected


@pytest.mark.parametrize("mask", [0o077, 0o000], ids=oct)
def test_the_mask_changes_neither_bytes_nor_modes(
    mask: int, expected: dict[str, tuple[bytes, int]], tmp_path: Path
) -> None:
    assert build(STARTER, tmp_path, mask=mask) == expected


def test_a_folder_below_the_project_does_as_well(expected: dict[str, tuple[bytes, int]], tmp_path: Path) -> None:
    (tmp_path / "deep" / "inside").mkdir(parents=True)
    assert build(STARTER, tmp_path, start="deep/inside") == expected


def test_the_order_of_the_file_system_changes_no_byte(expected: dict[str, tuple[bytes, int]], tmp_path: Path) -> None:
    for name in sorted(os.listdir(STARTER / "spec"), reverse=True):
        (tmp_path / "backwards" / "spec").mkdir(parents=True, exist_ok=True)
        shutil.copy(STARTER / "spec" / name, tmp_path / "backwards" / "spec" / name)
    (tmp_path / "out").mkdir()
    assert build(tmp_path / "backwards", tmp_path / "out") == expected


def test_line_ends_of_a_windows_checkout_change_no_byte(expected: dict[str, tuple[bytes, int]], tmp_path: Path) -> None:
    for file in (STARTER / "spec").iterdir():
        (tmp_path / "windows" / "spec").mkdir(parents=True, exist_ok=True)
        (tmp_path / "windows" / "spec" / file.name).write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    (tmp_path / "out").mkdir()
    assert build(tmp_path / "windows", tmp_path / "out") == expected


def test_no_output_names_the_place_of_its_making(expected: dict[str, tuple[bytes, int]]) -> None:
    place = str(ROOT).encode()
    guilty = [name for name, (content, _) in expected.items() if place in content]
    assert guilty == []


def test_the_real_spec_gives_the_same_bytes_in_another_world(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "另一处 here").mkdir()
    other = {name: value for world in WORLDS.values() for name, value in world.items()}
    assert build(ROOT, tmp_path / "one") == build(ROOT, tmp_path / "另一处 here", other, 0o077)


def test_a_difference_would_be_seen(expected: dict[str, tuple[bytes, int]], tmp_path: Path) -> None:
    shutil.copytree(STARTER / "spec", tmp_path / "other" / "spec")
    pages = tmp_path / "other" / "spec" / "pages.yaml"
    pages.write_text(pages.read_text(encoding="utf-8").replace("喝茶", "饮茶"), encoding="utf-8")
    (tmp_path / "out").mkdir()
    made = build(tmp_path / "other", tmp_path / "out")
    assert sorted(name for name in made if made[name] != expected.get(name)) == [
        "docs/zh/glossary.md",
        "locales/zh.lock.yaml",
    ]
    assert record.read(tmp_path / "out") != {}
