"""Faults of entries that are sound as data: unused, contradicting the glossary, running backwards, saying the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.cases import Case, case, changed
from tests.lint.support import holds, linted
from tests.support import GARDEN, project

LOOK = "apis:\n  garden.look:\n    group: water\n    summary: {en: Looks at a bed., zh: 查看苗床。}\n"

CASES = [
    # the glossary
    case(
        "TW510",
        "wrong English words",
        """
        glossary:
          valve: {en: valve, zh: 阀门, definition: {en: It lets water out., zh: 放水用。}, wrong_en: [water tap]}
        notes:
          taps: {title: {en: Taps, zh: 龙头}, text: {▸en: A Water Tap drips., zh: 阀门滴水。}}
        """,
    ),
    case(
        "TW510",
        "wrong words over a line break",
        """
        glossary:
          valve: {en: valve, zh: 阀门, definition: {en: It lets water out., zh: 放水用。}, wrong_en: [water tap]}
        notes:
          taps:
            title: {en: Taps, zh: 龙头}
            text:
              ▸en: |
                Here a water
                tap drips.
              zh: 阀门滴水。
        """,
    ),
    case(
        "TW511",
        "a wrong Chinese word",
        """
        glossary:
          valve: {en: valve, zh: 阀门, definition: {en: It lets water out., zh: 放水用。}, wrong_zh: [水喉]}
        notes:
          taps: {title: {en: Valves, zh: 阀门}, text: {en: A valve drips., ▸zh: 水喉滴水。}}
        """,
    ),
    case(
        "TW512",
        "a term in other words",
        """
        glossary:
          rain-barrel: {en: rain barrel, zh: 雨水桶, definition: {en: It holds rain., zh: 储存雨水。}}
        notes:
          barrels: {title: {en: Barrels, zh: 水桶}, text: {en: Two rain barrels stand there., ▸zh: 那里有两个水缸。}}
        """,
    ),
    case(
        "TW512",
        "a name in other words",
        """
        glossary:
          keeper-app: {en: KeeperApp, zh: 园丁应用, definition: {en: The app., zh: 应用程序。}}
        notes:
          apps: {title: {en: Apps, zh: 应用}, text: {en: Open KeeperApp first., ▸zh: 先打开软件。}}
        """,
    ),
    case(
        "TW513",
        "forbidden here, wanted there",
        """
        glossary:
          valve:
            {en: valve, zh: 阀门, definition: {en: It lets water out., zh: 放水用。}, wrong_zh: [▸龙头]}
          tap: {en: tap, zh: 龙头, definition: {en: It stands at the wall., zh: 装在墙上。}, wrong_en: [faucet]}
        """,
    ),
    case(
        "TW514",
        "two entries with one word",
        """
        glossary:
          valve: {en: valve, zh: 阀门, definition: {en: It lets water out., zh: 放水用。}}
          tap: {en: tap, ▸zh: 阀门, definition: {en: It stands at the wall., zh: 装在墙上。}}
        notes:
          taps: {title: {en: Taps, zh: 龙头}, text: {en: A tap drips., zh: 阀门滴水。}}
        """,
    ),
    # what nothing uses
    case(
        "TW560",
        "an error",
        """
        errors:
          ▸lost:
            {title: {en: Lost, zh: 丢失}, description: {en: It is lost., zh: 已丢失。}, remedy: {en: Look., zh: 查找。}}
        """,
    ),
    case(
        "TW561",
        "a type",
        """
        types:
          ▸Bed: {kind: record, summary: {en: A bed., zh: 一块苗床。}, fields: {}}
        """,
    ),
    case(
        "TW561",
        "a type that only itself uses",
        """
        types:
          ▸Bed:
            kind: record
            summary: {en: A bed., zh: 一块苗床。}
            fields:
              next: {type: Bed, description: {en: The one beside it., zh: 相邻的一块。}}
        """,
    ),
    case(
        "TW562",
        "an example",
        """
        examples:
          ▸dig: {title: {en: Digging, zh: 翻土}, code: {python: "print(1)"}}
        """,
    ),
    case(
        "TW563",
        "a source",
        """
        sources:
          ▸almanac:
            title: {en: Almanac, zh: 年历}
            kind: document
            language: none
            product: [keeper]
            date: "1900"
            description: {en: A book of dates., zh: 一本历书。}
        """,
    ),
    case(
        "TW564",
        "a term",
        """
        glossary:
          ▸weir: {en: weir, zh: 水堰, definition: {en: It holds the water back., zh: 用于拦水。}}
        """,
    ),
    case(
        "TW565",
        "a declaration",
        """
        declarations:
          ▸purpose: {title: {en: Purpose, zh: 用途}, description: {en: Says why., zh: 说明原因。}}
        """,
    ),
    case(
        "TW566",
        "a scope",
        """
        scopes:
          ▸scope.tools:
            title: {en: Tools, zh: 工具}
            description: {en: Lets a program count the tools., zh: 允许程序清点工具。}
            profiles: [keeper]
        """,
    ),
    case(
        "TW567",
        "a group",
        """
        groups:
          ▸soil: {title: {en: Soil, zh: 土壤}, description: {en: What lies below., zh: 地下的内容。}, order: 2}
        """,
    ),
    case(
        "TW567",
        "a form",
        """
        forms:
          ▸direct: {style: return, title: {en: Direct, zh: 直接}, description: {en: At once., zh: 立即返回。}}
        """,
    ),
    case("TW568", "a class", "classes:\n  ▸idle-calls: {title: {en: Idle calls, zh: 闲置接口}}\n"),
    # the same words
    changed(
        "TW542",
        "two parameters",
        "description: {en: How long., zh: 时长。}",
        "description: {▸en: Its number., zh: 时长。}",
    ),
    changed(
        "TW542",
        "two calls, in Chinese",
        "summary: {en: Opens a valve., zh: 打开一个阀门。}",
        "summary: {en: Opens a valve., ▸zh: 请求一个许可。}",
    ),
    case(
        "TW542",
        "two values",
        """
        apis:
          garden.look:
            group: water
            summary: {en: Looks at a bed., zh: 查看苗床。}
            profiles: [keeper]
            parameters:
              bed:
                type: string
                description: {en: Which of them., zh: 哪一块。}
                values:
                  left: {en: The one at the door, zh: 门旁的那一块}
                  right: {▸en: The one at the door, zh: 墙边的那一块}
        """,
    ),
    case(
        "TW542",
        "two fields",
        """
        apis:
          garden.look:
            group: water
            summary: {en: Looks at a bed., zh: 查看苗床。}
            profiles: [keeper]
            result:
              wide: {type: number, description: {en: How wide it is., zh: 宽度。}}
              long: {type: number, description: {en: How long it is., ▸zh: 宽度。}}
        """,
    ),
    case(
        "TW540",
        "a call",
        """
        apis:
          garden.lookAround:
            group: water
            summary: {▸en: Look around., zh: 环顾四周。}
            profiles: [keeper]
        """,
    ),
    case(
        "TW540",
        "a field",
        LOOK
        + """\
    profiles: [keeper]
    result:
      soilType: {type: string, description: {▸en: Soil type., zh: 土壤的种类。}}
""",
    ),
    changed(
        "TW541",
        "a scope's title",
        "description: {en: Lets a program open valves., zh: 允许程序打开阀门。}",
        "description: {▸en: Watering., zh: 允许程序打开阀门。}",
    ),
    # versions
    case(
        "TW570",
        "a parameter before its call",
        LOOK
        + """\
    profiles: {keeper: {since: 2.3.0}}
    parameters:
      bed: {type: integer, ▸since: 2.2.9, description: {en: Which of them., zh: 哪一块。}}
""",
    ),
    case(
        "TW570",
        "compared as numbers",
        LOOK
        + """\
    profiles: {keeper: {since: 2.10.0}}
    result:
      bed: {type: integer, ▸since: 2.9.1, description: {en: Which of them., zh: 哪一块。}}
""",
    ),
    case(
        "TW571",
        "a history",
        LOOK
        + """\
    profiles: [keeper]
    history:
      - {version: 2.10.0, change: {en: It is quicker., zh: 速度更快。}}
      - {▸version: 2.9.0, change: {en: It sees more., zh: 看得更多。}}
""",
    ),
    case(
        "TW572",
        "a call",
        LOOK
        + """\
    profiles: {keeper: {since: 2.3.0}}
    deprecated: {▸since: 2.2.0}
""",
    ),
    case(
        "TW572",
        "in one profile",
        LOOK
        + """\
    profiles:
      keeper: {since: 2.3.0, deprecated: {▸since: 2.2.0}}
""",
    ),
    case(
        "TW572",
        "a parameter",
        LOOK
        + """\
    profiles: [keeper]
    parameters:
      bed:
        {type: integer, since: 2.2.9, deprecated: {▸since: 2.0.0}, description: {en: Which of them., zh: 哪一块。}}
""",
    ),
    case(
        "TW573",
        "a change too early",
        LOOK
        + """\
    profiles: {keeper: {since: 2.3.0}}
    history:
      - {▸version: 2.2.0, change: {en: It is quicker., zh: 速度更快。}}
""",
    ),
    # gates
    case(
        "TW574",
        "by a reference",
        LOOK
        + """\
    profiles: [keeper]
    description:
      ▸en: The user must have granted [[scope.water]] before.
      zh: 用户须已授予 [[scope.water]]。
""",
    ),
    case(
        "TW574",
        "by code, in a summary",
        """
        apis:
          garden.look:
            group: water
            summary: {▸en: Looks at a bed; needs `scope.water`., zh: 查看苗床，需要 `scope.water`。}
            profiles: [keeper]
        """,
    ),
]

GOOD = [
    case(
        "-",
        "wrong words in quotation marks",
        """
        glossary:
          valve:
            en: valve
            zh: 阀门
            definition: {en: It lets water out., zh: 放水用。}
            wrong_en: [tap]
            wrong_zh: [水喉]
        notes:
          taps: {title: {en: Valves, zh: 阀门}, text: {en: 'Some say "tap" for it.', zh: 有人称之为“水喉”。}}
          parts: {title: {en: Parts, zh: 部件}, text: {en: The tapping is elsewhere; see `tap`., zh: 见 `tap` 一节。}}
        """,
    ),
    case(
        "-",
        "another word that is right as well",
        """
        glossary:
          rain-barrel:
            {en: rain barrel, zh: 雨水桶, also_zh: [水桶], definition: {en: It holds rain., zh: 储存雨水。}}
        notes:
          barrels: {title: {en: Barrels, zh: 水桶}, text: {en: Two rain barrels stand there., zh: 那里有两个水桶。}}
        """,
    ),
    case(
        "-",
        "an ordinary word in other words",
        """
        glossary:
          tap: {en: tap, zh: 点击, definition: {en: A touch., zh: 触碰屏幕。}}
        notes:
          taps: {title: {en: Taps, zh: 龙头}, text: {en: A tap drips., zh: 龙头滴水。}}
        """,
    ),
    case(
        "-",
        "a term with a remark in brackets",
        """
        glossary:
          dig: {en: dig over (a bed), zh: 翻土（苗床）, definition: {en: To turn the soil., zh: 把土翻过来。}}
        notes:
          digging: {title: {en: Digging, zh: 挖掘}, text: {en: First dig over the rest., zh: 先翻土。}}
        """,
    ),
    case(
        "-",
        "an error that another one descends from",
        """
        errors:
          lost:
            {title: {en: Lost, zh: 丢失}, description: {en: It is lost., zh: 已丢失。}, remedy: {en: Look., zh: 查找。}}
          stolen:
            title: {en: Stolen, zh: 被盗}
            description: {en: It was taken., zh: 被人拿走。}
            remedy: {en: Report it., zh: 请报失。}
            parent: lost
            scoped: true
        """,
    ),
    case(
        "-",
        "a type that only a text names, and a source with a section",
        """
        types:
          Bed: {kind: record, summary: {en: A bed., zh: 一块苗床。}, fields: {}}
        notes:
          beds: {title: {en: Beds, zh: 苗床}, text: {en: 'See [[Bed]].', zh: '见 [[Bed]]。'}, sources: [almanac#may]}
        sources:
          almanac:
            title: {en: Almanac, zh: 年历}
            kind: document
            language: none
            product: [keeper]
            date: "1900"
            description: {en: A book of dates., zh: 一本历书。}
            sections: {may: {title: {en: May, zh: 五月}}}
        """,
    ),
    case(
        "-",
        "the same words of entries that readers do not compare",
        LOOK
        + """\
    profiles: [keeper]
    parameters:
      valve: {type: integer, description: {en: Its number., zh: 阀门编号。}}
""",
    ),
    case(
        "-",
        "versions that go forwards",
        LOOK
        + """\
    profiles: {keeper: {since: 2.9.1}}
    parameters:
      bed:
        {type: integer, since: 2.10.0, deprecated: {since: 2.10.0}, description: {en: Which of them., zh: 哪一块。}}
    history:
      - {version: 2.9.1, change: {en: It is quicker., zh: 速度更快。}}
      - {version: 2.10, change: {en: It sees more., zh: 看得更多。}}
      - {version: 2.10.0, change: {en: It sees all., zh: 全都能看到。}}
""",
    ),
    Case(
        "-",
        "a field older than the call in another profile",
        {
            "spec/case.yaml": LOOK
            + """\
    profiles: {keeper: {since: 2.3.0}, guest: {since: 3.0.0}}
    parameters:
      bed: {type: integer, since: 2.4.0, description: {en: Which of them., zh: 哪一块。}}
profiles:
  guest:
    title: {en: Guest, zh: 访客}
    description: {en: A program of a guest., zh: 访客的程序。}
    client: Guest
    module: guest
    order: 2
    ask: garden.askLeave
    read: garden.askLeave
"""
        },
        "-",
        GARDEN.replace("请求一个许可。}\n    profiles: [keeper]", "请求一个许可。}\n    profiles: [keeper, guest]"),
    ),
    case(
        "-",
        "a scope that is not needed, and one that is for others",
        LOOK
        + """\
    profiles: [keeper]
    description:
      en: It does not need [[scope.water]]. Unlike [[garden.openValve]], no scope has to be granted.
      zh: 它不需要 [[scope.water]]。与 [[garden.openValve]] 不同，无需授予 scope。
glossary:
  scope: {en: scope, zh: scope, definition: {en: A permission., zh: 一项许可。}}
""",
    ),
]


@pytest.mark.parametrize("example", CASES, ids=str)
def test_a_fault_gives_exactly_its_code_at_its_place_in_both_languages(example: Case, tmp_path: Path) -> None:
    holds(example, tmp_path)


@pytest.mark.parametrize("example", GOOD, ids=str)
def test_what_is_used_and_in_order_gives_nothing(example: Case, tmp_path: Path) -> None:
    assert [
        (d.code, str(d.place), d.message()) for d in linted(project(tmp_path, example.files, base=example.base))
    ] == []


def test_the_small_spec_of_all_tests_gives_nothing(tmp_path: Path) -> None:
    assert linted(project(tmp_path, base=GARDEN)) == []
