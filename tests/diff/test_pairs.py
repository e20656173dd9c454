"""Each kind of change is told as what it is and weighs what it should; a comparison that overlooks one turns red."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tongwen.diff
from tongwen.diff import behaviour, calls, cells, errors, lifecycle, pages, parts, renames, scopes, setup, types
from tongwen.diff import situations as dimensions
from tongwen.diff.changes import SEVERITIES, Sort, Told
from tongwen.diff.compare import compare
from tongwen.diff.scene import Scene

from tests.diff.pairs import Pair, pair, pairs, red, seen, spec
from tests.diff.yard import YARD
from tests.support import found as problems
from tests.support import project


@pytest.mark.parametrize("example", pairs(), ids=str)
def test_an_edit_is_told_as_what_it_means(example: Pair) -> None:
    assert seen(example) == example.changes


def test_there_are_pairs_for_everything() -> None:
    assert len(pairs()) >= 150
    assert {weight for one in pairs() for weights in one.changes.values() for weight in weights.split()} == set(
        SEVERITIES
    )


def test_the_small_spec_and_all_its_edits_are_without_a_fault(tmp_path: Path) -> None:
    faulty = {}
    for i, text in enumerate([YARD, *(one.text for one in pairs())]):
        if found := problems(project(tmp_path / str(i), base=text)):
            faulty[i] = found
    assert faulty == {}


def sorts() -> set[str]:
    """Every sort of change that the package defines. Those with a `{role}` are told of parts of any role."""
    found = set()
    for module in pkgutil.iter_modules(tongwen.diff.__path__, "tongwen.diff."):
        values = vars(importlib.import_module(module.name)).values()
        found |= {value.name for value in values if isinstance(value, Sort)}
    return found


def told() -> set[str]:
    return {id_.partition(":")[0] for one in pairs() for id_ in one.changes}


def test_every_sort_of_change_has_a_pair() -> None:
    patterns = {sort: re.compile(re.sub(r"\{\w+\}", r"\\w+", sort)) for sort in sorts()}
    assert len(patterns) > 60
    assert [sort for sort, pattern in patterns.items() if not any(map(pattern.fullmatch, told()))] == []


def test_entries_of_every_kind_come_go_and_are_renamed_in_a_pair() -> None:
    names = {life.name for life in lifecycle.KINDS.values()}
    wanted = {f"{name}-{what}" for name in names for what in ("added", "removed", "renamed")}
    assert wanted - told() == {"form-removed"}  # a form that nothing is left of has changed its name


def test_parts_of_every_role_have_a_pair() -> None:
    roles = [parts.PARAMETER.name, parts.RESULT.name, parts.ATTRIBUTE.name, parts.FIELD.name, "argument"]
    assert [role for role in roles if not any(sort.startswith(f"{role}-") for sort in told())] == []


@pytest.mark.parametrize("sort", sorted(told()))
def test_a_comparison_that_overlooks_a_sort_of_change_turns_a_pair_red(
    sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    add: Callable[..., None] = Scene.add
    change = pages._change

    def deaf(scene: Scene, spot: Any, said: Told) -> None:
        if said.sort != sort:
            add(scene, spot, said)

    def deaf_page(scene: Scene, of: Sort, *rest: Any) -> Any:
        return change(scene, Sort("", of.impact, of.words) if of.name == sort else of, *rest)

    monkeypatch.setattr(Scene, "add", deaf)
    monkeypatch.setattr(pages, "_change", deaf_page)
    example = next(one for one in pairs() if any(id_.startswith(f"{sort}:") for id_ in one.changes))
    assert seen(example) != example.changes


MUTANTS: dict[str, tuple[Any, str, Any]] = {
    "no entry is ever renamed": (renames, "ALIKE", 2.0),
    "whatever is gone was renamed": (renames, "ALIKE", -1.0),
    "entries of one pattern are one entry": (renames, "_speak_alike", lambda *_: True),
    "types never differ": (parts, "relation", lambda *_, **__: "same"),
    "types always mean something else": (parts, "relation", lambda *_, **__: "other"),
    "a changed type never weighs": (parts, "weight", lambda *_: "none"),
    "every version is later": (parts, "later", lambda *_: True),
    "the way of values does not count": (parts, "_ways", lambda *_: frozenset(["in", "out"])),
    "limits of parts to profiles do not count": (parts, "_limit", lambda scene, *_, **__: scene.profiles),
    "profiles of entries do not count": (lifecycle, "profiles_of", lambda scene, *_, **__: scene.profiles),
    "the order of pages does not count": (lifecycle, "_sequence", lambda *_: False),
    "no cell is compared": (cells, "compare", lambda *_: iter(())),
    "what happens is always the same": (cells, "happening", lambda *_: None),
    "situations of a call never differ": (behaviour, "_matrix", lambda *_: None),
    "conditions are not told": (behaviour, "describe", lambda *_: ()),
    "every change of behaviour breaks": (behaviour, "_severity", lambda *_: "breaking"),
    "no change of behaviour breaks": (behaviour, "_severity", lambda *_: "compatible"),
    "values of dimensions are never renamed": (dimensions, "renamed", lambda *_: {}),
    "ways to a state do not count": (dimensions, "_way", lambda *_, **__: None),
    "texts are always the same": (Scene, "same", lambda *_: True),
    "texts are never the same": (Scene, "same", lambda *_: False),
    "facts for readers do not count": (Scene, "fact", lambda *_: None),
    "names are never mapped": (Scene, "named", lambda _self, _kinds, name: name),
    "messages do not count": (errors, "_messages", lambda *_: None),
    "limits of messages do not count": (errors, "_wider", lambda *_: True),
    "scopes of profiles do not count": (scopes, "_alike", lambda *_: {}),
    "fields of forms do not count": (setup, "_fields", lambda *_: None),
    "outputs do not count": (setup, "_target", lambda *_: None),
    "positions do not count": (calls, "_positions", lambda *_: None),
    "functions do not count": (types, "_function", lambda *_: None),
}


@pytest.mark.parametrize("name", MUTANTS)
def test_a_comparison_that_is_broken_on_purpose_turns_a_pair_red(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    where, attribute, other = MUTANTS[name]
    monkeypatch.setattr(where, attribute, other)
    try:
        failing = red()
    except (AttributeError, TypeError, KeyError) as error:  # broken so badly that it cannot even go on
        failing = str(error)
    assert failing


def test_a_spec_does_not_differ_from_itself() -> None:
    assert compare(spec(YARD), spec(YARD)) == []


def test_ids_are_unique_in_every_pair() -> None:
    for one in pairs():
        ids = [change.id for change in compare(spec(YARD), spec(one.text))]
        assert len(ids) == len(set(ids)), one.name


def test_ids_fit_the_pattern_of_approvals() -> None:
    from tongwen.model.approvals import Approval
    from tongwen.model.schema import schema

    assert Approval.__struct_fields__[0] == "change"
    pattern = re.compile(schema()["$defs"]["Approval"]["properties"]["change"]["pattern"])
    ids = [id_ for one in pairs() for id_ in one.changes]
    assert [id_ for id_ in ids if not pattern.fullmatch(id_)] == []


def test_what_is_removed_stands_in_the_base_and_everything_else_in_the_head() -> None:
    [gone] = compare(spec(YARD), spec(pair("an API is gone").text))
    assert (gone.side, gone.path) == ("base", ("apis", "Pump.start"))
    [new] = compare(spec(YARD), spec(pair("an API is new").text))
    assert (new.side, new.path) == ("head", ("apis", "garden.dimLamp"))
