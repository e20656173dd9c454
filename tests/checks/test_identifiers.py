"""Names that would mean something else in an output, or be one name for two things."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.cases import Case, case, changed, holds
from tests.support import GARDEN, found, problems, project

API = "{group: water, summary: {en: A., zh: 一。}, profiles: [keeper]}"
FIELD = "{type: string, description: {en: F., zh: 域。}}"
RECORD = f"kind: record, summary: {{en: R., zh: 录。}}, fields: {{petal: {FIELD}}}"
SCOPE = "{title: {en: S, zh: 许}, description: {en: S., zh: 许。}, profiles: [keeper]}"
GUEST = """
profiles:
  guest:
    title: {{en: Guest, zh: 访客}}
    description: {{en: A guest., zh: 访客。}}
    {}
    {}
    order: 2
    ask: garden.askLeave
    read: garden.askLeave
"""
#: Both profiles have the call that asks.
SHARED = GARDEN.replace("请求一个许可。}\n    profiles: [keeper]", "请求一个许可。}\n    profiles: [keeper, guest]")

CASES = [
    case("TW310", "a keyword of Python", f"apis:\n  ▸garden.lambda: {API}\n"),
    case("TW310", "a keyword of TypeScript", f"apis:\n  ▸garden.delete: {API}\n"),
    case("TW310", "a type that the client defines", f"types:\n  ▸Client: {{{RECORD}}}\n"),
    changed("TW310", "a parameter that hides a property of every object", "      valve: {", "      ▸constructor: {"),
    case(
        "TW310",
        "a field that hides a property of every object",
        f"types:\n  Rose: {{kind: record, summary: {{en: R., zh: 录。}}, fields: {{▸hasOwnProperty: {FIELD}}}}}\n",
    ),
    changed("TW310", "a client that is a keyword", "client: Keeper", "▸client: None"),
    case("TW311", "calls that differ by case", f"apis:\n  garden.getURL: {API}\n  ▸garden.getUrl: {API}\n"),
    changed(
        "TW311",
        "parameters that become one",
        "      minutes: {",
        f"      runLED: {FIELD}\n      ▸runLed: {FIELD}\n      minutes: {{",
    ),
    changed(
        "TW311",
        "results that become one",
        "      litres: {",
        f"      inURL: {FIELD}\n      ▸inUrl: {FIELD}\n      litres: {{",
    ),
    case(
        "TW311",
        "fields that become one",
        f"types:\n  Rose: {{kind: record, summary: {{en: R., zh: 录。}}, fields: {{aURL: {FIELD}, ▸aUrl: {FIELD}}}}}\n",
    ),
    case(
        "TW311",
        "arguments of a function that become one",
        "types:\n  Ring: {kind: function, summary: {en: R., zh: 响。}, "
        f"parameters: {{aURL: {FIELD}, ▸aUrl: {FIELD}}}}}\n",
    ),
    case("TW311", "scopes that become one", f"scopes:\n  scope.runLED: {SCOPE}\n  ▸scope.runLed: {SCOPE}\n"),
    case("TW311", "types that become one", f"types:\n  RoseURL: {{{RECORD}}}\n  ▸RoseUrl: {{{RECORD}}}\n"),
    case("TW311", "a client with the name of a type", f"types:\n  Keeper: {{{RECORD}}}\n", at="spec/tongwen.yaml:14:5"),
    case(
        "TW311",
        "two profiles with one client",
        GUEST.format("client: Keeper", "module: guest"),
        at="spec/tongwen.yaml:14:5",
    )._replace(base=SHARED),
    case(
        "TW311",
        "two profiles with one module",
        GUEST.format("client: Guest", "module: keeper"),
        at="spec/tongwen.yaml:15:5",
    )._replace(base=SHARED),
    case(
        "TW312", "scopes that differ by case", f"scopes:\n  scope.rosegarden: {SCOPE}\n  ▸scope.roseGarden: {SCOPE}\n"
    ),
    case("TW312", "types that differ by case", f"types:\n  Rosegarden: {{{RECORD}}}\n  ▸RoseGarden: {{{RECORD}}}\n"),
    case("TW313", "a device", f"scopes:\n  ▸scope.con: {SCOPE}\n"),
    case("TW313", "a device with a number", f"apis:\n  ▸garden.Com1: {API}\n"),
    case("TW314", "a call of nothing", f"apis:\n  ▸gardn.rake: {API}\n"),
    case("TW314", "a call of a record", f"types:\n  Rose: {{{RECORD}}}\napis:\n  ▸Rose.cut: {API}\n"),
]


@pytest.mark.parametrize("example", CASES, ids=str)
def test_a_bad_name_is_reported_there_and_nowhere_else(example: Case, tmp_path: Path) -> None:
    holds(example, tmp_path)


def test_a_namespace_that_is_a_keyword_is_refused(tmp_path: Path) -> None:
    seen = problems(project(tmp_path, base=GARDEN.replace("namespace: garden", "namespace: new")))
    assert ("TW310", "spec/tongwen.yaml:7:3") in seen


def test_both_names_of_a_collision_are_told_with_their_places(tmp_path: Path) -> None:
    [one] = found(project(tmp_path, {"spec/case.yaml": f"apis:\n  garden.getURL: {API}\n  garden.getUrl: {API}\n"}))
    assert one.message() == "garden.getUrl and garden.getURL would get one name, garden_get_url"
    assert [str(place) for place in one.related] == ["spec/case.yaml:2:3"]


def test_a_call_may_belong_to_an_object(tmp_path: Path) -> None:
    hose = "types:\n  Hose: {kind: object, summary: {en: A hose., zh: 水管。}}\n"
    assert problems(project(tmp_path, {"spec/case.yaml": f"{hose}apis:\n  Hose.roll: {API}\n"})) == []


def test_parameters_may_be_keywords_of_python(tmp_path: Path) -> None:
    text = f"apis:\n  garden.rake: {API[:-1]}, parameters: {{from: {FIELD}}}}}\n"
    assert problems(project(tmp_path, {"spec/case.yaml": text})) == []
