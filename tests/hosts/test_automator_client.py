"""`AutomatorHost` with servers that do not do their part: an error of the host in time, never a traceback or a hang."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from typing import Any

import pytest
from tongwen.hosts.automator.client import AutomatorHost, Unsupported
from tongwen.hosts.protocol import HostError
from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection

from tests.hosts.automator_peer import PATIENCE, RECORD, bridge, liar, no_websocket, until

#: Seconds that these hosts wait for an answer; those that must wait the whole time wait this long.
SHORT = 0.3
INFO = {"SDKVersion": "3.4.2", "version": "t", "tongwen": "t"}


def answering(*texts: str | bytes, **more: bool) -> Callable[[ServerConnection], None]:
    """A server that answers `Tool.getInfo` rightly, and what comes then with these messages. `ID` is the request's."""

    def say(connection: ServerConnection) -> None:
        first = json.loads(connection.recv())
        connection.send(json.dumps({"id": first["id"], "result": INFO}))
        request = json.loads(connection.recv())
        for text in texts:
            filled = text.replace("ID", request["id"]) if isinstance(text, str) else text
            connection.send(filled, **more)
        for _ in connection:  # until the client leaves
            pass

    return say


def floods(connection: ServerConnection) -> None:
    first = json.loads(connection.recv())
    connection.send(json.dumps({"id": first["id"], "result": INFO}))
    try:
        for number in itertools.count():
            connection.send(json.dumps({"id": f"n{number}", "result": {}}))
    except ConnectionClosed:
        pass


def silent(connection: ServerConnection) -> None:
    for _ in connection:
        pass


def leaves_in_the_middle(connection: ServerConnection) -> None:
    first = json.loads(connection.recv())
    connection.send(json.dumps({"id": first["id"], "result": INFO}))
    connection.recv()


def breaks_off(connection: ServerConnection) -> None:
    first = json.loads(connection.recv())
    connection.send(json.dumps({"id": first["id"], "result": INFO}))
    connection.recv()
    connection.socket.close()


def page(address: str, timeout: float = PATIENCE) -> frozenset[str]:
    with AutomatorHost(address, timeout=timeout) as host:
        return host.page()


RIGHT = '{"id": "ID", "result": {"scopes": ["scope.record"]}}'
UNREAD = "what cannot be read"


def test_a_server_that_does_its_part_is_believed() -> None:
    with liar(answering('{"id": "other", "result": 1}', '{"method": "App.logAdded", "params": {}}', RIGHT)) as address:
        assert page(address) == {"scope.record"}


@pytest.mark.parametrize(
    ("says", "reason"),
    [
        (silent, "was not answered in 0.3 s"),
        (floods, "was not answered in 0.3 s"),
        (answering(), "was not answered in 0.3 s"),
        (answering('{"id": "x", "result": {"scopes": []}}', '{"id": 7, "result": 1}'), "id must be a text"),
        (answering('{"id": "x", "result": {"scopes": []}}'), "was not answered in 0.3 s"),
        (answering('{"result": {"scopes": []}}'), "was not answered in 0.3 s"),
        (answering("hello"), UNREAD),
        (answering(b"\x00\x01"), UNREAD),
        (answering("[" * 100_000), "nested"),
        (answering('{"id": "ID", "id": "ID"}'), "twice"),
        (answering('{"id": "ID", "result": NaN}'), "NaN"),
        (answering(r'{"id": "ID", "result": "\ud800"}'), "half a character"),
        (answering(b"\xff\xfe", text=True), "the connection is lost"),
        (answering('"' + "x" * (1 << 24) + '"'), "the connection is lost"),
        (answering('{"id": "ID", "error": {"message": "out of order"}}'), "Tongwen.page: out of order"),
        (answering('{"id": "ID", "error": "out of order"}'), "Tongwen.page: no reason given"),
        (answering('{"id": "ID", "result": []}'), "no list of scopes"),
        (answering('{"id": "ID", "result": {"scopes": {}}}'), "no list of scopes"),
        (answering('{"id": "ID"}'), "no list of scopes"),
        (lambda connection: None, "the connection is lost"),
        (leaves_in_the_middle, "the connection is lost"),
        (breaks_off, "the connection is lost"),
    ],
)
def test_a_server_that_does_not_is_an_error_of_the_host(says: Callable[[Any], None], reason: str) -> None:
    with liar(says) as address, pytest.raises(HostError) as caught:
        page(address, SHORT if "0.3 s" in reason else PATIENCE)
    assert reason in str(caught.value)


@pytest.mark.parametrize("result", ["[]", "{}", '{"ok": "yes"}', '{"ok": true, "errno": true}', '{"ok": 1}', "null"])
def test_a_reply_of_the_wrong_shape_is_not_believed(result: str) -> None:
    with (
        liar(answering('{"id": "ID", "result": RESULT}'.replace("RESULT", result))) as address,
        AutomatorHost(address) as host,
        pytest.raises(HostError, match=r"the answer to Tongwen\.call is wrong"),
    ):
        host.call("wx.getSetting", {}, {})


@pytest.mark.parametrize("result", ["[]", "{}", '{"result": 1}', '{"result": {"ok": "yes"}}', '{"result": {}}', "null"])
def test_the_value_of_the_function_must_be_an_outcome(result: str) -> None:
    with (
        liar(answering('{"id": "ID", "result": RESULT}'.replace("RESULT", result))) as address,
        AutomatorHost(address, devtools=True) as host,
        pytest.raises(HostError, match=r"the answer to App\.callFunction is wrong"),
    ):
        host.call("wx.getSetting", {}, {})


def test_info_that_is_no_object_is_refused_and_the_connection_closed() -> None:
    left = []

    def says(connection: ServerConnection) -> None:
        connection.send(json.dumps({"id": json.loads(connection.recv())["id"], "result": 5}))
        silent(connection)
        left.append(True)

    with liar(says) as address, pytest.raises(HostError, match=r"the answer to Tool\.getInfo is no object"):
        AutomatorHost(address)
    until(lambda: left == [True])


def test_a_devtools_that_cannot_answer_dialogs_says_so_at_once() -> None:
    def says(connection: ServerConnection) -> None:
        for text in connection:
            request = json.loads(text)
            unknown = {"error": {"message": "can not find in protocol: authorizeAllow"}}
            answers = {"Tool.getInfo": {"SDKVersion": "2.7.3"}, "Tool.native": unknown}
            if request["method"] in answers:
                connection.send(json.dumps({"id": request["id"], "result": answers[request["method"]]}))

    with (
        liar(says) as address,
        AutomatorHost(address, patience=0.01) as host,
        pytest.raises(Unsupported, match="too old to answer dialogs"),
    ):
        host.call("wx.authorize", RECORD, {"answer": "allow"})


def test_a_call_that_nobody_answers_and_no_dialog_explains_is_given_up_in_time() -> None:
    def says(connection: ServerConnection) -> None:
        for text in connection:
            request = json.loads(text)
            answers = {"Tool.getInfo": {"SDKVersion": "2.7.3"}, "Tool.native": {"error": {"message": "no dialog"}}}
            if request["method"] in answers:
                connection.send(json.dumps({"id": request["id"], "result": answers[request["method"]]}))

    with (
        liar(says) as address,
        AutomatorHost(address, patience=0.01, timeout=SHORT) as host,
        pytest.raises(HostError, match=r"wx\.authorize was not answered in 0\.3 s"),
    ):
        host.call("wx.authorize", RECORD, {"answer": "allow"})


@pytest.mark.parametrize(
    "reply",
    [
        None,
        b"",
        b"hello\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi",
        b"HTTP/1.1 302 Found\r\nLocation: ws://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\n\r\n",
        b"\x00" * 100_000,
    ],
    ids=["nobody", "silence", "words", "page", "redirect", "half", "zeros"],
)
def test_a_port_that_is_no_such_server_cannot_be_connected_to(reply: bytes | None) -> None:
    with no_websocket(reply) as address, pytest.raises(HostError, match=r"cannot connect to ws://127\S+ \S"):
        AutomatorHost(address, timeout=SHORT)


@pytest.mark.parametrize(
    "wrong", ["", "http://127.0.0.1:1", "ws://", "ws://127.0.0.1:99999", "ws://127.0.0.1:0", "ws://[::1", "wss://a"]
)
def test_what_is_no_address_is_refused(wrong: str) -> None:
    with pytest.raises(HostError, match="is not an address"):
        AutomatorHost(wrong)


@pytest.mark.parametrize("name", ["a" * 64 + ".invalid", "[::1%251]", "a\x00b"])
def test_a_name_that_cannot_be_looked_up_cannot_be_connected_to(name: str) -> None:
    with pytest.raises(HostError):
        AutomatorHost(f"ws://{name}:1", timeout=SHORT)


def test_what_cannot_be_sent_is_an_error_of_the_host() -> None:
    with bridge() as address, AutomatorHost(address) as host:
        with pytest.raises(HostError, match=r"Tongwen\.call cannot be written as JSON"):
            host.call("wx.getSetting", {"x": {1, 2}}, {})
        assert host.page() == frozenset()


def test_a_server_that_goes_away_is_an_error_of_the_host() -> None:
    with bridge() as address:
        host = AutomatorHost(address)
    with pytest.raises(HostError, match="connection is lost"):
        host.page()
    host.close()
    with pytest.raises(HostError, match="cannot connect"):
        AutomatorHost(address)
