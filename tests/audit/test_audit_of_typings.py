"""`tongwen audit typings`: declarations beside the spec, read with a parser of the whole language."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from tongwen.audit.report import Audited
from tongwen.audit.typings.run import audit
from tongwen.diagnostics import Diagnostic
from tongwen.model.spec import Document

from tests.audit.pages import unrecorded
from tests.checks.cases import complete, shows
from tests.support import GARDEN, document, weixin
from tests.typescript.test_typescript import HERE, node

__all__ = ["node"]  # a fixture
MORE = """
profiles:
  guest:
    title: {en: Guest, zh: 访客}
    description: {en: A program of a guest., zh: 访客的程序。}
    client: Guest
    module: guest
    order: 2
    ask: garden.askLeave
    read: garden.readLeave
types:
  Leave: {kind: settings, summary: {en: The answers., zh: 授权结果。}}
  Soil:
    kind: record
    summary: {en: What was measured., zh: 测量结果。}
    fields:
      depth: {type: integer, description: {en: How deep., zh: 深度。}}
      kind: {type: SoilKind, optional: true, since: 1.4.0, description: {en: Its kind., zh: 类型。}}
  SoilKind:
    kind: enumeration
    summary: {en: Kinds of soil., zh: 土壤类型。}
    values: {clay: {en: Clay, zh: 黏土}, sand: {en: Sand, zh: 沙土}}
  Pump: {kind: object, summary: {en: A pump., zh: 水泵。}, obtain: garden.getPump}
  Heard:
    kind: function
    summary: {en: Hears., zh: 接收。}
    parameters:
      soil: {type: Soil, required: true, description: {en: The soil., zh: 土壤。}}
apis:
  garden.readLeave:
    group: water
    summary: {en: Reads the answers., zh: 查询授权结果。}
    profiles: {keeper: {since: 1.1.0}, guest: {since: 1.3.0}}
    result:
      leave: {type: Leave, description: {en: The answers., zh: 授权结果。}}
  garden.getPump:
    group: water
    form: sync
    summary: {en: Gives the pump., zh: 获取水泵。}
    profiles: {keeper: {since: 1.2.0}}
    returns: Pump
  Pump.start:
    group: water
    form: sync
    summary: {en: Starts it., zh: 启动。}
    profiles: {keeper: {since: 1.2.0}}
    parameters:
      speed: {type: integer, required: true, description: {en: How fast., zh: 速度。}}
  Pump.onSoil:
    group: water
    form: sync
    summary: {en: Hears about the soil., zh: 监听土壤。}
    profiles: {keeper: {since: 1.2.0}}
    parameters:
      listener: {type: Heard, required: true, description: {en: Hears., zh: 接收。}}
"""
FORM = """
forms:
  callback:
    style: callback
    title: {en: Callbacks, zh: 回调}
    description: {en: Takes one object., zh: 接受一个对象。}
    callbacks:
      success: {on: [success], description: {en: Called afterwards., zh: 之后调用。}}
    result:
      note: {type: string, description: {en: A note., zh: 说明。}}
  sync: {style: return, title: {en: Direct, zh: 同步}, description: {en: At once., zh: 立即返回。}}
"""
RIGHT = """\
declare namespace Garden {
  /** What was measured. */
  interface Soil {
    depth: number
    /** Since gate 1.4.0 */
    kind?: 'clay' | 'sand'
  }
  interface Leave {
    'scope.water'?: boolean
  }
  interface Note { note: string }
  interface AskOption {
    scope: string
    success?: (res: Note) => void
  }
  interface ValveOption extends Base<Note> {
    valve: number
    minutes?: number
    success?: ValveDone
  }
  interface Base<T> { }
  type ValveDone = (result: ValveResult) => void
  interface ValveResult extends Note { litres: number }
  interface ReadOption { success?: ReadDone }
  type ReadDone = (result: { leave: Leave; note: string }) => void
  interface Pump {
    in(depth: number): void
    start(speed: number): void
    onSoil(listener: Heard): void
    drain(): void
  }
  type Heard = (soil: Soil) => void
  interface Garden {
    askLeave<T extends AskOption = AskOption>(option: T): Promised<T, AskOption>
    openValve(option: ValveOption): void
    /** Since gate 1.1.0
     *
     * Guest: since gate 1.3.0
     *
     * Reads them, and since gate 1.7.0 it reads them quickly. */
    readLeave(option?: ReadOption): void
    /** @since 1.2.0 */
    getPump(): Pump
    plantTree(): void
  }
}
declare const garden: Garden.Garden
"""


def spec() -> Document:
    whole = document(GARDEN, MORE)
    return msgspec.structs.replace(
        whole, forms=document(FORM).forms, profiles={**document(GARDEN).profiles, **whole.profiles}
    )


def done(tmp_path: Path, *texts: str, which: Document | None = None, profile: str | None = "keeper") -> Audited:
    found = given(tmp_path, *texts, which=which, profile=profile)
    assert isinstance(found, Audited), [each.message() for each in found]
    return found


def given(
    tmp_path: Path, *texts: str, which: Document | None = None, profile: str | None = "keeper"
) -> Audited | list[Diagnostic]:
    files = []
    for i, text in enumerate(texts):
        files.append(tmp_path / f"{i}.d.ts")
        files[-1].write_text(text, encoding="utf-8")
    return audit(which or spec(), files, profile)


def ids(audited: Audited) -> list[str]:
    return [each.id for each in audited.results]


def test_declarations_that_say_what_the_spec_says_have_no_finding(tmp_path: Path) -> None:
    audited = done(tmp_path, RIGHT)
    assert ids(audited) == []
    assert audited.aside == 3


def test_declarations_may_come_in_several_files_and_in_parts(tmp_path: Path) -> None:
    start = RIGHT.index("  interface Pump {")
    first, second = RIGHT[:start] + "}\n", "declare namespace Garden {\n" + RIGHT[start:]
    assert ids(done(tmp_path, first, second)) == []
    merged = RIGHT.replace("    plantTree(): void\n", "  }\n  interface Garden {\n    plantTree(): void\n")
    assert ids(done(tmp_path, merged)) == []


def test_without_the_variable_the_interface_with_most_of_the_calls_is_compared(tmp_path: Path) -> None:
    assert ids(done(tmp_path, RIGHT.replace("declare const garden: Garden.Garden\n", ""))) == []


FAULTS = {
    "missing:AuthSetting": ("", ""),
    "missing:garden.openValve": ("    openValve(option: ValveOption): void\n", ""),
    "missing:Pump.start": ("    start(speed: number): void\n", ""),
    "missing:garden.openValve.valve": ("    valve: number\n", ""),
    "extra:garden.openValve.hose": ("    valve: number\n", "    valve: number\n    hose: string\n"),
    "optional:garden.openValve.valve": ("    valve: number\n", "    valve?: number\n"),
    "optional:garden.openValve.minutes": ("    minutes?: number\n", "    minutes: number\n"),
    "type:garden.openValve.minutes": ("    minutes?: number\n", "    minutes?: string\n"),
    "missing:garden.openValve.litres": ("{ litres: number }", "{ }"),
    "since:garden.readLeave": ("Since gate 1.1.0", "Since gate 1.0.9"),
    "since:garden.getPump": ("@since 1.2.0", "@since 1.2.1"),
    "missing:Leave.scope.water": ("    'scope.water'?: boolean\n", ""),
    "extra:Leave.scope.fire": ("    'scope.water'", "    'scope.fire'?: boolean\n    'scope.water'"),
    "missing:Soil.depth": ("    depth: number\n", ""),
    "optional:Soil.kind": ("kind?: 'clay'", "kind: 'clay'"),
    "since:Soil.kind": ("Since gate 1.4.0", "Since gate 1.5.0"),
    "missing:SoilKind.sand": ("'clay' | 'sand'", "'clay'"),
    "extra:SoilKind.peat": ("'clay' | 'sand'", "'clay' | 'sand' | 'peat'"),
    "missing:Pump.start.speed": ("start(speed: number)", "start()"),
    "extra:Pump.start.way": ("start(speed: number)", "start(speed: number, way: string)"),
}
del FAULTS["missing:AuthSetting"]


@shows("TW941", "TW942", "TW944")
@pytest.mark.parametrize("id_", FAULTS)
def test_each_planted_fault_is_found_alone_and_at_its_place(tmp_path: Path, id_: str) -> None:
    old, changed = FAULTS[id_]
    assert RIGHT.count(old) == 1
    text = RIGHT.replace(old, changed)
    audited = done(tmp_path, text)
    assert ids(audited) == [id_]
    found = audited.results[0]
    complete(found.diagnostic)
    assert audited.fails
    line = text.split("\n")[found.place.line - 1]
    assert found.words in line[found.place.column - 1 :]
    if found.words:
        assert found.words.strip("'") in changed or id_.startswith("since:")


def test_what_a_comment_says_of_another_profile_counts_for_that_one(tmp_path: Path) -> None:
    scope = "extra:Leave.scope.water"  # is the keeper's
    assert ids(done(tmp_path, RIGHT, profile="guest")) == [scope]
    wrong = RIGHT.replace("Guest: since gate 1.3.0", "Guest: since gate 1.3.1")
    assert ids(done(tmp_path, wrong, profile="guest")) == [scope, "since:garden.readLeave"]
    assert ids(done(tmp_path, wrong, profile="keeper")) == []


def test_a_comment_that_speaks_of_a_version_in_passing_states_none(tmp_path: Path) -> None:
    text = RIGHT.replace("Since gate 1.1.0\n", "")
    assert ids(done(tmp_path, text)) == ["since:garden.readLeave"]
    assert "not given" in done(tmp_path, text).results[0].diagnostic.message()


def test_the_profile_whose_calls_are_declared_is_guessed(tmp_path: Path) -> None:
    assert done(tmp_path, RIGHT, profile=None).profile == "keeper"
    text = "interface Garden { readLeave(): void }\ndeclare const garden: Garden\n"
    assert done(tmp_path, text, profile=None).profile == "guest"


@shows("TW935")
@pytest.mark.parametrize(
    "broken",
    [
        RIGHT.replace("interface Garden {", "interface Garden {{{ ((", 1),
        RIGHT.replace("openValve(option: ValveOption): void", "openValve(option: ValveOption: void"),
        RIGHT.replace("    valve: number\n", "    valve: ]number[\n"),
        "this is no program at all {",
    ],
)
def test_a_file_that_does_not_parse_where_it_matters_is_not_compared(tmp_path: Path, broken: str) -> None:
    found = given(tmp_path, broken)
    assert isinstance(found, list)
    assert {each.code for each in found} == {"TW935"}
    complete(found[0])
    assert found[0].place is not None


@shows("TW939")
def test_a_part_that_does_not_parse_and_does_not_matter_is_only_noted(tmp_path: Path) -> None:
    audited = done(tmp_path, RIGHT, "interface Other { a: ]b[ }\n")
    assert {each.diagnostic.code for each in audited.results} == {"TW939"}
    assert not audited.fails
    assert audited.open == []


def test_types_nested_without_end_and_types_defined_by_themselves_do_no_harm(tmp_path: Path) -> None:
    deep = RIGHT.replace("minutes?: number", "minutes?: " + "(" * 3000 + "number" + ")" * 3000)
    found = given(tmp_path, deep)
    assert isinstance(found, Audited) or {each.code for each in found} == {"TW935"}
    round_ = RIGHT.replace("'clay' | 'sand'", "Kinds") + "type Kinds = Kinds | 'clay'\ninterface A extends A {}\n"
    assert isinstance(given(tmp_path, round_), Audited)


@shows("TW937")
def test_files_without_anything_of_the_spec_are_refused(tmp_path: Path) -> None:
    found = given(tmp_path, "interface Kitchen { cook(): void }\n")
    assert isinstance(found, list)
    assert [each.code for each in found] == ["TW937"]
    complete(found[0])


def recorded(**difference: object) -> Document:
    source = """
    sources:
      types: {title: {en: Types, zh: 类型}, kind: typings, language: none, product: [keeper], date: "2026",
              description: {en: The types., zh: 类型声明。}}
    differences:
      d01: {kind: omission, found: {en: A., zh: 甲。}, resolution: {en: B., zh: 乙。}, sources: [types]}
    """
    told = document(source)
    entry = msgspec.structs.replace(told.differences["d01"], **difference)
    return msgspec.structs.replace(spec(), sources=told.sources, differences={"d01": entry})


def test_a_recorded_difference_is_known_and_does_not_fail(tmp_path: Path) -> None:
    which = recorded(audits=["missing:Soil.depth"])
    audited = done(tmp_path, RIGHT.replace("    depth: number\n", ""), which=which)
    assert [(each.id, each.known) for each in audited.results] == [("missing:Soil.depth", "d01")]
    assert not audited.fails


@shows("TW938")
def test_a_recorded_difference_that_is_not_there_any_more_is_reported(tmp_path: Path) -> None:
    audited = done(tmp_path, RIGHT, which=recorded(audits=["missing:Soil.depth"]))
    assert [each.diagnostic.code for each in audited.results] == ["TW938"]
    complete(audited.results[0].diagnostic)
    assert audited.fails


PACKAGES = {"mini-program": "miniprogram-api-typings", "mini-game": "minigame-api-typings"}


KINDS = [*PACKAGES.items(), ("plugin", PACKAGES["mini-program"])]


def official(which: Callable[[], Document], package: str, profile: str | None) -> Audited:
    files = sorted((HERE / "node_modules" / package).rglob("*.d.ts"))
    assert len(files) > 4
    found = audit(which(), files, profile)
    assert isinstance(found, Audited)
    return found


@pytest.mark.usefixtures("node")
@pytest.mark.parametrize(("profile", "package"), KINDS)
def test_every_difference_of_the_official_typings_is_recorded(profile: str, package: str) -> None:
    audited = official(weixin, package, profile)
    assert audited.source == package.replace("-api", "")
    assert [each.id for each in audited.open] == []
    assert len(audited.results) > 10
    assert audited.aside > 300


@pytest.mark.usefixtures("node")
def test_the_key_that_the_official_settings_record_lacks_is_among_them() -> None:
    program = {each.id: each.known for each in official(weixin, PACKAGES["mini-program"], None).results}
    assert program["missing:AuthSetting.scope.userLocationBackground"] == "d09"
    game = {each.id: each.known for each in official(weixin, PACKAGES["mini-game"], None).results}
    assert game["missing:AuthSetting.scope.gameClubData"] == "d62"


@pytest.mark.usefixtures("node")
@pytest.mark.parametrize("profile", PACKAGES)
def test_the_profile_of_the_official_typings_is_guessed(profile: str) -> None:
    assert official(weixin, PACKAGES[profile], None).profile == profile


@pytest.mark.usefixtures("node")
@pytest.mark.parametrize("profile", PACKAGES)
def test_without_the_records_each_of_them_would_fail(profile: str) -> None:
    found = official(unrecorded, PACKAGES[profile], profile).open
    known = official(weixin, PACKAGES[profile], profile).results
    assert {each.id for each in found} == {each.id for each in known if each.known}
    assert all(each.fails for each in found)
