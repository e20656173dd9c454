"""The methods of the automator protocol that the bridge serves, and `Tongwen.*`, which only it has.

What DevTools answers is described by its clients; where the bridge cannot do the same it says so in an error, and does
not pretend.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final, TypeVar

import msgspec

from tongwen import __version__
from tongwen.hosts.automator.protocol import RUN, Request
from tongwen.hosts.automator.rehearsal import WORDS, Act
from tongwen.hosts.automator.stage import Stage
from tongwen.hosts.protocol import Host, HostError, Reply

BASE_LIBRARY: Final = "3.4.2"
"""The base library that is named to clients; the npm client wants 2.7.3 or later."""

_PAGE: Final = {"pageId": 1, "path": "pages/index/index", "query": {}}
_METHOD = re.compile(r"[A-Za-z][A-Za-z0-9]{0,63}\Z")
_BLANK = re.compile(r"[\s;]+")
_HARMLESS = frozenset({"goHome", "navigateLeft", "switchTab"})
_DIALOGS = frozenset({"confirmModal", "cancelModal", "closePaymentDialog", "shareCancel", "shareConfirm"})


class Failed(Exception):
    """A request that cannot be done; its text is the answer."""


class _Params(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The parameters of a method; what is not named here is refused."""


class _Nothing(_Params, frozen=True, kw_only=True):
    pass


class _Wx(_Params, frozen=True, kw_only=True):
    method: str
    args: list[Any] = []
    pluginId: str | None = None  # noqa: N815 - the protocol's name


class _Mock(_Params, frozen=True, kw_only=True):
    method: str
    pluginId: str | None = None  # noqa: N815 - the protocol's name


class _Function(_Params, frozen=True, kw_only=True):
    functionDeclaration: str  # noqa: N815 - the protocol's name
    args: list[Any] = []


class _Native(_Params, frozen=True, kw_only=True):
    method: str
    data: Any = None


class _World(_Params, frozen=True, kw_only=True):
    world: dict[str, str]


class _Call(_Params, frozen=True, kw_only=True):
    name: str
    arguments: dict[str, Any] = {}
    user: dict[str, str] = {}


class _Switch(_Params, frozen=True, kw_only=True):
    scope: str
    value: str


class _Subscribe(_Params, frozen=True, kw_only=True):
    template: str
    answer: str
    keep: bool = False


class _Beforehand(_Params, frozen=True, kw_only=True):
    user: dict[str, str]


P = TypeVar("P", bound=_Params)
Method = Callable[[Stage, Mapping[str, Any]], Awaitable[object]]


async def handle(stage: Stage, request: Request) -> object:
    """Do what a client wants, and give the result. Raises `Failed`, whatever the request is and the host does."""
    method = METHODS.get(request.method)
    if method is None:
        raise Failed(f"unknown method {request.method[:64]}")
    try:
        return await method(stage, request.params)
    except msgspec.ValidationError as problem:
        raise Failed(f"wrong params of {request.method}: {problem}") from None
    except HostError as problem:
        raise Failed(str(problem)) from None
    except Failed:
        raise
    except (Exception, SystemExit) as problem:  # a host of somebody else; the server stays up
        raise Failed(f"the host failed: {type(problem).__name__}: {problem}") from problem


def _taking(kind: type[P], do: Callable[[Stage, P], object]) -> Method:
    """A method that answers at once."""

    async def method(stage: Stage, params: Mapping[str, Any]) -> object:
        return do(stage, msgspec.convert(params, kind))

    return method


def _always(result: object) -> Method:
    return _taking(_Nothing, lambda _stage, _params: result)


# App: calling APIs.


async def _call_wx(stage: Stage, params: Mapping[str, Any]) -> object:
    wanted = msgspec.convert(params, _Wx)
    _plugin(stage, wanted.pluginId)
    reply = await stage.ask(_act(wanted.method, wanted.args))
    if reply.ok:
        return {"result": _success(wanted.method, reply)}
    if reply.message == f"wx.{wanted.method} is not a function":
        raise Failed(f"wx.{wanted.method} not exists")
    raise Failed(reply.message)


async def _call_function(stage: Stage, params: Mapping[str, Any]) -> object:
    wanted = msgspec.convert(params, _Function)
    if _BLANK.sub("", wanted.functionDeclaration) != _BLANK.sub("", RUN):
        raise Failed(f"there is no JavaScript engine here; the one function that is understood is: {RUN}")
    if not wanted.args or not isinstance(wanted.args[0], str):
        raise Failed("the function takes the name of a method and its options")
    method = wanted.args[0]
    reply = await stage.ask(_act(method, wanted.args[1:]))
    if reply.ok:
        return {"result": {"ok": True, "result": _success(method, reply)}}
    if reply.message == f"wx.{method} is not a function":
        raise Failed(reply.message)
    number = {} if reply.errno is None else {"errno": reply.errno}
    return {"result": {"ok": False, "error": {"errMsg": reply.message, **number}}}


def _act(method: str, args: list[Any]) -> Act:
    options = args[0] if args else {}
    if not _METHOD.match(method):
        raise Failed("the name of a method has letters and digits only, and no `wx.` before it")
    if len(args) > 1 or not isinstance(options, dict):
        raise Failed("a method takes one object")
    return lambda host, user: host.call(f"wx.{method}", options, user)


def _success(method: str, reply: Reply) -> dict[str, Any]:
    return {"errMsg": f"{method}:ok", **reply.result}


def _restore(stage: Stage, params: _Mock) -> object:
    """There is never anything to restore, because nothing can be mocked."""
    _plugin(stage, params.pluginId)
    return {}


def _plugin(stage: Stage, name: str | None) -> None:
    if name is not None and stage.world.get("profile") != "plugin":
        raise Failed("no plugin runs here; start with the profile plugin")


# Tool: the user's side of DevTools.


def _native(stage: Stage, params: _Native) -> object:
    if params.method in ("authorizeAllow", "authorizeCancel"):
        found = stage.answer("allow" if params.method == "authorizeAllow" else "deny")
        return {} if found else {"error": {"message": "no authorization dialog is open"}}
    if params.method in _HARMLESS:
        return {}
    if params.method in _DIALOGS:
        return {"error": {"message": f"no dialog for {params.method} is open"}}
    return {"error": {"message": f"can not find in protocol: {params.method[:64]}"}}


def _info(_stage: Stage, _params: _Nothing) -> object:
    return {"SDKVersion": BASE_LIBRARY, "version": f"tongwen {__version__}", "tongwen": __version__}


def _forget(stage: Stage, _params: _Nothing) -> object:
    stage.forget()
    return {}


# Tongwen: what the matrix needs and DevTools does not offer.


def _reset(stage: Stage, params: _World) -> object:
    stage.restart(params.world)
    return {}


def _scripted(take: Callable[[Host, _Call], Reply]) -> Method:
    """A call whose user is told beforehand what to answer: nothing stays pending, and the whole reply is shown."""

    def call(stage: Stage, params: _Call) -> object:
        stage.check_room()
        return msgspec.to_builtins(take(stage.host, params))

    return _taking(_Call, call)


def _switch(stage: Stage, params: _Switch) -> object:
    stage.host.switch(params.scope, params.value)
    return {}


def _page(stage: Stage, _params: _Nothing) -> object:
    return {"scopes": sorted(stage.host.page())}


def _subscribe(stage: Stage, params: _Subscribe) -> object:
    stage.subscribe(params.template, params.answer, keep=params.keep)
    return {}


def _beforehand(stage: Stage, params: _Beforehand) -> object:
    for key, words in WORDS.items():
        if key in params.user and params.user[key] not in words.values():
            raise Failed(f"{key} must be one of {', '.join(dict.fromkeys(words.values()))}")
    stage.beforehand = params.user
    return {}


def _prompt(stage: Stage, _params: _Nothing) -> object:
    return {"prompt": stage.prompt}


def _dismiss(stage: Stage, _params: _Nothing) -> object:
    return {"closed": stage.answer("dismiss")}


DEVTOOLS: Final[dict[str, Method]] = {
    "Tool.getInfo": _taking(_Nothing, _info),
    "Tool.native": _taking(_Native, _native),
    "Tool.clearAuth": _taking(_Nothing, _forget),
    "Tool.close": _always({}),
    "App.callWxMethod": _call_wx,
    "App.callFunction": _call_function,
    "App.mockWxMethod": _taking(_Mock, _restore),
    "App.getPageStack": _always({"pageStack": [_PAGE]}),
    "App.getCurrentPage": _always(_PAGE),
    "App.enableLog": _always({}),
    "App.exit": _always({}),
}
"""What DevTools has as well."""

OWN: Final[dict[str, Method]] = {
    "Tongwen.reset": _taking(_World, _reset),
    "Tongwen.call": _scripted(lambda host, wanted: host.call(wanted.name, wanted.arguments, wanted.user)),
    "Tongwen.place": _scripted(lambda host, wanted: host.place(wanted.name, wanted.arguments, wanted.user)),
    "Tongwen.switch": _taking(_Switch, _switch),
    "Tongwen.page": _taking(_Nothing, _page),
    "Tongwen.delete": _taking(_Nothing, _forget),
    "Tongwen.subscribe": _taking(_Subscribe, _subscribe),
    "Tongwen.user": _taking(_Beforehand, _beforehand),
    "Tongwen.prompt": _taking(_Nothing, _prompt),
    "Tongwen.dismiss": _taking(_Nothing, _dismiss),
}
"""What only the bridge has."""

METHODS: Final[Mapping[str, Method]] = {**DEVTOOLS, **OWN}
