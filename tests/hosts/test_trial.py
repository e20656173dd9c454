"""Hosts that hang, raise, break off or answer garbage: each is reported, the run goes on, and nothing keeps hanging."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from tongwen.hosts.claims import Claims
from tongwen.hosts.protocol import Host, HostError, Reply
from tongwen.hosts.simulated import SimulatedHost
from tongwen.hosts.trial import UNANSWERED, NotStarted, Result, Trial

from tests.hosts import wrong
from tests.hosts.runs import OTHER, example, matrix

SHORT = 0.4
LONG = 10.0


@pytest.fixture(autouse=True)
def nobody_waits_for_ever() -> Iterator[None]:
    """Threads that a test has left hanging end with it."""
    yield
    wrong.NEVER.set()
    wrong.NEVER.clear()


def tried(make: Callable[[], Host], timeout: float = LONG) -> list[Result]:
    """The case in which the host goes wrong, and one after it."""
    trial = Trial(make, timeout)
    trial.open()
    found = [trial.run(example()), trial.run(example(OTHER))]
    trial.close()
    return found


def seen(result: Result) -> str:
    """What the only difference says."""
    assert [(found.what, found.expected) for found in result.differences] == [("host", "an answer")]
    return result.differences[0].seen


def test_a_good_host_passes() -> None:
    assert [result.state for result in tried(SimulatedHost)] == ["passed", "passed"]


def test_a_host_that_hangs_fails_the_case_and_a_new_one_takes_the_next() -> None:
    hung, after = tried(wrong.Hangs, SHORT)
    assert (hung.state, seen(hung)) == ("failed", "no answer within 0.4 s")
    assert hung.rule == "first-use-asks-allowed"
    assert after.state == "passed"


def test_an_answer_that_comes_too_late_is_not_taken_for_the_next_one() -> None:
    released = threading.Event()
    gone = threading.Event()

    class Late(SimulatedHost):
        def call(self, name: str, arguments: Mapping[str, Any], user: Mapping[str, str]) -> Reply:
            if name == wrong.TARGET:
                released.wait()
            return super().call(name, arguments, user)

        def close(self) -> None:
            gone.set()

    trial = Trial(Late, SHORT)
    late = trial.run(example())
    assert trial.stuck
    released.set()
    assert gone.wait(LONG)  # the old thread has given its answer to nobody, closed its host and ended
    after = trial.run(example(OTHER))
    assert (late.state, after.state, after.id) == ("failed", "passed", example(OTHER)["id"])


def test_a_thread_that_hangs_is_not_waited_for_and_one_that_ends_is() -> None:
    patience: list[float] = []

    class Watched(Trial):
        def _give_up(self, worker: Any, seconds: float) -> None:
            patience.append(seconds)
            super()._give_up(worker, seconds)

    trial = Watched(wrong.Hangs, SHORT)
    trial.run(example())
    assert patience == [0]
    trial.run(example(OTHER))
    trial.close()
    assert patience == [0, SHORT]


def test_after_ten_cases_in_vain_the_rest_is_not_tried() -> None:
    trial = Trial(wrong.HangsAlways, 0.02)
    results = [trial.run(case) for case in matrix().cases[: UNANSWERED + 5]]
    assert [result.state for result in results] == ["failed"] * UNANSWERED + ["not-run"] * 5
    assert {result.lacking for result in results} == {""}


def test_a_host_with_a_time_limit_of_its_own_is_given_up_too() -> None:
    class GivesUpItself(SimulatedHost):
        def reset(self, world: Mapping[str, str]) -> None:
            wrong.NEVER.wait(0.015)
            raise TimeoutError("nobody at home")

    trial = Trial(GivesUpItself, 0.02)
    results = [trial.run(case) for case in matrix().cases[: UNANSWERED + 1]]
    assert [result.state for result in results] == ["failed"] * UNANSWERED + ["not-run"]


def test_a_host_that_can_be_made_only_once_is_given_up() -> None:
    made: list[int] = []

    class Once(wrong.Raises):
        def __init__(self) -> None:
            made.append(1)
            if len(made) > 1:
                raise ConnectionRefusedError("nobody listens")
            super().__init__()

    trial = Trial(Once, LONG)
    trial.open()
    cases = [example(), *matrix().cases[: UNANSWERED + 1]]
    results = [trial.run(case) for case in cases]
    assert [result.state for result in results] == ["failed"] * (UNANSWERED + 1) + ["not-run"]
    assert seen(results[1]) == "ConnectionRefusedError: nobody listens"
    assert len(made) == UNANSWERED + 1


def test_a_host_that_raises_quickly_is_tried_to_the_end() -> None:
    class Never(SimulatedHost):
        def reset(self, world: Mapping[str, str]) -> None:
            raise HostError("no")

    trial = Trial(Never, LONG)
    assert [trial.run(case).state for case in matrix().cases[: UNANSWERED + 5]] == ["failed"] * (UNANSWERED + 5)


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (wrong.Raises, "ZeroDivisionError: \x1b[31m</table>"),
        (wrong.Leaves, "SystemExit: 3"),
        (wrong.Disconnects, "ConnectionResetError: the peer went away"),
    ],
)
def test_a_host_that_raises_leaves_or_breaks_off_fails_the_case_only(make: Callable[[], Host], problem: str) -> None:
    failed, after = tried(make)
    assert (failed.state, seen(failed)) == ("failed", problem)
    assert after.state == "passed"


def test_an_exception_that_cannot_even_be_shown_is_reported() -> None:
    class Unspeakable(BaseException):
        def __str__(self) -> str:
            raise ValueError

    class Host(SimulatedHost):
        def call(self, name: str, arguments: Mapping[str, Any], user: Mapping[str, str]) -> Reply:
            raise Unspeakable

    assert seen(tried(Host)[0]) == "Unspeakable"


class Unshowable:
    """Raises when it is looked at."""

    def __repr__(self) -> str:
        raise ValueError


def reply(**fields: Any) -> Reply:
    """A reply with fields of any type."""
    return Reply(**{"ok": True, "prompts": ("scope",), **fields})


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (None, "wx.startRecord gave None, not a Reply"),
        ({"errMsg": "startRecord:ok"}, "wx.startRecord gave {'errMsg': 'startRecord:ok'}, not a Reply"),
        (Unshowable(), "wx.startRecord gave a Unshowable, not a Reply"),
        ("x" * 1000, f"wx.startRecord gave '{'x' * 199}..., not a Reply"),
        (reply(ok="false"), "wx.startRecord gave a Reply whose ok is 'false'"),
        (reply(prompts="scope"), "wx.startRecord gave a Reply whose prompts is 'scope'"),
        (reply(prompts=(1,)), "wx.startRecord gave a Reply whose prompts is (1,)"),
        (reply(message=None), "wx.startRecord gave a Reply whose message is None"),
        (reply(errno="103"), "wx.startRecord gave a Reply whose errno is '103'"),
        (reply(errno=True), "wx.startRecord gave a Reply whose errno is True"),
        (reply(result=[]), "wx.startRecord gave a Reply whose result is []"),
    ],
    ids=lambda value: "" if isinstance(value, Unshowable) else str(value)[:40],
)
def test_an_answer_of_the_wrong_form_is_reported_and_never_believed(answer: object, problem: str) -> None:
    class Host(wrong.Garbage):
        pass

    Host.answer = answer
    failed, after = tried(Host)
    assert (failed.state, seen(failed)) == ("failed", f"HostError: {problem}")
    assert after.state == "passed"


def test_settings_that_are_no_record_are_reported() -> None:
    class Lists(SimulatedHost):
        def call(self, name: str, arguments: Mapping[str, Any], user: Mapping[str, str]) -> Reply:
            if name == "wx.getSetting":
                return Reply(ok=True, result={"authSetting": ["scope.record"]})
            return super().call(name, arguments, user)

    failed = tried(Lists)[0]
    assert [(found.what, found.seen) for found in failed.differences] == [
        ("authSetting afterwards", "['scope.record']")
    ]


def test_a_page_that_is_no_set_of_scopes_is_reported() -> None:
    case = next(case for case in matrix().cases if case["expect"].get("page"))

    class Host(SimulatedHost):
        def page(self) -> frozenset[str]:
            return ["scope.record"]  # type: ignore[return-value]

    assert seen(Trial(Host, LONG).run(case)) == "HostError: page gave ['scope.record'], not a set of scopes"


def not_started(make: Callable[[], Any], timeout: float = LONG) -> str:
    """What is told of a host that does not start."""
    trial = Trial(make, timeout)
    with pytest.raises(NotStarted) as caught:
        trial.open()
    trial.close()
    return str(caught.value)


def test_a_host_that_hangs_in_its_making_does_not_start() -> None:
    assert not_started(wrong.HangsInItsMaking, 0.05) == "no answer within 0.05 s"


def test_what_is_no_host_does_not_start() -> None:
    assert not_started(dict) == "HostError: dict has no method reset, call, place, switch, page, delete, subscribe"


def test_a_host_whose_making_fails_does_not_start() -> None:
    assert not_started(lambda: 1 / 0) == "ZeroDivisionError: division by zero"


@pytest.mark.parametrize(
    "claim",
    ["plugin", {"plugin": True}, 7, {"plugin", 7}, {""}],
    ids=["a-name", "a-mapping", "a-number", "a-number-in-it", "an-empty-name"],
)
def test_a_claim_that_is_no_set_of_names_keeps_the_host_from_starting(claim: object) -> None:
    class Host(SimulatedHost):
        cannot = claim

    assert not_started(Host).startswith("HostError: cannot must ")


def test_what_the_host_cannot_do_is_not_run_and_says_why() -> None:
    trial = Trial(wrong.NoPlugins, LONG)
    trial.open()
    plugin = next(case for case in matrix().cases if case["profile"] == "plugin")
    privacy = next(case for case in matrix().cases if case["world"].get("privacy") == "privacy-before-prompt")
    results = [trial.run(plugin), trial.run(privacy), trial.run(example())]
    assert [(r.state, r.lacking) for r in results] == [
        ("not-run", "plugin"),
        ("not-run", "privacy-[!a]*"),
        ("passed", ""),
    ]
    assert trial.claims.useless() == []


def test_what_the_steps_of_a_walk_look_at_must_be_claimed_too() -> None:
    step = {"do": "delete", "rule": "r", "expect": {"page": {"scope.record": True}}}
    case = {"world": {}, "arrange": [step], "act": {"call": "wx.getSetting"}, "expect": {}}
    assert Claims({"page"}).lacking(case) == "page"
    assert Claims({"delete"}).lacking(case) == "delete"
    assert Claims({"plugin"}).lacking(case) == ""


def test_closing_waits_until_the_host_has_let_go() -> None:
    closed: list[bool] = []

    class Holds(SimulatedHost):
        def close(self) -> None:
            closed.append(True)

    trial = Trial(Holds, LONG)
    trial.open()
    trial.close()
    assert closed == [True]
    assert not trial.stuck


def test_the_next_host_is_made_when_the_last_one_has_let_go() -> None:
    order: list[str] = []

    class Host(wrong.Raises):
        def __init__(self) -> None:
            order.append("made")
            super().__init__()

        def close(self) -> None:
            order.append("closed")

    assert [result.state for result in tried(Host)] == ["failed", "passed"]
    assert order == ["made", "closed", "made", "closed"]


def test_a_host_that_hangs_or_raises_while_it_is_closed_does_not_matter() -> None:
    class HangsInClosing(SimulatedHost):
        def close(self) -> None:
            wrong.NEVER.wait()

    class RaisesInClosing(SimulatedHost):
        def close(self) -> None:
            raise SystemExit(3)

    for host, stuck in ((HangsInClosing, True), (RaisesInClosing, False)):
        trial = Trial(host, SHORT)
        trial.open()
        trial.close()
        assert trial.stuck is stuck
