"""The Python target: what it writes for a small spec and for the real one, and what the package does when imported."""

from __future__ import annotations

import ast
import asyncio
import functools
import importlib
import itertools
import pkgutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import pytest
from tongwen import paths
from tongwen.behaviour.wordings import reason
from tongwen.diagnostics import Diagnostic
from tongwen.load.files import Sources
from tongwen.model.manifest import Target as Settings
from tongwen.model.spec import Document
from tongwen.render.files import Renderer
from tongwen.targets.base import Request
from tongwen.targets.python import TARGET
from tongwen.targets.python.docs import Links
from tongwen.targets.python.naming import BadName, Names, code, constant, scope_member, variable
from tongwen.text.opaque import Text
from tongwen.text.phrase import Catalogue

from tests.sinks import hostile
from tests.support import ROOT, document, parse, weixin

SHED = """\
tongwen:
  version: 1
  name: shed
  title: {en: Tool shed, zh: 工具棚}
  description: {en: Who may take which tool., zh: 谁可以取用哪件工具。}
  release: 0.4.0
  namespace: shed
  library: {en: lock, zh: 门锁库}
  targets: {}
profiles:
  keeper:
    title: {en: Keeper, zh: 园丁}
    description: {en: A program of the keeper., zh: 园丁的程序。}
    client: Keeper
    module: index
    order: 1
    ask: shed.askLeave
    read: shed.readLeave
  guest:
    title: {en: Guest, zh: 访客}
    description: {en: A program of a guest., zh: 访客的程序。}
    client: Guest
    module: guest
    order: 2
    ask: shed.askLeave
    read: shed.readLeave
forms:
  callback:
    style: callback
    title: {en: Callbacks, zh: 回调}
    description: {en: Takes one object., zh: 接受一个对象。}
    result: {note: {type: string, description: {en: A word., zh: 一句话。}}}
  direct: {style: return, title: {en: Direct, zh: 直接}, description: {en: At once., zh: 立即。}}
  listener: {style: listener, title: {en: Listener, zh: 监听}, description: {en: Again., zh: 多次。}}
groups:
  tools: {title: {en: Tools, zh: 工具}, description: {en: All about tools., zh: 关于工具。}, order: 1}
scopes:
  scope.chainSaw:
    title: {en: Chain saw, zh: 链锯}
    description: {en: "Lets you use [[shed.takeTool]].", zh: "允许使用 [[shed.takeTool]]。"}
    profiles: [keeper, guest]
  scope.ladder:
    title: {en: Ladder, zh: 梯子}
    description: {en: Lets you climb., zh: 允许攀爬。}
    profiles: [keeper]
errors:
  failed:
    title: {en: Failed, zh: 失败}
    description: {en: It failed., zh: 失败了。}
    remedy: {en: Try later., zh: 稍后再试。}
  denied:
    title: {en: Denied, zh: 拒绝}
    description: {en: The owner refused., zh: 主人拒绝了。}
    remedy: {en: "Ask the owner, then call [[shed.readLeave]].", zh: "请询问主人，然后调用 [[shed.readLeave]]。"}
    parent: failed
    scoped: true
    errno: [7, 9]
    messages: [{pattern: "{api}:fail no leave"}, {pattern: "42", apis: [shed.takeTool]}]
  door-shut:
    title: {en: Door shut, zh: 门关着}
    description: {en: The door is shut., zh: 门关着。}
    remedy: {en: Open it., zh: 打开它。}
    parent: denied
    errno: [8, 9]
  rain:
    title: {en: Rain, zh: 下雨}
    description: {en: It rains., zh: 下雨了。}
    remedy: {en: Wait., zh: 等待。}
    parent: failed
    errno: [8]
apis:
  shed.askLeave:
    group: tools
    summary: {en: Asks for a scope., zh: 请求授权。}
    profiles: {keeper: {since: 1.2.0}, guest: {}}
    parameters:
      scope: {type: string, required: true, scope: any, description: {en: The scope., zh: 要请求的授权。}}
  shed.readLeave:
    group: tools
    summary: {en: Reads the answers., zh: 读取答复。}
    profiles: [keeper, guest]
    parameters:
      withLog: {type: boolean, default: false, profiles: [keeper], since: 1.3.0,
                description: {en: The log too., zh: 含日志。}}
    result:
      leave: {type: Leave, description: {en: The answers., zh: 答复。}}
      log: {type: 'string[]', present: {withLog: true}, profiles: [keeper], description: {en: The log., zh: 日志。}}
  shed.takeTool:
    group: tools
    summary: {en: "Takes a tool; see [[Tool.sharpness]] and [[Wear.as-new]].", zh: "取用工具，见 [[Tool]]。"}
    profiles: [keeper]
    needs: [scope.chainSaw]
    errors: [door-shut]
    deprecated: {since: 2.0.1, replacement: shed.readLeave}
    parameters:
      type: {type: Wear, description: {en: How worn., zh: 磨损程度。}}
      from: {type: string, required: true, description: {en: From where., zh: 来源。}}
      str: {type: integer, values: {"1": {en: One, zh: 一}, "2": {en: Two, zh: 二}},
            description: {en: How strong., zh: 强度。}}
      spare: {type: Tool, description: {en: Another., zh: 另一件。}}
    result:
      tool: {type: Tool, description: {en: The tool., zh: 工具。}}
  shed.count:
    group: tools
    summary: {en: Counts the tools., zh: 统计工具。}
    profiles: [keeper]
    form: direct
    returns: integer
  shed.vote:
    group: tools
    summary: {en: Lets all vote., zh: 投票。}
    profiles: [keeper]
    rest: Votes
  shed.bell:
    group: tools
    summary: {en: Gives the bell., zh: 取得门铃。}
    profiles: [keeper]
    form: direct
    returns: Bell
  Bell.onRing:
    group: tools
    summary: {en: Hears the bell., zh: 监听门铃。}
    profiles: [keeper]
    form: listener
    parameters:
      listener: {type: Ring, required: true, description: {en: The listener., zh: 监听函数。}}
types:
  Leave: {kind: settings, summary: {en: The answers., zh: 答复。}}
  Bell: {kind: object, summary: {en: A bell., zh: 门铃。}, obtain: shed.bell}
  Ring:
    kind: function
    summary: {en: Hears it., zh: 听到。}
    parameters: {times: {type: integer, required: true, description: {en: How often., zh: 次数。}}}
  Votes: {kind: map, summary: {en: Votes., zh: 票。}, keys: {en: Names., zh: 名字。}, values: boolean}
  Wear:
    kind: enumeration
    summary: {en: How worn., zh: 磨损。}
    values: {as-new: {en: Unused., zh: 未用过。}, 2nd hand: {en: Used., zh: 用过。}}
  Tool:
    kind: record
    summary: {en: A tool., zh: 工具。}
    fields:
      sharpness: {type: number, description: {en: How sharp., zh: 锋利程度。}}
      wear: {type: Wear, optional: true, description: {en: How worn., zh: 磨损。}}
      maker: {type: string | integer, optional: true, description: {en: Who made it., zh: 制造者。}}
"""


def render(spec: Document, **options: Any) -> dict[str, str]:
    """Path to content of every file that the target makes."""
    plan = TARGET.plan(Request(spec, Sources(()), Settings(output="sdk", options=options)))
    made: dict[str, str] = {}
    for file in Renderer(paths.templates(), Catalogue({"zh": {"Use {name} instead.": "请改用 {name}。"}})).render(
        "sdk", plan
    ):
        assert not isinstance(file, Diagnostic), file
        made[file.path.removeprefix("sdk/")] = file.content.decode()
    return made


@functools.cache
def shed(*languages: str) -> dict[str, str]:
    """The files of the small spec, with docstrings in these languages."""
    return render(document(SHED), package="shed_client", docstrings=list(languages or ("en",)))


@pytest.fixture(scope="module")
def load(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Write files into a folder of their own and import the package there."""
    folders = []

    def load_package(files: dict[str, str], package: str) -> ModuleType:
        folder = tmp_path_factory.mktemp(package)
        for path, content in files.items():
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_text(content, encoding="utf-8")
        sys.path.insert(0, str(folder))
        folders.append(str(folder))
        importlib.invalidate_caches()
        return importlib.import_module(package)

    yield load_package
    sys.path[:] = [path for path in sys.path if path not in folders]


@pytest.fixture(scope="module")
def client(load: Any) -> ModuleType:
    """The package of the small spec."""
    return load(shed(), "shed_client")  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def real(load: Any) -> ModuleType:
    """The package of the spec that ships with Tongwen."""
    return load(render(weixin(), package="real_client"), "real_client")  # type: ignore[no-any-return]


class Host:
    """Answers every call with what it was given, and keeps the calls."""

    def __init__(self, answer: object = None) -> None:
        self.answer = answer
        self.calls: list[tuple[str, list[object]]] = []
        self.listeners: dict[str, Any] = {}

    def call(self, method: str, args: list[object]) -> object:
        self.calls.append((method, args))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


class RingingHost(Host):
    """Passes on events, too."""

    def listen(self, method: str, listener: Any) -> None:
        self.listeners[method] = listener


def function(text: str, name: str) -> ast.FunctionDef:
    """The last definition of a function in a module."""
    found = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef) and n.name == name]
    assert found, name
    return found[-1]


def docstring(text: str, name: str) -> str:
    """The docstring of a function or class."""
    nodes = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef | ast.ClassDef) and n.name == name]
    return ast.get_docstring(nodes[-1]) or ""


def test_the_files_are_a_distribution_with_a_module_for_each_client() -> None:
    assert list(shed()) == [
        "pyproject.toml",
        "README.md",
        *(
            f"shed_client/{name}.py"
            for name in ("_scopes", "_settings", "_host", "_errors", "_wire", "_types", "_client")
        ),
        *(f"shed_client/{name}.py" for name in ("_objects", "_async_objects")),
        *(f"shed_client/{name}.py" for name in ("_keeper", "_async_keeper", "_guest", "_async_guest")),
        "shed_client/_helpers.py",
        "shed_client/__init__.py",
        "shed_client/py.typed",
    ]


def test_every_file_but_the_empty_marker_is_sealed() -> None:
    assert [path for path, text in shed().items() if "tongwen:" not in text[:200]] == ["shed_client/py.typed"]


def test_lines_of_code_keep_the_width_that_the_project_file_names() -> None:
    files = {path: text for path, text in render(weixin(), package="wxauth").items() if path.endswith(".py")}
    wide = [line for text in files.values() for line in text.splitlines() if len(line) > 100]
    assert [line for line in wide if not line.lstrip().startswith("print(")] == []


@pytest.mark.parametrize(
    ("wire", "name"),
    [("getUserInfo", "get_user_info"), ("joinVoIPChat", "join_voip_chat"), ("cloudID", "cloud_id"), ("OCR", "ocr")],
)
def test_camel_case_becomes_snake_case(wire: str, name: str) -> None:
    assert variable(wire) == name


@pytest.mark.parametrize("word", ["from", "class", "str", "int", "self", "wire", "options"])
def test_a_word_that_python_or_the_generated_code_needs_gets_an_underscore(word: str) -> None:
    assert variable(word) == word + "_"


def test_other_builtins_keep_the_words_of_the_wire() -> None:
    assert [variable(word) for word in ("type", "format", "id")] == ["type", "format", "id"]


def test_a_scope_is_named_by_what_follows_its_first_dot() -> None:
    assert scope_member("scope.WxFriendInteraction") == "WX_FRIEND_INTERACTION"
    assert scope_member("record") == "RECORD"


def test_a_value_that_starts_with_a_digit_or_has_spaces_becomes_a_member() -> None:
    assert [constant(value) for value in ("2nd hand", "not determined", "zh_CN")] == [
        "VALUE_2ND_HAND",
        "NOT_DETERMINED",
        "ZH_CN",
    ]


@pytest.mark.parametrize("name", ["a b", "1a", "class", "a.if", 'x"'])
def test_a_name_that_python_cannot_have_is_refused(name: str) -> None:
    with pytest.raises(BadName):
        code(name)


def test_a_value_without_a_letter_or_digit_is_refused() -> None:
    with pytest.raises(BadName, match="no letter or digit"):
        constant("!?")


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("shed.takeTool", "Keeper.take_tool"),
        ("shed.readLeave.log", "ReadLeaveResult.log"),
        ("scope.chainSaw", "Scope.CHAIN_SAW"),
        ("error:denied", "AuthorizationDenied"),
        ("error:door-shut", "DoorShutError"),
        ("error:failed", "ShedError"),
        ("Tool.sharpness", "Tool.sharpness"),
        ("Wear.as-new", "Wear.AS_NEW"),
        ("Bell.onRing", "Bell.on_ring"),
        ("profile:guest", "Guest"),
    ],
)
def test_a_reference_becomes_the_name_of_what_it_names(target: str, name: str) -> None:
    assert Links(Names(document(SHED)))(target) == code(name)


def test_a_reference_in_a_client_names_that_client() -> None:
    names = Names(document(SHED))
    assert Links(names, "guest")("shed.readLeave") == code("Guest.read_leave")
    assert Links(names, "guest", asynchronous=True)("shed.readLeave") == code("AsyncGuest.read_leave")


def test_a_reference_to_what_has_no_path_of_its_own_is_shown_as_a_word_of_code() -> None:
    link = Links(Names(document(SHED)))
    assert [link(name) for name in ("group:tools", "shed.readLeave.withLog")] == ["tools", "with_log"]


def test_a_client_has_the_calls_of_its_profile_only(client: ModuleType) -> None:
    assert not hasattr(client.Guest, "take_tool")
    assert hasattr(client.Keeper, "take_tool")


def test_a_parameter_of_one_profile_is_not_on_the_other_client() -> None:
    assert "with_log" not in shed()["shed_client/_guest.py"]


def test_a_conditional_field_is_there_for_sure_only_when_it_was_asked_for(client: ModuleType) -> None:
    plain = client.Keeper(Host({"leave": {}})).read_leave()
    rich = client.Keeper(Host({"leave": {}, "log": ["a"]})).read_leave(with_log=True)
    assert (plain.log, rich.log) == (None, ("a",))
    assert isinstance(rich, client.ReadLeaveResultWithLog)
    with pytest.raises(client.WrongAnswerError, match=r"shed\.readLeave: log is missing"):
        client.Keeper(Host({"leave": {}})).read_leave(with_log=True)


def test_arguments_that_are_not_given_stay_off_the_wire(client: ModuleType) -> None:
    host = Host({"leave": {}})
    client.Keeper(host).read_leave()
    client.Keeper(host).read_leave(with_log=False)
    assert host.calls == [("readLeave", [{}]), ("readLeave", [{"withLog": False}])]


def test_records_and_enumerations_travel_in_the_form_of_the_wire(client: ModuleType) -> None:
    host = Host({"tool": {"sharpness": 3, "wear": "as-new", "maker": 12, "colour": "red"}})
    spare = client.Tool(sharpness=1.5)
    taken = client.Keeper(host).take_tool(type=client.Wear.AS_NEW, from_="hook", str_=2, spare=spare)
    assert host.calls == [("takeTool", [{"from": "hook", "type": "as-new", "str": 2, "spare": {"sharpness": 1.5}}])]
    assert taken.tool == client.Tool(sharpness=3.0, wear=client.Wear.AS_NEW, maker=12)


def test_a_map_leaves_out_the_fields_that_every_result_has(client: ModuleType) -> None:
    assert client.Keeper(Host({"note": "ok", "ann": True})).vote() == {"ann": True}


def test_a_call_without_parameters_and_options_sends_no_arguments(client: ModuleType) -> None:
    host = Host(4.0)
    assert client.Keeper(host).count() == 4
    assert host.calls == [("count", [])]


@pytest.mark.parametrize(
    ("answer", "message", "field"),
    [
        (None, "shed.takeTool: the answer must be an object, not null", ""),
        ({}, "shed.takeTool: tool is missing", "tool"),
        ({"tool": 3}, "shed.takeTool: tool must be an object, not a number", "tool"),
        ({"tool": {"sharpness": None}}, "shed.takeTool: tool.sharpness must be a number, not null", "tool.sharpness"),
        (
            {"tool": {"sharpness": True}},
            "shed.takeTool: tool.sharpness must be a number, not a boolean",
            "tool.sharpness",
        ),
        ({"tool": {"sharpness": 1, "wear": "rusty"}}, "shed.takeTool: tool.wear must be one of", "tool.wear"),
        ({"tool": {"sharpness": 1, "maker": []}}, "shed.takeTool: tool.maker must be a whole number", "tool.maker"),
    ],
)
def test_a_wrong_answer_is_a_typed_error_with_the_call_the_field_and_the_answer(
    client: ModuleType, answer: object, message: str, field: str
) -> None:
    with pytest.raises(client.WrongAnswerError) as caught:
        client.Keeper(Host(answer)).take_tool(from_="hook")
    assert str(caught.value).startswith(message)
    assert (caught.value.api, caught.value.field, caught.value.raw) == ("shed.takeTool", field, answer)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"from_": 3}, "shed.takeTool: from must be a string, not a number"),
        ({"from_": None}, "shed.takeTool: from must be a string, not null"),
        ({"from_": "hook", "str_": True}, "shed.takeTool: str must be a whole number, not a boolean"),
        ({"from_": "hook", "spare": {}}, "shed.takeTool: spare must be of type Tool, not an object"),
    ],
)
def test_an_argument_of_the_wrong_type_is_refused_before_the_call(
    client: ModuleType, arguments: dict[str, Any], message: str
) -> None:
    host = Host()
    with pytest.raises(client.WrongArgumentError) as caught:
        client.Keeper(host).take_tool(**arguments)
    assert str(caught.value) == message
    assert host.calls == []


def test_an_absent_answer_is_unasked_and_not_a_refusal(client: ModuleType) -> None:
    leave = client.Keeper(Host({"leave": {"scope.chainSaw": False, "scope.tomorrow": True}})).read_leave().leave
    assert leave[client.Scope.LADDER] is client.Consent.UNASKED
    assert leave[client.Scope.CHAIN_SAW] is leave["scope.chainSaw"] is client.Consent.DENIED
    assert leave["scope.tomorrow"] is client.Consent.GRANTED
    assert (client.Scope.LADDER in leave, len(leave)) == (False, 2)
    assert list(leave) == ["scope.chainSaw", "scope.tomorrow"]
    assert leave == client.Leave({"scope.chainSaw": client.Consent.DENIED, "scope.tomorrow": client.Consent.GRANTED})


def test_settings_that_are_no_truth_values_are_wrong_answers(client: ModuleType) -> None:
    with pytest.raises(client.WrongAnswerError, match=r"leave\.scope\.ladder must be a boolean, not a string"):
        client.Keeper(Host({"leave": {"scope.ladder": "yes"}})).read_leave()


def test_an_object_is_obtained_from_a_client_and_hears_events(client: ModuleType) -> None:
    host, heard = RingingHost(), []
    client.Keeper(host).bell().on_ring(heard.append)
    host.listeners["Bell.onRing"]([3])
    assert heard == [3]
    with pytest.raises(client.WrongAnswerError, match=r"Bell\.onRing: times must be a whole number"):
        host.listeners["Bell.onRing"](["often"])


def test_a_listener_that_is_no_function_is_refused(client: ModuleType) -> None:
    with pytest.raises(client.WrongArgumentError, match=r"Bell\.onRing: the listener must be a function, not str"):
        client.Keeper(RingingHost()).bell().on_ring("me")


def test_a_host_without_events_is_told_apart(client: ModuleType) -> None:
    with pytest.raises(client.CannotListenError, match="Host has no method listen"):
        client.Keeper(Host()).bell().on_ring(print)


def test_the_asynchronous_client_makes_the_same_calls(client: ModuleType) -> None:
    class AsyncHost(Host):
        async def call(self, method: str, args: list[object]) -> object:  # type: ignore[override]
            return Host.call(self, method, args)

    host = AsyncHost({"leave": {}})
    result = asyncio.run(client.AsyncKeeper(host).read_leave())
    assert result == client.ReadLeaveResult(leave=client.Leave({}))
    asyncio.run(client.ensure_async(client.AsyncKeeper(host), client.Scope.LADDER))
    assert [method for method, _ in host.calls] == ["readLeave", "readLeave", "askLeave"]


@pytest.mark.parametrize(
    ("message", "errno", "name"),
    [
        ("takeTool:fail no leave", None, "AuthorizationDenied"),
        ("takeTool:fail:no  leave", None, "AuthorizationDenied"),
        ("takeTool:fail: No leave.", None, "AuthorizationDenied"),
        ("no leave", None, "AuthorizationDenied"),
        ("he said there is no leave", None, "ShedError"),
        ("42", None, "AuthorizationDenied"),
        ("new words", 7, "AuthorizationDenied"),
        ("new words", "7", "AuthorizationDenied"),
        ("new words", 8, "ShedError"),
        ("new words", 9, "AuthorizationDenied"),
        ("new words", "x", "ShedError"),
        ("new words", float("inf"), "ShedError"),
        ("new words", 7.0, "AuthorizationDenied"),
        ("new words", 7.5, "ShedError"),
        ("", None, "ShedError"),
    ],
)
def test_a_failure_becomes_the_class_of_its_meaning(client: ModuleType, message: str, errno: object, name: str) -> None:
    error = client.from_failure("shed.takeTool", client.HostFailure(message, errno=errno, platform="tablet"))
    assert type(error).__name__ == name
    assert (error.message, error.api, error.platform) == (message, "shed.takeTool", "tablet")


def test_a_bare_number_means_something_in_its_own_call_only(client: ModuleType) -> None:
    assert type(client.from_failure("shed.count", client.HostFailure("42"))) is client.ShedError


def test_a_failed_call_raises_with_the_scope_that_it_is_about(client: ModuleType) -> None:
    failure = client.HostFailure("askLeave:fail no leave", errno=7, code="-1", raw={"errMsg": "x"})
    with pytest.raises(client.AuthorizationDenied) as caught:
        client.Keeper(Host(failure)).ask_leave(scope=client.Scope.LADDER)
    error = caught.value
    assert (error.scope, error.errno, error.code, error.raw) == ("scope.ladder", 7, "-1", {"errMsg": "x"})
    assert error.__cause__ is failure
    assert (error.id, error.title) == ("denied", "Denied")
    assert error.remedy == "Ask the owner, then call Keeper.read_leave."
    with pytest.raises(client.AuthorizationDenied) as caught:
        client.Keeper(Host(failure)).take_tool(from_="hook")
    assert caught.value.scope == "scope.chainSaw"


def test_errors_that_are_no_failures_of_the_platform_pass_unchanged(client: ModuleType) -> None:
    with pytest.raises(ConnectionError):
        client.Keeper(Host(ConnectionError())).count()


def test_explaining_a_refusal_names_call_scope_and_remedy(client: ModuleType) -> None:
    error = client.AuthorizationDenied("no leave", api="shed.takeTool", scope="scope.chainSaw")
    said = client.explain_refusal(error)
    assert said == "shed.takeTool scope.chainSaw: Denied (no leave). Ask the owner, then call Keeper.read_leave."


@pytest.mark.parametrize(("leave", "calls"), [({"scope.ladder": True}, ["readLeave"]), ({}, ["readLeave", "askLeave"])])
def test_ensuring_a_scope_asks_only_a_user_who_was_never_asked(
    client: ModuleType, leave: dict[str, bool], calls: list[str]
) -> None:
    host = Host({"leave": leave})
    client.ensure(client.Keeper(host), client.Scope.LADDER)
    assert [method for method, _ in host.calls] == calls


def test_ensuring_a_refused_scope_raises_without_asking(client: ModuleType) -> None:
    host = Host({"leave": {"scope.ladder": False}})
    with pytest.raises(client.AuthorizationDenied) as caught:
        client.ensure(client.Keeper(host), client.Scope.LADDER)
    assert caught.value.scope == "scope.ladder"
    assert [method for method, _ in host.calls] == ["readLeave"]


def test_a_docstring_tells_arguments_errors_needs_versions_and_what_to_use_instead() -> None:
    assert docstring(shed()["shed_client/_keeper.py"], "take_tool").splitlines() == [
        "Takes a tool; see Tool.sharpness and Wear.AS_NEW.",
        "",
        "Args:",
        "    type: How worn.",
        "    from_: From where.",
        "    str_: How strong.",
        "    spare: Another.",
        "",
        "Returns:",
        "    A record of tool.",
        "",
        "Raises:",
        "    AuthorizationDenied: Denied.",
        "    DoorShutError: Door shut.",
        "",
        "Deprecated:",
        "    Deprecated since lock 2.0.1.",
        "    Use Keeper.read_leave instead.",
        "",
        "Needs:",
        "    Scope.CHAIN_SAW: Chain saw.",
    ]
    read = docstring(shed()["shed_client/_keeper.py"], "read_leave")
    assert "    with_log: The log too. Default: False. Since lock 1.3.0." in read


def test_docstrings_come_in_chinese_and_in_both_languages() -> None:
    chinese = docstring(shed("zh")["shed_client/_keeper.py"], "take_tool")
    assert chinese.startswith("取用工具，见 Tool。")
    assert "请改用 Keeper.read_leave。" in chinese
    assert "Takes a tool" not in chinese
    both = docstring(shed("en", "zh")["shed_client/_keeper.py"], "take_tool")
    assert both.index("Takes a tool") < both.index("取用工具")
    read = " ".join(docstring(shed("en", "zh")["shed_client/_keeper.py"], "read_leave").split())
    assert "Since lock 1.3.0. Since 门锁库 1.3.0." in read


def skeleton(text: str) -> str:
    """The code of a module with all its texts made equal."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
    return ast.dump(tree)


def test_code_is_the_same_whatever_the_language_of_the_docstrings() -> None:
    for path, text in shed().items():
        if path.endswith(".py"):
            assert skeleton(text) == skeleton(shed("zh")[path]) == skeleton(shed("en", "zh")[path])


@pytest.mark.parametrize(
    ("options", "wrong"),
    [
        ({"package": "wxauth", "docstrings": ["zh", "en"]}, []),
        ({"package": "Wx"}, ["package"]),
        ({"package": "class"}, ["package"]),
        ({"docstrings": ["fr", "en"]}, []),
        ({"docstrings": ["French"]}, ["docstrings"]),
        ({"docstrings": ["en", "en"]}, ["docstrings"]),
        ({"docstring": ["en"]}, ["docstring"]),
    ],
)
def test_options_are_checked(options: dict[str, Any], wrong: list[str]) -> None:
    found = list(TARGET.bad_options(Settings(output="sdk", options=options)))
    assert [finding.values["option"] for finding in found] == wrong


@pytest.mark.parametrize("start", range(0, len(hostile()), 20))
def test_hostile_texts_stay_texts_wherever_they_stand(start: int) -> None:
    neutral, texts = _everywhere(["words"]), list(hostile().values())[start : start + 20]
    made = _everywhere(texts)
    assert list(made) == list(neutral)
    for path in neutral:
        if path.endswith(".py"):
            assert skeleton(made[path]) == skeleton(neutral[path]), path
        elif path.endswith(".toml"):
            assert tomllib.loads(made[path]).keys() == tomllib.loads(neutral[path]).keys()


def _everywhere(texts: list[str]) -> dict[str, str]:
    """The files of the small spec with these texts, in turn, in place of its prose."""
    turn = itertools.cycle(texts)

    def put(value: Any) -> Any:
        if isinstance(value, dict) and set(value) == {"en", "zh"}:
            return {"en": next(turn), "zh": next(turn)}
        return {key: put(entry) for key, entry in value.items()} if isinstance(value, dict) else value

    spec = msgspec.convert(put(parse(SHED)), Document, dec_hook=lambda _, value: Text(value))
    return render(spec, package="shed_client")


def test_a_spec_with_nothing_but_a_manifest_gives_a_package(load: Any) -> None:
    bare = SHED[: SHED.index("profiles:")]
    package = load(render(document(bare), package="bare_client"), "bare_client")
    assert package.__version__ == "0.4.0"
    assert package.explain_refusal(package.ShedError("no")) == "Call failed (no)."


def test_every_public_name_of_the_real_package_is_there_once_and_documented(real: ModuleType) -> None:
    assert sorted(set(real.__all__)) == sorted(real.__all__)
    for name in real.__all__:
        assert hasattr(real, name), name
    classes = [getattr(real, name) for name in real.__all__ if isinstance(getattr(real, name), type)]
    assert [kind.__name__ for kind in classes if not kind.__doc__] == []


def test_the_clients_of_the_real_spec_have_exactly_the_calls_of_their_profiles(real: ModuleType) -> None:
    spec = weixin()
    for key, profile in spec.profiles.items():
        wanted = {variable(n[3:]) for n, api in spec.apis.items() if n.startswith("wx.") and key in api.profiles}
        for prefix in ("", "Async"):
            found = {name for name in vars(getattr(real, prefix + profile.client)) if not name.startswith("_")}
            assert found == wanted


def _messages() -> list[tuple[str, str, str]]:
    return [
        (name, message.pattern.replace("{scope}", "scope.tomorrow"), api)
        for name, error in weixin().errors.items()
        for message in error.messages
        for api in message.apis or ["wx.getLocation"]
    ]


@pytest.mark.parametrize(("name", "pattern", "api"), _messages())
def test_every_message_of_the_spec_becomes_its_one_class(real: ModuleType, name: str, pattern: str, api: str) -> None:
    method = api.rpartition(".")[2]
    wanted = Names(weixin()).error(name)
    message = pattern.replace("{api}", method)
    variants = [message, message.upper(), f" {message} ", message.removeprefix(f"{method}:fail").lstrip(": ")]
    variants += [message.replace(":fail ", ":fail:"), message.replace(":fail:", ":fail: ")]
    for words in variants:
        failure = real.HostFailure(words)
        assert type(real.from_failure(api, failure)).__name__ == wanted, words


def test_every_number_of_one_meaning_becomes_its_class_and_a_shared_one_decides_nothing(real: ModuleType) -> None:
    numbers: dict[int, set[str]] = {}
    for name, error in weixin().errors.items():
        for number in error.errno:
            numbers.setdefault(number, set()).add(name)
    assert numbers
    for number, meanings in numbers.items():
        found = type(real.from_failure("wx.login", real.HostFailure("words never seen", errno=number)))
        if len(meanings) == 1:
            assert found.__name__ == Names(weixin()).error(meanings.pop())
        else:
            assert all(issubclass(getattr(real, Names(weixin()).error(name)), found) for name in meanings)


def test_the_real_errors_form_the_tree_of_the_spec(real: ModuleType) -> None:
    names = Names(weixin())
    for name, error in weixin().errors.items():
        kind = getattr(real, names.error(name))
        assert kind.id == name
        assert kind.__bases__[0] is (getattr(real, names.error(error.parent)) if error.parent else Exception)
    assert real.WxError.__mro__[1] is Exception


def test_a_plugin_reads_the_answers_of_its_host_program(real: ModuleType) -> None:
    host = Host({"authSetting": {}, "miniprogramAuthSetting": {"scope.camera": True}})
    real.ensure(real.WxPlugin(host), real.Scope.CAMERA)
    assert [method for method, _ in host.calls] == ["getSetting"]


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("{api}:fail auth deny", "auth deny"),
        ("{api}:fail:auth denied", "auth denied"),
        ("{api}:fail fail:require permission desc", "require permission desc"),
        ("system permission denied", "system permission denied"),
        ("insertCamera:fail auth deny", "auth deny"),
        ("failure of the camera", "failure of the camera"),
    ],
)
def test_the_reason_is_what_follows_the_call_and_the_word_fail(pattern: str, words: str) -> None:
    assert reason(pattern) == words


def test_every_python_example_of_the_spec_uses_what_its_client_has(real: ModuleType) -> None:
    for example in weixin().examples.values():
        source = example.code.get("python")
        if source:
            for node in ast.walk(ast.parse(source)):
                if isinstance(node, ast.ImportFrom) and node.module == "wxauth":
                    assert [alias.name for alias in node.names if not hasattr(real, alias.name)] == []


def test_no_module_of_the_generated_package_imports_anything_but_the_standard_library(real: ModuleType) -> None:
    for module in pkgutil.iter_modules(real.__path__):
        tree = ast.parse(Path(real.__path__[0], f"{module.name}.py").read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and not node.level:
                assert (node.module or "").split(".")[0] in sys.stdlib_module_names


def _tool(name: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", name, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("languages", [["en"], ["zh"], ["en", "zh"]], ids="-".join)
def test_type_checker_and_linter_find_nothing_in_the_real_package(tmp_path: Path, languages: list[str]) -> None:
    for path, content in render(weixin(), package="wxauth", docstrings=languages).items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(content, encoding="utf-8")
    linted = _tool("ruff", tmp_path, "check", "--no-cache", "--config", "pyproject.toml", ".")
    assert linted.returncode == 0, linted.stdout
    if languages == ["en"]:
        checked = _tool("mypy", tmp_path, "--strict", "--cache-dir", str(tmp_path / "cache"), "wxauth")
        assert checked.returncode == 0, checked.stdout


def test_templates_of_the_target_say_nothing_about_one_spec() -> None:
    for file in sorted((ROOT / "templates" / "python").iterdir()):
        text = file.read_text(encoding="utf-8").lower()
        assert [word for word in ("weixin", "wechat", "微信", "wx.", "mini program") if word in text] == [], file.name
