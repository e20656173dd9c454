"""Names of the spec in a page: which entry a word means, and whether it is spelt as the spec spells it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Literal, NamedTuple

from tongwen.model.entries import ObjectType, RecordType, SettingsType
from tongwen.model.spec import Document
from tongwen.model.walk import texts

_DOTTED = re.compile(r"(?<![\w.$/-])[A-Za-z][A-Za-z0-9]*(?:\.[A-Za-z][A-Za-z0-9]*)+(?![\w$])", re.ASCII)
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
#: A word of a name may be this far from the right one, by its length: "Camra" yes, "get" for "set" no.
_SHORT, _LONG = 4, 8
#: Parts that a name has at most.
_PARTS = 5
Sort = Literal["scope", "api"]


class Mention(NamedTuple):
    """A name in a text: where it starts, as printed, and the entry that it means; none: nothing in the spec."""

    start: int
    text: str
    sort: Sort
    id: str | None
    exact: bool


class Names:
    """All names of a spec, and how words in a page relate to them."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.scopes = dict.fromkeys(document.scopes)
        self.apis = dict.fromkeys(document.apis)
        self._tails = {name.rpartition(".")[2]: name for name in self.scopes}
        self.scope_heads = {name.partition(".")[0] for name in self.scopes if "." in name}
        objects = [name for name, entry in document.types.items() if isinstance(entry, ObjectType)]
        self._looked_up: dict[str, str | None] = {}
        self.api_heads = {name.partition(".")[0] for name in self.apis} | set(objects)

    @cached_property
    def _parts(self) -> set[str]:
        """Words that names of the spec are made of, in its entries and in its prose. None of them is a misprint."""
        found: set[str] = set()
        said = [text for _, both in texts(self.document) for text in (both.en.raw, both.zh.raw)]
        fields = [f for e in self.document.types.values() if isinstance(e, RecordType) for f in e.fields]
        for text in [*self.scopes, *self.apis, *fields, *self.document.types]:
            found.update(_WORDS.findall(text))
        for text in said:
            found.update(part for name in _DOTTED.findall(text) for part in _WORDS.findall(name))
        return {part.lower() for part in found}

    def mentions(self, text: str) -> Iterator[Mention]:
        """Every name with a dot that the spec has, or that looks like one of its names."""
        for match in _DOTTED.finditer(text):
            found = self.mention(match[0], match.start())
            if found:
                yield found

    def mention(self, word: str, start: int = 0) -> Mention | None:
        """What a word means, if it is a name of the spec or looks like one."""
        parts = word.split(".")
        for size in range(min(len(parts), _PARTS), 1, -1):
            name = ".".join(parts[:size])
            if name in self.scopes:
                return Mention(start, name, "scope", name, True)
            if name in self.apis:
                return Mention(start, name, "api", name, True)
        first = ".".join(parts[:2])
        instance = parts[0][:1].upper() + parts[0][1:]
        if f"{instance}.{parts[1]}" in self.apis:  # a variable that holds the object
            return Mention(start, first, "api", f"{instance}.{parts[1]}", True)
        return self._near(word, first, start)

    def _near(self, word: str, first: str, start: int) -> Mention | None:
        head, _, tail = first.partition(".")
        if head in self.scope_heads:
            return Mention(start, word, "scope", self._spelling(word, self.scopes), False)
        if head in self.api_heads:
            return Mention(start, first, "api", self._spelling(first, self.apis), False)
        for name in self.scopes:
            if name.partition(".")[2] == tail and _close(head, name.partition(".")[0]):
                return Mention(start, first, "scope", name, False)
        for name in self.apis:
            owner, _, method = name.partition(".")
            if method == tail and _close(head, owner) and head.lower() not in self._heads:
                return Mention(start, first, "api", name, False)
        return None

    @cached_property
    def _heads(self) -> set[str]:
        return {head.lower() for head in self.scope_heads | self.api_heads if len(head) > 1}

    def _spelling(self, word: str, known: dict[str, None]) -> str | None:
        """The name that a word is a misprint of."""
        if word not in self._looked_up:
            self._looked_up[word] = self._look_up(word, known)
        return self._looked_up[word]

    def _look_up(self, word: str, known: dict[str, None]) -> str | None:
        for name in known:
            if name.lower() == word.lower():
                return name
        strange = [part for part in _WORDS.findall(word) if part.lower() not in self._parts]
        joined = [name for name in known if word.startswith(name) and word[len(name) :].islower()]
        if joined:
            return max(joined, key=len)
        near = [name for name in known if strange and _misprint(word, name)]
        return near[0] if near else None

    def bare(self, word: str) -> str | None:
        """The scope that a word is when its prefix is written before it."""
        return self._tails.get(word) if word not in self.scopes else None

    def settings(self) -> dict[str, None]:
        """Types whose keys are the scopes."""
        return {name: None for name, entry in self.document.types.items() if isinstance(entry, SettingsType)}


def _close(one: str, other: str) -> bool:
    """Two heads of names that could be the same: not too far apart for their length."""
    return (
        distance(one.lower(), other.lower(), 2) <= (1 if len(other) <= _SHORT else 2)
        and one.lower()[-1:] == other[-1:].lower()
    )


def _misprint(word: str, name: str) -> bool:
    """One word of the name is spelt a little differently, all others are the same."""
    ones, others = _WORDS.findall(word), _WORDS.findall(name)
    if len(ones) == len(others):
        differing = [(a, b) for a, b in zip(ones, others, strict=True) if a.lower() != b.lower()]
        if len(differing) == 1:
            one, other = (part.lower() for part in differing[0])
            return distance(one, other, 2) <= (1 if len(other) <= _SHORT else 2)
    return len(name) >= _LONG and distance(word.lower(), name.lower(), 1) <= 1


def distance(one: str, other: str, most: int) -> int:
    """How many letters were added, lost, changed or exchanged with their neighbour; `most` + 1 for anything more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        now = [i]
        for j, b in enumerate(other, 1):
            cost = min(row[j] + 1, now[j - 1] + 1, row[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            now.append(cost)
        if min(now) > most:
            return most + 1
        before, row = row, now
    return row[-1]
