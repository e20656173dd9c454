"""By which words and numbers a failure is led back to its one meaning, whatever platform it comes from.

The SDKs hold this table in their own language; `reason` and `pattern` say what their code must do with a message.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from tongwen.model.behaviour import Error, Message
from tongwen.model.spec import Document

#: The call's name and the word "fail", in any of the ways in which platforms join them.
_HEAD = re.compile(r"\A(?:(?:\{api\}|[\w.-]+):\s*(?=fail\b))?(?:fail\b[:\s]*)*", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
#: Any name of a call or of a scope; names have nothing beyond ASCII.
_NAME = "[A-Za-z0-9_.]+"


class Wording(NamedTuple):
    """A form of words without the call's name, and the error that it means; `call` limits it to one call."""

    pattern: str
    error: str
    call: str


class Number(NamedTuple):
    """An error number and the narrowest error that covers all its meanings."""

    number: int
    error: str


def reason(message: str) -> str:
    """What a message says once the call's name and "fail" are taken off."""
    return _SPACE.sub(" ", _HEAD.sub("", message, count=1)).strip().rstrip(".。")


def wordings(document: Document) -> tuple[Wording, ...]:
    """Each form of words once, in the order of the spec. A bare number means something only in calls that print it."""
    meanings: dict[str, set[str]] = {}
    found: dict[tuple[str, str], list[Message]] = {}
    for name, error in document.errors.items():
        for message in error.messages:
            words = reason(message.pattern)
            meanings.setdefault(words, set()).add(name)
            found.setdefault((words, name), []).append(message)
    out = []
    for (words, name), messages in found.items():
        limited = words.isdigit() or len(meanings[words]) > 1
        calls = tuple(dict.fromkeys(api for message in messages for api in message.apis)) if limited else ()
        out += [Wording(_pattern(words, document.scopes), name, call) for call in calls or ("",)]
    return tuple(out)


def _pattern(words: str, scopes: Iterable[str]) -> str:
    """A regular expression of Python and of JavaScript; names of calls and of scopes in it stand for any such name."""
    made = re.sub(r"\\\{\w+\\\}", lambda _: _NAME, re.escape(words))
    made = re.sub(r"\\([ &#~-])", r"\1", made)
    for scope in sorted(scopes, key=len, reverse=True):
        made = made.replace(re.escape(scope), _NAME)
    return made


def numbers(document: Document) -> tuple[Number, ...]:
    """A number with several meanings decides only what they have in common; nothing, if that is every error."""
    meanings: dict[int, list[str]] = {}
    for name, error in document.errors.items():
        for number in error.errno:
            meanings.setdefault(number, []).append(name)
    root = root_error(document)
    common = {number: _common(document.errors, ids) for number, ids in sorted(meanings.items())}
    return tuple(Number(number, error) for number, error in common.items() if error and error != root)


def root_error(document: Document) -> str | None:
    """The first error without a parent: what a failure is when nothing more is known."""
    return next((name for name, error in document.errors.items() if not error.parent), None)


def ancestry(errors: dict[str, Error], name: str) -> list[str]:
    """An error and the more general ones, the narrowest first."""
    out: list[str] = []
    at: str | None = name
    while at in errors and at not in out:
        out.append(at)
        at = errors[at].parent
    return out


def _common(errors: dict[str, Error], ids: Iterable[str]) -> str | None:
    """The narrowest error that all of these are."""
    lines = [ancestry(errors, name) for name in ids]
    return next((name for name in lines[0] if all(name in line for line in lines)), None)
