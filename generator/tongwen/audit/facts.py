"""What the spec says of one profile, in the form in which documents are compared with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tongwen.model.base import availability
from tongwen.model.entries import Api, Component, Member, Parameter, Scope, ScopeMembership
from tongwen.model.spec import Document

Fields = Mapping[str, Parameter] | Mapping[str, Member]
#: Most characters before a statement that begins a line: "Since ", "需要".
_LEAD = 12
#: Most characters after it: "or later", "起支持".
_TAIL = 10
VERSION = r"[0-9]{1,4}(?:\.[0-9]{1,4}){1,3}"


class Facts(NamedTuple):
    """A spec, seen from one profile."""

    document: Document
    profile: str

    def scopes(self) -> dict[str, ScopeMembership]:
        """The scopes of the profile, in the order of the spec."""
        known = {name: membership(scope, self.profile) for name, scope in self.document.scopes.items()}
        return {name: found for name, found in known.items() if found}

    def gated(self, scope: str) -> list[str]:
        """Calls and components of the profile that need a scope."""
        return [name for name, needs in self.gates().items() if scope in needs]

    def gates(self) -> dict[str, list[str]]:
        """Calls and components of the profile, with the scopes that each needs."""
        entries: dict[str, Api | Component] = {**self.document.apis, **self.document.components}
        return {name: entry.needs for name, entry in entries.items() if self.profile in entry.profiles}

    def apis(self) -> list[str]:
        """The calls of the profile."""
        return [name for name, api in self.document.apis.items() if self.profile in api.profiles]

    def since(self, api: str) -> str | None:
        """The first version that has a call."""
        have = availability(self.document.apis[api].profiles).get(self.profile)
        return have.since if have else None

    def here(self, field: Parameter | Member) -> bool:
        """The profile has the field."""
        return field.profiles is None or self.profile in field.profiles


def membership(scope: Scope, profile: str) -> ScopeMembership | None:
    """What a profile makes of a scope."""
    if isinstance(scope.profiles, dict):
        return scope.profiles.get(profile)
    return ScopeMembership() if profile in scope.profiles else None


def titles(document: Document) -> dict[str, str]:
    """What profiles are called, in lower case, in both languages."""
    return {
        title.raw.lower(): name
        for name, profile in document.profiles.items()
        for title in (profile.title.en, profile.title.zh)
    }


class Stated(NamedTuple):
    """The versions that a text states: its own, and those that it states for other profiles."""

    since: str | None
    others: dict[str, str]


def versions(text: str, document: Document) -> Stated:
    """Which version of the library a comment says its subject needs.

    A statement fills a line of its own. One that names a profile before a colon is about that profile.
    """
    library = _library(document)
    if library is None:
        return Stated(None, {})
    since: str | None = None
    others: dict[str, str] = {}
    for line in text.splitlines():
        found = library.search(line)
        if found is None or len(line[found.end() :].strip(" `*/.。）)")) > _TAIL:
            continue
        before, colon, _ = line[: found.start()].replace("：", ":").partition(":")
        if not colon and len(before.strip(" */")) <= _LEAD and not re.search("[(（]", before):
            since = since or found["version"]
        for profile in _named(before, document) if colon else ():
            others.setdefault(profile, found["version"])
    return Stated(since, others)


def _named(words: str, document: Document) -> Iterator[str]:
    for name, profile in document.profiles.items():
        if any(title.raw.lower() in words.lower() for title in (profile.title.en, profile.title.zh)):
            yield name


def _library(document: Document) -> re.Pattern[str] | None:
    """`base library 2.10.1`, `@since 2.10.1`: the words of the manifest, a few marks, a version."""
    if document.tongwen is None:
        return None
    words = "|".join(re.escape(name.raw) for name in (document.tongwen.library.en, document.tongwen.library.zh))
    return re.compile(rf"(?:{words}|@since)(?: ?version)?[\s:：`>=≥v]{{0,6}}(?P<version>{VERSION})", re.IGNORECASE)
