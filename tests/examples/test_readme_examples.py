"""The programs in the READMEs of the SDKs compile and run, like the examples of the spec."""

from __future__ import annotations

import ast
import asyncio
import contextlib
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tongwen.hosts.carrier import AsyncCarrier
from tongwen.model.base import Localized
from tongwen.model.pages import Example
from tongwen.text.opaque import Text

from tests.examples.cast import Theatre
from tests.support import ROOT, weixin
from tests.typescript.test_typescript import COMPILERS, node, project, tsc

sys.path.insert(0, str(ROOT / "sdk" / "python"))
import wxauth

__all__ = ["node"]  # a fixture

TITLE = Localized(en=Text("Title"), zh=Text("标题"))
#: The answers of the user, and what the program then prints.
ENSURE = {"deny": "wx.authorize scope.writePhotosAlbum: Denied by the user (authorize:fail", "allow": ""}
SENT = {"ok": {"result": {"authSetting": {}}}, "refused": {"error": {"message": "getSetting:fail auth deny"}}}


def programs(readme: str, language: str) -> list[str]:
    text = (ROOT / readme).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


SYNC, ASYNC, HOST = programs("sdk/python/README.md", "python")
USE, MEANING = programs("sdk/typescript/README.md", "ts")


def perform(code: str, names: dict[str, Any]) -> str:
    """What a program prints; one with `await` at its top is run as such."""
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    made = compile(code, "README", "exec", flags=flags)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        waiting = eval(made, names)  # noqa: S307 - our own README
        if waiting is not None:
            asyncio.run(waiting)
    return printed.getvalue()


@pytest.mark.parametrize("answer", ENSURE)
@pytest.mark.parametrize("code", [SYNC, ASYNC], ids=["sync", "async"])
def test_the_first_program_explains_a_refusal(code: str, answer: str) -> None:
    example = Example(title=TITLE, code={}, answers=[answer])
    host: Any = Theatre(weixin(), example, wxauth.HostFailure)
    printed = perform(code, {"host": host if code is SYNC else AsyncCarrier(host)})
    assert not host.answers
    assert printed.startswith(ENSURE[answer]) if ENSURE[answer] else printed == ""


@pytest.mark.parametrize("sent", SENT)
def test_the_host_of_the_readme_carries_calls(sent: str) -> None:
    names: dict[str, Any] = {"send": lambda *_: SENT[sent]}
    perform(HOST, names)
    wx = wxauth.Wx(names["MyHost"]())
    if sent == "ok":
        assert wx.get_setting().auth_setting[wxauth.Scope.RECORD] is wxauth.Consent.UNASKED
    else:
        with pytest.raises(wxauth.AuthorizationDenied):
            wx.get_setting()


def test_the_python_programs_pass_mypy_strict(tmp_path: Path) -> None:
    given = "from wxauth import {kind}\nhost: {kind}\n"
    (tmp_path / "sync.py").write_text(given.format(kind="Host") + SYNC, encoding="utf-8")
    body = "".join(f"    {line}\n" for line in ASYNC.splitlines())
    (tmp_path / "asynchronous.py").write_text(
        given.format(kind="AsyncHost") + f"async def main() -> None:\n{body}", encoding="utf-8"
    )
    send = "from typing import Any\ndef send(method: str, args: list[object]) -> Any: ...\n"
    (tmp_path / "host.py").write_text(f"{send}{HOST}\nfrom wxauth import Wx\nWx(MyHost())\n", encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", "--config-file=", str(tmp_path)]
    env = {"MYPYPATH": str(ROOT / "sdk" / "python"), "PATH": ""}
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("compiler", COMPILERS)
def test_the_typescript_programs_compile(node: str, compiler: str, tmp_path: Path) -> None:
    given = "declare const console: { log(...values: unknown[]): void };\n"
    files = {"use.ts": given + USE, "meaning.ts": given + MEANING}
    done = tsc(node, compiler, project(tmp_path, files, lib=["ES2020"]))
    assert done.returncode == 0, done.stdout


def test_the_program_that_asks_for_a_meaning_gets_it(node: str) -> None:
    module = (ROOT / "sdk" / "typescript" / "constants.mjs").as_uri()
    code = MEANING.replace('"wxauth-types/constants"', json.dumps(module))
    command = [node, "--input-type=module", "-e", code]
    assert subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout == "denied\n"
