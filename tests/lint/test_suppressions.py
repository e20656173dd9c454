"""Suppressions: they hold one finding back, they say why, and they must have something to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.cases import FILE, Case, case
from tests.lint.support import holds, linted, outcome
from tests.support import project, run_cli

LEFT = """
apis:
  garden.look:
    group: water
    summary: {en: Looks at a bed., zh: 查看 bed。}
    profiles: [keeper]
"""


def suppressed(check: str, *at: str, reason: str = "{en: It is a name., zh: 这是名称。}") -> str:
    """A suppression."""
    return f"suppressions:\n  of-a-name: {{check: {check}, at: [{', '.join(at)}], reason: {reason}}}\n"


CASES = [
    Case("TW576", "nothing to suppress", {FILE: suppressed("TW531", "apis/garden.openValve")}, f"{FILE}:2:34"),
    Case(
        "TW576",
        "one of two places",
        {
            "spec/look.yaml": LEFT,
            FILE: suppressed("TW531", "apis/garden.look/summary", "apis/garden.openValve/summary"),
        },
        f"{FILE}:2:60",
    ),
    Case("TW577", "an unknown code", {FILE: suppressed("TW599", "apis/garden.openValve")}, f"{FILE}:2:15"),
    Case("TW578", "an error of the data", {FILE: suppressed("TW301", "apis/garden.openValve")}, f"{FILE}:2:15"),
    Case("TW578", "an error of lint", {FILE: suppressed("TW570", "apis/garden.openValve")}, f"{FILE}:2:15"),
    Case("TW578", "a suppression that is idle", {FILE: suppressed("TW576", "suppressions/of-a-name")}, f"{FILE}:2:15"),
    Case("TW579", "an entry that is not there", {FILE: suppressed("TW531", "apis/garden.lookk")}, f"{FILE}:2:34"),
    Case("TW579", "a key that is not there", {FILE: suppressed("TW531", "apis/garden.openValve/text")}, f"{FILE}:2:34"),
    case(
        "TW551",
        "a reason is prose, too",
        LEFT
        + """
suppressions:
  of-a-name: {check: TW531, at: [apis/garden.look], reason: {▸en: It is a name, zh: 这是名称。}}
""",
    ),
]


@pytest.mark.parametrize("example", CASES, ids=str)
def test_a_fault_gives_exactly_its_code_at_its_place_in_both_languages(example: Case, tmp_path: Path) -> None:
    holds(example, tmp_path)


@pytest.mark.parametrize("at", ["apis/garden.look/summary/zh", "apis/garden.look/summary", "apis/garden.look", "apis"])
def test_a_finding_is_held_back_at_its_place_and_below(at: str, tmp_path: Path) -> None:
    folder = project(tmp_path, {FILE: LEFT + suppressed("TW531", at)})
    assert linted(folder) == []
    assert outcome(folder).suppressed == 1


@pytest.mark.parametrize(
    ("check", "at"), [("TW530", "apis/garden.look"), ("TW531", "apis/garden.openValve"), ("TW531", "scopes")]
)
def test_a_finding_of_another_check_or_place_is_not_held_back(check: str, at: str, tmp_path: Path) -> None:
    folder = project(tmp_path, {FILE: LEFT + suppressed(check, at)})
    assert sorted(d.code for d in linted(folder)) == ["TW531", "TW576"]


def test_a_slash_inside_a_key_has_a_sign_of_its_own(tmp_path: Path) -> None:
    value = """
apis:
  garden.look:
    group: water
    summary: {en: Looks at a bed., zh: 查看苗床。}
    profiles: [keeper]
    parameters:
      bed:
        type: string
        description: {en: Which of them., zh: 哪一块。}
        values: {a/b: {en: The two beds, zh: 两块 beds}}
"""
    at = "apis/garden.look/parameters/bed/values/a~1b/zh"
    assert linted(project(tmp_path, {FILE: value + suppressed("TW531", at)})) == []


def test_with_only_one_check_other_suppressions_are_not_called_idle(tmp_path: Path) -> None:
    folder = project(tmp_path, {FILE: LEFT + suppressed("TW531", "apis/garden.look")})
    assert linted(folder, ["TW520"]) == []


def test_a_suppression_without_a_reason_is_an_error_of_shape(tmp_path: Path) -> None:
    project(tmp_path, {FILE: "suppressions: {of-a-name: {check: TW531, at: [apis]}}\n"})
    done = run_cli(["lint"], tmp_path)
    assert done.returncode == 1
    assert "TW202: reason is missing" in done.stderr


def test_what_is_not_a_code_is_an_error_of_shape(tmp_path: Path) -> None:
    project(tmp_path, {FILE: suppressed("typos", "apis")})
    assert "TW205" in run_cli(["lint"], tmp_path).stderr


def test_how_many_findings_are_held_back_is_told(tmp_path: Path) -> None:
    project(tmp_path, {FILE: LEFT + suppressed("TW531", "apis/garden.look")})
    done = run_cli(["lint"], tmp_path)
    assert done.returncode == 0
    assert "Suppressed, each with its reason: 1" in done.stdout
