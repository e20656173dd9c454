"""What follows from changes: which are approved, what the next release is called, what the command's exit code is."""

from __future__ import annotations

from pathlib import Path

import pytest
from tongwen.diff.changes import Impact, heaviest
from tongwen.diff.sides import sides
from tongwen.diff.since import later
from tongwen.diff.verdict import Verdict, advice, judge

from tests.checks.cases import complete, shows
from tests.diff.pairs import pair, spec
from tests.diff.yard import YARD
from tests.support import project

GONE = pair("an API is gone").text
ID = "api-removed:Pump.start"


def approval(change: str = ID, release: str = "0.2.0", name: str = "no-pump") -> str:
    reason = "{en: Nobody has one., zh: 没有人有水泵。}"
    return f"approvals:\n  {name}: {{change: '{change}', release: {release}, reason: {reason}}}\n"


def verdict(tmp_path: Path, base: str, head: str) -> Verdict:
    one, other = project(tmp_path / "base", base=base), project(tmp_path / "head", base=head)
    read = sides(str(one), str(other), tmp_path)
    assert read.found == []
    assert read.base is not None
    assert read.head is not None
    return judge(read.base, read.head)


def test_what_breaks_is_breaking_until_somebody_approves_it(tmp_path: Path) -> None:
    assert [change.id for change in verdict(tmp_path / "1", YARD, GONE).breaking] == [ID]
    approved = verdict(tmp_path / "2", YARD, GONE + approval())
    assert approved.breaking == []
    assert approved.approved[ID][0] == "no-pump"
    assert approved.found == []
    assert [change.id for change in approved.of("breaking")] == [ID]


def test_an_approval_covers_the_change_that_it_names_and_no_other(tmp_path: Path) -> None:
    both = GONE.replace("default: 5", "default: 6")
    assert [c.id for c in verdict(tmp_path, YARD, both + approval()).breaking] == [
        "default-changed:garden.openValve/minutes"
    ]


def test_an_approved_change_still_counts_for_the_version(tmp_path: Path) -> None:
    assert verdict(tmp_path, YARD, GONE + approval()).advice.step == "minor"


@pytest.mark.parametrize("release", ["0.1.0", "0.0.9"])
@shows("TW911")
def test_an_approval_for_a_release_that_is_out_approves_nothing(release: str, tmp_path: Path) -> None:
    late = verdict(tmp_path, YARD, GONE + approval(release=release))
    assert [change.id for change in late.breaking] == [ID]
    assert [found.code for found in late.found] == ["TW911"]
    complete(late.found[0])


@shows("TW910")
def test_a_new_approval_that_approves_nothing_is_told_with_its_place(tmp_path: Path) -> None:
    idle = verdict(tmp_path, YARD, GONE + approval("api-removed:Pump.strat"))
    assert [change.id for change in idle.breaking] == [ID]
    [found] = idle.found
    assert (found.code, found.severity) == ("TW910", "warning")
    assert str(found.place).endswith(f"head/spec/tongwen.yaml:{GONE.count(chr(10)) + 2}:13")
    complete(found)


def test_an_approval_that_was_there_before_is_told_of_no_more(tmp_path: Path) -> None:
    done = verdict(tmp_path, GONE + approval(), GONE + approval())
    assert (done.changes, done.found) == ([], [])
    out = GONE.replace("0.1.0", "0.2.0") + approval()
    assert verdict(tmp_path / "2", out, out).found == []


def test_an_approval_holds_for_the_first_release_too(tmp_path: Path) -> None:
    assert verdict(tmp_path, YARD, GONE + approval(release="0.1.1")).breaking == []


@pytest.mark.parametrize(
    ("releases", "name", "expected"),
    [
        (("1.2.3", "1.2.3"), "an API is gone", ("major", "2.0.0", False)),
        (("1.2.3", "2.0.0"), "an API is gone", ("major", "2.0.0", True)),
        (("1.2.3", "1.3.0"), "an API is gone", ("major", "2.0.0", False)),
        (("1.2.3", "1.2.3"), "an API is new", ("minor", "1.3.0", False)),
        (("1.2.3", "1.3.0"), "an API is new", ("minor", "1.3.0", True)),
        (("1.2.3", "1.2.3"), "an API is deprecated", ("patch", "1.2.4", False)),
        (("1.2.3", "1.2.3"), "the wording changes", ("patch", "1.2.4", False)),
        (("0.1.9", "0.1.9"), "an API is gone", ("minor", "0.2.0", False)),
        (("0.1.9", "0.1.9"), "an API is new", ("patch", "0.1.10", False)),
        (("0.1.9", "0.1.10"), "the wording changes", ("patch", "0.1.10", True)),
    ],
)
def test_the_next_release_is_called_as_semantic_versioning_asks(
    releases: tuple[str, str], name: str, expected: tuple[str, str, bool]
) -> None:
    from tongwen.diff.compare import compare

    changes = compare(spec(YARD), spec(pair(name).text))
    assert advice(*releases, changes) == expected


def test_without_a_change_no_release_is_needed() -> None:
    assert advice("1.2.3", "1.2.3", []) == ("none", "1.2.3", True)


def test_versions_are_compared_by_their_numbers() -> None:
    assert later("2.10", "2.9")
    assert not later("2.1.0", "2.1")
    assert later("2023-10-01", "2023-09-15")


def test_the_heaviest_output_counts() -> None:
    assert Impact("none", "addition", "compatible").worst == "addition"
    assert heaviest("compatible", "breaking", "addition") == "breaking"
    assert heaviest() == "none"
