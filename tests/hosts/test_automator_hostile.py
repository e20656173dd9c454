"""Peers that mean harm: they are refused or told why, and the server goes on answering everybody else.

Each guard is shown to matter as well: with the guard relaxed, the same peer gets what it wants.
"""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from tongwen.hosts.automator import door, stage
from tongwen.hosts.automator.protocol import Limits
from tongwen.hosts.automator.server import running, start
from tongwen.hosts.protocol import HostError
from tongwen.hosts.simulated import SimulatedHost
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.hosts.automator_peer import PATIENCE, RECORD, WORLD, Peer, alive, bridge, peer, port_of, until

MEGABYTE = 1 << 20
KEY = "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="
EVIL = "https://evil.example"


@pytest.fixture
def address() -> Iterator[str]:
    """A server; after each test it must take a new client and answer it."""
    with bridge() as found:
        yield found
        until(lambda: answers(found))


def answers(address: str) -> bool:
    """Whether a new client is served. Clients that have just left may still be in the way."""
    try:
        return alive(address)
    except (InvalidStatus, ConnectionError, EOFError):
        return False


def raw(address: str) -> socket.socket:
    """A socket that has said nothing yet."""
    return socket.create_connection(("127.0.0.1", port_of(address)), PATIENCE)


def opening(*headers: str) -> bytes:
    """An opening handshake with these headers beside the necessary ones."""
    lines = ["GET / HTTP/1.1", "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13", KEY, *headers]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def status(address: str, *headers: str) -> int:
    """The HTTP status that a handshake gets; 0: the connection was closed without one."""
    with raw(address) as plain:
        plain.sendall(opening(*headers))
        first = plain.recv(4096)
    return int(first.split(b" ")[1]) if first.startswith(b"HTTP/") else 0


# Who may come in.


@pytest.mark.parametrize(
    "headers",
    [
        [],
        ["Host: evil.example"],
        ["Host: evil.example:9420"],
        ["Host: localhost.evil.example"],
        ["Host: 127.0.0.1.evil.example"],
        ["Host: 192.168.0.1:9420"],
        ["Host: 0.0.0.0:9420"],
        ["Host: localhost:9420@evil.example"],
        ["Host: localhost", "Host: localhost"],
        ["Host: localhost", "Host: evil.example"],
        ["Host: localhost", f"Origin: {EVIL}"],
        ["Host: localhost", "Origin: null"],
        ["Host: localhost", "Origin: "],
        ["Host: localhost", "Origin: file://"],
        ["Host: localhost", "Origin: http://localhost.evil.example"],
        ["Host: localhost", "Origin: http://evil.example#http://localhost"],
        ["Host: localhost", "Origin: http://localhost", f"Origin: {EVIL}"],
    ],
    ids=" ".join,
)
def test_who_comes_from_elsewhere_is_refused(address: str, headers: list[str]) -> None:
    assert status(address, *headers) in (400, 403)


@pytest.mark.parametrize(
    "headers",
    [
        ["Host: localhost"],
        ["Host: LOCALHOST:1"],
        ["Host: 127.0.0.1:9420"],
        ["Host: [::1]:9420"],
        ["Host: localhost", "Origin: http://localhost:3000"],
        ["Host: localhost", "Origin: https://127.0.0.1"],
    ],
    ids=" ".join,
)
def test_who_comes_from_this_machine_is_let_in(address: str, headers: list[str]) -> None:
    assert status(address, *headers) == 101


@pytest.mark.parametrize(("guard", "headers"), [("_HOST", ["Host: evil.example"]), ("_ORIGIN", [f"Origin: {EVIL}"])])
def test_without_the_look_at_origin_and_host_anybody_would_come_in(
    address: str, guard: str, headers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    all_headers = headers if guard == "_HOST" else ["Host: localhost", *headers]
    assert status(address, *all_headers) == 403
    monkeypatch.setattr(door, guard, re.compile(".*"))
    assert status(address, *all_headers) == 101


@pytest.mark.parametrize("bind", ["0.0.0.0", "::", "192.168.0.1", "localhost", "evil.example", ""])  # noqa: S104
def test_only_addresses_of_the_loopback_interface_are_served(bind: str) -> None:
    with pytest.raises(HostError, match="not a loopback address"):
        start(SimulatedHost(), WORLD, bind=bind).send(None)


@pytest.mark.parametrize(
    "said",
    [
        b"\x00\xff" * 5000,
        b"GET / HTTP/1.1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello",
        b"GET /" + b"a" * MEGABYTE,
        b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 100_000,
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 500,
        opening("Host: localhost")[:-2] + b"X: " + b"z" * MEGABYTE,
    ],
    ids=["bytes", "bare", "post", "long-line", "many-headers", "tls", "long-header"],
)
def test_what_is_no_handshake_gets_no_connection(address: str, said: bytes) -> None:
    with raw(address) as plain:
        heard = b""
        try:
            plain.sendall(said)
            plain.shutdown(socket.SHUT_WR)
            while more := plain.recv(4096):
                heard += more
        except ConnectionError:
            pass
    assert b" 101 " not in heard


# Messages.


def nested(depth: int) -> str:
    inner = "[" * (depth - 3) + "]" * (depth - 3)  # the message, its params and the arguments are three
    return '{"id":"deep","method":"App.callWxMethod","params":{"method":"getSetting","args":[{"a":' + inner + "}]}}"


REFUSED = {
    "words": "hello",
    "list": "[]",
    "binary": b'{"id": "a", "method": "Tool.getInfo"}',
    "nested-100000": "[" * 100_000,
    "objects-20000": '{"a":' * 20_000,
    "nested-33": nested(34),
    "twice": '{"id": "a", "id": "b", "method": "Tool.getInfo"}',
    "nan": '{"id": "a", "method": "Tool.getInfo", "params": {"x": NaN}}',
    "half": r'{"id": "a", "method": "Tool.getInfo", "params": {"x": "\ud800"}}',
    "half-id": r'{"id": "\udfff", "method": "Tool.getInfo"}',
    "number-id": '{"id": 1, "method": "Tool.getInfo"}',
    "huge-id": json.dumps({"id": "x" * 100_000, "method": "Tool.getInfo"}),
    "huge-number": '{"id": "a", "method": "Tool.getInfo", "params": {"x": ' + "9" * 100_000 + "}}",
    "no-id": '{"method": "Tool.getInfo"}',
}


@pytest.mark.parametrize("message", REFUSED.values(), ids=REFUSED)
def test_a_message_that_is_no_request_is_refused_and_the_connection_stays(address: str, message: str | bytes) -> None:
    with peer(address) as someone:
        someone.say(message)
        assert someone.hear()["method"] == "Tongwen.refused"
        assert someone.ask("Tool.getInfo")["SDKVersion"] == "3.4.2"


@pytest.mark.parametrize(
    "method",
    ["Tool.nothing", "Nothing.getInfo", "", ".", "getInfo", "tool.getInfo", "__init__", "x" * 50_000, "\u202e"],
)
def test_an_unknown_method_is_an_error_under_its_id(address: str, method: str) -> None:
    with peer(address) as someone:
        assert someone.fails(method) == f"unknown method {method[:64]}"


def test_text_that_is_not_utf_8_ends_the_connection_and_nothing_else(address: str) -> None:
    with raw(address) as plain:
        plain.sendall(opening("Host: localhost"))
        assert first_status(plain) == 101
        plain.sendall(frame(b"\xff\xfe\xfd"))
        assert plain.recv(4096)[2:4] == (1007).to_bytes(2, "big")


def test_a_frame_that_breaks_the_protocol_ends_the_connection_and_nothing_else(address: str) -> None:
    with raw(address) as plain:
        plain.sendall(opening("Host: localhost") + b"\xff\xff" * 100)
        while plain.recv(4096):
            pass


def test_with_a_greater_depth_the_same_nesting_would_be_read() -> None:
    with bridge(Limits(depth=40)) as address, peer(address) as someone:
        someone.say(nested(34))
        assert "result" in someone.answer("deep")


# Much of everything.


def pieces(count: int) -> Iterator[str]:
    yield from ["x" * MEGABYTE] * count


def send_all(address: str, megabytes: int) -> tuple[int, str]:
    """Send one message in pieces: how many went out before the server had enough, and what it said in the end."""
    gone = 0

    def counted() -> Iterator[str]:
        nonlocal gone
        for piece in pieces(megabytes):
            yield piece
            gone += 1

    with peer(address, compression=None) as someone:
        try:
            someone.connection.send(counted())
            return gone, str(someone.hear()["params"]["message"])
        except ConnectionClosed as problem:
            return gone, str(problem.rcvd.code if problem.rcvd else problem)


def test_a_message_of_100_megabytes_is_refused_early(address: str) -> None:
    gone, said = send_all(address, 100)
    assert gone < 100
    assert said == "1009"


def test_a_message_that_inflates_to_100_megabytes_is_refused(address: str) -> None:
    def ask(someone: Peer) -> None:
        someone.say(" " * (100 * MEGABYTE))
        someone.hear()

    with peer(address, compression="deflate") as someone, pytest.raises(ConnectionClosed) as caught:
        ask(someone)
    assert caught.value.rcvd is not None
    assert caught.value.rcvd.code == 1009


SERVER = """
import asyncio, sys
from tongwen.hosts.automator.protocol import Limits
from tongwen.hosts.automator.server import start
from tongwen.hosts.simulated import SimulatedHost

async def main():
    world = {"profile": "mini-program", "platform": "devtools"}
    served = await start(SimulatedHost(), world, port=0, limits=Limits(size=int(sys.argv[1])))
    print(served.address, flush=True)
    await served.server.serve_forever()

asyncio.run(main())
"""


@contextmanager
def own_process(size: int) -> Iterator[tuple[str, int]]:
    """A server in a process of its own, so that its memory can be seen."""
    command = [sys.executable, "-c", SERVER, str(size)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip(), process.pid
        finally:
            process.kill()


def most_memory(process: int) -> int:
    """The most bytes that a process has ever held; 0 where the system does not tell."""
    file = Path(f"/proc/{process}/status")
    found = re.search(r"VmHWM:\s+(\d+) kB", file.read_text(encoding="ascii")) if file.exists() else None
    return int(found[1]) * 1024 if found else 0


def growth(size: int) -> int:
    """What a message of 100 MB costs a server whose messages may have `size` bytes."""
    with own_process(size) as (address, process):
        assert alive(address)
        before = most_memory(process)
        send_all(address, 100)
        until(lambda: answers(address))
        return most_memory(process) - before


def test_a_message_of_100_megabytes_does_not_get_into_the_memory() -> None:
    assert growth(Limits().size) < 10 * MEGABYTE


def test_with_a_greater_size_it_would() -> None:
    with bridge(Limits(size=1 << 27)) as address:
        assert send_all(address, 100) == (100, "a message must be JSON: Expecting value: line 1 column 1 (char 0)")
    if sys.platform == "linux":
        assert growth(1 << 27) > 90 * MEGABYTE


def crowd(address: str, count: int) -> list[int]:
    """The status that each of so many handshakes gets, all sockets staying open meanwhile. 0: sent away."""
    with ExitStack() as held:
        sockets = []
        for _ in range(count):
            plain = held.enter_context(raw(address))
            plain.sendall(opening("Host: localhost"))
            sockets.append(plain)
        return [first_status(plain) for plain in sockets]


def first_status(plain: socket.socket) -> int:
    try:
        first = plain.recv(4096)
    except ConnectionError:
        return 0
    return int(first.split(b" ")[1]) if first else 0


def test_of_thousands_of_clients_only_so_many_come_in(address: str) -> None:
    found = crowd(address, 2000)
    assert found.count(101) == Limits().connections
    assert set(found) <= {0, 101, 503}


def test_a_client_too_many_comes_in_when_another_has_left() -> None:
    with bridge(Limits(connections=2)) as address:
        with peer(address), peer(address):
            assert status(address, "Host: localhost") == 503
        until(lambda: status(address, "Host: localhost") == 101)


def test_with_one_place_more_the_client_too_many_would_come_in() -> None:
    with bridge(Limits(connections=3)) as address, peer(address), peer(address):
        assert status(address, "Host: localhost") == 101


def test_thousands_of_sockets_that_never_finish_the_handshake_keep_nobody_out(address: str) -> None:
    with ExitStack() as held:
        for number in range(2000):
            plain = held.enter_context(raw(address))
            plain.sendall(opening("Host: localhost")[: number % 150])
        assert alive(address)
        assert alive(address)


def test_who_has_waited_longest_makes_room() -> None:
    with bridge(Limits(half_open=2)) as address, raw(address) as oldest, raw(address) as older, raw(address) as newest:
        assert first_status(oldest) == 0
        for plain in (older, newest):
            plain.sendall(opening("Host: localhost"))
            assert first_status(plain) == 101


def test_with_more_room_nobody_would_have_to_go() -> None:
    with bridge(Limits(half_open=3)) as address, raw(address) as oldest, raw(address), raw(address):
        oldest.sendall(opening("Host: localhost"))
        assert first_status(oldest) == 101


def test_a_socket_that_says_nothing_is_let_go_after_a_while() -> None:
    with bridge(Limits(handshake=0.05)) as address, raw(address) as plain:
        assert first_status(plain) == 0


def test_a_server_with_silent_sockets_ends_at_once() -> None:
    limits = Limits(handshake=3600)
    with running(SimulatedHost(), WORLD, limits=limits) as address, raw(address), raw(address):
        assert alive(address)


def test_of_a_thousand_open_requests_most_are_refused() -> None:
    most = Limits().pending
    with bridge() as address, peer(address) as someone, peer(address) as other:
        asked = [someone.wx("authorize", RECORD) for _ in range(1000)]
        for one in asked[most:]:
            assert someone.answer(one)["error"] == {"message": "too many requests are open"}
        other.ask("Tool.native", method="authorizeAllow")
        for one in asked[:most]:
            assert "result" in someone.answer(one)


def test_with_more_room_a_thousand_requests_would_stay_open() -> None:
    with bridge(Limits(pending=1001, size=1 << 20)) as address, peer(address) as someone:
        asked = [someone.wx("authorize", RECORD) for _ in range(1000)]
        someone.ask("Tool.native", method="authorizeAllow")
        for one in asked:
            assert "result" in someone.answer(one)


def test_open_requests_are_limited_in_length_together(address: str) -> None:
    long = {**RECORD, "x": "y" * (Limits().size // 2)}
    with peer(address) as someone:
        someone.wx("authorize", long)
        second = someone.wx("authorize", long)
        assert someone.answer(second)["error"] == {"message": "the requests that are open are too long together"}
        someone.ask("Tool.native", method="authorizeAllow")
        assert "result" in someone.answer(someone.wx("authorize", long))


def frame(text: bytes) -> bytes:
    """A text frame of a client, masked with zeros."""
    assert len(text) < 126
    return b"\x81" + bytes([0x80 | len(text)]) + b"\0\0\0\0" + text


def test_a_burst_of_short_requests_is_answered_in_full(address: str) -> None:
    count = Limits().pending * 4
    with raw(address) as plain:
        plain.sendall(opening("Host: localhost"))
        assert first_status(plain) == 101
        plain.sendall(b"".join(frame(b'{"id":"%d","method":"Tool.getInfo"}' % n) for n in range(count)))
        heard = b""
        while heard.count(b'"id"') < count:
            heard += plain.recv(1 << 16)
    assert heard.count(b'"result"') == count


def hoard(someone: Peer, how: str, count: int) -> list[str]:
    """Make the host remember so many things. Gives the reasons why it did not."""
    user = {"answer": "allow"}
    someone.ask("Tongwen.user", user=user)
    for number in range(count):
        scope = {"scope": f"scope.n{number}"}
        if how == "wx":
            someone.wx("authorize", scope)
        elif how == "call":
            someone.send("Tongwen.call", name="wx.authorize", arguments=scope, user=user)
        else:
            someone.send("Tongwen.subscribe", template=f"t{number}", answer="accept", keep=True)
    someone.ask("Tool.getInfo")
    return [found["error"]["message"] for found in someone.came if "error" in found]


@pytest.mark.parametrize("how", ["wx", "call"])
def test_a_scope_that_there_is_not_is_not_remembered(address: str, how: str) -> None:
    with peer(address) as someone:
        assert hoard(someone, how, 3) == [f"there is no scope 'scope.n{number}'" for number in range(3)]
        assert someone.setting() == {}


def test_a_program_cannot_fill_the_memory_of_the_host(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with peer(address) as someone:
        reasons = hoard(someone, "subscribe", 300)
        assert len(reasons) == 300 - stage.MOST
        assert set(reasons) == {"this program has asked for 256 things; begin anew with Tongwen.reset"}
        someone.ask("Tongwen.reset", world=WORLD)
        assert someone.setting() == {}
    monkeypatch.setattr(stage, "MOST", 1000)
    with peer(address) as someone:
        assert hoard(someone, "subscribe", 300) == []


def test_an_id_that_is_still_open_is_not_taken_twice(address: str) -> None:
    with peer(address) as someone:
        asked = someone.wx("authorize", RECORD)
        someone.send("Tool.getInfo", asked)
        assert someone.hear() == {
            "method": "Tongwen.refused",
            "params": {"message": "a request with this id is still open"},
        }
        someone.ask("Tool.native", method="authorizeAllow")
        assert "result" in someone.answer(asked)
        assert "result" in someone.answer(someone.send("Tool.getInfo", asked))


def test_a_client_that_reads_nothing_holds_up_nobody_else(address: str) -> None:
    with raw(address) as plain:
        plain.sendall(opening("Host: localhost"))
        assert first_status(plain) == 101
        message = b'{"id":"%d","method":"Nothing.%s"}'
        plain.setblocking(False)
        try:
            for number in range(1_000_000):
                plain.send(frame(message % (number, b"x" * 60)))
        except BlockingIOError:
            pass
        assert alive(address)
