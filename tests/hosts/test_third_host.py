"""A host that somebody else wrote from the prose: what it claims is green, and what it breaks is red."""

from __future__ import annotations

import ast
from pathlib import Path

from tongwen.hosts.claims import Claims
from tongwen.hosts.trial import Trial

from tests.hosts import third
from tests.hosts.runs import matrix, report

LEAST = 150


def test_the_third_host_does_what_it_claims_and_claims_enough() -> None:
    found = report(third.Third)
    assert (found.broken, found.count("failed")) == ([], 0)
    assert found.green
    assert found.count("passed") >= LEAST
    assert found.count("passed") + sum(found.lacking.values()) == len(matrix().cases)


def test_it_claims_cases_of_both_phones_walks_and_every_consent() -> None:
    claims = Claims(third.Third.cannot)
    claimed = [case for case in matrix().cases if not claims.lacking(case)]
    assert {case["world"]["platform"] for case in claimed} == {"ios", "android"}
    assert any(step.get("expect") for case in claimed for step in case["arrange"])
    assert {step["do"] for case in claimed for step in case["arrange"]} == {"call", "set", "delete"}


def test_every_entry_of_what_it_cannot_do_is_needed() -> None:
    trial = Trial(third.Third)
    trial.open()
    assert [trial.run(case).state for case in matrix().cases].count("failed") == 0
    trial.close()
    assert trial.claims.useless() == []


def test_breaking_it_turns_it_red_by_the_rules_that_are_broken() -> None:
    found = report(third.Forgets)
    assert {broken.rule for broken in found.broken} == {
        "settings-off-counts-at-next-call",
        "settings-on-counts-at-next-call",
        "reading-after-turned-off",
        "reading-after-turned-on",
    }
    assert not found.green


def test_it_knows_nothing_of_ours_but_the_protocol() -> None:
    source = Path(third.__file__).read_text(encoding="utf-8")
    imported = {node.module for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom)}
    assert {name for name in imported if name and name.startswith(("tongwen", "tests"))} == {"tongwen.hosts.protocol"}
