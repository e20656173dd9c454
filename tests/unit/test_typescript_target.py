"""The TypeScript target: what it declares for small specs and for the real one, and what texts cannot do to it."""

from __future__ import annotations

import functools
import json
import re
from typing import Any

import msgspec
import pytest
import yaml
from msgspec import structs
from tongwen import paths
from tongwen.diagnostics import Diagnostic
from tongwen.load.files import Sources
from tongwen.model.base import Localized
from tongwen.model.manifest import FormField
from tongwen.model.manifest import Target as Settings
from tongwen.model.spec import Document
from tongwen.render.files import Renderer
from tongwen.targets.base import Request
from tongwen.targets.typescript import TARGET
from tongwen.targets.typescript.naming import BadName
from tongwen.text.opaque import Text
from tongwen.text.phrase import Catalogue

from tests.support import ROOT, parse, weixin

GARDEN = """\
tongwen:
  version: 1
  name: garden
  title: {en: Garden leave, zh: 花园许可}
  description: {en: Who may open which valve. TEXT, zh: 谁可以打开哪个阀门。TEXT}
  release: 0.3.0
  namespace: garden
  library: {en: gate, zh: 门禁库}
  targets: {}
profiles:
  keeper:
    title: {en: Keeper, zh: 园丁}
    description: {en: A program of the keeper. TEXT, zh: 园丁的程序。TEXT}
    client: Keeper
    module: index
    order: 1
    ask: garden.askLeave
    read: garden.readLeave
  guest:
    title: {en: Guest, zh: 访客}
    description: {en: A program of a guest., zh: 访客的程序。}
    client: Guest
    module: guest
    order: 2
    ask: garden.askLeave
    read: garden.readLeave
platforms:
  tablet: {title: {en: Tablet, zh: 平板}, order: 1}
forms:
  callback:
    style: callback
    title: {en: Callbacks, zh: 回调}
    description: {en: Takes one object. TEXT, zh: 接受一个对象。TEXT}
    callbacks:
      done: {on: [success], description: {en: Called afterwards., zh: 成功后调用。}}
      failed: {on: [failure], description: {en: Called instead., zh: 失败后调用。}}
      always: {on: [success, failure], description: {en: Called always., zh: 总会调用。}}
    result:
      note: {type: string, description: {en: A word., zh: 一句话。}}
    failure:
      note: {type: string, description: {en: A word., zh: 一句话。}}
      number: {type: integer, optional: true, description: {en: A number., zh: 编号。}}
  direct: {style: return, title: {en: Direct, zh: 直接}, description: {en: At once., zh: 立即。}}
  listener: {style: listener, title: {en: Listener, zh: 监听}, description: {en: Again., zh: 多次。}}
groups:
  water: {title: {en: Water, zh: 水}, description: {en: All about water., zh: 关于水。}, order: 1}
scopes:
  scope.water:
    title: {en: Watering TEXT, zh: 浇水TEXT}
    description: {en: Opens valves., zh: 打开阀门。}
    setting: {en: Whether valves may be opened. TEXT, zh: 能否打开阀门。TEXT}
    profiles: [keeper, guest]
  scope.gate:
    title: {en: Gate, zh: 大门}
    description: {en: Opens the gate., zh: 打开大门。}
    profiles:
      keeper: {status: retired, replacement: scope.water, note: {en: Gone. TEXT, zh: 已取消。TEXT}}
errors:
  refused:
    title: {en: Refused TEXT, zh: 被拒绝TEXT}
    description: {en: Somebody refused., zh: 有人拒绝。}
    remedy: {en: Ask later., zh: 稍后再试。}
    scoped: true
examples:
  ask:
    title: {en: Asking TEXT, zh: 请求TEXT}
    code:
      javascript: "garden.askLeave({ scope: 'scope.water' }) // TEXT"
apis:
  garden.askLeave:
    group: water
    summary: {en: "Asks for a scope; see [[garden.openGate]] and [[Leave]]. TEXT", zh: 请求一个许可。TEXT}
    description: {en: "- one TEXT\\n- two TEXT", zh: 细节。TEXT}
    profiles: {keeper: {since: 1.2.0}, guest: {note: {en: Guests wait. TEXT, zh: 访客需等候。TEXT}}}
    promise: true
    errors: [refused]
    examples: [ask]
    parameters:
      scope: {type: string, required: true, scope: any, description: {en: The scope. TEXT, zh: 许可。TEXT}}
  garden.readLeave:
    group: water
    summary: {en: Reads the answers., zh: 读取答复。}
    profiles: [keeper, guest]
    promise: true
    parameters:
      withLog: {type: boolean, default: false, profiles: [keeper], description: {en: The log too., zh: 含日志。}}
    result:
      leave: {type: Leave, description: {en: The answers., zh: 答复。}}
      log: {type: 'string[]', present: {withLog: true}, profiles: [keeper], description: {en: The log., zh: 日志。}}
  garden.openGate:
    group: water
    summary: {en: Opens the gate., zh: 打开大门。}
    profiles: [keeper]
    needs: [scope.gate]
    deprecated: {since: 2.0.1, replacement: garden.askLeave, note: {en: Too loud. TEXT, zh: 太吵。TEXT}}
    parameters:
      scope: {type: string, scope: [scope.gate], description: {en: The scope., zh: 许可。}}
      side: {type: string, values: {left: {en: Left TEXT, zh: 左TEXT}, right: {en: Right, zh: 右}}, default: TEXT,
             description: {en: Which half., zh: 哪一半。}}
  garden.hose:
    group: water
    summary: {en: Gives the hose., zh: 获取水管。}
    profiles: [keeper, guest]
    form: direct
    returns: Hose
  Hose.spray:
    group: water
    summary: {en: Sprays., zh: 喷水。}
    profiles: [keeper, guest]
    form: direct
    parameters:
      metres: {type: number, description: {en: How far., zh: 距离。}}
      targets: {type: 'string[]', required: true, description: {en: At what., zh: 目标。}}
  Hose.onDry:
    group: water
    summary: {en: Tells that the water is gone., zh: 通知断水。}
    profiles: [keeper, guest]
    form: listener
    parameters:
      listener: {type: DryListener, required: true, description: {en: The listener. TEXT, zh: 监听函数。TEXT}}
types:
  Leave: {kind: settings, summary: {en: The answers TEXT, zh: 各项答复TEXT}}
  Hose: {kind: object, summary: {en: A hose., zh: 水管。}, obtain: garden.hose}
  DryListener:
    kind: function
    summary: {en: Hears of it., zh: 得知断水。}
    parameters:
      reason: {type: Reason, required: true, description: {en: Why. TEXT, zh: 原因。TEXT}}
  Reason:
    kind: enumeration
    summary: {en: Why the water is gone., zh: 断水原因。}
    values: {empty: {en: The tank is empty. TEXT, zh: 水箱空了。TEXT}, 'shut "off"': {en: Shut off., zh: 已关闭。}}
  Marks:
    kind: map
    summary: {en: Marks by bed., zh: 各苗床的标记。}
    keys: {en: Names of beds. TEXT, zh: 苗床名称。TEXT}
    values: Reason | integer
    known: {north-bed: {en: The first bed. TEXT, zh: 第一个苗床。TEXT}}
  Bed:
    kind: record
    summary: {en: A bed., zh: 苗床。}
    fields:
      marks: {type: 'map<Marks>', optional: true, since: 1.1.0, description: {en: Its marks. TEXT, zh: 标记。TEXT}}
      rows: {type: integer, values: {"1": {en: One TEXT, zh: 一TEXT}, "2": {en: Two, zh: 二}},
             description: {en: Its rows., zh: 行数。}}
    profiles: [keeper]
"""

CHINESE = {"The options of {call}.": "{call} 的参数。", "Use {name} instead.": "请改用 {name}。"}


def _build(source: str, text: str) -> Document:
    """The small spec with a text in every place that takes one."""

    def put(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: put(entry) for key, entry in value.items()}
        if isinstance(value, list):
            return [put(entry) for entry in value]
        return value.replace("TEXT", text) if isinstance(value, str) else value

    return msgspec.convert(put(parse(source)), Document, dec_hook=lambda _kind, value: Text(value))


def render(document: Document, **options: Any) -> dict[str, str]:
    """Path to content of every file that the target makes."""
    settings = Settings(output="sdk", options=options)
    plan = TARGET.plan(Request(document, Sources(()), settings))
    made: dict[str, str] = {}
    for file in Renderer(paths.templates(), Catalogue({"zh": CHINESE})).render("sdk", plan):
        assert not isinstance(file, Diagnostic), file
        made[file.path.removeprefix("sdk/")] = file.content.decode()
    return made


def garden(text: str = "", source: str = GARDEN, **options: Any) -> dict[str, str]:
    """The files of the small spec."""
    return render(_build(source, text), **options)


@functools.cache
def real() -> dict[str, str]:
    """The files of the spec that ships with Tongwen."""
    return render(weixin(), package="real-types", comments=["en", "zh"])


def code(text: str) -> str:
    """A file without its comments."""
    return re.sub(r"\n\s*\n+", "\n", re.sub(r"[ \t]*(/\*.*?\*/|//[^\n]*)", "", text, flags=re.DOTALL))


def declaration(text: str, name: str) -> str:
    """One declaration without comments."""
    found = re.search(rf"^export (?:interface|type) {name}\b.*?(?=^export |\Z)", code(text), re.MULTILINE | re.DOTALL)
    assert found, name
    return found[0].rstrip()


def comment(text: str, before: str) -> str:
    """The comment that stands before a line, without its stars."""
    at = text.index(before)
    block = text[text.rindex("/**", 0, at) : at]
    return "\n".join(line.strip().removeprefix("*").strip() for line in block.splitlines()[1:-1])


def members(text: str, name: str) -> list[str]:
    """The members of an interface."""
    return [line.strip() for line in declaration(text, name).splitlines()[1:-1]]


def test_the_files_are_a_package_with_a_module_for_each_profile() -> None:
    modules = ["index.d.ts", "index.d.mts", "guest.d.ts", "guest.d.mts"]
    assert list(garden()) == ["package.json", "README.md", *modules, "constants.mjs", "constants.d.mts"]


def test_scopes_that_end_alike_keep_their_whole_names_among_the_constants() -> None:
    spec = _build(GARDEN, "")
    first = next(iter(spec.scopes))
    scopes = {**spec.scopes, f"other.{first.rpartition('.')[2]}": spec.scopes[first]}
    made = render(structs.replace(spec, scopes=scopes))["constants.mjs"]
    for scope in scopes:
        end = scope.rpartition(".")[2]
        name = f'"{scope}"' if [s.rpartition(".")[2] for s in scopes].count(end) > 1 else end
        assert f'  {name}: "{scope}",\n' in made


def test_the_fields_of_a_failure_are_those_of_the_spec() -> None:
    spec = _build(GARDEN, "")
    field = {"type": "string", "description": Localized(en=Text("Why."), zh=Text("原因。"))}
    failure = {"reason": FormField(**field), "number": FormField(**{**field, "type": "integer"})}
    forms = {name: structs.replace(form, failure=failure) for name, form in spec.forms.items()}
    made = render(structs.replace(spec, forms=forms))
    assert 'const TEXTS = [\n  "reason",\n  "message",\n];' in made["constants.mjs"]
    assert 'const ERRNOS = [\n  "number",\n];' in made["constants.mjs"]
    assert "errMsg" not in made["constants.mjs"] + made["README.md"]


def test_the_module_of_constants_can_be_left_out() -> None:
    files = garden(constants=False)
    assert "constants.mjs" not in files
    assert "constants" not in files["package.json"] + files["README.md"]


def test_package_json_has_an_entry_point_for_each_profile() -> None:
    package = json.loads(garden(package="@garden/types")["package.json"])
    assert next(iter(package)) == "//"
    assert re.fullmatch(r"tongwen:[0-9a-f]{16} Generated by Tongwen from spec/\. Do not edit\.", package["//"])
    assert {key: package[key] for key in ("name", "version", "license", "types", "sideEffects")} == {
        "name": "@garden/types",
        "version": "0.3.0",
        "license": "MIT",
        "types": "./index.d.ts",
        "sideEffects": False,
    }
    assert package["exports"] == {
        ".": {"import": {"types": "./index.d.mts"}, "require": {"types": "./index.d.ts"}},
        "./guest": {"import": {"types": "./guest.d.mts"}, "require": {"types": "./guest.d.ts"}},
        "./constants": {"types": "./constants.d.mts", "default": "./constants.mjs"},
        "./package.json": "./package.json",
    }
    modules = ["index.d.ts", "index.d.mts", "guest.d.ts", "guest.d.mts"]
    assert package["files"] == [*modules, "constants.d.mts", "constants.mjs"]


def test_the_package_is_named_after_the_spec_where_no_option_names_it() -> None:
    assert json.loads(garden()["package.json"])["name"] == "garden-types"


def test_every_file_is_sealed() -> None:
    assert all(re.search(r"tongwen:(?!0{16})[0-9a-f]{16}", text[:200]) for text in garden().values())


def test_the_readme_speaks_both_languages_and_lists_the_entry_points() -> None:
    readme = garden(package="garden-types")["README.md"]
    assert "Garden leave 花园许可\n====" in readme
    assert "| Guest 访客 | `garden-types/guest` | `Guest` |" in readme
    assert 'import type { Keeper } from "garden-types";' in readme


def test_scopes_are_a_union_and_what_another_profile_has_is_missing() -> None:
    made = garden()
    assert declaration(made["index.d.ts"], "Scope") == 'export type Scope = "scope.water" | "scope.gate";'
    assert declaration(made["guest.d.ts"], "Scope") == 'export type Scope = "scope.water";'
    assert not re.search("openGate|scope.gate|Bed|withLog", code(made["guest.d.ts"]))


def test_a_call_may_accept_fewer_scopes() -> None:
    index = garden()["index.d.ts"]
    assert declaration(index, "OpenGateScope") == 'export type OpenGateScope = "scope.gate";'
    assert "scope?: OpenGateScope;" in members(index, "OpenGateOptions")
    assert members(index, "AskLeaveOptions") == ["scope: Scope;"]


def test_settings_have_one_optional_readonly_boolean_for_each_scope() -> None:
    assert members(garden()["index.d.ts"], "Leave") == [
        'readonly "scope.water"?: boolean;',
        'readonly "scope.gate"?: boolean;',
    ]


def test_a_promise_comes_only_without_callbacks_and_only_where_the_call_gives_one() -> None:
    made = garden()
    assert [line for line in members(made["index.d.ts"], "Keeper") if line.startswith(("ask", "open"))] == [
        "askLeave(options: WithoutCallbacks<AskLeaveOptions>): Promise<Success>;",
        "askLeave(options: AskLeaveOptions): void;",
        "openGate(options?: OpenGateOptions): void;",
    ]
    assert declaration(made["index.d.ts"], "WithoutCallbacks") == (
        "export type WithoutCallbacks<Options> = Options & { done?: never; failed?: never; always?: never };"
    )


def test_callbacks_are_typed_by_what_they_are_called_for() -> None:
    assert members(garden()["index.d.ts"], "Callbacks") == [
        "done?: (result: Result) => void;",
        "failed?: (failure: Failure) => void;",
        "always?: (outcome: Result | Failure) => void;",
    ]


def test_a_conditional_field_is_certain_in_an_overload_that_stands_first() -> None:
    index = garden()["index.d.ts"]
    assert [line for line in members(index, "Keeper") if line.startswith("readLeave")] == [
        "readLeave(options: WithoutCallbacks<ReadLeaveWithLogOptions>): Promise<ReadLeaveWithLogResult>;",
        "readLeave(options?: WithoutCallbacks<ReadLeaveOptions>): Promise<ReadLeaveResult>;",
        "readLeave(options: ReadLeaveWithLogOptions): void;",
        "readLeave(options: ReadLeaveOptions): void;",
    ]
    assert members(index, "ReadLeaveResult") == ["leave: Leave;", "log?: string[];"]
    assert members(index, "ReadLeaveWithLogResult") == ["log: string[];"]
    assert members(index, "ReadLeaveWithLogOptions") == ["withLog: true;"]
    assert declaration(index, "ReadLeaveWithLogOptions").startswith(
        "export interface ReadLeaveWithLogOptions extends ReadLeaveOptions<ReadLeaveWithLogResult> {"
    )


def test_conditions_that_can_hold_together_have_an_overload_of_their_own() -> None:
    day = "day: {{type: {}, description: {{en: A day., zh: 日。}}}}\n      "
    field = "day: {type: string, present: {day: 2}, description: {en: A day., zh: 日。}}\n      "
    source = GARDEN.replace("withLog: {type", day.format("integer") + "withLog: {type").replace(
        "leave: {type: Leave", field + "leave: {type: Leave"
    )
    names = re.findall(r"options\??: (ReadLeave\w*)\): void", code(garden(source=source)["index.d.ts"]))
    assert names == [
        "ReadLeaveDay2WithLogOptions",
        "ReadLeaveDay2Options",
        "ReadLeaveWithLogOptions",
        "ReadLeaveOptions",
    ]


def test_a_profile_without_the_condition_has_no_conditional_field() -> None:
    guest = garden()["guest.d.ts"]
    assert members(guest, "ReadLeaveResult") == ["leave: Leave;"]
    assert declaration(guest, "ReadLeaveOptions") == "export type ReadLeaveOptions = Callbacks<ReadLeaveResult>;"


def test_objects_have_methods_that_take_options_or_a_listener() -> None:
    index = garden()["index.d.ts"]
    assert members(index, "Hose") == ["spray(options: HoseSprayOptions): void;", "onDry(listener: DryListener): void;"]
    assert members(index, "HoseSprayOptions") == ["metres?: number;", "targets: readonly string[];"]
    assert "hose(): Hose;" in members(index, "Keeper")


def test_types_of_the_spec_become_types_of_the_language() -> None:
    index = garden()["index.d.ts"]
    assert declaration(index, "DryListener") == "export type DryListener = (reason: Reason) => void;"
    assert declaration(index, "Reason") == r'export type Reason = "empty" | "shut \"off\"";'
    assert members(index, "Marks") == [
        'readonly "north-bed"?: Reason | number;',
        "readonly [key: string]: Reason | number | undefined;",
    ]
    assert members(index, "Bed") == ["marks?: Record<string, Marks>;", "rows: 1 | 2;"]


def test_the_namespace_is_exported_under_its_own_name() -> None:
    made = garden()
    assert code(made["index.d.ts"]).rstrip().endswith("export declare const garden: Keeper;")
    assert code(made["guest.d.ts"]).rstrip().endswith("export declare const garden: Guest;")


def test_a_long_union_has_one_value_on_each_line() -> None:
    values = ", ".join(f"{name * 12}: {{en: A., zh: 甲。}}" for name in "abcdefghij")
    source = GARDEN.replace(
        "{left: {en: Left TEXT, zh: 左TEXT}, right: {en: Right, zh: 右}}, default: TEXT", f"{{{values}}}"
    )
    assert '\n  side?:\n    | "aaaaaaaaaaaa"\n    | "bbbbbbbbbbbb"\n' in code(garden(source=source)["index.d.ts"])


def test_a_comment_says_what_the_spec_says() -> None:
    said = comment(garden(comments=["en"])["index.d.ts"], "  openGate(options?")
    assert said.splitlines() == [
        "Opens the gate.",
        "",
        "@remarks Needs `scope.gate`.",
        "@deprecated Since 2.0.1. Use {@link Keeper.askLeave|garden.askLeave} instead. Too loud.",
    ]


def test_an_option_tells_its_values_and_its_default() -> None:
    said = comment(garden(text="left", comments=["en"])["index.d.ts"], "  side?:")
    assert said.splitlines() == [
        "Which half.",
        "",
        '- `"left"`: Left left',
        '- `"right"`: Right',
        "",
        '@default "left"',
    ]


def test_every_overload_tells_what_a_hover_must_show_and_the_first_one_everything() -> None:
    index = garden(comments=["en"])["index.d.ts"]
    first, second = (comment(index, line) for line in ("  askLeave(options: With", "  askLeave(options: Ask"))
    assert "@since 1.2.0" in first
    assert "@since 1.2.0" in second
    assert "@example\n<caption>Asking</caption>\ngarden.askLeave" in first
    assert "- `refused`: Refused" in first
    assert "@example" not in second
    assert "Given a callback, the call returns nothing." in second


def test_a_reference_is_a_link_only_where_the_file_declares_its_target() -> None:
    made = garden(comments=["en"])
    assert "see {@link Keeper.openGate|garden.openGate} and {@link Leave}." in made["index.d.ts"]
    assert "see `garden.openGate` and {@link Leave}." in made["guest.d.ts"]


def test_a_retired_scope_is_deprecated_and_names_what_replaces_it() -> None:
    said = comment(garden(comments=["en"])["index.d.ts"], '  readonly "scope.gate"')
    assert said.splitlines()[-1] == "@deprecated Use `scope.water` instead. Gone."


def test_comments_are_in_the_languages_of_the_option() -> None:
    cjk = re.compile("[\u4e00-\u9fff]")
    english, chinese, both = (garden(comments=c)["index.d.ts"] for c in (["en"], ["zh"], ["en", "zh"]))
    assert not cjk.search(english)
    assert "Opens the gate." not in chinese
    assert "打开大门。" in chinese
    assert comment(both, "  openGate(options?").startswith("Opens the gate.\n\n打开大门。")
    assert "{@link Keeper.askLeave|garden.askLeave} 的参数。" in chinese
    assert code(english) == code(chinese) == code(both)


def test_the_same_spec_gives_the_same_bytes() -> None:
    assert garden(comments=["en", "zh"]) == garden(comments=["en", "zh"])


HOSTILE = yaml.safe_load((ROOT / "tests" / "hostile" / "texts.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", [entry["text"] for entry in HOSTILE], ids=[entry["id"] for entry in HOSTILE])
def test_no_text_leaves_its_comment_or_its_literal(text: str) -> None:
    neutral, hostile = garden("neutral", comments=["en", "zh"]), garden(text, comments=["en", "zh"])
    for path in ("index.d.ts", "guest.d.ts"):
        assert code(hostile[path]) == code(neutral[path])
        tags = re.findall(r"(?m)^\s*\* @\w+|\{@\w+", hostile[path])
        assert tags == re.findall(r"(?m)^\s*\* @\w+|\{@\w+", neutral[path])
    assert json.loads(hostile["package.json"]).keys() == json.loads(neutral["package.json"]).keys()


def test_a_text_that_leaves_its_comment_would_be_seen() -> None:
    assert code("/** a */ declare const left: 1 /* */\n") != code("/** a */\n")


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ("  Bed:\n", "  AskLeaveOptions:\n", "two declarations of one module are called AskLeaveOptions"),
        ("  Bed:\n", "  Promise:\n", "two declarations of one module are called Promise"),
        ("client: Keeper", "client: Success", "two declarations of one module are called Success"),
        ("      listener: {type: Dry", "      function: {type: Dry", "function is a word of TypeScript"),
        ("type: 'map<Marks>'", "type: Hidden", "the type Hidden does not exist in the profile that uses it"),
    ],
)
def test_a_name_that_cannot_be_is_refused(before: str, after: str, problem: str) -> None:
    assert before in GARDEN
    with pytest.raises(BadName, match=re.escape(problem)):
        garden(source=GARDEN.replace(before, after))


@pytest.mark.parametrize(
    ("options", "bad"),
    [
        ({"package": "wxauth-types", "comments": ["en", "zh"]}, []),
        ({"package": "@garden/types", "comments": ["zh"]}, []),
        ({"package": "Garden"}, ["package"]),
        ({"package": "../garden"}, ["package"]),
        ({"package": 'a", "scripts": {"install": "x'}, ["package"]),
        ({"comments": []}, ["comments"]),
        ({"comments": "en"}, ["comments"]),
        ({"comments": ["en", "en"]}, ["comments"]),
        ({"comments": [{}]}, ["comments"]),
        ({"comment": ["en"]}, ["comment"]),
    ],
)
def test_options_are_checked(options: dict[str, Any], bad: list[str]) -> None:
    found = TARGET.bad_options(Settings(output="sdk", options=options))
    assert [finding.values["option"] for finding in found] == bad


@pytest.mark.parametrize(
    ("path", "scopes", "client"),
    [
        ("index", 14, "Wx"),
        ("plugin", 3, "WxPlugin"),
        ("mini-game", 8, "WxMiniGame"),
        ("mini-game-2018", 5, "WxMiniGame2018"),
    ],
)
def test_the_real_profiles_have_their_scopes(path: str, scopes: int, client: str) -> None:
    text = real()[f"{path}.d.ts"]
    assert len(re.findall('"scope', declaration(text, "Scope"))) == scopes
    assert len(members(text, "AuthSetting")) == scopes
    assert code(text).rstrip().endswith(f"export declare const wx: {client};")


def test_the_real_calls_are_where_they_belong() -> None:
    made = real()
    where = {
        "authorize(": ["index", "mini-game", "mini-game-2018"],
        "authorizeForMiniProgram(": ["plugin"],
        "openSetting(": ["index", "plugin", "mini-game"],
        "getGameClubData(": ["mini-game"],
    }
    for call, expected in where.items():
        files = [path.removesuffix(".d.ts") for path, text in made.items() if f"  {call}" in code(text)]
        assert files == expected, call


def test_a_plugin_asks_for_its_three_scopes_only_and_gets_no_promise() -> None:
    plugin = real()["plugin.d.ts"]
    assert declaration(plugin, "AuthorizeForMiniProgramScope") == (
        "export type AuthorizeForMiniProgramScope =\n"
        '  | "scope.record"\n'
        '  | "scope.writePhotosAlbum"\n'
        '  | "scope.camera";'
    )
    calls = [line for line in members(plugin, "WxPlugin") if line.startswith("authorizeForMiniProgram")]
    assert calls == ["authorizeForMiniProgram(options: AuthorizeForMiniProgramOptions): void;"]


def test_every_link_of_the_real_files_leads_to_a_declaration_of_the_same_file() -> None:
    for path, text in real().items():
        bare = code(text)
        for owner, _, member in {tuple(t.partition(".")) for t in re.findall(r"\{@link ([\w.]+)", text)}:
            assert re.search(rf"export (interface|type) {owner}\b", bare), (path, owner)
            if member:
                assert re.search(rf"(?m)^  (readonly )?{member}[?:(]", bare), (path, owner, member)


def test_no_line_of_the_real_comments_is_wider_than_a_hundred_columns() -> None:
    prose = [re.sub("@example.*?\\*/", "", text, flags=re.DOTALL) for text in real().values()]
    comments = [line for text in prose for line in text.splitlines() if line.lstrip().startswith("* ")]
    assert comments
    assert [line for line in comments if len(line) > 100] == []
