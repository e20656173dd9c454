"""The words of the simulated host, written by hand after what was seen on each platform."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

COLON: Final = ":fail:"
SPACE: Final = ":fail "
SUBJECT: Final = {"camera": "insertCamera", "RecorderManager.start": "operateRecorder"}
"""What a message calls the call, where that is not the method's name."""


def denied(api: str, method: str, platform: str) -> str:
    """A refusal: iOS and DevTools say `auth deny`, Android says `auth denied` after a colon."""
    if api == "live-pusher":
        return "10001"
    subject = SUBJECT.get(api, method)
    return f"{subject}:fail:auth denied" if platform == "android" else f"{subject}:fail auth deny"


def not_promptable(method: str, platform: str) -> str:
    """A scope that cannot be asked for."""
    if platform == "devtools" and method == "authorize":
        return "authorize:fail 系统错误，错误码：-12007,scope unauthorized"
    return f"{method}{COLON if platform == 'android' else SPACE}scope unauthorized"


def dismissed(api: str, method: str) -> str:
    """A prompt that went away without an answer."""
    return f"{SUBJECT.get(api, method)}:fail authorize no response"


def system_permission_missing(method: str, platform: str) -> str:
    """The phone does not let the client do it."""
    return f"{method}{COLON if platform == 'android' else SPACE}system permission denied"


def usage_statement_missing(method: str) -> str:
    """No usage statement; a location call repeats the word `fail`."""
    twice = SPACE + "fail:" if method != "authorize" else COLON
    return f"{method}{twice}require permission desc"


PLAIN: Final[dict[str, Callable[[str, str], str]]] = {
    "api-absent": lambda method, _: f"wx.{method} is not a function",
    "api-not-declared": lambda method, _: (
        f"{method}:fail the api need to be declared in the requiredPrivateInfos field in app.json/ext.json"
    ),
    "background-not-declared": lambda method, _: f"{method}:fail background location is not declared",
    "location-switch-off": lambda method, _: f"{method}:fail:ERROR_NOCELL&WIFI_LOCATIONSWITCHOFF",
    "privacy-refused": lambda method, _: f"{method}:fail privacy permission is not authorized",
    "privacy-quiet-period": lambda *_: "privacy permission is not authorized in gap",
    "privacy-scope-undeclared": lambda method, _: f"{method}:fail api scope is not declared in the privacy agreement",
    "privacy-guide-missing": lambda *_: "please go to mp to announce your privacy usage",
    "scope-not-supported": lambda method, scope: (
        f'{method}:fail scope "{scope}" is not supported to be authorized by plugin'
    ),
    "tap-required": lambda method, _: f"{method}:fail can only be invoked by user TAP gesture.",
}
"""Errors that every platform words alike, from the method's name and the scope."""

ERRNO: Final = {
    "privacy-refused": 104,
    "privacy-quiet-period": 104,
    "privacy-scope-undeclared": 112,
    "privacy-guide-missing": 1025,
}
"""Numbers that come with an error."""


def phrase(error: str, api: str, scope: str, platform: str) -> str:
    """The message of an error of a call."""
    method = api.rpartition(".")[2]
    if error == "denied":
        return denied(api, method, platform)
    if error == "dismissed":
        return dismissed(api, method)
    if error == "not-promptable":
        return not_promptable(method, platform)
    if error == "system-permission-missing":
        return system_permission_missing(method, platform)
    if error == "usage-statement-missing":
        return usage_statement_missing(method)
    return PLAIN[error](method, scope)
