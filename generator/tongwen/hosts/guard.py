"""A host as a stranger wrote it, with every answer looked at before it is believed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tongwen.hosts.protocol import Host, HostError, Reply

METHODS = ("reset", "call", "place", "switch", "page", "delete", "subscribe")


class Guarded:
    """Passes everything on. An answer of the wrong shape raises `HostError`: `ok="false"` must not pass for true."""

    def __init__(self, host: Any) -> None:
        lacking = [name for name in METHODS if not callable(getattr(host, name, None))]
        if lacking:
            raise HostError(f"{type(host).__name__} has no method {', '.join(lacking)}")
        self.host: Host = host

    def reset(self, world: Mapping[str, str]) -> None:
        self.host.reset(world)

    def call(self, name: str, arguments: Mapping[str, Any], user: Mapping[str, str]) -> Reply:
        return checked(name, self.host.call(name, arguments, user))

    def place(self, name: str, arguments: Mapping[str, Any], user: Mapping[str, str]) -> Reply:
        return checked(name, self.host.place(name, arguments, user))

    def switch(self, scope: str, value: str) -> None:
        self.host.switch(scope, value)

    def page(self) -> frozenset[str]:
        found: Any = self.host.page()
        if not isinstance(found, set | frozenset) or not all(isinstance(scope, str) for scope in found):
            raise HostError(f"page gave {shown(found)}, not a set of scopes")
        return frozenset(found)

    def delete(self) -> None:
        self.host.delete()

    def subscribe(self, template: str, answer: str, *, keep: bool) -> None:
        self.host.subscribe(template, answer, keep=keep)

    def close(self) -> None:
        """Let go of whatever the host holds, if it can be let go of."""
        close = getattr(self.host, "close", None)
        if callable(close):
            close()


def checked(name: str, reply: Any) -> Reply:
    """The reply, if each of its fields is what the protocol says."""
    if not isinstance(reply, Reply):
        raise HostError(f"{name} gave {shown(reply)}, not a Reply")
    prompts: Any = reply.prompts
    errno: Any = reply.errno
    good = {
        "ok": isinstance(reply.ok, bool),
        "prompts": isinstance(prompts, tuple | list) and all(isinstance(seen, str) for seen in prompts),
        "message": isinstance(reply.message, str),
        "errno": errno is None or (isinstance(errno, int) and not isinstance(errno, bool)),
        "result": isinstance(reply.result, Mapping),
    }
    for field, fine in good.items():
        if not fine:
            raise HostError(f"{name} gave a Reply whose {field} is {shown(getattr(reply, field))}")
    return reply


def shown(value: object) -> str:
    """A value of a stranger in a few words, whatever its `repr` does."""
    try:
        text = repr(value)
    except Exception:
        text = f"a {type(value).__name__}"
    return text if len(text) <= 200 else text[:200] + "..."
