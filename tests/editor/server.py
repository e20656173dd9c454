"""The YAML language server that editors run, spoken to as an editor does: JSON-RPC over its standard streams."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

#: Seconds after which a server that says nothing is ended, so that a test fails and does not hang.
PATIENCE = 60.0
Json = dict[str, Any]


class At(NamedTuple):
    """A position in a text as the protocol counts it: from 0, columns in UTF-16 units."""

    line: int
    character: int


class Editor:
    """An editor with one project open."""

    def __init__(self, server: subprocess.Popen[bytes], project: Path) -> None:
        self._server = server
        self._project = project
        self._number = 0
        settings = json.loads((project / ".vscode" / "settings.json").read_text(encoding="utf-8"))
        #: The workspace's settings for YAML, as the extension hands them to the server.
        self._yaml = _nested({key.removeprefix("yaml."): value for key, value in settings.items()})

    def start(self) -> None:
        """Open the project."""
        folder = {"uri": self._project.as_uri(), "name": "project"}
        capabilities = {
            "textDocument": {
                "hover": {"contentFormat": ["markdown"]},
                "completion": {"completionItem": {"documentationFormat": ["markdown"], "snippetSupport": True}},
            },
            "workspace": {"configuration": True, "workspaceFolders": True},
        }
        self.ask(
            "initialize",
            {
                "processId": None,
                "rootUri": folder["uri"],
                "workspaceFolders": [folder],
                "capabilities": capabilities,
            },
        )
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": {"yaml": self._yaml}})

    def open(self, path: str, text: str) -> list[Json]:
        """Open a file with some text that need not be on the disk; gives what is marked in it."""
        document = {"uri": self._uri(path), "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": document})
        while True:
            message = self._read()
            params = message.get("params", {})
            if message.get("method") == "textDocument/publishDiagnostics" and params["uri"] == document["uri"]:
                return list(params["diagnostics"])

    def complete(self, path: str, at: At) -> dict[str, Json]:
        """What is offered at a place, by its label."""
        found = self.ask("textDocument/completion", self._at(path, at))
        return {item["label"]: item for item in (found["items"] if isinstance(found, dict) else found or [])}

    def hover(self, path: str, at: At) -> str:
        """What is shown at a place."""
        found = self.ask("textDocument/hover", self._at(path, at))
        return str(found["contents"]["value"]) if found else ""

    def ask(self, method: str, params: Json | None) -> Any:
        """A request and its answer."""
        self._number += 1
        self._send({"id": self._number, "method": method, "params": params})
        while True:
            message = self._read()
            if message.get("id") == self._number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def _uri(self, path: str) -> str:
        return (self._project / path).as_uri()

    def _at(self, path: str, at: At) -> Json:
        return {"textDocument": {"uri": self._uri(path)}, "position": at._asdict()}

    def _tell(self, method: str, params: Json) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: Json) -> None:
        assert self._server.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._server.stdin.flush()

    def _read(self) -> Json:
        """The next message; what the server asks in between is answered."""
        assert self._server.stdout is not None
        length = 0
        while line := self._server.stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        assert length, "the language server has ended"
        message: Json = json.loads(self._server.stdout.read(length))
        if "id" in message and "method" in message:
            self._send({"id": message["id"], "result": self._answer(message)})
        return message

    def _answer(self, message: Json) -> Any:
        if message["method"] != "workspace/configuration":
            return None
        return [self._yaml if item.get("section") == "yaml" else {} for item in message["params"]["items"]]


def _nested(flat: Json) -> Json:
    """`{"a.b": 1}` as `{"a": {"b": 1}}`: dots in the names of settings mean levels."""
    made: Json = {}
    for key, value in flat.items():
        *way, last = key.split(".")
        inner = made
        for step in way:
            inner = inner.setdefault(step, {})
        inner[last] = value
    return made


@contextmanager
def editing(node: str, program: Path, project: Path) -> Iterator[Editor]:
    """A project in an editor."""
    command = [node, str(program), "--stdio"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        watchdog = threading.Timer(PATIENCE, server.kill)
        watchdog.start()
        try:
            editor = Editor(server, project)
            editor.start()
            yield editor
        finally:
            watchdog.cancel()
            server.kill()
