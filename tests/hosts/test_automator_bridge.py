"""The simulated host through the bridge: the whole matrix, and dialogs that stay open until somebody answers."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from tongwen.behaviour.cases import cases, plain
from tongwen.hosts.automator.client import DEVTOOLS_CANNOT, AutomatorHost, Unsupported
from tongwen.hosts.automator.protocol import RUN
from tongwen.hosts.automator.server import running
from tongwen.hosts.claims import Claims
from tongwen.hosts.protocol import Reply
from tongwen.hosts.runner import run
from tongwen.hosts.simulated import SimulatedHost

from tests.hosts.automator_peer import RECORD, WORLD, Peer, bridge, peer, until
from tests.support import weixin

ALLOW = {"method": "authorizeAllow"}
CANCEL = {"method": "authorizeCancel"}
CLOSED = {"error": {"message": "no authorization dialog is open"}}


@functools.cache
def matrix() -> list[dict[str, Any]]:
    return list(json.loads(json.dumps(plain(cases(weixin())))))


@pytest.fixture
def address() -> Iterator[str]:
    with bridge() as found:
        yield found


def by_hand() -> list[dict[str, Any]]:
    """The cases that a DevTools with a mini program claims."""
    claims = Claims(DEVTOOLS_CANNOT)
    return [case for case in matrix() if case["profile"] == "mini-program" and not claims.lacking(case)]


# The matrix.


def test_the_whole_matrix_passes_through_the_bridge(address: str) -> None:
    with AutomatorHost(address) as host:
        assert host.cannot == frozenset()
        assert [verdict for verdict in run(matrix(), host) if not verdict.passed] == []


def test_what_devtools_can_do_passes_with_the_messages_of_devtools_alone(address: str) -> None:
    assert len(by_hand()) > 50
    with AutomatorHost(address, devtools=True, patience=0.01) as host:
        assert [verdict for verdict in run(by_hand(), host) if not verdict.passed] == []


class AsksAgain(SimulatedHost):
    def refused(self, scope: str) -> bool:
        return False


@pytest.mark.parametrize("devtools", [False, True])
def test_a_wrong_host_is_red_through_the_bridge_as_well(devtools: bool) -> None:
    with (
        running(AsksAgain(), WORLD) as address,
        AutomatorHost(address, devtools=devtools, patience=0.01) as host,
    ):
        wrong = {verdict.rule for verdict in run(by_hand(), host) if not verdict.passed}
    assert "denied-fails-without-prompt" in wrong


# Dialogs.


def other_sees_a_dialog(other: Peer) -> bool:
    return bool(other.ask("Tongwen.prompt")["prompt"])


def test_a_dialog_keeps_its_request_open_while_others_are_answered(address: str) -> None:
    with peer(address) as someone:
        asked = someone.wx("authorize", RECORD)
        assert someone.setting() == {}
        assert someone.ask("Tongwen.prompt") == {"prompt": "scope"}
        assert someone.came == []
        assert someone.ask("Tool.native", **ALLOW) == {}
        assert someone.answer(asked)["result"] == {"result": {"errMsg": "authorize:ok"}}
        assert someone.setting() == {"scope.record": True}


def test_a_refusal_lasts_until_the_settings_page_or_deletion(address: str) -> None:
    with peer(address) as someone:
        asked = someone.wx("authorize", RECORD)
        assert someone.ask("Tool.native", **CANCEL) == {}
        assert someone.answer(asked)["error"] == {"message": "authorize:fail auth deny"}
        again = someone.wx("authorize", RECORD)
        assert someone.answer(again)["error"] == {"message": "authorize:fail auth deny"}
        assert someone.ask("Tool.native", **ALLOW) == CLOSED
        someone.ask("Tongwen.switch", scope="scope.record", value="granted")
        assert "result" in someone.answer(someone.wx("authorize", RECORD))
        someone.ask("Tool.clearAuth")
        assert someone.setting() == {}


def test_opening_the_settings_page_needs_a_tap_announced_beforehand(address: str) -> None:
    with peer(address) as someone:
        someone.ask("Tongwen.user", user={"answer": "deny"})
        someone.answer(someone.wx("authorize", RECORD))
        refused = someone.answer(someone.wx("openSetting"))
        assert refused["error"] == {"message": "openSetting:fail can only be invoked by user TAP gesture."}
        someone.ask("Tongwen.user", user={"tap": "tapped", "page-choice": "turn-on"})
        opened = someone.answer(someone.wx("openSetting"))["result"]["result"]
        assert opened["authSetting"]["scope.record"] is True


def test_a_dialog_closed_without_an_answer_decides_nothing(address: str) -> None:
    with peer(address) as someone:
        asked = someone.wx("authorize", RECORD)
        assert someone.ask("Tongwen.dismiss") == {"closed": True}
        assert someone.answer(asked)["error"] == {"message": "authorize:fail authorize no response"}
        assert someone.setting() == {}


@pytest.mark.parametrize("end", ["Tool.clearAuth", "Tongwen.delete"])
def test_forgetting_closes_all_open_dialogs(address: str, end: str) -> None:
    with peer(address) as someone:
        asked = [someone.wx("authorize", RECORD), someone.wx("authorize", {"scope": "scope.camera"})]
        someone.ask(end)
        for one in asked:
            assert someone.answer(one)["error"] == {"message": "authorize:fail authorize no response"}
        assert someone.ask("Tool.native", **ALLOW) == CLOSED


def test_dialogs_come_one_after_the_other(address: str) -> None:
    with peer(address) as someone:
        first, second = someone.wx("authorize", RECORD), someone.wx("authorize", {"scope": "scope.camera"})
        someone.ask("Tool.native", **ALLOW)
        assert "result" in someone.answer(first)
        someone.ask("Tool.native", **CANCEL)
        assert someone.answer(second)["error"] == {"message": "authorize:fail auth deny"}


def test_an_answer_counts_for_those_who_wait_for_the_same_scope(address: str) -> None:
    with peer(address) as someone:
        first, second = someone.wx("authorize", RECORD), someone.wx("startRecord", {})
        someone.ask("Tool.native", **ALLOW)
        assert "result" in someone.answer(first)
        assert "result" in someone.answer(second)
        assert someone.ask("Tool.native", **ALLOW) == CLOSED


def test_the_privacy_agreement_is_a_dialog_of_its_own() -> None:
    with bridge(privacy="privacy-before-prompt") as address, peer(address) as someone:
        asked = someone.wx("authorize", RECORD)
        assert someone.ask("Tongwen.prompt") == {"prompt": "privacy"}
        someone.ask("Tool.native", **ALLOW)
        assert someone.ask("Tongwen.prompt") == {"prompt": "scope"}
        someone.ask("Tool.native", **ALLOW)
        assert "result" in someone.answer(asked)


def test_the_dialog_of_a_client_that_leaves_goes_with_it_and_nothing_is_granted(address: str) -> None:
    with peer(address) as other:
        with peer(address) as someone:
            someone.wx("authorize", RECORD)
            assert other_sees_a_dialog(other)
        until(lambda: not other_sees_a_dialog(other))
        assert other.ask("Tool.native", **ALLOW) == CLOSED
        assert other.setting() == {}


def test_who_waits_behind_the_dialog_of_a_client_that_leaves_has_the_next_turn(address: str) -> None:
    with peer(address) as other:
        with peer(address) as someone:
            someone.wx("authorize", RECORD)
            assert other_sees_a_dialog(other)
            waits = other.wx("authorize", {"scope": "scope.camera"})

        def answered() -> bool:
            other.ask("Tool.native", **CANCEL)
            return any(found.get("id") == waits for found in other.came)

        until(answered)
        assert other.answer(waits)["error"] == {"message": "authorize:fail auth deny"}


def test_a_call_that_outlives_its_program_does_not_touch_the_next_one(address: str) -> None:
    camera = {"scope": "scope.camera"}
    with peer(address) as someone:
        asked = [someone.wx("authorize", RECORD), someone.wx("authorize", camera), someone.wx("startRecord", {})]
        # all in one go: the calls above are told only after the new program has granted what they ask for
        someone.send("Tongwen.reset", world={**WORLD, "platform": "android"})
        someone.send("Tongwen.user", user={"answer": "allow"})
        granted = someone.wx("authorize", RECORD)
        assert "result" in someone.answer(granted)
        told = [someone.answer(one)["error"]["message"] for one in asked]
        assert told == [f"{name}:fail authorize no response" for name in ("authorize", "authorize", "startRecord")]
        assert someone.setting() == {"scope.record": True}


def test_of_two_clients_that_answer_one_dialog_one_wins(address: str) -> None:
    with peer(address) as someone, peer(address) as left, peer(address) as right:
        asked = someone.wx("authorize", RECORD)
        someone.ask("Tongwen.prompt")
        allowed, refused = left.send("Tool.native", **ALLOW), right.send("Tool.native", **CANCEL)
        answers = [left.answer(allowed)["result"], right.answer(refused)["result"]]
        assert sorted(map(str, answers)) == sorted(map(str, [{}, CLOSED]))
        assert ("result" in someone.answer(asked)) == (answers[0] == {})
        assert someone.setting() == {"scope.record": answers[0] == {}}


# Calls with a function, and what is not offered.


def test_a_call_with_the_known_function_keeps_the_number_of_the_error() -> None:
    with bridge(privacy="privacy-guide-absent") as address, peer(address) as someone:
        params = {"functionDeclaration": RUN.replace(" ", "\n "), "args": ["authorize", RECORD]}
        told = someone.ask("App.callFunction", **params)["result"]
        assert told == {
            "ok": False,
            "error": {"errMsg": "please go to mp to announce your privacy usage", "errno": 1025},
        }


@pytest.mark.parametrize(
    ("method", "params", "reason"),
    [
        ("App.callFunction", {"functionDeclaration": "() => 1", "args": []}, "no JavaScript engine"),
        ("App.callFunction", {"functionDeclaration": RUN, "args": []}, "name of a method"),
        ("App.callFunction", {"functionDeclaration": RUN, "args": ["nothing"]}, "wx.nothing is not a function"),
        ("App.callWxMethod", {"method": "nothing"}, "wx.nothing not exists"),
        ("App.callWxMethod", {"method": "a.b"}, "letters and digits"),
        ("App.callWxMethod", {"method": "authorize", "args": [1]}, "one object"),
        ("App.callWxMethod", {"method": "authorize", "args": [RECORD], "pluginId": "wx1"}, "no plugin"),
        ("App.callWxMethod", {}, "missing required field"),
        ("App.mockWxMethod", {"method": "authorize", "result": {}}, "unknown field"),
        ("App.captureScreenshot", {}, "unknown method"),
        ("Tongwen.reset", {"world": {"profile": "moon"}}, "unknown profile"),
        ("Tongwen.switch", {"scope": "scope.record", "value": "granted"}, "no switch"),
        ("Tongwen.user", {"user": {"answer": "perhaps"}}, "one of"),
        ("__class__", {}, "unknown method"),
    ],
)
def test_what_cannot_be_done_is_an_error(address: str, method: str, params: Mapping[str, Any], reason: str) -> None:
    with peer(address) as someone:
        assert reason in someone.fails(method, **params)


def test_restoring_a_mock_is_harmless_and_unknown_buttons_are_named(address: str) -> None:
    with peer(address) as someone:
        assert someone.ask("App.mockWxMethod", method="authorize") == {}
        assert someone.ask("Tool.native", method="fly") == {"error": {"message": "can not find in protocol: fly"}}
        assert someone.ask("App.getPageStack")["pageStack"] == [someone.ask("App.getCurrentPage")]


class Broken(SimulatedHost):
    def read(self, arguments: Mapping[str, Any]) -> Reply:
        if arguments:
            return self.succeed(authSetting={1, 2})
        raise RuntimeError("out of order")


class Endless(SimulatedHost):
    """Whatever the user answers, it asks again."""

    def prompt(self, name: str, scope: str, user: Mapping[str, str]) -> str:
        while user.get("answer"):
            pass
        return ""


class Quits(SimulatedHost):
    def read(self, arguments: Mapping[str, Any]) -> Reply:
        raise SystemExit(3)


class Swallows(SimulatedHost):
    """Catches whatever goes wrong, as careful hosts do."""

    def call(self, name: str, arguments: Mapping[str, Any], user: Mapping[str, str]) -> Reply:
        try:
            return super().call(name, arguments, user)
        except Exception:
            return self.fail("denied", name)


class Deep(SimulatedHost):
    def read(self, arguments: Mapping[str, Any]) -> Reply:
        found: list[Any] = []
        for _ in range(100_000):
            found = [found]
        return self.succeed(authSetting=found)


def test_a_host_that_asks_without_end_fails_the_call() -> None:
    with running(Endless(), WORLD) as address, peer(address) as someone:
        asked = someone.wx("authorize", RECORD)
        until(lambda: someone.ask("Tool.native", **ALLOW) == CLOSED)
        assert someone.answer(asked)["error"] == {"message": "the host asks again and again"}


def test_a_host_that_leaves_or_answers_too_deep_fails_the_request_and_not_the_server() -> None:
    for host, told in ((Quits(), "SystemExit: 3"), (Deep(), "RecursionError")):
        with running(host, WORLD) as address, peer(address) as someone:
            assert told in str(someone.answer(someone.wx("getSetting")))
            assert someone.ask("Tool.getInfo")["SDKVersion"] == "3.4.2"


def test_a_host_that_catches_everything_still_has_its_dialogs() -> None:
    with running(Swallows(), WORLD) as address, peer(address) as someone:
        asked = someone.wx("authorize", RECORD)
        assert other_sees_a_dialog(someone)
        someone.ask("Tool.native", **ALLOW)
        assert "result" in someone.answer(asked)


def test_a_host_that_raises_or_answers_garbage_fails_the_request_and_not_the_server() -> None:
    with running(Broken(), WORLD) as address, peer(address) as someone:
        assert "RuntimeError: out of order" in str(someone.answer(someone.wx("getSetting")))
        assert "the host failed" in str(someone.answer(someone.wx("getSetting", {"a": 1})))
        assert someone.ask("Tool.getInfo")["SDKVersion"] == "3.4.2"


# The client's side.


def test_a_host_that_stands_for_devtools_refuses_what_it_cannot_do(address: str) -> None:
    with AutomatorHost(address, devtools=True) as host:
        for wrong in (
            lambda: host.reset({"platform": "ios"}),
            lambda: host.place("camera", {}, {}),
            lambda: host.switch("scope.record", "granted"),
            host.page,
            lambda: host.subscribe("t", "accept", keep=True),
            lambda: host.call("RecorderManager.start", {}, {}),
            lambda: host.call("wx.authorize", RECORD, {"answer": "dismiss"}),
            lambda: host.call("wx.openSetting", {}, {"tap": "tapped"}),
        ):
            with pytest.raises(Unsupported):
                wrong()


def test_a_dialog_that_nobody_was_to_see_is_refused_and_told(address: str) -> None:
    with AutomatorHost(address, devtools=True, patience=0.01) as host:
        seen = host.call("wx.authorize", RECORD, {})
        assert (seen.ok, seen.prompts, seen.message) == (False, ("scope",), "authorize:fail auth deny")
