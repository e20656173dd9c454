"""A client that says exactly what a test wants it to say."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from tongwen.hosts.automator.protocol import Limits
from tongwen.hosts.automator.server import running
from tongwen.hosts.simulated import SimulatedHost
from websockets.sync.client import ClientConnection, connect
from websockets.sync.server import ServerConnection, serve

WORLD = {"profile": "mini-program", "platform": "devtools"}
#: Seconds after which a test gives up on the server. Nothing waits that long unless something is broken.
PATIENCE = 10.0
RECORD = {"scope": "scope.record"}


class Peer:
    """Messages out, messages in, in whatever order they come."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.came: list[dict[str, Any]] = []
        self.count = 0

    def say(self, text: str | bytes) -> None:
        self.connection.send(text)

    def send(self, method: str, _id: str = "", /, **params: Any) -> str:
        self.count += 1
        name = _id or f"r{self.count}"
        self.say(json.dumps({"id": name, "method": method, "params": params}))
        return name

    def hear(self) -> dict[str, Any]:
        message: dict[str, Any] = json.loads(self.connection.recv(timeout=PATIENCE))
        return message

    def answer(self, name: str) -> dict[str, Any]:
        """The answer to a request; others are kept."""
        while True:
            for message in self.came:
                if message.get("id") == name:
                    self.came.remove(message)
                    return message
            self.came.append(self.hear())

    def ask(self, method: str, /, **params: Any) -> Any:
        found = self.answer(self.send(method, **params))
        assert "error" not in found, found
        return found["result"]

    def fails(self, method: str, /, **params: Any) -> str:
        found = self.answer(self.send(method, **params))
        assert "result" not in found, found
        return str(found["error"]["message"])

    def wx(self, method: str, *args: Any) -> str:
        """Call an API, and do not wait for it."""
        return self.send("App.callWxMethod", method=method, args=list(args))

    def setting(self) -> dict[str, bool]:
        found: dict[str, bool] = self.answer(self.wx("getSetting"))["result"]["result"]["authSetting"]
        return {scope: value for scope, value in found.items() if scope == "scope.record"}


def port_of(address: str) -> int:
    port = urlsplit(address).port
    assert port is not None
    return port


@contextmanager
def peer(address: str, **options: Any) -> Iterator[Peer]:
    """A client of the server; it leaves at the end of the block."""
    plain = socket.create_connection(("127.0.0.1", port_of(address)), PATIENCE)
    with connect(address, sock=plain, open_timeout=PATIENCE, max_size=1 << 26, **options) as connection:
        yield Peer(connection)


@contextmanager
def bridge(limits: Limits = Limits(), **world: str) -> Iterator[str]:  # noqa: B008 - frozen
    """A server with the simulated host, in a thread, on a free port."""
    with running(SimulatedHost(), {**WORLD, **world}, limits=limits) as address:
        yield address


def until(holds: Callable[[], bool]) -> None:
    """Ask again and again, until it holds. Fails after a while."""
    limit = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < limit


@contextmanager
def liar(say: Callable[[ServerConnection], None]) -> Iterator[str]:
    """A server that does whatever `say` does with each client."""
    with serve(say, "127.0.0.1", 0, max_size=None) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"ws://127.0.0.1:{server.socket.getsockname()[1]}"
        server.shutdown()
        thread.join()


@contextmanager
def no_websocket(reply: bytes | None) -> Iterator[str]:
    """A port where whoever connects hears `reply`, and then nothing. `None`: nobody even accepts."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        held = []

        def accept() -> None:
            while True:
                try:
                    one, _ = listening.accept()
                except OSError:
                    return
                held.append(one)
                one.sendall(reply or b"")

        thread = threading.Thread(target=accept)
        if reply is not None:
            thread.start()
        yield f"ws://127.0.0.1:{listening.getsockname()[1]}"
        if reply is not None:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join()
        for one in held:
            one.close()


def alive(address: str) -> bool:
    """Whether the server takes a new client and answers it."""
    with peer(address) as someone:
        return "tongwen" in someone.ask("Tool.getInfo")
