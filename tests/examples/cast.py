"""What an example needs to run: a host, a user with answers, and what the platform gives beside them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

from tongwen.hosts.carrier import Carrier
from tongwen.hosts.protocol import Host
from tongwen.hosts.simulated import SimulatedHost
from tongwen.model.entries import ObjectType
from tongwen.model.pages import Example
from tongwen.model.spec import Document

from tests.python.through_client import answer_of

#: What happens on a panel of its own, which the simulated host does not have.
SUBSCRIBE = "requestSubscribeMessage"


def profile(example: Example) -> str:
    """The product that the example is made for."""
    return (example.profiles or ["mini-program"])[0]


def world(example: Example) -> dict[str, str]:
    """The situation in which it runs."""
    return {"profile": profile(example), "platform": "devtools", **example.given}


def simulated(document: Document) -> dict[str, bool]:
    """The calls that the simulated host knows, and whether the user is asked. All others just succeed."""
    roles = {role for entry in document.profiles.values() for role in (entry.ask, entry.read, entry.settings)}
    return {name: bool(api.needs) for name, api in document.apis.items() if api.needs or name in roles}


class Theatre(Carrier):
    """A host for the Python client, with a user who gives the answers of an example."""

    def __init__(self, document: Document, example: Example, failure: Callable[..., Exception]) -> None:
        host: Host = SimulatedHost()
        host.reset(world(example))
        super().__init__(host, failure, platform="devtools")
        self.known = simulated(document)
        self.answers: deque[str] = deque(example.answers)

    def call(self, method: str, args: list[object]) -> object:
        """Make a call; every prompt takes an answer."""
        if method == SUBSCRIBE:
            return self._panel(args)
        name = method if "." in method else f"wx.{method}"
        if name not in self.known:
            return answer_of(name)
        self.user = {"answer": self.answers[0] if self.answers else "dismiss"}
        try:
            answer: Any = super().call(method, args)
        finally:
            for _prompt in self.last.prompts:
                self.answers.popleft()
        return {**answer_of(name), **answer}

    def _panel(self, args: list[Any]) -> object:
        given = {"allow": "accept", "deny": "reject"}
        answers = {template: given[self.answers.popleft()] for template in args[0]["tmplIds"]}
        return {"errMsg": f"{SUBSCRIBE}:ok", **answers}


def plan(document: Document, example: Example, code: str) -> dict[str, Any]:
    """The same for the stage that runs JavaScript."""
    known = simulated(document)
    calls: dict[str, Any] = {}
    objects: dict[str, Any] = {name: {} for name, kind in document.types.items() if isinstance(kind, ObjectType)}
    for name, api in document.apis.items():
        entry = {
            "style": document.forms[api.form].style,
            "promise": api.promise,
            "returns": api.returns,
            "result": answer_of(name),
            "simulated": name in known,
            "gated": known.get(name, False),
        }
        owner, _, method = name.partition(".")
        calls[name] = entry
        if owner in objects:
            objects[owner][method] = entry
    return {
        "calls": calls,
        "objects": objects,
        "components": list(document.components),
        "world": world(example),
        "answers": example.answers,
        "taps": example.taps,
        "wxml": example.code.get("wxml", ""),
        "code": code,
    }
