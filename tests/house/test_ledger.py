"""Every fact of the five documents has a place in the spec: `facts.tsv` names it, these tests go and look."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tongwen.pipeline import read

PROJECT = Path(__file__).parents[2]
TABLE = Path(__file__).with_name("facts.tsv")

#: Each document by its number in the ids of its facts: the source that stands for it, and how many facts it has.
DOCUMENTS = {
    "000": ("mini-game-guide-2018-en", 58),
    "001": ("mini-program-guide-en", 94),
    "002": ("mini-game-guide-en", 37),
    "003": ("mini-game-guide-2018-zh", 63),
    "004": ("mini-program-article-zh", 188),
}
MOST_LEFT_OUT = 14
NAMED = re.compile(r"`((?:scope|wx)\.[A-Za-z]+|[A-Z][A-Za-z]+(?:\.[a-z][A-Za-z]+)?|camera|live-pusher)`")
TITLED = re.compile(r"^(.+) is what the privilege of `.+` is called$")

Spec = dict[str, dict[str, Any]]


class Row(NamedTuple):
    """One fact: its id, what it says, where the spec says so, or why it does not."""

    fact: str
    statement: str
    path: str
    left_out: str = ""

    @property
    def paths(self) -> list[list[str]]:
        """The places that hold the fact, each as the keys that lead there."""
        return [one.strip().split("/") for one in self.path.split(";")] if self.path else []


def rows_of(table: str) -> list[Row]:
    """The rows of the table below its heading; the last column may be missing."""
    heading, *lines = table.removesuffix("\n").split("\n")
    assert heading.split("\t") == list(Row._fields)
    return [Row(*line.split("\t")) for line in lines]


def data_of(project: Path) -> Spec:
    """The spec as it is written, all files together: kind to id to entry."""
    spec: Spec = {}
    for file in read(project).sources.files:
        for kind, entries in file.data.items():
            spec.setdefault(kind, {}).update(entries)
    return spec


def walk(spec: Spec, path: list[str]) -> list[Any] | None:
    """The values on the way to a place, the last one being what stands there. A list is entered by item or by index."""
    passed: list[Any] = [spec]
    for key in path:
        here = passed[-1]
        if isinstance(here, dict) and key in here:
            passed.append(here[key])
        elif isinstance(here, list) and key in here:
            passed.append(key)
        elif isinstance(here, list) and key.isdecimal() and int(key) < len(here):
            passed.append(here[int(key)])
        else:
            return None
    return passed


def text_of(value: Any) -> str:
    """Everything that is written in a value, keys and all."""
    if isinstance(value, dict):
        return "\n".join(f"{key}\n{text_of(inside)}" for key, inside in value.items())
    if isinstance(value, list):
        return "\n".join(map(text_of, value))
    return str(value)


def wrong_ids(rows: list[Row]) -> list[str]:
    """Ids of another form, out of order, twice, or too few or too many of a document."""
    expected = [f"{doc}-{number:03d}" for doc, (_, count) in DOCUMENTS.items() for number in range(1, count + 1)]
    found = [row.fact for row in rows]
    twice = [fact for fact, count in Counter(found).items() if count > 1]
    return sorted(set(expected) ^ set(found)) + twice + ([] if found == expected or twice else ["order"])


def wrong_statements(rows: list[Row]) -> list[str]:
    """Statements that say nothing, or that stand twice in one document."""
    said = Counter((row.fact[:3], row.statement.casefold()) for row in rows)
    return [row.fact for row in rows if len(row.statement) < 20 or said[row.fact[:3], row.statement.casefold()] > 1]


def wrong_reasons(rows: list[Row]) -> list[str]:
    """Rows with both a path and a reason, with neither, or with a reason too short to be one."""
    return [row.fact for row in rows if bool(row.path) == bool(row.left_out) or 0 < len(row.left_out) < 20]


def broken_paths(rows: list[Row], spec: Spec) -> list[str]:
    """Paths that lead nowhere, or to nothing."""
    return [
        f"{row.fact}: {'/'.join(path)}"
        for row in rows
        for path in row.paths
        if (passed := walk(spec, path)) is None or len(path) < 3 or passed[-1] in ("", [], {}, None)
    ]


def unnamed_sources(rows: list[Row], spec: Spec) -> list[str]:
    """Facts whose document is named as a source nowhere on the way to the places that hold them."""
    return [row.fact for row in rows if row.path and DOCUMENTS[row.fact[:3]][0] not in _sources(row, spec)]


def _sources(row: Row, spec: Spec) -> set[str]:
    found = {path[1] for path in row.paths if path[0] == "sources"}
    for path in row.paths:
        for value in walk(spec, path) or []:
            if isinstance(value, dict) and isinstance(value.get("sources"), list):
                found |= {source.partition("#")[0] for source in value["sources"]}
    return found


def unmentioned_names(rows: list[Row], spec: Spec) -> list[str]:
    """Scopes, calls and types of a statement that no entry behind its paths speaks of."""
    found = []
    for row in rows:
        entries = [f"{'/'.join(path[:2])} {text_of(spec.get(path[0], {}).get(path[1]))}" for path in row.paths]
        found += [f"{row.fact}: {name}" for name in NAMED.findall(row.statement) if entries and not _in(entries, name)]
    return found


def _in(entries: list[str], name: str) -> bool:
    return any(re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", entry) for entry in entries)


def missing_titles(rows: list[Row], spec: Spec) -> list[str]:
    """Statements on what a privilege is called whose words do not stand at the path."""
    found = []
    for row in rows:
        titled = TITLED.match(row.statement)
        values = [text_of((walk(spec, path) or [""])[-1]).casefold() for path in row.paths]
        if titled and not any(titled[1].casefold() in value for value in values):
            found.append(row.fact)
    return found


@pytest.fixture(scope="module")
def spec() -> Spec:
    return data_of(PROJECT)


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return rows_of(TABLE.read_text(encoding="utf-8"))


def test_every_fact_has_one_row_in_the_order_of_the_documents(rows: list[Row]) -> None:
    assert len(rows) == 440
    assert wrong_ids(rows) == []


def test_every_fact_has_a_statement_of_its_own(rows: list[Row]) -> None:
    assert wrong_statements(rows) == []


def test_every_fact_has_a_place_or_a_reason_and_few_have_a_reason(rows: list[Row]) -> None:
    assert wrong_reasons(rows) == []
    assert sum(1 for row in rows if row.left_out) <= MOST_LEFT_OUT


def test_every_path_leads_to_something_in_the_spec(rows: list[Row], spec: Spec) -> None:
    assert broken_paths(rows, spec) == []


def test_every_fact_stands_under_an_entry_that_names_its_document(rows: list[Row], spec: Spec) -> None:
    assert unnamed_sources(rows, spec) == []


def test_every_scope_call_and_type_of_a_statement_is_spoken_of_at_its_place(rows: list[Row], spec: Spec) -> None:
    assert sum(len(NAMED.findall(row.statement)) for row in rows) > 300
    assert unmentioned_names(rows, spec) == []


def test_every_privilege_is_called_at_its_place_as_the_statement_says(rows: list[Row], spec: Spec) -> None:
    assert sum(1 for row in rows if TITLED.match(row.statement)) == 42
    assert missing_titles(rows, spec) == []


@pytest.mark.parametrize(
    ("source", "count"),
    [(DOCUMENTS["000"][0], 5), (DOCUMENTS["001"][0], 14), (DOCUMENTS["002"][0], 4), (DOCUMENTS["003"][0], 5),
     (DOCUMENTS["004"][0], 14)],
)  # fmt: skip
def test_each_document_keeps_its_own_scope_list(spec: Spec, source: str, count: int) -> None:
    listed = spec["sources"][source]["sections"]["scope-list"]["scopes"]
    assert len(set(listed)) == len(listed) == count


def test_the_description_of_the_settings_record_keeps_its_thirteen_entries(spec: Spec) -> None:
    listed = spec["sources"]["mini-program-article-zh"]["sections"]["auth-setting"]["scopes"]
    assert len(set(listed)) == len(listed) == 13


def test_a_path_that_leads_nowhere_is_found(rows: list[Row], spec: Spec) -> None:
    broken = [rows[0]._replace(path="guides/no-such-guide/sections/x"), *rows[1:]]
    assert broken_paths(broken, spec) == ["000-001: guides/no-such-guide/sections/x"]


def test_an_entry_that_leaves_the_spec_leaves_its_facts_without_a_place(rows: list[Row], spec: Spec) -> None:
    smaller = {kind: dict(entries) for kind, entries in spec.items()}
    del smaller["scopes"]["scope.werun"]
    assert any(fault.startswith("001-056:") for fault in broken_paths(rows, smaller))


def test_a_call_that_loses_its_scope_is_found(rows: list[Row], spec: Spec) -> None:
    smaller = {kind: dict(entries) for kind, entries in spec.items()}
    smaller["apis"]["wx.getLocation"] = smaller["apis"]["wx.getLocation"] | {"needs": []}
    assert "001-018: apis/wx.getLocation/needs/scope.userLocation" in broken_paths(rows, smaller)


@pytest.mark.parametrize(
    "change",
    [
        {"fact": "000-59"},
        {"fact": "000-002"},
        {"fact": "005-001"},
    ],
)
def test_a_wrong_id_is_found(rows: list[Row], change: dict[str, str]) -> None:
    assert wrong_ids([rows[0]._replace(**change), *rows[1:]])


def test_rows_out_of_order_and_missing_rows_are_found(rows: list[Row]) -> None:
    assert wrong_ids([rows[1], rows[0], *rows[2:]]) == ["order"]
    assert "000-001" in wrong_ids(rows[1:])


def test_an_empty_statement_and_a_repeated_one_are_found(rows: list[Row]) -> None:
    assert wrong_statements([rows[0]._replace(statement=""), *rows[1:]]) == ["000-001"]
    assert wrong_statements([rows[0]._replace(statement=rows[1].statement), *rows[1:]]) == ["000-001", "000-002"]


@pytest.mark.parametrize(
    "change",
    [
        {"left_out": "It is held as well as left out."},
        {"path": ""},
        {"path": "", "left_out": "Too short."},
    ],
)
def test_a_row_without_either_place_or_reason_or_with_both_is_found(rows: list[Row], change: dict[str, str]) -> None:
    assert wrong_reasons([rows[0]._replace(**change), *rows[1:]]) == ["000-001"]


def test_a_place_whose_entry_does_not_name_the_document_is_found(rows: list[Row], spec: Spec) -> None:
    moved = rows[0]._replace(path="guides/subscription-messages/sections/only-kept-choices/text")
    assert unnamed_sources([moved], spec) == ["000-001"]


def test_a_place_that_speaks_of_something_else_is_found(rows: list[Row], spec: Spec) -> None:
    moved = rows[0]._replace(statement="`wx.getLocation` needs a scope", path="apis/wx.login/summary")
    assert unmentioned_names([moved], spec) == ["000-001: wx.getLocation"]


def test_a_privilege_called_otherwise_is_found(rows: list[Row], spec: Spec) -> None:
    other = rows[0]._replace(
        statement="Camera is what the privilege of `scope.record` is called", path="scopes/scope.record/title"
    )
    assert missing_titles([other], spec) == ["000-001"]
