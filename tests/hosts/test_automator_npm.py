"""The client that developers use, from npm, against `tongwen simulate` as it is started by hand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tongwen.hosts.automator.protocol import RUN

from tests.npm import install
from tests.support import ROOT

HERE = Path(__file__).resolve().parent / "npm"
SIMULATE = [sys.executable, "-m", "tongwen", "simulate", "--port", "0"]
REFUSED = {"error": "authorize:fail auth deny"}
GRANTED = {"value": {"errMsg": "authorize:ok"}}
WITHDRAWN = {"scope.address", "scope.invoice", "scope.invoiceTitle", "scope.userInfo"}


@pytest.fixture(scope="session")
def node(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Node, with the client installed beside the driver as the lock file says."""
    return install(HERE, ["miniprogram-automator/out/index.js"], tmp_path_factory)


@pytest.fixture(scope="session")
def told(node: str) -> dict[str, Any]:
    """What the driver saw."""
    env = {**os.environ, "PYTHONPATH": str(ROOT / "generator")}
    with subprocess.Popen(SIMULATE, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            address = server.stdout.readline().strip()
            done = subprocess.run(
                [node, str(HERE / "drive.cjs"), address, RUN], capture_output=True, text=True, check=False, timeout=60
            )
        finally:
            server.kill()
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def scopes(found: Any) -> dict[str, bool]:
    """The scopes that a settings record lists because the user was asked."""
    return {scope: value for scope, value in found["value"]["authSetting"].items() if scope not in WITHDRAWN}


def test_nothing_is_listed_before_anybody_was_asked_but_what_is_withdrawn(told: dict[str, Any]) -> None:
    assert told["before"] == {"value": {"errMsg": "getSetting:ok", "authSetting": dict.fromkeys(WITHDRAWN, True)}}


def test_a_dialog_stays_open_while_other_calls_are_answered(told: dict[str, Any]) -> None:
    assert told["meanwhile"] == told["before"]
    assert told["answeredBeforeTheUser"] is False
    assert told["cancel"] == {}
    assert told["refused"] == REFUSED


def test_a_refused_scope_fails_at_once_and_no_dialog_opens(told: dict[str, Any]) -> None:
    assert told["repeated"] == REFUSED
    assert told["noDialog"]["error"]["message"] == "no authorization dialog is open"
    assert told["recordRefused"] == {"error": "startRecord:fail auth deny"}
    assert scopes(told["afterRefusal"]) == {"scope.record": False}


def test_the_settings_page_needs_a_tap_and_changes_the_answer(told: dict[str, Any]) -> None:
    assert told["pageWithoutTap"] == {"error": "openSetting:fail can only be invoked by user TAP gesture."}
    assert scopes(told["page"]) == {"scope.record": True}
    assert told["allowed"] == GRANTED
    assert told["recordAllowed"] == {"value": {"errMsg": "startRecord:ok"}}


def test_a_dialog_that_is_allowed_grants_the_scope(told: dict[str, Any]) -> None:
    assert told["allow"] == {}
    assert told["camera"] == GRANTED


def test_a_function_that_calls_an_api_is_understood_and_any_other_is_refused(told: dict[str, Any]) -> None:
    assert told["withdrawn"]["value"] == {"ok": True, "result": {"errMsg": "authorize:ok"}}
    assert "no JavaScript engine" in told["evaluated"]["error"]


def test_what_is_not_offered_is_an_error_and_never_a_pretence(told: dict[str, Any]) -> None:
    assert told["unknown"] == {"error": "wx.nothing not exists"}
    assert "error" in told["mocked"]
    assert told["restored"] == {"value": True}


def test_there_is_one_page(told: dict[str, Any]) -> None:
    assert (told["path"], told["pages"]) == ("pages/index/index", 1)


def test_deleting_the_program_forgets_every_answer(told: dict[str, Any]) -> None:
    assert told["forgotten"] == told["before"]


def test_the_version_of_the_client_is_pinned() -> None:
    lock = json.loads((HERE / "package-lock.json").read_text(encoding="utf-8"))
    pinned = json.loads((HERE / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    assert {f"node_modules/{name}": version for name, version in pinned.items()}.items() <= {
        name: package.get("version") for name, package in lock["packages"].items()
    }.items()
