"""The spec that ships: each of many wrong rules is told, and entries that go are told as gone."""

from __future__ import annotations

import msgspec
import pytest
from tongwen.behaviour.mutants import RuleMutant, rule_mutants
from tongwen.diff.compare import compare

from tests.support import weixin

#: Every so many, so that the test takes seconds.
STEP = 12


def flips() -> list[RuleMutant]:
    """Rules with another outcome; the table has a cell for each, so each is seen."""
    return [mutant for mutant in rule_mutants(weixin()) if mutant.operator == "flip"][::STEP]


@pytest.mark.parametrize("mutant", flips(), ids=lambda mutant: mutant.name)
def test_a_rule_with_another_outcome_is_told(mutant: RuleMutant) -> None:
    base = weixin()
    assert mutant.changed is not None
    changes = compare(base, msgspec.structs.replace(base, rules={**base.rules, mutant.rule: mutant.changed}))
    told = [change for change in changes if change.sort == "behaviour-changed"]
    assert told
    assert {change.details["rule"] for change in told} == {mutant.rule}
    assert len({change.id for change in changes}) == len(changes)


def test_the_spec_does_not_differ_from_itself() -> None:
    assert compare(weixin(), weixin()) == []


@pytest.mark.parametrize("kind", ["apis", "scopes", "errors", "guides", "sources"])
def test_an_entry_that_goes_is_told_as_gone_and_one_that_comes_as_new(kind: str) -> None:
    base = weixin()
    *_, name = getattr(base, kind)
    smaller = {key: entry for key, entry in getattr(base, kind).items() if key != name}
    without = msgspec.structs.replace(base, **{kind: smaller})
    gone = [change.sort for change in compare(base, without) if change.entry.id == name]
    come = [change.sort for change in compare(without, base) if change.entry.id == name]
    assert [sort.rpartition("-")[2] for sort in (*gone, *come)] == ["removed", "added"]
