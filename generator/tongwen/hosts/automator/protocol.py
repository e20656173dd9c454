"""Messages of the automator protocol: what they look like, and what is refused before anybody looks inside.

A request is `{"id", "method", "params"}`; its answer has the same id and `result` or `error.message`; a message without
an id is an event. A peer is not trusted: size, depth, keys and characters are checked here, once, for both sides.
"""

from __future__ import annotations

import json
import logging
import math
import re
from collections.abc import Mapping
from typing import Annotated, Any, Final

import msgspec
from msgspec import Meta

#: Not for the terminal: what goes wrong with one peer is told to that peer, or raised.
LOGGER: Final = logging.getLogger("tongwen.hosts.automator")
LOGGER.addHandler(logging.NullHandler())
LOGGER.propagate = False

DEFAULT_PORT: Final = 9420
"""The port that DevTools opens unless it is told otherwise."""

RUN: Final = (
    "function (method, options) {"
    " return new Promise(function (resolve) {"
    " wx[method](Object.assign({}, options, {"
    " success: function (result) { resolve({ ok: true, result: result }) },"
    " fail: function (error) { resolve({ ok: false, error: error }) }"
    " })) }) }"
)
"""The function that `App.callFunction` is given to call an API: a failure comes back as a value, with its number.

`App.callWxMethod` keeps the words of a failure only.
"""

#: A string as a whole, also one that never ends, or a bracket. Linear: nothing here can be matched in two ways.
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How much a server takes from its peers."""

    size: Annotated[
        int, Meta(description="Bytes of a message, after inflation; and characters of all open requests of a client.")
    ] = 1 << 17
    depth: Annotated[int, Meta(description="Nesting of a message.")] = 32
    fragments: Annotated[int, Meta(description="Frames of one message; empty ones count, too.")] = 1024
    identifier: Annotated[int, Meta(description="Characters of a request's id.")] = 128
    connections: Annotated[int, Meta(description="Clients at a time.")] = 64
    half_open: Annotated[int, Meta(description="Sockets at a time that are not clients yet; the oldest goes.")] = 64
    pending: Annotated[int, Meta(description="Unanswered requests of one client at a time.")] = 64
    handshake: Annotated[float, Meta(description="Seconds from a socket to a client.")] = 5.0
    closing: Annotated[float, Meta(description="Seconds that a client has to say good-bye.")] = 1.0


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What a client wants."""

    id: str
    method: str
    params: Mapping[str, Any] = {}


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a server says: the answer to a request, or an event, which has no id."""

    id: str = ""
    result: Any = None
    error: Annotated[str | None, Meta(description="Why there is no result; `None`: there is one.")] = None


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """A message that is not read. `id` is set where an answer can still be given."""

    reason: str
    id: str = ""


class _Unreadable(Exception):
    """Why a message is refused."""


def read_request(text: str | bytes, limits: Limits) -> Request | Refused:
    """A request out of a message, or why it is refused. Raises nothing, whatever the message is."""
    try:
        message = _read(text, limits)
    except _Unreadable as problem:
        return Refused(reason=str(problem))
    name, method, params = message.get("id"), message.get("method"), message.get("params", {})
    if not isinstance(name, str) or not 0 < len(name) <= limits.identifier:
        return Refused(reason=f"id must be a text of 1 to {limits.identifier} characters")
    if not isinstance(method, str):
        return Refused(reason="method must be a text", id=name)
    if not isinstance(params, dict):
        return Refused(reason="params must be an object", id=name)
    return Request(id=name, method=method, params=params)


def read_answer(text: str | bytes, limits: Limits) -> Answer | Refused:
    """An answer, or an event, out of a message, or why it is refused. Raises nothing, whatever the message is."""
    try:
        message = _read(text, limits)
    except _Unreadable as problem:
        return Refused(reason=str(problem))
    name, error = message.get("id") or "", message.get("error")
    if not isinstance(name, str):
        return Refused(reason="id must be a text")
    if error is None:
        return Answer(id=name, result=message.get("result"))
    told = error.get("message") if isinstance(error, dict) else None
    return Answer(id=name, error=told if isinstance(told, str) else "no reason given")


def request(name: str, method: str, params: Mapping[str, Any]) -> str:
    """A request as text."""
    return _write({"id": name, "method": method, "params": params})


def answer(name: str, result: object) -> str:
    """The answer to a request as text."""
    return _write({"id": name, "result": result})


def failure(name: str, reason: str) -> str:
    """The answer to a request that failed as text."""
    return _write({"id": name, "error": {"message": reason}})


def event(method: str, params: Mapping[str, Any]) -> str:
    """An event as text."""
    return _write({"method": method, "params": params})


def _write(message: Mapping[str, Any]) -> str:
    return json.dumps(message, allow_nan=False, separators=(",", ":"))


def _read(text: str | bytes, limits: Limits) -> dict[str, Any]:
    if not isinstance(text, str):
        raise _Unreadable("a message must be a text frame")
    if len(text) > limits.size:
        raise _Unreadable(f"a message may have {limits.size} bytes")
    if _depth(text) > limits.depth:
        raise _Unreadable(f"a message may be nested {limits.depth} deep")
    try:
        message = json.loads(text, object_pairs_hook=_object, parse_constant=_constant, parse_float=_float)
    except (ValueError, RecursionError) as problem:
        raise _Unreadable(f"a message must be JSON: {problem}") from None
    if not isinstance(message, dict):
        raise _Unreadable("a message must be an object")
    # an escape such as `\ud800` makes half a character out of an innocent text, in keys as well
    if _SURROGATE.search(json.dumps(message, ensure_ascii=False)):
        raise _Unreadable("a message must not hold half a character")
    return message


def _depth(text: str) -> int:
    """How deep brackets are nested, counted before anything is built from them."""
    depth = deepest = 0
    for token in _TOKEN.finditer(text):
        first = text[token.start()]
        if first in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif first in "]}":
            depth -= 1
    return deepest


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Unreadable("a message must not have a key twice")
    return found


def _constant(name: str) -> float:
    raise _Unreadable(f"{name} is not JSON")


def _float(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise _Unreadable("a number is too large")
    return value
