"""A host at the other end of the automator protocol: our own server, or DevTools. Needs the extra `hosts`."""

from __future__ import annotations

import time
from collections.abc import Mapping
from fnmatch import fnmatchcase
from types import TracebackType
from typing import Any, Final

import msgspec

from tongwen.hosts.automator.protocol import RUN, Answer
from tongwen.hosts.automator.wire import Wire
from tongwen.hosts.protocol import HostError, Reply

DEVTOOLS_CANNOT: Final = frozenset(
    {
        # how a program is configured, and on what it runs, is decided outside this protocol
        "plugin",
        "mini-game-2018",
        "ios",
        "android",
        "below-*",
        "no-usage-statement",
        "api-undeclared",
        "background-undeclared",
        "privacy-before-prompt",
        "privacy-inside-prompt",
        "privacy-refused-just-now",
        "privacy-*-undeclared",
        "privacy-guide-absent",
        "system-permission-denied",
        "location-switch-off",
        # what a user does beside allowing and refusing
        "dismiss",
        "tapped",
        "set",
        "page",
        "subscribe",
        # what is no method that takes callbacks
        "place",
        "MapContext.*",
        "RecorderManager.*",
        "wx.createUserInfoButton",
        "wx.createVKSession",
    }
)
"""What the protocol of a real DevTools does not offer, in the words of `Host`. Such cases are not run."""


class Unsupported(HostError):
    """The host says beforehand that it cannot do this; it is not the host's mistake."""


class AutomatorHost:
    """A `Host` over the automator protocol. All of the matrix on our own server; on DevTools what `cannot` leaves.

    Whether a prompt appears is seen by the answer to it: a dialog that can be answered was there. One that nobody was
    to see is refused, so that the call ends and the difference is reported. DevTools runs the product that its project
    is made for; choose the cases of that profile.

    Every method raises `HostError` when the other end does not do its part within `timeout`. After that the connection
    may not be usable any more: make a new host.
    """

    def __init__(self, address: str, *, timeout: float = 10.0, patience: float = 0.25, devtools: bool = False) -> None:
        """Connect to `ws://host:port`.

        `timeout`: seconds until an answer is given up. `patience`: seconds without an answer after which a dialog is
        looked for. `devtools`: treat even our own server like a DevTools. Raises `HostError`.
        """
        self._timeout = timeout
        self._patience = patience
        self._wire = Wire(address, timeout)
        try:
            info = self._wire.ask("Tool.getInfo")
            if not isinstance(info, dict):
                raise HostError("the answer to Tool.getInfo is no object")
        except HostError:
            self.close()
            raise
        self.own = "tongwen" in info and not devtools
        self.version = str(info.get("version", ""))
        self.cannot: frozenset[str] = frozenset() if self.own else DEVTOOLS_CANNOT

    def __enter__(self) -> AutomatorHost:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Leave. The server stays up."""
        self._wire.close()

    # What a user and a test can do.

    def reset(self, world: Mapping[str, str]) -> None:
        """Start a program that the user has never met; DevTools forgets its answers, and cannot change the rest."""
        if self.own:
            self._wire.ask("Tongwen.reset", world=dict(world))
            return
        for name, value in world.items():
            if any(fnmatchcase(value, pattern) for pattern in self.cannot):
                raise Unsupported(f"DevTools cannot set {name} to {value}")
        self._wire.ask("Tool.clearAuth")

    def call(self, name: str, arguments: Mapping[str, Any], user: Mapping[str, str]) -> Reply:
        """Call an API while the user answers as told."""
        if self.own:
            return self._reply("Tongwen.call", name, arguments, user)
        return self._by_hand(name, arguments, user)

    def place(self, name: str, arguments: Mapping[str, Any], user: Mapping[str, str]) -> Reply:
        """Put a component on the page while the user answers as told."""
        self._needs("place")
        return self._reply("Tongwen.place", name, arguments, user)

    def switch(self, scope: str, value: str) -> None:
        """The user changes a switch of the settings page."""
        self._needs("set")
        self._wire.ask("Tongwen.switch", scope=scope, value=value)

    def page(self) -> frozenset[str]:
        """The scopes that have a switch on the settings page now."""
        self._needs("page")
        found = self._wire.ask("Tongwen.page")
        scopes = found.get("scopes") if isinstance(found, dict) else None
        if not isinstance(scopes, list):
            raise HostError("the answer to Tongwen.page has no list of scopes")
        return frozenset(map(str, scopes))

    def delete(self) -> None:
        """The user deletes the program, and opens it anew."""
        self._wire.ask("Tongwen.delete" if self.own else "Tool.clearAuth")

    def subscribe(self, template: str, answer: str, *, keep: bool) -> None:
        """The user answers the subscription panel for one message template."""
        self._needs("subscribe")
        self._wire.ask("Tongwen.subscribe", template=template, answer=answer, keep=keep)

    # By hand: make the call, and answer the dialogs that come.

    def _by_hand(self, name: str, arguments: Mapping[str, Any], user: Mapping[str, str]) -> Reply:
        method = self._plain(name, user)
        options = {key: value for key, value in arguments.items() if value is not None}
        asked = self._wire.send("App.callFunction", functionDeclaration=RUN, args=[method, options])
        button = "authorizeAllow" if user.get("answer") == "allow" else "authorizeCancel"
        prompts: list[str] = []
        limit = time.monotonic() + self._timeout
        while (found := self._wire.wait(asked, self._patience)) is None:
            if time.monotonic() > limit:
                self._wire.forget(asked)
                raise HostError(f"{name} was not answered in {self._timeout:g} s")
            if self._press(button):
                prompts.append("scope")
        return _outcome(found, tuple(prompts))

    def _press(self, button: str) -> bool:
        """Answer the dialog. `False`: there was none."""
        pressed = self._wire.ask("Tool.native", method=button)
        error = pressed.get("error") if isinstance(pressed, dict) else None
        told = error.get("message") if isinstance(error, dict) else error
        if isinstance(told, str) and told.startswith("can not find in protocol"):
            raise Unsupported(f"this DevTools is too old to answer dialogs: {told[:200]}")
        return not error

    def _plain(self, name: str, user: Mapping[str, str]) -> str:
        """The method's name, if DevTools can do such a call for such a user."""
        namespace, _, method = name.rpartition(".")
        if namespace != "wx":
            raise Unsupported("only methods of wx can be called over this protocol")
        if method == "openSetting" and user.get("tap") != "untapped":
            raise Unsupported("no tap can be made over this protocol")
        if user.get("answer") == "dismiss" or "privacy-answer" in user:
            raise Unsupported("a dialog can be allowed or refused over this protocol, and nothing else")
        return method

    def _needs(self, ability: str) -> None:
        if ability in self.cannot:
            raise Unsupported(f"this host cannot do it: {ability}")

    def _reply(self, does: str, name: str, arguments: Mapping[str, Any], user: Mapping[str, str]) -> Reply:
        found = self._wire.ask(does, name=name, arguments=dict(arguments), user=dict(user))
        try:
            return msgspec.convert(found, Reply)
        except msgspec.ValidationError as problem:
            raise HostError(f"the answer to {does} is wrong: {problem}") from None


def _outcome(found: Answer, prompts: tuple[str, ...]) -> Reply:
    """What `RUN` gave, as a reply. An exception of the function is a failure without a number."""
    if found.error is not None:
        return Reply(ok=False, prompts=prompts, message=found.error)
    value = found.result.get("result") if isinstance(found.result, dict) else None
    if not isinstance(value, dict) or not isinstance(value.get("ok"), bool):
        raise HostError("the answer to App.callFunction is wrong")
    told = value.get("result" if value["ok"] else "error")
    told = told if isinstance(told, dict) else {}
    number = told.get("errno")
    return Reply(
        ok=value["ok"],
        prompts=prompts,
        message=str(told.get("errMsg", "")),
        errno=number if isinstance(number, int) and not isinstance(number, bool) else None,
        result=told,
    )
