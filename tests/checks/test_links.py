"""Names that lead nowhere, and circles."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.cases import Case, case, changed, holds
from tests.support import found, problems, project

ERROR = "title: {en: T, zh: 题}, description: {en: D., zh: 述。}, remedy: {en: R., zh: 解。}"
SOURCE = """
sources:
  manual:
    title: {en: Manual, zh: 手册}
    kind: document
    language: en
    product: [keeper]
    date: '2020'
    description: {en: The manual., zh: 手册。}
    sections: {valves: {title: {en: Valves, zh: 阀门}}}
"""

CASES = [
    changed("TW301", "a scope that there is not", "needs: [scope.water]", "needs: [▸scope.watr]"),
    changed(
        "TW301",
        "a group that there is not",
        "    group: water\n    summary: {en: Opens",
        "    ▸group: watr\n    summary: {en: Opens",
    ),
    case("TW301", "a parent that there is not", f"errors:\n  refused: {{▸parent: refsued, {ERROR}}}\n"),
    case(
        "TW301",
        "a section that the source has not",
        """
        glossary:
          leave: {en: leave, zh: 许可, definition: {en: A., zh: 许。}, sources: [▸manual#vavles]}
        """,
        manual=SOURCE,
    ),
    case(
        "TW301",
        "a profile in a mapping",
        """
        scopes:
          scope.gate:
            title: {en: Gate, zh: 门}
            description: {en: The gate., zh: 大门。}
            profiles: {keeper: {}, ▸guest: {status: withdrawn}}
        """,
    ),
    case(
        "TW302",
        "an entry that there is not, in the English text",
        """
        glossary:
          leave: {en: leave, zh: 许可, definition: {▸en: "See [[garden.openValv]].", zh: 许可。}}
        """,
    ),
    case(
        "TW302",
        "a field that there is not, in the Chinese text",
        """
        glossary:
          leave: {en: leave, zh: 许可, definition: {en: A leave., ▸zh: "见 [[garden.openValve.hours]]。"}}
        """,
    ),
    case(
        "TW302",
        "a kind that there is not",
        """
        glossary:
          leave: {en: leave, zh: 许可, definition: {▸en: "See [[trem:leave]].", zh: 许可。}}
        """,
    ),
    case("TW303", "an error that is its own parent", f"errors:\n  a: {{▸parent: a, {ERROR}}}\n"),
    case(
        "TW303",
        "errors that are one another's parents",
        f"errors:\n  a: {{▸parent: b, {ERROR}}}\n  b: {{parent: c, {ERROR}}}\n  c: {{parent: a, {ERROR}}}\n",
    ),
    changed("TW304", "an unfinished list", "litres: {type: number", 'litres: {▸type: "number["'),
    changed("TW304", "an unknown basic type", "litres: {type: number", "litres: {▸type: float"),
    changed("TW304", "an unfinished map", "litres: {type: number", "litres: {▸type: map<number"),
    changed("TW304", "an alternative to nothing", "litres: {type: number", "litres: {▸type: number |"),
    changed("TW304", "more brackets than any type needs", "litres: {type: number", f"litres: {{▸type: {'(' * 390}"),
    changed("TW304", "lists of lists without end", "litres: {type: number", f'litres: {{▸type: "string{"[]" * 190}"'),
    changed("TW305", "a type that there is not", "litres: {type: number", 'litres: {▸type: "map<Leav[] | string>"'),
    case(
        "TW305",
        "a type of a map",
        """
        types:
          Leaves: {kind: map, summary: {en: L., zh: 许。}, keys: {en: K., zh: 键。}, ▸values: Leaf}
        """,
    ),
]


@pytest.mark.parametrize("example", CASES, ids=str)
def test_a_name_that_leads_nowhere_is_reported_there_and_nowhere_else(example: Case, tmp_path: Path) -> None:
    holds(example, tmp_path)


def test_the_nearest_name_is_suggested(tmp_path: Path) -> None:
    term = 'leave: {en: leave, zh: 许可, definition: {en: "[[garden.openValv]]", zh: 许可。}}'
    [one] = found(project(tmp_path, {"spec/case.yaml": f"glossary:\n  {term}\n"}))
    assert one.message() == "the reference [[garden.openValv]] leads nowhere"
    assert one.help() == "did you mean [[garden.openValve]]?"


def test_a_circle_is_shown_whole_with_the_place_of_each_link(tmp_path: Path) -> None:
    text = f"errors:\n  a: {{parent: b, {ERROR}}}\n  b: {{parent: c, {ERROR}}}\n  c: {{parent: a, {ERROR}}}\n"
    [one] = found(project(tmp_path, {"spec/case.yaml": text}))
    assert one.message() == "a circle: a → b → c → a"
    assert [str(place) for place in one.related] == ["spec/case.yaml:3:7", "spec/case.yaml:4:7"]


def test_a_chain_of_five_thousand_links_is_no_circle(tmp_path: Path) -> None:
    rows = "".join(f"  e{i}: {{parent: e{i + 1}, {ERROR}}}\n" for i in range(5000))
    text = f"errors:\n{rows}  e5000: {{{ERROR}}}\n"
    assert problems(project(tmp_path, {"spec/case.yaml": text})) == []


def test_a_reference_may_name_a_field_a_parameter_a_value_and_every_kind_of_entry(tmp_path: Path) -> None:
    told = "[[garden.openValve.valve]] [[garden.openValve.success]] [[garden.openValve.litres]] [[profile:keeper]]"
    told += " [[scope.water]] [[term:leave]] [[rule:every-call-succeeds]] [[platform:tablet]]"
    told += " [[form:callback]] [[group:water]]"
    term = f'leave: {{en: leave, zh: 许可, definition: {{en: "{told}", zh: "{told}"}}}}'
    assert problems(project(tmp_path, {"spec/case.yaml": f"glossary:\n  {term}\n"})) == []
