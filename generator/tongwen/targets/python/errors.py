"""Exceptions, and the table by which any wording is led back to its meaning."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tongwen.model.behaviour import Error, Message
from tongwen.model.spec import Document
from tongwen.targets.python import views
from tongwen.targets.python.docs import Docs
from tongwen.targets.python.naming import Names, code, pattern_of, too_wide

#: The call's name and the word "fail", in any of the ways in which platforms join them.
_HEAD = re.compile(r"\A(?:(?:\{api\}|[\w.]+):\s*(?=fail\b))?(?:fail\b[:\s]*)*", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


def errors_view(docs: Docs) -> views.Errors:
    """`_errors.py`: parents before children, wordings as the spec lists them, numbers ascending."""
    names, document = docs.names, docs.document
    root = names.root_error()
    wordings = _wordings(document, names)
    made = {
        name: views.ErrorClass(
            name=code(names.error(name)),
            parent=code(names.parent(error)),
            id=name,
            doc=docs.error(name, error),
            title=error.title,
            remedy=error.remedy,
            docs=docs.request.source("errors", name),
        )
        for name, error in document.errors.items()
    }
    return views.Errors(
        root=code(names.root),
        root_entry=made.get(root) if root else None,
        classes=tuple(made[name] for name in _parents_first(document.errors) if name != root),
        wordings=tuple(wording for wording in wordings if not wording.call),
        special=tuple(wording for wording in wordings if wording.call),
        numbers=_numbers(document, names),
    )


def _parents_first(errors: dict[str, Error]) -> list[str]:
    out: list[str] = []

    def add(name: str, below: frozenset[str]) -> None:
        if name in out or name in below or name not in errors:
            return
        parent = errors[name].parent
        if parent:
            add(parent, below | {name})
        out.append(name)

    for name in errors:
        add(name, frozenset())
    return out


def reason(pattern: str) -> str:
    """What a message says once the call's name and "fail" are taken off."""
    return _SPACE.sub(" ", _HEAD.sub("", pattern, count=1)).strip().rstrip(".。")


def _wordings(document: Document, names: Names) -> tuple[views.Wording, ...]:
    """Each form of words once. A bare number means something only in the calls that print it."""
    meanings: dict[str, set[str]] = {}
    for name, error in document.errors.items():
        for message in error.messages:
            meanings.setdefault(reason(message.pattern), set()).add(name)
    found: dict[tuple[str, str], list[Message]] = {}
    for name, error in document.errors.items():
        for message in error.messages:
            found.setdefault((reason(message.pattern), name), []).append(message)
    out = []
    for (words, name), messages in found.items():
        limited = words.isdigit() or len(meanings[words]) > 1
        calls = tuple(dict.fromkeys(api for message in messages for api in message.apis)) if limited else ()
        pattern = pattern_of(words, document.scopes)
        kind = code(names.error(name))
        wide = too_wide(pattern, kind, room=91)
        out += [views.Wording(pattern=pattern, error=kind, call=call, wide=wide) for call in calls or ("",)]
    return tuple(out)


def _numbers(document: Document, names: Names) -> tuple[views.Number, ...]:
    """A number with several meanings decides only what they have in common."""
    meanings: dict[int, list[str]] = {}
    for name, error in document.errors.items():
        for number in error.errno:
            meanings.setdefault(number, []).append(name)
    out = []
    for number, ids in sorted(meanings.items()):
        common = _common(document.errors, ids)
        if common and common != names.root_error():
            out.append(views.Number(number=number, error=code(names.error(common))))
    return tuple(out)


def _common(errors: dict[str, Error], ids: Iterable[str]) -> str | None:
    """The narrowest error that all of these are."""
    lines = [_ancestry(errors, name) for name in ids]
    return next((name for name in lines[0] if all(name in line for line in lines)), None)


def _ancestry(errors: dict[str, Error], name: str) -> list[str]:
    out: list[str] = []
    at: str | None = name
    while at in errors and at not in out:
        out.append(at)
        at = errors[at].parent
    return out
