"""What a host says that it cannot do, and which cases that takes out of a run."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from fnmatch import translate
from typing import Any

from tongwen.hosts.protocol import HostError


def claims(host: object) -> frozenset[str]:
    """The host's `cannot`; nothing if it has none. Raises `HostError` if it is no collection of names."""
    told: Any = getattr(host, "cannot", frozenset())
    if isinstance(told, str | bytes | Mapping) or not isinstance(told, Collection):
        raise HostError(f"cannot must be a set of names, not {type(told).__name__}")
    if not all(isinstance(name, str) and name for name in told):
        raise HostError("cannot must hold names only")
    return frozenset(told)


class Claims:
    """Finds the entry of `cannot` that a case runs into, and remembers which entries were met."""

    def __init__(self, cannot: Collection[str]) -> None:
        self._patterns = [(name, re.compile(translate(name))) for name in sorted(cannot)]
        self._known: dict[str, list[str]] = {}
        self.met: set[str] = set()

    def lacking(self, case: Mapping[str, Any]) -> str:
        """The first entry that the case needs; empty: the host claims the case."""
        found = [name for word in needs(case) for name in self._named(word)] if self._patterns else []
        self.met.update(found)
        return found[0] if found else ""

    def _named(self, word: str) -> list[str]:
        if word not in self._known:
            self._known[word] = [name for name, pattern in self._patterns if pattern.match(word)]
        return self._known[word]

    def useless(self) -> list[str]:
        """Entries that no case has run into: misspelt, or not needed any more."""
        return [name for name, _ in self._patterns if name not in self.met]


def needs(case: Mapping[str, Any]) -> Iterator[str]:
    """Everything that a host must be able to do for a case, in words that `cannot` may hold."""
    yield from _values(case["world"])
    for step in case.get("arrange", ()):
        if step["do"] == "call":
            yield from _act(step["act"])
        else:
            yield step["do"]
            yield f"{step['do']}={step.get('value') or step.get('answer', '')}"
        if step.get("scope"):
            yield step["scope"]
        if (step.get("expect") or {}).get("page"):
            yield "page"
    yield from _act(case["act"])
    if case["expect"].get("page"):
        yield "page"
    if case.get("read"):
        yield case["read"]["call"]


def _act(act: Mapping[str, Any]) -> Iterator[str]:
    yield act["call"]
    if act.get("kind") == "component":
        yield "place"
    yield from _values(act.get("user", {}))
    yield from _values(act.get("arguments", {}))


def _values(given: Mapping[str, Any]) -> Iterator[str]:
    for name, value in given.items():
        shown = str(value).lower() if isinstance(value, bool) else str(value)
        yield f"{name}={shown}"
        if isinstance(value, str):
            yield value
