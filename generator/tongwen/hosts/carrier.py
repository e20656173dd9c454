"""Carries the calls of a generated Python client to a host of this project: simulated, or at the end of a wire.

A generated client wants an object with `call(method, args)` that gives the success object or raises the client's own
failure. `Carrier(host, wxauth.HostFailure)` is one, so `Wx(Carrier(SimulatedHost(), HostFailure))` is a client to try
programs with, and with an `AutomatorHost` it drives DevTools.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from tongwen.hosts.protocol import Host, Reply

NAMESPACE = "wx"


class Carrier:
    """A host for generated clients."""

    def __init__(self, host: Host, failure: Callable[..., Exception], *, platform: str | None = None) -> None:
        """`failure`: the client's `HostFailure`; `platform`: what it says of where it happened.

        The host must have been reset: it is in some environment already.
        """
        self._host = host
        self._failure = failure
        self._platform = platform
        self.user: Mapping[str, str] = {}
        self.last = Reply(ok=True)

    def call(self, method: str, args: list[object]) -> object:
        """Make a call while the user does what `user` says; `last` is what came of it, and what the user saw.

        Raises the client's failure when the call fails, and `HostError` when the host does not do its part.
        """
        name = method if "." in method else f"{NAMESPACE}.{method}"
        options: Any = args[0] if args else {}
        self.last = self._host.call(name, options, self.user)
        if self.last.ok:
            return {"errMsg": f"{method}:ok", **self.last.result}
        failed: dict[str, object] = {"errMsg": self.last.message}
        if self.last.errno is not None:
            failed["errno"] = self.last.errno
        raise self._failure(self.last.message, errno=self.last.errno, platform=self._platform, raw=failed)


class AsyncCarrier:
    """The same for asynchronous clients: the host works in a thread."""

    def __init__(self, carrier: Carrier) -> None:
        """The carrier that does the work; its `user` and `last` count."""
        self.carrier = carrier

    async def call(self, method: str, args: list[object]) -> object:
        """Make a call, as a `Carrier` does."""
        return await asyncio.to_thread(self.carrier.call, method, args)
