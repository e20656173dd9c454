"""The matrix, cells and walks, through the generated client: in memory, over the wire, and asynchronously."""

from __future__ import annotations

import functools
import json
from typing import Any

import pytest
from tongwen.behaviour.cases import cases, plain
from tongwen.hosts.automator.client import AutomatorHost
from tongwen.hosts.automator.server import running
from tongwen.hosts.runner import run, run_case
from tongwen.hosts.simulated import SimulatedHost

from tests.python.through_client import ThroughAsyncClient, ThroughClient
from tests.support import weixin

WORLD = {"profile": "mini-program", "platform": "devtools"}


@functools.cache
def matrix() -> list[dict[str, Any]]:
    return list(json.loads(json.dumps(plain(cases(weixin())))))


def red(host: ThroughClient, chosen: list[dict[str, Any]]) -> list[object]:
    return [(v.case, v.differences) for v in run(chosen, host) if not v.passed]


def test_the_whole_matrix_passes_through_the_client() -> None:
    host = ThroughClient(SimulatedHost())
    assert red(host, matrix()) == []
    assert host.typed > 10 * (host.untyped + host.refused)


def test_the_whole_matrix_passes_through_the_client_over_the_wire() -> None:
    with running(SimulatedHost(), WORLD) as address, AutomatorHost(address) as host:
        assert red(ThroughClient(host), matrix()) == []


def test_the_asynchronous_client_passes_it_as_well() -> None:
    assert red(ThroughAsyncClient(SimulatedHost()), matrix()[::7]) == []


class AsksAgain(SimulatedHost):
    def refused(self, scope: str) -> bool:
        return False


@pytest.mark.parametrize("through", [ThroughClient, ThroughAsyncClient])
def test_a_wrong_host_is_red_through_the_client_as_well(through: type[ThroughClient]) -> None:
    wrong = {v.rule for v in run(matrix()[::7], through(AsksAgain())) if not v.passed}
    assert "denied-fails-without-prompt" in wrong


def line(error: str) -> set[str]:
    """An error, and the more general ones."""
    found = {error}
    while (parent := weixin().errors[error].parent) is not None:
        error = parent
        found.add(error)
    return found


def test_every_failure_of_the_matrix_becomes_the_class_that_the_rule_names() -> None:
    host = ThroughClient(SimulatedHost())
    seen: set[str] = set()
    for case in matrix():
        by_call = case["act"].get("kind") != "component"  # components do not go through the client
        if by_call and case["expect"].get("messages"):
            assert run_case({**case, "read": None}, host).passed
            if host.error:
                assert host.error in line(case["expect"]["error"]), case["id"]
                seen.add(host.error)
    assert {"denied", "dismissed", "not-promptable", "tap-required"} <= seen
