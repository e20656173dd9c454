"""Hosts that are wrong in one way each."""

from __future__ import annotations

import sys
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tongwen.hosts.protocol import HostError, Reply
from tongwen.hosts.simulated import SimulatedHost

Given = Mapping[str, Any]
User = Mapping[str, str]
TARGET = "wx.startRecord"
NEVER = threading.Event()


class AlwaysGrants(SimulatedHost):
    """A mock that says yes to everything."""

    def refused(self, scope: str) -> bool:
        return False

    def prompt(self, name: str, scope: str, user: User) -> str:
        return super().prompt(name, scope, {**user, "answer": "allow"})


class AsksAgain(SimulatedHost):
    """A refused call brings the prompt up anew."""

    def refused(self, scope: str) -> bool:
        return False


class DropsPrefix(SimulatedHost):
    """Settings by `record` instead of `scope.record`."""

    def listed(self) -> dict[str, bool]:
        return {scope.removeprefix("scope."): value for scope, value in super().listed().items()}


class Hangs(SimulatedHost):
    """Never comes back from one call."""

    def call(self, name: str, arguments: Given, user: User) -> Reply:
        if name == TARGET:
            NEVER.wait()
        return super().call(name, arguments, user)


class HangsAlways(SimulatedHost):
    """Answers nothing at all."""

    def reset(self, world: Given) -> None:
        NEVER.wait()


class HangsInItsMaking(SimulatedHost):
    """Does not even start."""

    def __init__(self) -> None:
        NEVER.wait()


class Raises(SimulatedHost):
    """Falls over in one call, and would stay down."""

    down = False

    def call(self, name: str, arguments: Given, user: User) -> Reply:
        self.down = self.down or name == TARGET
        if self.down:
            raise ZeroDivisionError("\x1b[31m</table>")
        return super().call(name, arguments, user)


class Leaves(SimulatedHost):
    """Ends the program in one call."""

    def call(self, name: str, arguments: Given, user: User) -> Reply:
        if name == TARGET:
            sys.exit(3)
        return super().call(name, arguments, user)


class Disconnects(SimulatedHost):
    """The connection breaks in one call; only a new connection works again."""

    closed: list[bool] = []
    broken = False

    def reset(self, world: Given) -> None:
        if self.broken:
            raise HostError("not connected")
        super().reset(world)

    def call(self, name: str, arguments: Given, user: User) -> Reply:
        if name == TARGET:
            self.broken = True
            raise ConnectionResetError("the peer went away")
        return super().call(name, arguments, user)

    def close(self) -> None:
        self.closed.append(self.broken)


class Garbage(SimulatedHost):
    """Gives back `answer` from one call."""

    answer: Any = None

    def call(self, name: str, arguments: Given, user: User) -> Reply:
        return self.answer if name == TARGET else super().call(name, arguments, user)


class NoPlugins(SimulatedHost):
    """Knows no plugins, and nothing of privacy agreements."""

    cannot = frozenset({"plugin", "privacy-[!a]*"})

    def reset(self, world: Given) -> None:
        if world["profile"] == "plugin" or world.get("privacy", "privacy-agreed") != "privacy-agreed":
            raise HostError("must not have been asked")
        super().reset(world)


class CannotAnything(SimulatedHost):
    """Claims nothing."""

    cannot = frozenset({"*"})


class Misspelt(SimulatedHost):
    """An entry of `cannot` that nothing needs."""

    cannot = frozenset({"plug-in"})


class BadClaim(SimulatedHost):
    """One name instead of a set of names."""

    cannot = "plugin"


class Talks(SimulatedHost):
    """Prints while it works."""

    def reset(self, world: Given) -> None:
        print("hello from the host")  # noqa: T201
        super().reset(world)


class HangsInAPool(SimulatedHost):
    """Hands its work to threads that Python waits for before it ends."""

    pool = ThreadPoolExecutor(1)

    def call(self, name: str, arguments: Given, user: User) -> Reply:
        if name == TARGET:
            self.pool.submit(NEVER.wait).result()
        return super().call(name, arguments, user)
