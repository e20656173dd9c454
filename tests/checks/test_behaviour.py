"""Rules that leave a situation undecided, or decide it twice, or decide nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.cases import Case, case, changed, holds
from tests.support import GARDEN, found, problems, project

CALLS = "classes:\n  every-call: {title: {en: Every call, zh: 所有接口}}\n"
BASE = GARDEN.partition("classes:")[0] + CALLS
WEATHER = """
dimensions:
  weather:
    title: {en: Weather, zh: 天气}
    description: {en: The weather., zh: 天气。}
    kind: environment
    order: 1
    values:
      dry: {title: {en: Dry, zh: 晴}}
      wet: {title: {en: Wet, zh: 雨}}
      snow: {title: {en: Snow, zh: 雪}}
"""
TITLE = "title: {en: T, zh: 题}"
RULE = "for: every-call, title: {en: T, zh: 题}, note: {en: N., zh: 注。}, then: {prompt: none, result: success}"
ONE = f"rules:\n  one: {{{RULE}}}\n"
DIMENSION = """\
title: {en: T, zh: 题}
    description: {en: D., zh: 述。}
    kind: environment"""


def behaviour(code: str, what: str, text: str, at: str = "", **files: str) -> Case:
    """The small spec with other rules."""
    return case(code, what, text, at=at, **files)._replace(base=BASE)


CASES = [
    changed(
        "TW401",
        "calls of no class",
        "every-call: {title: {en: Every call, zh: 所有接口}}\nrules:",
        "every-call: {gated: true, title: {en: Every call, zh: 所有接口}}\n▸rules:",
    ),
    behaviour(
        "TW401",
        "weather that no rule speaks of",
        f"▸rules:\n  one: {{given: {{weather: [dry, wet]}}, {RULE}}}\n",
        weather=WEATHER,
    ),
    behaviour(
        "TW402",
        "rules that meet in one kind of weather",
        f"rules:\n  ▸one: {{given: {{weather: [dry, wet]}}, {RULE}}}\n"
        f"  two: {{given: {{weather: [wet, snow]}}, {RULE}}}\n",
        weather=WEATHER,
    ),
    behaviour(
        "TW403",
        "an exception to what never happens with it",
        f"rules:\n  one: {{given: {{weather: dry}}, {RULE}}}\n"
        f"  two: {{given: {{weather: [wet, snow]}}, ▸overrides: [one], {RULE}}}\n",
        weather=WEATHER,
    ),
    behaviour(
        "TW404",
        "a rule with exceptions everywhere",
        f"rules:\n  one: {{overrides: [two], {RULE}}}\n  ▸two: {{given: {{weather: dry}}, {RULE}}}\n",
        weather=WEATHER,
    ),
    behaviour(
        "TW405",
        "weather that there is not",
        f"rules:\n  one: {{given: {{▸weather: [dry, wet, snow, hot]}}, {RULE}}}\n",
        weather=WEATHER,
    ),
    behaviour(
        "TW406",
        "an error that there is not",
        f"rules:\n  one: {{{RULE.replace('result: success', '▸result: refused')}}}\n",
    ),
    behaviour("TW407", "a class without calls", f"classes:\n  ▸nobody: {{{TITLE}, gated: false, needs: 3}}\n{ONE}"),
    behaviour(
        "TW408",
        "a value that never applies",
        f"""
dimensions:
  wind:
    {DIMENSION}
    order: 2
    values:
      calm: {{{TITLE}}}
      ▸storm: {{{TITLE}, applies: [{{unless: {{weather: [dry, wet, snow]}}}}]}}
{ONE}""",
        weather=WEATHER,
    ),
    behaviour(
        "TW409",
        "a state that nobody can bring about",
        f"""
dimensions:
  leave:
    {DIMENSION.replace("environment", "state")}
    order: 2
    values:
      none: {{{TITLE}}}
      given: {{{TITLE}, arrange: [{{do: ask, answer: allow}}]}}
rules:
  ▸one: {{{RULE}}}
""",
    ),
    behaviour(
        "TW410",
        "a dimension that depends on a later one",
        f"""
dimensions:
  wind:
    {DIMENSION}
    order: 0
    values:
      calm: {{{TITLE}}}
      storm: {{{TITLE}, applies: [{{▸unless: {{weather: dry}}}}]}}
{ONE}""",
        weather=WEATHER,
    ),
]


@pytest.mark.parametrize("example", CASES, ids=str)
def test_rules_with_one_mistake_are_reported_there_and_nowhere_else(example: Case, tmp_path: Path) -> None:
    holds(example, tmp_path)


def test_a_gap_names_the_call_the_profile_and_the_situation(tmp_path: Path) -> None:
    rules = f"rules:\n  one: {{given: {{weather: [dry, wet]}}, {RULE}}}\n"
    [one] = found(project(tmp_path, {"spec/weather.yaml": WEATHER, "spec/rules.yaml": rules}, base=BASE))
    assert one.message() == (
        "no rule decides garden.askLeave(scope.water), garden.openValve in keeper when weather=snow"
    )


def test_a_contradiction_names_every_rule_with_its_place(tmp_path: Path) -> None:
    one = f"  one: {{given: {{weather: [dry, wet]}}, {RULE}}}\n"
    two = f"  two: {{given: {{weather: [wet, snow]}}, {RULE}}}\n"
    rules = f"rules:\n{one}{two}"
    [seen] = found(project(tmp_path, {"spec/weather.yaml": WEATHER, "spec/rules.yaml": rules}, base=BASE))
    assert seen.message().startswith("one, two all decide ")
    assert [str(place) for place in (seen.place, *seen.related)] == ["spec/rules.yaml:2:3", "spec/rules.yaml:3:3"]


@pytest.mark.parametrize("rule", ["one", "two"])
def test_an_exception_settles_a_contradiction(rule: str, tmp_path: Path) -> None:
    other = {"one": "two", "two": "one"}[rule]
    one = f"  one: {{given: {{weather: [dry, wet]}}, {RULE}}}\n"
    two = f"  two: {{given: {{weather: [wet, snow]}}, {RULE}}}\n"
    rules = f"rules:\n{one}{two}".replace(f"  {rule}: {{", f"  {rule}: {{overrides: [{other}], ")
    folder = project(tmp_path, {"spec/weather.yaml": WEATHER, "spec/rules.yaml": rules}, base=BASE)
    assert problems(folder) == []
