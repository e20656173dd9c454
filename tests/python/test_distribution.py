"""The client's wheel and sdist: built, installed into a place of their own, and used from there."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

from tests.packaging.test_distributions import build
from tests.support import ROOT

SDK = ROOT / "sdk" / "python"
PROGRAM = """
from wxauth import AsyncWx, AuthorizationDenied, Consent, HostFailure, Scope, Wx

class Host:
    def call(self, method, args):
        if method == "getSetting":
            return {"authSetting": {"scope.record": False}}
        raise HostFailure("startRecord:fail auth deny")

wx = Wx(Host())
assert wx.get_setting().auth_setting[Scope.RECORD] is Consent.DENIED
try:
    wx.start_record()
except AuthorizationDenied as error:
    print(error.api, error.scope, error.remedy.partition(".")[0])
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(SDK, "wheel", tmp_path_factory.mktemp("wheel"))


def test_the_wheel_holds_the_package_with_its_types_and_needs_nothing(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        (found,) = [name for name in names if name.endswith("METADATA")]
        metadata = Parser().parsestr(archive.read(found).decode("utf-8"))
    assert {f"wxauth/{path.name}" for path in (SDK / "wxauth").iterdir() if path.is_file()} <= names
    assert "wxauth/py.typed" in names
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata.get_all("Requires-Dist") is None
    assert metadata["Description-Content-Type"] == "text/markdown"
    assert "创建客户端" in metadata.get_payload()


def test_it_works_where_nothing_else_is_installed(wheel: Path, tmp_path: Path) -> None:
    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "-q",
        "--no-deps",
        "--no-index",
        "--target",
        str(tmp_path),
        str(wheel),
    ]
    subprocess.run(install, check=True, capture_output=True)
    program = f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n{PROGRAM}"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program], capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("wx.startRecord scope.record Do not call again")


def test_the_sdist_holds_what_the_wheel_is_made_from(tmp_path: Path) -> None:
    with tarfile.open(build(SDK, "sdist", tmp_path)) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "README.md", "wxauth/__init__.py", "wxauth/py.typed"} <= names
