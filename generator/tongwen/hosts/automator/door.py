"""Who may come in: only from this machine, and not too many at a time. Needs the extra `hosts`.

A browser lets every page open a WebSocket to the loopback interface, so `Origin` and `Host` decide (CVE-2025-24010 is
what happens without). A page of another site has that site's origin; a name that was rebound to the loopback interface
has its own name in `Host`.
"""

from __future__ import annotations

import asyncio
import re
from http import HTTPStatus

from websockets.asyncio.server import ServerConnection
from websockets.http11 import Request, Response

from tongwen.hosts.automator.protocol import Limits

_NAME = r"(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])(?::\d{1,5})?"
_HOST = re.compile(rf"{_NAME}\Z", re.IGNORECASE)
_ORIGIN = re.compile(rf"https?://{_NAME}\Z", re.IGNORECASE)


class Door:
    """Knows every socket from its first byte to its last."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._sockets: dict[ServerConnection, None] = {}  # in the order in which they came

    def watched(self) -> type[ServerConnection]:
        """The kind of connection that comes through this door."""
        door = self

        class Watched(ServerConnection):
            def connection_made(self, transport: asyncio.BaseTransport) -> None:
                super().connection_made(transport)
                door._came(self)

            def connection_lost(self, exc: Exception | None) -> None:
                door._sockets.pop(self, None)
                super().connection_lost(exc)

        return Watched

    def admit(self, connection: ServerConnection, opening: Request) -> Response | None:
        """Refuse who comes from elsewhere, and who is one too many. `None`: come in."""
        hosts, origins = opening.headers.get_all("Host"), opening.headers.get_all("Origin")
        if len(hosts) != 1 or not _HOST.match(hosts[0]):
            return connection.respond(HTTPStatus.FORBIDDEN, "Host must be a name of the loopback interface.\n")
        if len(origins) > 1 or not all(map(_ORIGIN.match, origins)):
            return connection.respond(HTTPStatus.FORBIDDEN, "Only pages of this machine may connect.\n")
        if sum(map(_is_client, self._sockets)) >= self._limits.connections:
            return connection.respond(HTTPStatus.SERVICE_UNAVAILABLE, "Too many clients.\n")
        return None

    def clear(self) -> None:
        """Send away all who are not clients yet; nothing can be said to them."""
        for one in self._waiting():
            one.transport.abort()

    def _came(self, connection: ServerConnection) -> None:
        """Make room. The one that has waited longest goes: whoever means it is a client within moments."""
        self._sockets[connection] = None
        waiting = self._waiting()
        if len(waiting) > self._limits.half_open:
            waiting[0].transport.abort()
            del self._sockets[waiting[0]]  # its end is announced later; it must not be chosen twice

    def _waiting(self) -> list[ServerConnection]:
        return [one for one in self._sockets if not _is_client(one)]


def _is_client(connection: ServerConnection) -> bool:
    answer = connection.response
    return answer is not None and answer.status_code == HTTPStatus.SWITCHING_PROTOCOLS
