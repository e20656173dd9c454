"""The messages and numbers with which a platform may report an error of a call."""

from __future__ import annotations

from collections.abc import Iterator

from tongwen.behaviour.calls import Call
from tongwen.model.behaviour import Message
from tongwen.model.spec import Document


def messages(document: Document, error: str, call: Call, platform: str) -> list[str]:
    """All wordings of the error on the platform; empty, that is any, if none is known to be this call's own.

    A sentence of the platform's table of numbers names no call; on its own it does not say how a call words it.
    """
    fitting = list(_fitting(document, error, call, platform))
    if not any("{api}" in item.pattern or item.apis for item in fitting):
        return []
    method = call.api.rpartition(".")[2]
    patterns = dict.fromkeys(item.pattern for item in fitting)
    return [pattern.replace("{api}", method).replace("{scope}", call.scopes[0]) for pattern in patterns]


def others(document: Document, error: str, call: Call, platform: str) -> list[str]:
    """The call's own wordings of errors that are neither this one, nor more general, nor a special case of it."""
    line = {error, *_ancestors(document, error)}
    found: dict[str, None] = {}
    for other in document.errors:
        if other not in line and error not in _ancestors(document, other):
            found.update(dict.fromkeys(messages(document, other, call, platform)))
    return list(found)


def _ancestors(document: Document, error: str) -> list[str]:
    found: list[str] = []
    entry = document.errors.get(error)
    while entry is not None and entry.parent is not None and entry.parent not in found:
        found.append(entry.parent)
        entry = document.errors.get(entry.parent)
    return found


def errnos(document: Document, error: str, call: Call, platform: str) -> list[int]:
    """The numbers that may come with the error: those of its wordings here, else those of the platform's table."""
    found = {item.errno for item in _fitting(document, error, call, platform) if item.errno is not None}
    entry = document.errors.get(error)
    return sorted(found or set(entry.errno if entry else ()))


def _fitting(document: Document, error: str, call: Call, platform: str) -> Iterator[Message]:
    entry = document.errors.get(error)
    for message in entry.messages if entry else ():
        if message.platforms and platform not in message.platforms:
            continue
        if not message.apis or call.api in message.apis:
            yield message
