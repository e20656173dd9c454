"""Rules that are taken out, turned round or made wider are noticed, by the table or by a case."""

from __future__ import annotations

import functools
from collections import Counter
from itertools import chain

import msgspec
import pytest
from tongwen.behaviour.cases import cases
from tongwen.behaviour.matrix import Case
from tongwen.behaviour.mutants import SAME, UNWORDED, Judge, Judged, RuleMutant, rule_mutants
from tongwen.behaviour.table import decide
from tongwen.hosts.runner import run_case
from tongwen.hosts.simulated import SimulatedHost
from tongwen.model.spec import Document

from tests.support import weixin

HOST = SimulatedHost()
FINDINGS = {"gap", "contradiction", "useless-override", "never-wins", "unreachable"}


def fails(case: Case) -> bool:
    return not run_case(msgspec.to_builtins(case), HOST).passed


@functools.cache
def judged() -> dict[str, tuple[RuleMutant, Judged]]:
    judge = Judge(weixin(), decide(weixin()), fails)
    return {mutant.name: (mutant, judge.judge(mutant)) for mutant in rule_mutants(weixin())}


def test_every_mutant_has_a_name_of_its_own() -> None:
    names = Counter(mutant.name for mutant in rule_mutants(weixin()))
    assert [name for name, count in names.items() if count > 1] == []
    assert len(names) > 500


def test_every_rule_is_taken_out_and_turned_round() -> None:
    done = {(mutant.rule, mutant.operator) for mutant in rule_mutants(weixin())}
    assert {(rule, operator) for rule in weixin().rules for operator in ("drop", "flip")} <= done


def test_every_condition_and_every_exception_is_taken_out_of_every_rule() -> None:
    wanted = {
        (name, part)
        for name, rule in weixin().rules.items()
        for part in chain((f"given.{of}" for of in rule.given), (f"overrides.{other}" for other in rule.overrides))
    }
    assert {(mutant.rule, mutant.part) for mutant in rule_mutants(weixin()) if mutant.operator == "widen"} == wanted


def test_every_mutant_is_noticed_unless_the_table_is_the_same_without_the_change() -> None:
    assert [name for name, (_, found) in judged().items() if not found.killed_by and found.equivalent != SAME] == []


def test_what_is_noticed_has_no_excuse() -> None:
    assert [name for name, (_, found) in judged().items() if found.killed_by and found.equivalent] == []


def test_a_rule_that_is_taken_out_leaves_a_gap() -> None:
    assert {found.killed_by for mutant, found in judged().values() if mutant.operator == "drop"} == {"gap"}


def test_a_rule_that_is_turned_round_is_noticed_by_a_case() -> None:
    assert not FINDINGS & {found.killed_by for mutant, found in judged().values() if mutant.operator == "flip"}


def test_only_a_condition_that_others_imply_may_be_missing_unnoticed() -> None:
    """Such a mutant makes the very same matrix: nothing that runs cases could tell."""
    same = [mutant for mutant, found in judged().values() if found.equivalent == SAME]
    assert {mutant.operator for mutant in same} == {"widen"}
    assert 0 < len(same) < 30
    for mutant in same[:3]:
        assert cases(changed(mutant)) == cases(weixin())


def changed(mutant: RuleMutant) -> Document:
    assert mutant.changed is not None
    return msgspec.structs.replace(weixin(), rules={**weixin().rules, mutant.rule: mutant.changed})


def test_a_judge_to_whom_no_case_fails_lets_turned_rules_pass() -> None:
    judge = Judge(weixin(), decide(weixin()), lambda _: False)
    mutant = next(
        mutant for mutant in rule_mutants(weixin(), ["denied-fails-without-prompt"]) if mutant.part == "prompt"
    )
    assert judge.judge(mutant) == Judged()


def test_two_errors_without_words_cannot_be_told_apart() -> None:
    wordless = {name: msgspec.structs.replace(error, messages=[], errno=[]) for name, error in weixin().errors.items()}
    document = msgspec.structs.replace(weixin(), errors=wordless)
    judge = Judge(document, decide(document), fails)
    found = {
        mutant.now: judge.judge(mutant)
        for mutant in rule_mutants(document, ["two-scopes-ask-dismissed"])
        if mutant.part == "result"
    }
    assert found["success"].killed_by
    assert {one.equivalent for now, one in found.items() if now != "success"} == {UNWORDED}


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        (
            "settings-page-turned-on",
            {"result=denied", "prompt=none", "consent=denied", "holds.setting=denied", "holds.page=unlisted"},
        ),
        (
            "background-asks-denied",
            {"result=success", "result=dismissed", "prompt=none", "consent=granted"},
        ),
    ],
)
def test_every_part_of_an_outcome_is_turned_round(name: str, parts: set[str]) -> None:
    flips = [mutant for mutant in rule_mutants(weixin(), [name]) if mutant.operator == "flip"]
    assert {f"{mutant.part}={mutant.now}" for mutant in flips} == parts


def test_a_limit_to_profiles_is_taken_out() -> None:
    rule = weixin().rules["granted-succeeds"]
    limited = msgspec.structs.replace(rule, profiles=["plugin"])
    document = msgspec.structs.replace(weixin(), rules={**weixin().rules, "granted-succeeds": limited})
    (found,) = [m for m in rule_mutants(document, ["granted-succeeds"]) if m.part.startswith("profiles.")]
    assert found.changed == rule
