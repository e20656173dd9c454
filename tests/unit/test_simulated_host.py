"""The matrix of the real spec holds for the simulated host, and for no host that is wrong in one thing."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from typing import Any

import pytest
from tongwen.behaviour.cases import cases, plain
from tongwen.hosts import offers
from tongwen.hosts.protocol import Reply
from tongwen.hosts.runner import Verdict, run, run_case
from tongwen.hosts.simulated import SimulatedHost

from tests.support import weixin


@functools.cache
def matrix() -> list[dict[str, Any]]:
    """The cases as they are read back from `matrix.json`."""
    return list(json.loads(json.dumps(plain(cases(weixin())))))


def failures(host: SimulatedHost) -> list[Verdict]:
    return [verdict for verdict in run(matrix(), host) if not verdict.passed]


def case(name: str) -> dict[str, Any]:
    return next(case for case in matrix() if case["id"] == name)


def test_every_case_passes_on_the_simulated_host() -> None:
    assert [(verdict.case, verdict.differences) for verdict in failures(SimulatedHost())] == []


def test_every_rule_of_the_spec_is_held_by_a_case() -> None:
    assert {case["rule"] for case in matrix()} == set(weixin().rules)


class UsesAnotherPlatformsWords(SimulatedHost):
    def platform(self) -> str:
        return {"ios": "android", "android": "ios"}.get(super().platform(), "devtools")


class Raises(SimulatedHost):
    def read(self, arguments: Mapping[str, Any]) -> Reply:
        raise ConnectionResetError("gone")


def test_a_difference_says_what_was_expected_and_what_was_seen() -> None:
    name = "mini-program.getLocation.denied.ios.fails-without-prompt"
    verdict = run_case(case(name), UsesAnotherPlatformsWords())
    assert (verdict.case, verdict.rule, verdict.passed) == (name, "denied-fails-without-prompt", False)
    (difference,) = verdict.differences
    assert (difference.what, difference.seen) == ("message", "getLocation:fail:auth denied")
    assert "getLocation:fail auth deny" in difference.expected


def test_a_host_that_raises_fails_the_case_and_not_the_run() -> None:
    verdicts = list(run(matrix()[:3], Raises()))
    assert [verdict.differences[0].seen for verdict in verdicts] == ["ConnectionResetError: gone"] * 3


@pytest.mark.parametrize(
    "changed",
    [
        {"prompts": ["scope"]},
        {"result": "success"},
        {"messages": ["getLocation:ok"]},
        {"afterwards": {"scope.userLocation": True}},
        {"afterwards": {"scope.userLocation": None}},
        {"page": {"scope.userLocation": False}},
    ],
    ids=str,
)
def test_a_changed_expectation_turns_a_case_red(changed: dict[str, Any]) -> None:
    right = case("mini-program.getLocation.denied.ios.fails-without-prompt")
    assert run_case(right, SimulatedHost()).passed
    assert not run_case({**right, "expect": {**right["expect"], **changed}}, SimulatedHost()).passed


class GrantsAnother(SimulatedHost):
    """Whoever answers for one scope has answered for the microphone as well."""

    def listed(self) -> dict[str, bool]:
        answered = bool(self.memory.listed())
        return {**super().listed(), **({offers.RECORD: True} if answered else {})}


class ForgetsAnother(SimulatedHost):
    """Once something was asked, a scope that is always granted is not listed any more."""

    def listed(self) -> dict[str, bool]:
        withdrawn = () if self.memory.listed() else self.withdrawn()
        return {**self.memory.listed(), **dict.fromkeys(withdrawn, True)}


class RefusesAnother(SimulatedHost):
    """A scope that is always granted is listed as refused."""

    def listed(self) -> dict[str, bool]:
        return {**super().listed(), **dict.fromkeys(self.withdrawn()[:1], False)}


@pytest.mark.parametrize("wrong", [GrantsAnother, ForgetsAnother, RefusesAnother])
def test_a_case_looks_at_the_scopes_that_it_does_not_name_as_well(wrong: type[SimulatedHost]) -> None:
    right = case("mini-program.getLocation.denied.ios.fails-without-prompt")
    assert right["expect"]["afterwards"].keys() == {"scope.userLocation"}
    assert run_case(right, SimulatedHost()).passed
    seen = [difference.what for difference in run_case(right, wrong()).differences]
    assert seen
    assert all(what.startswith("authSetting afterwards[scope.") and "userLocation]" not in what for what in seen)


@pytest.mark.parametrize(("part", "wrong"), [("others", ForgetsAnother), ("absent", GrantsAnother)])
def test_a_case_that_is_not_told_of_other_scopes_does_not_see_them(part: str, wrong: type[SimulatedHost]) -> None:
    right = case("mini-program.getLocation.denied.ios.fails-without-prompt")
    read = {name: value for name, value in right["read"].items() if name != part}
    assert run_case({**right, "read": read}, wrong()).passed


def test_every_step_of_a_walk_looks_at_the_scopes_that_it_does_not_name() -> None:
    verdict = run_case(case("mini-program.userLocation.walk-01"), GrantsAnother())
    assert [difference.step for difference in verdict.differences] == [1]


def test_a_scope_that_the_profile_has_not_is_nobodys_concern() -> None:
    """A plugin reads its host's answers, for scopes that a plugin has not as well."""
    right = case("plugin.startRecord.denied.ios.fails-without-prompt")
    strange = "scope.address"
    assert strange not in (*right["read"].get("others", ()), *right["read"]["absent"])
    assert strange in started("plugin").listed()
    assert run_case(right, SimulatedHost()).passed


def started(profile: str) -> SimulatedHost:
    host = SimulatedHost()
    host.reset({"profile": profile})
    return host


def test_the_simulated_host_does_not_read_the_rules() -> None:
    import tongwen.hosts.memory
    import tongwen.hosts.phrases
    import tongwen.hosts.simulated

    for module in (tongwen.hosts.simulated, tongwen.hosts.memory, tongwen.hosts.phrases, offers):
        names = {getattr(value, "__module__", None) or "" for value in vars(module).values()}
        assert not any(name.startswith(("tongwen.behaviour", "tongwen.model")) for name in names)
