"""A host that makes every call through the generated client, so that the matrix runs the client as well."""

from __future__ import annotations

import asyncio
import inspect
import re
import sys
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from tongwen.hosts.carrier import AsyncCarrier, Carrier
from tongwen.hosts.protocol import Host, Reply
from tongwen.model.entries import EnumerationType, MapType, RecordType
from tongwen.model.spec import Document

from tests.support import ROOT, weixin

sys.path.insert(0, str(ROOT / "sdk" / "python"))
import wxauth

User = Mapping[str, str]
NAMES = {"mini-program": "Wx", "plugin": "WxPlugin", "mini-game": "WxMiniGame", "mini-game-2018": "WxMiniGame2018"}


class Filled(Carrier):
    """Fills the fields that a result must have: the simulated host says what happens, not where the user is."""

    def call(self, method: str, args: list[object]) -> object:
        answer: Any = super().call(method, args)
        return {**answer_of(method if "." in method else f"wx.{method}"), **answer}


@cache
def answer_of(api: str) -> dict[str, object]:
    """Some value for each field that the result of a call always has."""
    document = weixin()
    entry = document.apis.get(api)
    members = entry.result.items() if entry else ()
    always = {name: m for name, m in members if not m.optional and not m.present and m.profiles is None}
    return {
        name: one_of(member.values, member.type) if member.values else value(document, member.type)
        for name, member in always.items()
    }


def one_of(values: Mapping[str, object], kind: str) -> object:
    """The first of a few values."""
    first = next(iter(values))
    return first if kind == "string" else int(first)


def value(document: Document, kind: str) -> object:
    """Some value of a type of the spec."""
    if kind.endswith("[]"):
        return []
    entry = document.types.get(kind)
    if isinstance(entry, RecordType):
        return {name: value(document, field.type) for name, field in entry.fields.items() if not field.optional}
    if isinstance(entry, EnumerationType):
        return one_of(entry.values, entry.base)
    if isinstance(entry, MapType):
        return {}
    return {"boolean": True, "integer": 1, "number": 1, "string": "x"}.get(kind.partition(" |")[0], {})


class ThroughClient:
    """Everything that a program does goes through the client, everything that a user does to the host itself."""

    def __init__(self, host: Host) -> None:
        self.host = host
        self.typed = self.refused = self.untyped = 0
        self.error = ""

    def reset(self, world: Mapping[str, str]) -> None:
        self.host.reset(world)
        self.carrier = Filled(self.host, wxauth.HostFailure, platform=world["platform"])
        self.client: Any = getattr(wxauth, NAMES[world["profile"]])(self.carrier)
        self.switch, self.page, self.delete = self.host.switch, self.host.page, self.host.delete
        self.subscribe, self.place = self.host.subscribe, self.host.place

    def call(self, name: str, arguments: Mapping[str, Any], user: User) -> Reply:
        self.carrier.user = user
        self.error = ""
        make = self.method(name)
        if make is None:  # the profile does not have it: no typed program can call it
            self.untyped += 1
            return self.host.call(name, arguments, user)
        given = {snake(key): argument for key, argument in arguments.items()}
        try:
            result = make(**given, **needed(make, given))
        except wxauth.WrongArgumentError:  # a scope that this call does not take: refused before it leaves the program
            self.refused += 1
            return self.host.call(name, arguments, user)
        except wxauth.WxError as error:
            self.typed += 1
            self.error = error.id
            return Reply(ok=False, prompts=self.carrier.last.prompts, message=error.message, errno=error.errno)
        self.typed += 1
        return Reply(ok=True, prompts=self.carrier.last.prompts, message="ok", result=wire(result))

    def method(self, name: str) -> Callable[..., Any] | None:
        """The client's method for a call."""
        owner, _, method = name.rpartition(".")
        if owner == "wx":
            return getattr(self.client, snake(method), None)
        thing = getattr(wxauth, owner)(self.carrier)
        found: Callable[..., Any] = getattr(thing, snake(method))
        return found


class ThroughAsyncClient(ThroughClient):
    """The same through the asynchronous client."""

    def reset(self, world: Mapping[str, str]) -> None:
        super().reset(world)
        self.client = getattr(wxauth, f"Async{NAMES[world['profile']]}")(AsyncCarrier(self.carrier))

    def method(self, name: str) -> Callable[..., Any] | None:
        found = super().method(name) if name.startswith("wx.") else None
        if found is None:
            return found
        awaited = found

        def make(**given: object) -> object:
            return asyncio.run(awaited(**given))

        make.__signature__ = inspect.signature(found)  # type: ignore[attr-defined]
        return make


def snake(name: str) -> str:
    """The name in the client."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()
    return words.replace("vo_ip", "voip")


def needed(make: Callable[..., Any], given: Mapping[str, object]) -> dict[str, object]:
    """Some value for each argument that must be given and that the case does not speak of."""
    samples = {"str": "x", "int": 1, "float": 1.0}
    found: dict[str, object] = {}
    for name, parameter in inspect.signature(make).parameters.items():
        if parameter.default is inspect.Parameter.empty and name not in given:
            kind = str(parameter.annotation)
            found[name] = SPECIAL[kind]() if kind in SPECIAL else samples.get(kind, [])
    return found


SPECIAL: dict[str, Callable[[], object]] = {
    "Track": lambda: wxauth.Track(plane=wxauth.PlaneTrack(mode=1)),
    "CreateUserInfoButtonType": lambda: "text",
    "ButtonStyle": lambda: wxauth.ButtonStyle(
        left=1,
        top=1,
        width=1,
        height=1,
        background_color="#fff",
        border_color="#fff",
        border_width=1,
        border_radius=1,
        text_align=wxauth.ButtonStyleTextAlign.__args__[0],
        font_size=1,
        line_height=1,
    ),
}


def wire(result: object) -> dict[str, Any]:
    """What the client read, in the form of the wire again."""
    found: dict[str, Any] = {}
    for field, name in (("auth_setting", "authSetting"), ("miniprogram_auth_setting", "miniprogramAuthSetting")):
        setting = getattr(result, field, None)
        if setting is not None:
            found[name] = {str(scope): consent is wxauth.Consent.GRANTED for scope, consent in setting.items()}
    subscriptions = getattr(result, "subscriptions_setting", None)
    if subscriptions is not None:
        items = subscriptions.item_settings or {}
        found["subscriptionsSetting"] = {"itemSettings": {key: str(answer) for key, answer in items.items()}}
    return found
