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


def test_the_simulated_host_does_not_read_the_rules() -> None:
    import tongwen.hosts.memory
    import tongwen.hosts.phrases
    import tongwen.hosts.simulated

    for module in (tongwen.hosts.simulated, tongwen.hosts.memory, tongwen.hosts.phrases, offers):
        names = {getattr(value, "__module__", None) or "" for value in vars(module).values()}
        assert not any(name.startswith(("tongwen.behaviour", "tongwen.model")) for name in names)
