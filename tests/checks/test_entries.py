"""Entries that contradict themselves or one another."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.cases import Case, case, changed, complete, holds, shows
from tests.support import GARDEN, found, problems, project

MINUTES = "minutes: {type: integer, default: 5, "
EMPTY = """
tongwen:
  version: 1
  name: garden
  title: {en: Garden leave, zh: 花园许可}
  description: {en: Who may open which valve., zh: 谁可以打开哪个阀门。}
  release: 0.1.0
  namespace: garden
  library: {en: gate, zh: 门禁库}
  targets: {}
"""

CASES = [
    changed("TW320", "text for a number", MINUTES, "minutes: {type: integer, ▸default: soon, "),
    changed("TW320", "a quoted number", MINUTES, "minutes: {type: integer, ▸default: '5', "),
    changed("TW320", "a truth value for a number", MINUTES, "minutes: {type: integer, ▸default: true, "),
    changed("TW320", "a number for text", MINUTES, "minutes: {type: string, ▸default: 5, "),
    changed("TW320", "a number for a truth value", MINUTES, "minutes: {type: boolean, ▸default: 1, "),
    changed(
        "TW321",
        "a default outside the values",
        MINUTES,
        "minutes: {type: integer, ▸default: 5, values: {'1': {en: One., zh: 一。}}, ",
    ),
    case(
        "TW321",
        "a default outside an enumeration",
        """
        types:
          Colour: {kind: enumeration, summary: {en: C., zh: 色。}, values: {red: {en: R., zh: 红。}}}
          Rose:
            kind: record
            summary: {en: A rose., zh: 玫瑰。}
            fields:
              colour: {type: Colour, ▸default: blue, description: {en: C., zh: 色。}}
        """,
    ),
    changed(
        "TW322", "a default of a required parameter", MINUTES, "minutes: {required: true, type: integer, ▸default: 5, "
    ),
    changed("TW323", "a word", MINUTES, "minutes: {type: integer, values: {▸few: {en: Few., zh: 几。}}, "),
    changed("TW323", "two signs", MINUTES, "minutes: {type: integer, values: {▸--5: {en: Five., zh: 五。}}, "),
    changed(
        "TW323", "digits of another script", MINUTES, "minutes: {type: integer, values: {▸٥: {en: Five., zh: 五。}}, "
    ),
    case(
        "TW323",
        "a word in an enumeration of integers",
        """
        types:
          Level: {kind: enumeration, base: integer, summary: {en: L., zh: 级。}, values: {▸low: {en: L., zh: 低。}}}
        """,
    ),
    changed("TW324", "a condition on nothing", "litres: {", "litres: {present: {▸hours: 1}, "),
    case(
        "TW325",
        "a result without callbacks",
        """
        forms:
          direct: {style: return, title: {en: Direct, zh: 直接}, description: {en: At once., zh: 立即。}}
        apis:
          garden.look:
            group: water
            summary: {en: Looks., zh: 看。}
            profiles: [keeper]
            form: direct
            ▸result: {litres: {type: number, description: {en: Litres., zh: 升。}}}
        """,
    ),
    case(
        "TW325",
        "a promise without callbacks",
        """
        forms:
          direct: {style: return, title: {en: Direct, zh: 直接}, description: {en: At once., zh: 立即。}}
        apis:
          garden.look:
            {group: water, summary: {en: Looks., zh: 看。}, profiles: [keeper], form: direct, ▸promise: true}
        """,
    ),
    case(
        "TW325",
        "a direct value beside callbacks",
        """
        apis:
          garden.look:
            {group: water, summary: {en: Looks., zh: 看。}, profiles: [keeper], ▸returns: string}
        """,
    ),
    case(
        "TW329",
        "keys not known beforehand that are no map",
        """
        apis:
          garden.look: {group: water, summary: {en: Looks., zh: 看。}, profiles: [keeper], ▸rest: Tap}
        types:
          Tap: {kind: enumeration, summary: {en: T., zh: 阀。}, values: {open: {en: O., zh: 开。}}}
        """,
    ),
    case(
        "TW329",
        "keys not known beforehand beside fields",
        """
        apis:
          garden.look:
            group: water
            summary: {en: Looks., zh: 看。}
            profiles: [keeper]
            result: {litres: {type: number, description: {en: Litres., zh: 升。}}}
            ▸rest: Taps
        types:
          Taps: {kind: map, summary: {en: Taps., zh: 阀门。}, keys: {en: Names., zh: 名称。}, values: boolean}
        """,
    ),
    Case(
        "TW326",
        "a field of a profile that its call does not have",
        {
            "spec/case.yaml": """
                profiles:
                  guest:
                    title: {en: Guest, zh: 访客}
                    description: {en: A guest., zh: 访客。}
                    client: Guest
                    module: guest
                    order: 2
                    ask: garden.askLeave
                    read: garden.askLeave
            """
        },
        "spec/tongwen.yaml:49:63",
        GARDEN.replace(MINUTES, "minutes: {type: integer, default: 5, profiles: [keeper, guest], ").replace(
            "Asks for a scope., zh: 请求一个许可。}\n    profiles: [keeper]",
            "Asks for a scope., zh: 请求一个许可。}\n    profiles: [keeper, guest]",
        ),
    ),
    case(
        "TW328",
        "a profile that asks with a call of another profile",
        """
        apis:
          garden.readLeave:
            group: water
            summary: {en: Reads the answers., zh: 读取答复。}
            profiles: [keeper, guest]
        profiles:
          guest:
            title: {en: Guest, zh: 访客}
            description: {en: A guest., zh: 访客。}
            client: Guest
            module: guest
            order: 2
            ▸ask: garden.askLeave
            read: garden.readLeave
        """,
    ),
]


@pytest.mark.parametrize("example", CASES, ids=str)
def test_an_entry_that_contradicts_itself_is_reported_there_and_nowhere_else(example: Case, tmp_path: Path) -> None:
    holds(example, tmp_path)


@shows("TW121")
def test_a_spec_with_nothing_but_a_manifest_lacks_one_of_each_kind(tmp_path: Path) -> None:
    assert problems(project(tmp_path, base=EMPTY)) == [("TW121", "spec/tongwen.yaml:2:1")] * 6


@pytest.mark.parametrize("kind", ["platforms", "forms", "groups"])
def test_a_kind_that_every_spec_needs_is_missed_by_name(kind: str, tmp_path: Path) -> None:
    start = GARDEN.index(f"\n{kind}:\n") + 1
    end = GARDEN.index("\n", start) + 1
    while GARDEN[end] == " ":
        end = GARDEN.index("\n", end) + 1
    messages = [d.message() for d in found(project(tmp_path, base=GARDEN[:start] + GARDEN[end:]))]
    assert f"the spec has no {kind}" in messages


@shows("TW122")
def test_a_manifest_file_without_the_manifest_is_told_what_to_write(tmp_path: Path) -> None:
    folder = project(tmp_path, base="profiles:" + GARDEN.partition("profiles:")[2])
    [missing] = [d for d in found(folder) if d.code == "TW122"]
    assert missing.place is None
    complete(missing)
