"""Frames that break the rules, and the state machine of the protocol: each has its answer, and the server stays up."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
from tongwen.hosts.automator.protocol import Limits

from tests.hosts.automator_peer import RECORD, alive, bridge, peer, until
from tests.hosts.test_automator_hostile import answers, first_status, opening, raw

INFO = b'{"id":"a","method":"Tool.getInfo"}'


@pytest.fixture
def address() -> Iterator[str]:
    """A server; after each test it must take a new client and answer it."""
    with bridge() as found:
        yield found
        until(lambda: answers(found))


def masked(first: int, text: bytes) -> bytes:
    """A frame of a client: `first` holds the end mark, the reserved bits and the opcode; the mask is zeros."""
    assert len(text) < 126
    return bytes([first, 0x80 | len(text)]) + b"\0\0\0\0" + text


def last_words(plain: socket.socket, said: bytes) -> int:
    """The code with which the server closes the connection after these bytes; 0: without one."""
    plain.sendall(opening("Host: localhost"))
    assert first_status(plain) == 101
    heard = b""
    try:
        plain.sendall(said)
        while more := plain.recv(4096):
            heard += more
    except ConnectionError:
        pass
    at = heard.rfind(b"\x88")
    return int.from_bytes(heard[at + 2 : at + 4], "big") if at >= 0 else 0


BROKEN = {
    "unmasked": (bytes([0x81, len(INFO)]) + INFO, 1002),
    "reserved bit 1 without compression": (masked(0xC1, INFO), 1002),
    "reserved bit 2": (masked(0xA1, INFO), 1002),
    "reserved bit 3": (masked(0x91, INFO), 1002),
    "reserved opcode": (masked(0x83, INFO), 1002),
    "reserved opcode of control": (masked(0x8B, b""), 1002),
    "end of nothing": (masked(0x80, INFO), 1002),
    "message in a message": (masked(0x01, b"{") + masked(0x81, INFO), 1002),
    "ping in pieces": (masked(0x09, b"x"), 1002),
    "ping that is too long": (bytes([0x89, 0xFE, 0, 200]) + b"\0\0\0\0" + b"x" * 200, 1002),
    "length beyond all": (bytes([0x81, 0xFF]) + b"\x7f" * 8 + b"\0\0\0\0", 1009),
    "ten thousand pieces of one byte": (masked(0x01, b"{") + masked(0x00, b" ") * 10_000, 1009),
    "pieces of nothing, for ever": (masked(0x01, b"{") + masked(0x00, b"") * 100_000, 1009),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_frame_that_breaks_the_rules_closes_its_connection_with_the_reason(case: str, address: str) -> None:
    said, code = BROKEN[case]
    with raw(address) as plain:
        assert last_words(plain, said) in (code, 0)


def test_a_message_in_a_few_pieces_is_read() -> None:
    with bridge() as address, peer(address) as someone:
        someone.connection.send([INFO.decode()[i : i + 1] for i in range(len(INFO))])
        assert "result" in someone.answer("a")


def test_with_more_pieces_allowed_they_would_be_taken() -> None:
    with bridge(Limits(fragments=20_000)) as address, peer(address) as someone:
        someone.connection.send([*INFO.decode()[:-1], *(" " * 10_000), "}"])
        assert "result" in someone.answer("a")


def test_there_is_no_greeting_that_could_be_missing_or_come_twice(address: str) -> None:
    with peer(address) as someone:
        assert "SDKVersion" in someone.ask("Tool.getInfo")
        for _ in range(2):
            assert someone.fails("hello") == "unknown method hello"
            assert someone.ask("Tongwen.reset", world={"profile": "mini-program", "platform": "devtools"}) == {}
        assert "SDKVersion" in someone.ask("Tool.getInfo")


@pytest.mark.parametrize("scope", ["scope.nothing", "", "__proto__", "scope.record\u200b", "*"])
def test_a_scope_that_there_is_not_is_never_granted(scope: str, address: str) -> None:
    with peer(address) as someone:
        asked = someone.wx("authorize", {"scope": scope})
        assert "error" in someone.answer(asked)
        assert someone.ask("Tongwen.page") == {"scopes": []}
        asked = someone.wx("authorize", RECORD)
        someone.ask("Tool.native", method="authorizeAllow")
        assert "result" in someone.answer(asked)
    assert alive(address)
