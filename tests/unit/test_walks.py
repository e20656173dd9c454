"""Walks take every transition of consent, and every one after every other, and see what no single case sees."""

from __future__ import annotations

import functools
from collections import defaultdict
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tongwen.behaviour.cases import matrix, plain
from tongwen.behaviour.table import decide
from tongwen.behaviour.tour import Way, pairs, tours
from tongwen.behaviour.walks import LONGEST
from tongwen.hosts.runner import run, run_case
from tongwen.hosts.simulated import SimulatedHost

from tests.support import weixin

STATES = st.sampled_from("abcd")


@given(ways=st.lists(st.builds(Way, STATES, STATES), max_size=9, unique=True), longest=st.integers(1, 9))
def test_tours_hold_every_step_and_every_pair_of_steps(ways: list[Way], longest: int) -> None:
    found = tours(ways, "a", longest)
    assert {step for tour in found for step in tour} == set(range(len(ways)))
    met = {pair for tour in found for pair in pairwise(tour)}
    assert met == set(pairs(ways))


@given(ways=st.lists(st.builds(Way, STATES, STATES), max_size=9, unique=True), longest=st.integers(1, 9))
def test_each_step_of_a_tour_begins_where_the_last_one_ended(ways: list[Way], longest: int) -> None:
    for tour in tours(ways, "a", longest):
        assert all(ways[one].after == ways[other].before for one, other in pairwise(tour))
        assert len(tour) <= max(longest, 2) + 4  # the way to the next pair may pass every state


@functools.cache
def walks() -> list[dict[str, Any]]:
    spec = weixin()
    return plain(matrix(spec, decide(spec)).walks)


@functools.cache
def cells() -> list[dict[str, Any]]:
    spec = weixin()
    return plain(matrix(spec, decide(spec)).cells)


Seen = tuple[object, str, object]


def taken(walk: dict[str, Any], scope: str) -> list[Seen]:
    """The transitions of a walk as somebody sees them who only knows the scope's entry in the settings."""
    found: list[Seen] = []
    before = None
    for step in [*walk["arrange"], {"do": "call", "act": walk["act"], "expect": walk["expect"]}]:
        after = step["expect"].get("afterwards", {}).get(scope)
        found.append((before, told(step), after))
        before = after
    return found


def told(step: dict[str, Any]) -> str:
    if step["do"] != "call":
        return " ".join([step["do"], step.get("value", "")]).strip()
    kind = {"wx.authorize": "ask", "wx.getSetting": "read", "wx.openSetting": "open"}.get(step["act"]["call"], "use")
    user = step["act"].get("user", {})
    return " ".join([kind, *(user[name] for name in ("answer", "page-choice") if name in user)])


def of(profile: str, scope: str) -> list[dict[str, Any]]:
    return [walk for walk in walks() if walk["id"].startswith(f"{profile}.{scope.removeprefix('scope.')}.walk-")]


EVERYWHERE = {
    (None, "ask allow", True),
    (None, "ask deny", False),
    (None, "ask dismiss", None),
    (None, "use allow", True),
    (None, "use deny", False),
    (None, "use dismiss", None),
    (None, "read", None),
    (True, "ask", True),
    (True, "use", True),
    (True, "read", True),
    (True, "set denied", False),
    (True, "delete", None),
    (False, "ask", False),
    (False, "use", False),
    (False, "read", False),
    (False, "set granted", True),
    (False, "delete", None),
}
BY_THE_PAGE = {
    (None, "open leave-as-is", None),
    (True, "open leave-as-is", True),
    (True, "open turn-off", False),
    (False, "open leave-as-is", False),
    (False, "open turn-on", True),
}


@pytest.mark.parametrize(
    ("profile", "transitions"),
    [
        ("mini-program", EVERYWHERE | BY_THE_PAGE),
        ("mini-game", EVERYWHERE | BY_THE_PAGE),
        ("mini-game-2018", EVERYWHERE),
    ],
)
def test_the_walks_of_a_scope_take_each_transition_that_the_documents_tell(
    profile: str, transitions: set[Seen]
) -> None:
    assert {way for walk in of(profile, "scope.record") for way in taken(walk, "scope.record")} == transitions


@pytest.mark.parametrize("profile", ["mini-program", "mini-game", "mini-game-2018"])
def test_the_walks_of_a_scope_take_each_transition_right_after_each_other(profile: str) -> None:
    chains = [taken(walk, "scope.record") for walk in of(profile, "scope.record")]
    met = {pair for chain in chains for pair in pairwise(chain)}
    ways = {way for chain in chains for way in chain}
    assert met == {(one, other) for one in ways for other in ways if one[2] == other[0]}
    assert len(met) > 90


def test_every_scope_that_the_user_is_asked_for_has_walks() -> None:
    asked = {(cell["profile"], step["scope"]) for cell in cells() for step in cell["arrange"] if "act" in step}
    for profile, scope in asked:
        assert of(profile, scope), (profile, scope)


def test_the_calls_of_a_scope_take_turns() -> None:
    made = defaultdict(set)
    for walk in of("mini-program", "scope.record"):
        for step in [*walk["arrange"], walk]:
            made[walk["profile"]].add(step["act"]["call"] if "act" in step else step["do"])
    assert {"wx.startRecord", "wx.joinVoIPChat", "RecorderManager.start", "wx.authorize"} <= made["mini-program"]


def test_a_walk_is_short_and_each_step_says_its_rule_and_what_must_be_seen() -> None:
    rules = weixin().rules
    for walk in walks():
        checked = [step for step in walk["arrange"] if "expect" in step]
        assert len(checked) <= LONGEST + 4
        assert all(step["rule"] in rules for step in checked)


class HearsTheFirstSwitchOnly(SimulatedHost):
    """A change on the settings page counts, a second one does not."""

    def reset(self, world: Any) -> None:
        super().reset(world)
        self.switched = False

    def switch(self, scope: str, value: str) -> None:
        if not self.switched:
            super().switch(scope, value)
        self.switched = True


class AsksForTheSameTwice(SimulatedHost):
    """An answer given after a deletion is asked for once more."""

    def reset(self, world: Any) -> None:
        super().reset(world)
        self.deleted = False

    def delete(self) -> None:
        super().delete()
        self.deleted = True

    def granted(self, name: str, scope: str) -> bool:
        return super().granted(name, scope) and not self.deleted


@pytest.mark.parametrize("wrong", [HearsTheFirstSwitchOnly, AsksForTheSameTwice])
def test_walks_find_mistakes_that_no_single_cell_finds(wrong: type[SimulatedHost]) -> None:
    assert all(verdict.passed for verdict in run(cells(), wrong()))
    assert not all(verdict.passed for verdict in run(walks(), wrong()))


def test_a_walk_ends_at_the_first_step_that_differs_and_names_its_rule() -> None:
    verdicts = [verdict for verdict in run(walks(), HearsTheFirstSwitchOnly()) if not verdict.passed]
    for verdict in verdicts:
        (walk,) = [walk for walk in walks() if walk["id"] == verdict.case]
        (step,) = {difference.step for difference in verdict.differences}
        broken = walk["arrange"][step - 1] if step else walk
        assert verdict.rule == broken["rule"] == verdict.differences[0].rule
        assert any(earlier["do"] == "set" for earlier in walk["arrange"][: step or None])


@pytest.mark.parametrize("place", range(4))
def test_a_changed_expectation_of_a_step_turns_the_walk_red(place: int) -> None:
    walk = of("mini-program", "scope.record")[0]
    assert run_case(walk, SimulatedHost()).passed
    changed: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(walk))
    held = changed["arrange"][place]["expect"]["afterwards"]
    held["scope.record"] = {True: False, False: None, None: True}[held["scope.record"]]
    verdict = run_case(changed, SimulatedHost())
    assert [difference.step for difference in verdict.differences] == [place + 1]
