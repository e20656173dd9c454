"""Which clients are written in parts."""

from __future__ import annotations

import msgspec
import pytest
from tongwen.model.spec import Document
from tongwen.targets import parts as rule

from tests.support import GARDEN, document, weixin


def crowd(calls: int, groups: int) -> Document:
    """The spec of the tests with so many calls more, dealt out to so many groups, the last group first."""
    base = document(GARDEN)
    ours = {f"g{n}": msgspec.structs.replace(next(iter(base.groups.values())), order=-n) for n in range(groups)}
    one = next(api for name, api in base.apis.items() if name.startswith(f"{_namespace(base)}."))
    more = {f"{_namespace(base)}.extra{n}": msgspec.structs.replace(one, group=f"g{n % groups}") for n in range(calls)}
    return msgspec.structs.replace(base, groups=base.groups | ours, apis=more)


def _namespace(spec: Document) -> str:
    assert spec.tongwen is not None
    return spec.tongwen.namespace


def test_a_client_of_many_calls_has_a_part_for_each_group_in_the_order_of_groups() -> None:
    spec = crowd(rule.MANY_CALLS + 1, 3)
    (profile,) = spec.profiles
    found = rule.parts(spec, profile)
    assert list(found) == ["g2", "g1", "g0"]
    assert sorted(name for names in found.values() for name in names) == sorted(spec.apis)
    for group, names in found.items():
        assert names == [name for name in spec.apis if spec.apis[name].group == group]


@pytest.mark.parametrize(("calls", "groups"), [(rule.MANY_CALLS, 3), (rule.MANY_CALLS + 1, 1)])
def test_a_client_of_fewer_calls_or_of_one_group_is_whole(calls: int, groups: int) -> None:
    spec = crowd(calls, groups)
    assert all(rule.parts(spec, profile) == {} for profile in spec.profiles)


def test_calls_of_objects_and_of_other_profiles_do_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule, "MANY_CALLS", 0)
    spec = weixin()
    for profile in spec.profiles:
        names = [name for names in rule.parts(spec, profile).values() for name in names]
        assert names
        assert all(name.startswith("wx.") and profile in spec.apis[name].profiles for name in names)
