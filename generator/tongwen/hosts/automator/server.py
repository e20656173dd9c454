"""Serve a host over the automator protocol, on the loopback interface only. Needs the extra `hosts`.

Nothing that a peer sends ends the server, or makes it hold more than `Limits` say.
"""

from __future__ import annotations

import asyncio
import ipaddress
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

import msgspec
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.frames import CloseCode

from tongwen.hosts.automator.door import Door
from tongwen.hosts.automator.methods import Failed, handle
from tongwen.hosts.automator.protocol import (
    DEFAULT_PORT,
    LOGGER,
    Limits,
    Refused,
    Request,
    answer,
    event,
    failure,
    read_request,
)
from tongwen.hosts.automator.stage import Stage
from tongwen.hosts.protocol import Host, HostError

LOOPBACK: Final = "127.0.0.1"


class Served(msgspec.Struct, frozen=True, kw_only=True):
    """A server that runs."""

    server: Server
    door: Door
    address: str


async def start(
    host: Host,
    world: Mapping[str, str],
    *,
    bind: str = LOOPBACK,
    port: int = DEFAULT_PORT,
    limits: Limits = Limits(),  # noqa: B008 - frozen
) -> Served:
    """Serve a host that begins in `world`. Port 0: any free one.

    Raises `HostError` for an address that is not loopback or a world that the host refuses, `OSError` where the port
    cannot be had.
    """
    if not _is_loopback(bind):
        raise HostError(f"{bind} is not a loopback address; this server has no password and is for this machine only")
    stage, door = Stage(host, world), Door(limits)
    server = await serve(
        lambda connection: _Client(stage, connection, limits).converse(),
        bind,
        port,
        process_request=door.admit,
        create_connection=door.watched(),
        open_timeout=limits.handshake,
        close_timeout=limits.closing,
        max_size=limits.size,
        backlog=1024,  # behind a crowd that is sent away, a client waits no second for its place in the queue
        max_queue=2,  # messages that wait to be read are memory, too
        logger=LOGGER,
        server_header=None,
    )
    number = next(iter(server.sockets)).getsockname()[1]
    shown = f"[{bind}]" if ":" in bind else bind
    return Served(server=server, door=door, address=f"ws://{shown}:{number}")


@contextmanager
def running(
    host: Host,
    world: Mapping[str, str],
    *,
    port: int = 0,
    limits: Limits = Limits(),  # noqa: B008 - frozen
) -> Iterator[str]:
    """Serve a host from a thread while the block runs; gives the address. Raises what `start` raises."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="automator", daemon=True)
    thread.start()
    try:
        served = asyncio.run_coroutine_threadsafe(start(host, world, port=port, limits=limits), loop).result()
        try:
            yield served.address
        finally:
            asyncio.run_coroutine_threadsafe(stop(served), loop).result()
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def stop(served: Served) -> None:
    """End the server and all its connections. Takes `Limits.closing` seconds where a client does not say good-bye."""
    served.server.close()
    served.door.clear()
    await served.server.wait_closed()


def _is_loopback(bind: str) -> bool:
    try:
        return ipaddress.ip_address(bind).is_loopback
    except ValueError:
        return False


class _Client:
    """One connection: reads requests, and answers each when it is done, in whatever order."""

    def __init__(self, stage: Stage, connection: ServerConnection, limits: Limits) -> None:
        self._stage = stage
        self._connection = connection
        self._limits = limits
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._sending: set[asyncio.Task[None]] = set()
        self._held = 0  # characters of the requests that are open

    async def converse(self) -> None:
        """Until the client leaves; what it left open is then given up, and nothing comes of it."""
        try:
            while (message := await self._message()) is not None:
                await self._take(message)
                await asyncio.sleep(0)  # so that a burst is answered one by one, and keeps nobody else waiting
        except ConnectionClosed:
            pass
        finally:
            tasks = [*self._tasks.values(), *self._sending]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _message(self) -> str | bytes | None:
        """The next message; `None` after one in too many pieces. Raises `ConnectionClosed`.

        The size is limited elsewhere; but empty pieces have none, and could be sent for ever.
        """
        pieces: list[str | bytes] = []
        async for piece in self._connection.recv_streaming():
            pieces.append(piece)
            if len(pieces) > self._limits.fragments:
                await self._connection.close(CloseCode.MESSAGE_TOO_BIG, "too many fragments")
                return None
        return (b"" if isinstance(pieces[0], bytes) else "").join(pieces)  # type: ignore[arg-type]

    async def _take(self, message: str | bytes) -> None:
        request = read_request(message, self._limits)
        if isinstance(request, Refused) and request.id not in self._tasks:
            await self._refuse(request)
        elif isinstance(request, Refused) or request.id in self._tasks:
            # an error under this id would be taken for the answer to the request that is still open
            await self._refuse(Refused(reason="a request with this id is still open"))
        elif len(self._tasks) + len(self._sending) >= self._limits.pending:
            await self._refuse(Refused(reason="too many requests are open", id=request.id))
        elif self._held + len(message) > self._limits.size:
            await self._refuse(Refused(reason="the requests that are open are too long together", id=request.id))
        else:
            self._held += len(message)
            self._tasks[request.id] = asyncio.create_task(self._do(request, len(message)))

    async def _refuse(self, refused: Refused) -> None:
        reason = refused.reason
        told: dict[str, Any] = {"message": reason}
        await self._connection.send(failure(refused.id, reason) if refused.id else event("Tongwen.refused", told))

    async def _do(self, request: Request, size: int) -> None:
        text = await self._answer(request)
        # from here on the id is free: a client that has the answer may use it anew
        sender = self._tasks.pop(request.id)
        self._held -= size
        self._sending.add(sender)
        try:
            await self._connection.send(text)
        except ConnectionClosed:
            pass
        finally:
            self._sending.discard(sender)

    async def _answer(self, request: Request) -> str:
        try:
            return answer(request.id, await handle(self._stage, request))
        except Failed as problem:
            return failure(request.id, str(problem))
        except Exception as problem:  # a host whose result is no JSON
            return failure(request.id, f"the host failed: {type(problem).__name__}: {problem}")
