"""What the spec has recorded about its sources is known when a page that says the same is audited."""

from __future__ import annotations

import functools
from pathlib import Path

import msgspec
import pytest
from tongwen.model.spec import Document

from tests.audit.pages import audited
from tests.checks.cases import complete, shows
from tests.support import GARDEN, document

MORE = """
scopes:
  scope.fire:
    title: {en: Making fire, zh: 生火}
    description: {en: Lets a program light the stove., zh: 允许程序点燃炉子。}
    profiles: [keeper]
  scope.seed:
    title: {en: Sowing, zh: 播种}
    description: {en: Lets a program sow., zh: 允许程序播种。}
    profiles: [keeper]
sources:
  old-guide:
    title: {en: Old guide, zh: 旧指南}
    kind: document
    language: en
    product: [keeper]
    date: "2019"
    description: {en: It lists two of the scopes., zh: 只列出两个 scope。}
    sections:
      list: {title: {en: The list, zh: 列表}, scopes: [scope.water, scope.fire]}
differences:
  d01:
    kind: typo
    found: {en: The tap has no handle., zh: 水龙头没有把手。}
    resolution: {en: It has one., zh: 其实有。}
    printed: a tap  without handel
    sources: [old-guide#list]
  d02:
    kind: contradiction
    found: {en: The fire is called something else., zh: 火有另一个名称。}
    resolution: {en: It is the same., zh: 其实相同。}
    audits: [described:scope.fire]
    sources: [old-guide]
"""
LIST = """\
# Leave

| Scope | Calls | What |
| --- | --- | --- |
| scope.water | garden.openValve | Watering |
| scope.fire | | Roasting chestnuts |

Turn on a tap without
handel first.
"""


@functools.cache
def spec() -> Document:
    whole, garden = document(GARDEN, MORE), document(GARDEN)
    return msgspec.structs.replace(whole, scopes={**garden.scopes, **whole.scopes})


def found(tmp_path: Path, text: str) -> dict[str, tuple[str, int]]:
    done = audited(tmp_path, spec, text, "md", None)
    for each in done.results:
        complete(each.diagnostic)
    return {each.id: (each.known, each.place.line) for each in done.results}


@shows("TW949")
def test_a_page_with_the_scopes_of_a_source_is_that_edition_and_has_its_recorded_differences(tmp_path: Path) -> None:
    assert found(tmp_path, LIST) == {
        "missing:scope.seed": ("old-guide#list", 3),
        "described:scope.fire": ("d02", 6),
        "recorded:d01": ("d01", 8),
    }
    done = audited(tmp_path, spec, LIST, "md", None)
    assert (done.source, done.fails, done.open) == ("old-guide", False, [])


def test_what_was_mended_in_the_page_is_not_reported_any_more(tmp_path: Path) -> None:
    mended = LIST.replace("handel", "handle").replace("Roasting chestnuts", "Making fire")
    assert found(tmp_path, mended) == {"missing:scope.seed": ("old-guide#list", 3)}


@pytest.mark.parametrize(
    "changed",
    [
        LIST.replace("| scope.fire |", "| scope.seed |"),  # another list
        LIST.replace("Leave", "许可，以下列出全部内容，供开发者查阅参考").replace("What", "描述是什么"),  # in Chinese
    ],
)
def test_a_page_that_is_no_edition_of_a_source_has_no_recorded_differences(tmp_path: Path, changed: str) -> None:
    done = audited(tmp_path, spec, changed, "md", None)
    assert done.source is None
    assert {each.known for each in done.results} == {""}


def test_another_fault_at_the_same_place_is_not_known(tmp_path: Path) -> None:
    other = LIST.replace("garden.openValve", "garden.opneValve")
    assert found(tmp_path, other)["misspelt:garden.opneValve"] == ("", 5)
