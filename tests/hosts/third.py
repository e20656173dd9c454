"""A small host, written from the prose of the guides alone: microphone, album and contacts in today's mini program.

What the guides say, and all that is known here:

- Who was never asked is asked at the first call, or in advance by `wx.authorize`, and the answer is recorded.
- It is the scope that is answered for: one answer serves every call of it, and no call asks again.
- A refusal makes the call fail. An iPhone says `auth deny`, an Android phone `auth denied` after a colon.
- Who closes the prompt has answered nothing; the call fails with `authorize no response`, and the next one asks.
- `wx.getSetting` lists what was asked, and as `true` the scopes that are withdrawn.
- The settings page has a switch for each scope that was asked; what is set there counts at the next call.
- Who deletes the program is asked anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tongwen.hosts.protocol import HostError, Reply

SCOPES = {
    "wx.startRecord": "scope.record",
    "RecorderManager.start": "scope.record",
    "wx.joinVoIPChat": "scope.record",
    "wx.saveImageToPhotosAlbum": "scope.writePhotosAlbum",
    "wx.saveVideoToPhotosAlbum": "scope.writePhotosAlbum",
    "wx.addPhoneContact": "scope.addPhoneContact",
}
WITHDRAWN = ("scope.address", "scope.invoice", "scope.invoiceTitle", "scope.userInfo")
OTHER = """
    wx.addPhoneCalendar wx.addPhoneRepeatCalendar wx.get[!S]* wx.choose* wx.create* wx.start[!R]* wx.open*
    wx.authorizeForMiniProgram MapContext.* camera live-pusher
    scope.addPhoneCalendar scope.bluetooth scope.camera scope.user* scope.werun scope.address scope.invoice*
"""
#: Products, platforms and circumstances that the guides above do not speak of.
ELSEWHERE = "plugin mini-game mini-game-2018 devtools privacy-[!a]* subscribe place withSubscriptions=true"


class Third:
    """The host."""

    cannot = frozenset((OTHER + ELSEWHERE).split())

    def __init__(self) -> None:
        self.answers: dict[str, bool] = {}
        self.refused_words = ":fail auth deny"

    def reset(self, world: Mapping[str, str]) -> None:
        self.answers = {}
        self.refused_words = ":fail:auth denied" if world["platform"] == "android" else ":fail auth deny"

    def delete(self) -> None:
        self.answers = {}

    def call(self, name: str, arguments: Mapping[str, Any], user: Mapping[str, str]) -> Reply:
        if name == "wx.getSetting":
            return Reply(ok=True, result={"authSetting": {**self.answers, **dict.fromkeys(WITHDRAWN, True)}})
        subject = "operateRecorder" if name == "RecorderManager.start" else name.removeprefix("wx.")
        scope = arguments["scope"] if name == "wx.authorize" else SCOPES[name]
        if scope in self.answers:
            return self.answer(subject, scope, ())
        if user["answer"] == "dismiss":
            return Reply(ok=False, prompts=("scope",), message=subject + ":fail authorize no response")
        self.answers[scope] = user["answer"] == "allow"
        return self.answer(subject, scope, ("scope",))

    def answer(self, subject: str, scope: str, prompts: tuple[str, ...]) -> Reply:
        """What the call says once there is an answer."""
        if self.answers[scope]:
            return Reply(ok=True, prompts=prompts)
        return Reply(ok=False, prompts=prompts, message=subject + self.refused_words)

    def switch(self, scope: str, value: str) -> None:
        self.answers[scope] = value == "granted"

    def page(self) -> frozenset[str]:
        return frozenset(self.answers)

    def place(self, name: str, arguments: Mapping[str, Any], user: Mapping[str, str]) -> Reply:
        raise HostError("not claimed")

    def subscribe(self, template: str, answer: str, *, keep: bool) -> None:
        raise HostError("not claimed")


class Forgets(Third):
    """The settings page changes nothing."""

    def switch(self, scope: str, value: str) -> None:
        pass
