"""What is committed of a run of the benchmark agrees: results, chart and the tables in the READMEs."""

from __future__ import annotations

import dataclasses
import itertools
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from bench import chart, goals, peers, publish, results, tables
from bench.jobs import CHECK, FULL, MEMORY, START, TYPER, UNCHANGED, VERSION, YARDSTICK
from bench.results import Measured, Results
from tests.support import ROOT

KEPT = results.load()
SVG = "{http://www.w3.org/2000/svg}"


def one(size: int, job: str, place: str, seconds: float, mebibytes: int | None = None) -> Measured:
    peak = None if mebibytes is None else mebibytes * 2**20
    return Measured(size=size, job=job, place=place, wall=[seconds] * 3, cpu=[seconds] * 3, peak=peak)


def made(*measured: Measured) -> Results:
    return Results(date="2026-11-21", rounds=3, machine={}, versions={}, measured=measured)


def test_chart_and_tables_are_those_of_the_results() -> None:
    drifted = [
        path for path, content in publish.files(KEPT).items() if (ROOT / path).read_text(encoding="utf-8") != content
    ]
    assert drifted == [], "run `python3 dev.py bench --render`"


@pytest.mark.parametrize("path", [publish.CHART, "README.md", "README.zh.md", "bench/README.md", "bench/README.zh.md"])
def test_a_figure_that_drifts_would_be_seen_in(path: str) -> None:
    slower = [
        dataclasses.replace(one, wall=[wall * number for wall in one.wall])
        for number, one in enumerate(KEPT.measured, start=2)
    ]
    other = dataclasses.replace(KEPT, measured=slower)
    assert publish.files(other)[path] != (ROOT / path).read_text(encoding="utf-8")


def test_marks_that_are_gone_are_an_error() -> None:
    with pytest.raises(ValueError, match="missing"):
        publish.between_marks(publish.BEGIN + "no end", "part")


def test_results_are_read_as_they_were_written(tmp_path: Path) -> None:
    results.save(KEPT, tmp_path / "results.json")
    assert results.load(tmp_path / "results.json") == KEPT
    assert (tmp_path / "results.json").read_bytes() == results.FILE.read_bytes()


def test_the_results_name_no_folder_and_no_computer() -> None:
    assert not re.search(r'"/|/home|/root|localhost', results.FILE.read_text(encoding="utf-8"))


def test_the_chart_is_well_formed_and_tells_what_it_shows() -> None:
    root = ET.fromstring(chart.svg(KEPT))  # noqa: S314 - our own figure
    assert {root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")} - {None, ""}
    shown = [text.text for text in root.iter(f"{SVG}text")]
    assert shown.count(FULL) == shown.count(YARDSTICK) == 2
    described = root.findtext(f"{SVG}desc") or ""
    assert all(f"{size:,} calls" in described for size in KEPT.sizes())


def test_no_label_of_the_chart_covers_another() -> None:
    places = chart.spread([10.0, 11.0, 12.0, chart.PLANE_HEIGHT - 1.0, chart.PLANE_HEIGHT + 4.0])
    assert all(after - before >= chart.APART for before, after in itertools.pairwise(places))
    assert places[-1] <= chart.PLANE_HEIGHT


def test_no_label_of_the_chart_runs_over_its_edge() -> None:
    left = chart.LEFTS[-1] + chart.PLANE_WIDTH + 12
    assert left + 8 * max(map(len, chart.TOOLS)) <= chart.WIDTH  # 8: a wide letter at 13 px
    assert chart.LEFTS[0] + chart.PLANE_WIDTH + 12 + 8 * max(map(len, chart.TOOLS)) <= chart.LEFTS[1] - 40


def test_each_peer_is_in_the_chart() -> None:
    assert {name for name, peer in peers.peers().items() if peer.command} == set(chart.TOOLS) - {FULL}


def test_a_goal_is_met_not_met_or_not_measured() -> None:
    run = made(
        one(1000, FULL, MEMORY, 0.4, 100),
        one(1000, YARDSTICK, MEMORY, 1.0, 50),
        one(1000, CHECK, MEMORY, 0.2),
        one(1000, VERSION, START, 0.1),
        one(1000, TYPER, START, 0.1),
        one(1000, UNCHANGED, MEMORY, 0.2),
    )
    found = {goal.en: goal for goal in goals.goals(run)}
    met = {en: goal.met for en, goal in found.items() if goal.met is not None}
    assert met == {
        "Full build of 1,000 calls in memory, time against openapi-typescript": True,
        "Its peak memory of 1,000 calls against openapi-typescript": False,
        "`tongwen --version` against `python -c 'import typer'`": True,
        "Nothing changed among 1,000 calls, against `tongwen --version`": False,
        "`--check` of 1,000 calls without a record, against the full build": True,
    }
    assert "NOT MET" in tables.text(run)
    assert "not measured" in tables.text(run)


def test_what_is_written_for_the_time_counts_as_well() -> None:
    ours = dataclasses.replace(one(1000, FULL, MEMORY, 2.0), bytes=10_000)
    for theirs, met in ((2_000, True), (3_000, False), (0, None)):
        run = made(ours, dataclasses.replace(one(1000, YARDSTICK, MEMORY, 2.0), bytes=theirs))
        [goal] = [goal for goal in goals.goals(run) if "1,000" in goal.en and "each byte" in goal.en]
        assert goal.met is met


def test_each_goal_has_words_of_its_own_in_both_languages() -> None:
    found = goals.goals(KEPT)
    assert len({goal.en for goal in found}) == len({goal.zh for goal in found}) == len(found)
