"""The messages and numbers with which a platform may report an error of a call."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tongwen.behaviour.calls import Call
from tongwen.model.behaviour import Message
from tongwen.model.spec import Document


class Report(NamedTuple):
    """How a failure may be worded. Patterns may hold `{api}` and `{scope}`."""

    #: All wordings of the error; empty, that is any, if none is known to be the call's own.
    messages: tuple[str, ...]
    #: Only where there are none: the call's own wordings of errors that it is not.
    unlike: tuple[str, ...]
    #: The numbers that may come with it: those of its wordings, else those of the platform's table.
    errno: tuple[int, ...]


#: That of a success.
SILENCE = Report((), (), ())


class Reports:
    """Looks up reports. Calls of which no message speaks by name are worded alike, and looked up once."""

    def __init__(self, document: Document) -> None:
        self._errors = document.errors
        self._named = {api for error in self._errors.values() for message in error.messages for api in message.apis}
        self._known: dict[tuple[str, str, str], Report] = {}

    def of(self, error: str, call: Call, platform: str) -> Report:
        """How the platform may report an error of a call."""
        api = self.sort(call)
        key = (error, api, platform)
        if key not in self._known:
            messages = self._messages(error, api, platform)
            unlike = () if messages else tuple(self._others(error, api, platform))
            self._known[key] = Report(messages, unlike, self._errnos(error, api, platform))
        return self._known[key]

    def sort(self, call: Call) -> str:
        """Calls of the same sort are worded alike: the call's own name, or nothing if no message speaks of it."""
        return call.api if call.api in self._named else ""

    def _messages(self, error: str, api: str, platform: str) -> tuple[str, ...]:
        """A sentence of the platform's table of numbers names no call; on its own it is not how a call words it."""
        fitting = list(self._fitting(error, api, platform))
        if not any("{api}" in item.pattern or item.apis for item in fitting):
            return ()
        return tuple(dict.fromkeys(item.pattern for item in fitting))

    def _others(self, error: str, api: str, platform: str) -> Iterator[str]:
        """Wordings of errors that are neither this one, nor more general, nor a special case of it."""
        line = {error, *self._ancestors(error)}
        for other in self._errors:
            if other not in line and error not in self._ancestors(other):
                yield from self._messages(other, api, platform)

    def _ancestors(self, error: str) -> list[str]:
        found: list[str] = []
        entry = self._errors.get(error)
        while entry is not None and entry.parent is not None and entry.parent not in found:
            found.append(entry.parent)
            entry = self._errors.get(entry.parent)
        return found

    def _errnos(self, error: str, api: str, platform: str) -> tuple[int, ...]:
        found = {item.errno for item in self._fitting(error, api, platform) if item.errno is not None}
        entry = self._errors.get(error)
        return tuple(sorted(found or set(entry.errno if entry else ())))

    def _fitting(self, error: str, api: str, platform: str) -> Iterator[Message]:
        entry = self._errors.get(error)
        for message in entry.messages if entry else ():
            if message.platforms and platform not in message.platforms:
                continue
            if not message.apis or api in message.apis:
                yield message


def worded(patterns: tuple[str, ...], call: Call) -> list[str]:
    """Patterns in the call's own words, each once."""
    method, scope = call.api.rpartition(".")[2], call.scopes[0]
    return list(dict.fromkeys(text.replace("{api}", method).replace("{scope}", scope) for text in patterns))
