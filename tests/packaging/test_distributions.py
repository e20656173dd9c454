"""The wheel and the sdist hold what the command needs, and the command works from them, far from any checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DATA = ("templates", "locales", "spec")


def build(source: Path, kind: str, out: Path) -> Path:
    """Build a distribution with hatchling, in this environment."""
    command = [sys.executable, "-m", "build", f"--{kind}", "--no-isolation", "--outdir", str(out), str(source)]
    subprocess.run(command, check=True, capture_output=True)
    return next(out.glob("*.whl" if kind == "wheel" else "*.tar.gz"))


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that a clone would have, without whatever else lies in this folder."""
    folder = tmp_path_factory.mktemp("checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, check=True
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file() and not name.startswith(("site/docs", "sdk/", "tests/")):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(checkout, "wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel's content and nothing of the checkout."""
    folder = tmp_path_factory.mktemp("site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)  # noqa: S202 - our own wheel
    return folder


def tongwen(installed: Path, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command of the wheel."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("TONGWEN", "LANG", "LC_"))}
    environment["PYTHONPATH"] = str(installed)
    return subprocess.run(
        [sys.executable, "-m", "tongwen", *arguments],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_wheel_holds_all_data_of_the_checkout(wheel: Path, checkout: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    wanted = {
        f"tongwen/_bundled/{path.relative_to(checkout).as_posix()}"
        for folder in DATA
        for path in (checkout / folder).rglob("*")
        if path.is_file()
    }
    assert wanted <= names
    assert not [name for name in names if name.startswith(("generator/", "tests/", "site/", "sdk/"))]


def test_a_wheel_made_from_the_sdist_is_the_same(checkout: Path, wheel: Path, tmp_path: Path) -> None:
    sdist = build(checkout, "sdist", tmp_path / "sdist")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    second = build(next((tmp_path / "unpacked").iterdir()), "wheel", tmp_path / "again")
    with zipfile.ZipFile(wheel) as one, zipfile.ZipFile(second) as two:
        assert sorted(one.namelist()) == sorted(two.namelist())


def test_the_command_of_the_wheel_is_the_one_that_runs(installed: Path, tmp_path: Path) -> None:
    shown = subprocess.run(
        [sys.executable, "-c", "import tongwen; print(tongwen.__file__)"],
        env={**os.environ, "PYTHONPATH": str(installed)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(shown.stdout.strip()).is_relative_to(installed)


def test_explain_outside_any_project_uses_the_spec_inside_the_wheel(installed: Path, tmp_path: Path) -> None:
    told = tongwen(installed, tmp_path, "explain", "scope.record", "--lang", "zh")
    assert told.returncode == 0, told.stderr
    assert "麦克风" in told.stdout
    assert "RecorderManager.start" in told.stdout
    assert "spec/scopes/microphone.yaml:" in told.stdout


def test_init_and_build_work_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    assert tongwen(installed, tmp_path, "init", "demo").returncode == 0
    built = tongwen(installed, tmp_path / "demo", "build")
    assert built.returncode == 0, built.stderr
    again = tongwen(installed, tmp_path / "demo", "build")
    assert again.stdout.strip() == "Nothing changed."
    assert tongwen(installed, tmp_path / "demo", "build", "--check").returncode == 0


def test_build_outside_any_project_says_how_to_start_one(installed: Path, tmp_path: Path) -> None:
    told = tongwen(installed, tmp_path, "build")
    assert told.returncode == 1
    assert "TW120" in told.stderr
    assert "tongwen init" in told.stderr


def test_a_new_project_goes_from_the_wheel_to_its_site_and_a_third_language(installed: Path, tmp_path: Path) -> None:
    house = tmp_path / "house"
    assert tongwen(installed, tmp_path, "init", str(house)).returncode == 0
    for arguments in (["lint"], ["build"], ["build", "--check"], ["i18n", "update", "fr"], ["i18n", "status"]):
        done = tongwen(installed, house, *arguments)
        assert done.returncode == 0, (arguments, done.stdout, done.stderr)
    done = tongwen(installed, house, "site", "build")
    assert done.returncode == 0, done.stderr
    assert "tongwen.css" in (house / "site/out/zh/index.html").read_text(encoding="utf-8")
    assert not (house / "site/base.yml").exists()
