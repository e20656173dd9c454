"""The client's end of a connection: requests out, answers in, each in its time. Needs the extra `hosts`."""

from __future__ import annotations

import socket
import time
import uuid
from contextlib import ExitStack, suppress
from typing import Any
from urllib.parse import SplitResult, urlsplit

from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from tongwen.hosts.automator.protocol import DEFAULT_PORT, LOGGER, Answer, Limits, Refused, read_answer, request
from tongwen.hosts.protocol import HostError

#: A server may say more at once than a client may: DevTools sends screenshots.
_LIMITS = Limits(size=1 << 24, depth=64)
#: How a connection ends. `AssertionError`: websockets is not ready for a server that answers before it was asked.
_LOST = (WebSocketException, OSError, AssertionError)


class Wire:
    """A connection to a server that is not trusted. Whatever it does, it is a `HostError`, in time."""

    def __init__(self, address: str, timeout: float) -> None:
        """Connect to `ws://host:port`. `timeout`: seconds until an answer is given up. Raises `HostError`."""
        self._timeout = timeout
        self._answers: dict[str, Answer | None] = {}  # by request, as long as somebody waits; `None`: not yet there
        self._open = ExitStack()
        self._connection = self._connect(_parts(address), address)

    def close(self) -> None:
        """Leave. Takes a second where the server does not say good-bye."""
        with suppress(*_LOST):  # it may be lost already, which is as good
            self._open.close()

    def ask(self, method: str, /, **params: Any) -> Any:
        """The result of a request. Raises `HostError` where there is none."""
        asked = self.send(method, **params)
        found = self.wait(asked, self._timeout)
        if found is None:
            self.forget(asked)
            raise HostError(f"{method} was not answered in {self._timeout:g} s")
        if found.error is not None:
            raise HostError(f"{method}: {found.error}")
        return found.result

    def send(self, method: str, /, **params: Any) -> str:
        """Make a request without waiting. Gives its id, for `wait`. Raises `HostError`."""
        name = str(uuid.uuid4())
        try:
            text = request(name, method, params)
        except (TypeError, ValueError, RecursionError) as problem:
            raise HostError(f"{method} cannot be written as JSON: {problem}") from None
        try:
            self._connection.send(text)
        except _LOST as problem:
            raise HostError(f"the connection is lost: {problem}") from None
        self._answers[name] = None
        return name

    def wait(self, name: str, seconds: float) -> Answer | None:
        """The answer to a request; `None` if it has not come in time. Answers to other open requests are kept.

        Raises `HostError` where no answer can come any more.
        """
        limit = time.monotonic() + seconds
        while (found := self._answers[name]) is None:
            # a server that never stops talking must not keep us beyond the limit either
            if (left := limit - time.monotonic()) <= 0:
                return None
            self._hear(left)
        del self._answers[name]
        return found

    def forget(self, name: str) -> None:
        """Nobody waits for this answer any more."""
        self._answers.pop(name, None)

    def _hear(self, seconds: float) -> None:
        """Take in one message, if one comes in time. Events, and answers to what nobody asked, are passed over."""
        try:
            message = self._connection.recv(timeout=seconds)
        except TimeoutError:
            return
        except _LOST as problem:
            raise HostError(f"the connection is lost: {problem}") from None
        found = read_answer(message, _LIMITS)
        if isinstance(found, Refused):
            raise HostError(f"the server says what cannot be read: {found.reason}")
        if found.id in self._answers:
            self._answers[found.id] = found

    def _connect(self, parts: SplitResult, address: str) -> Any:
        try:
            # a socket of our own, so that no proxy of the environment comes between
            plain = socket.create_connection((parts.hostname, parts.port or DEFAULT_PORT), self._timeout)
            plain.settimeout(None)  # or else some versions of websockets take silence for the end
            return self._open.enter_context(
                connect(
                    address,
                    sock=plain,
                    open_timeout=self._timeout,
                    max_size=_LIMITS.size,
                    close_timeout=1,
                    logger=LOGGER,
                )
            )
        except (*_LOST, ValueError) as problem:  # ValueError: a host name too long for DNS
            raise HostError(f"cannot connect to {address}: {str(problem) or type(problem).__name__}") from None


def _parts(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        known = parts.scheme == "ws" and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        known = False
    if not known:
        raise HostError(f"{address} is not an address like ws://127.0.0.1:{DEFAULT_PORT}")
    return parts
