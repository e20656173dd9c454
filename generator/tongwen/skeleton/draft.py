"""The lines of a new entry: what must be written is marked, what follows from the spec is filled in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from tongwen.diagnostics import Translate
from tongwen.encode.literal import python_string
from tongwen.model.base import availability
from tongwen.model.schema import described, schema
from tongwen.model.spec import Document
from tongwen.text.marks import MARKS

#: What is left between the numbers of two guides, so that one can be put in between.
_STEP = 10


class Wish(NamedTuple):
    """What somebody wants to begin. What is left empty follows from the spec."""

    kind: str
    id: str
    profiles: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    group: str = ""
    sources: tuple[str, ...] = ()

    @property
    def named(self) -> Iterator[tuple[str, str]]:
        """Every other entry that it names: kind and id."""
        yield from (("profiles", name) for name in self.profiles)
        yield from (("scopes", name) for name in self.needs)
        yield from (("sources", name.partition("#")[0]) for name in self.sources)
        if self.group:
            yield "groups", self.group

    def guessed(self, lines: list[str]) -> list[str]:
        """The keys among the lines that it does not decide itself."""
        given = {"profiles": self.profiles, "needs": True, "group": self.group, "sources": self.sources}
        keys = [line.partition(":")[0] for line in lines if not line.startswith(" ")]
        return [
            key for key in keys if key not in ("title", "description", "summary", "sections") and not given.get(key)
        ]


class Alike(NamedTuple):
    """What entries like the new one have, from which its own values are guessed."""

    document: Document
    wish: Wish

    @property
    def profiles(self) -> list[str]:
        """A call has those of its scopes; a scope, those that can ask for it although nothing needs it yet."""
        if self.wish.profiles:
            return list(self.wish.profiles)
        if self.wish.kind == "scopes":
            return [name for name in self.document.profiles if self._asks_for_any(name)] or list(self.document.profiles)
        known = [availability_of(self.document.scopes[name]) for name in self.wish.needs]
        return [name for name in self.document.profiles if all(name in have for have in known)]

    def _asks_for_any(self, profile: str) -> bool:
        """Its asking call takes every scope, not only those of a list."""
        asking = self.document.apis.get(self.document.profiles[profile].ask)
        return asking is not None and any(p.scope == "any" for p in asking.parameters.values())

    @property
    def group(self) -> str:
        """That of most calls which need the same scopes; else the first that there is."""
        apis = self.document.apis.values()
        several = Counter(api.group for api in apis if set(self.wish.needs) & set(api.needs))
        return self.wish.group or next(
            (name for name, _ in several.most_common(1)), next(iter(self.document.groups), "")
        )

    @property
    def promise(self) -> bool:
        """What most calls of its group do."""
        several = [api.promise for api in self.document.apis.values() if api.group == self.group]
        return sum(several) * 2 > len(several)

    @property
    def sources(self) -> list[str]:
        """The sources of each of its profiles that entries like it name most; of a guide, those that guides name."""
        if self.wish.sources:
            return list(self.wish.sources)
        counts = Counter(name for entry in self._entries() for name in _sources(entry))
        found = []
        for profile in self.profiles:
            of_it = [name for name, _ in counts.most_common() if self._speaks_of(name, profile)]
            found += of_it[:1]
        return list(dict.fromkeys(found))

    def _entries(self) -> Iterable[Any]:
        entries = getattr(self.document, self.wish.kind)
        return entries.values() or self.document.apis.values()

    def _speaks_of(self, name: str, profile: str) -> bool:
        source = self.document.sources.get(name.partition("#")[0])
        return source is not None and profile in source.product


def availability_of(entry: Any) -> dict[str, Any]:
    """The profiles of an entry, whichever way they are written."""
    return availability(entry.profiles)


def _sources(entry: Any) -> list[str]:
    """The sources that an entry and the parts of it name."""
    own = list(entry.sources)
    parts = entry.profiles if isinstance(getattr(entry, "profiles", None), dict) else getattr(entry, "sections", {})
    return own + [name for part in parts.values() for name in part.sources]


def draft(document: Document, wish: Wish, chinese: Translate) -> list[str]:
    """The entry's lines below its id, without their common indent. `chinese` translates wording of ours."""
    return {"scopes": _scope, "apis": _api, "guides": _guide}[wish.kind](Alike(document, wish), chinese)


def _scope(alike: Alike, chinese: Translate) -> list[str]:
    return [
        *_text("Scope", "title", chinese),
        *_text("Scope", "description", chinese),
        f"profiles: {_flow(alike.profiles)}",
        *_named("sources", alike.sources),
    ]


def _api(alike: Alike, chinese: Translate) -> list[str]:
    return [
        f"group: {alike.group}",
        *_text("Api", "summary", chinese),
        f"profiles: {_flow(alike.profiles)}",
        *_named("needs", alike.wish.needs),
        *(["promise: true"] if alike.promise else []),
        *_named("sources", alike.sources),
    ]


def _guide(alike: Alike, chinese: Translate) -> list[str]:
    order = max((guide.order for guide in alike.document.guides.values()), default=0) + _STEP
    section = [*_text("Section", "title", chinese), *_text("Section", "text", chinese)]
    return [
        *_text("Guide", "title", chinese),
        *_text("Guide", "summary", chinese),
        f"order: {order}",
        *([f"profiles: {_flow(alike.wish.profiles)}"] if alike.wish.profiles else []),
        "sections:",
        "  first:",
        *(f"    {line}" for line in section),
        *_named("sources", alike.sources),
    ]


def _text(record: str, key: str, chinese: Translate) -> list[str]:
    """A text that is to be written, with what the spec language says of its key."""
    words = described(schema()["$defs"][record]["properties"][key])
    en, zh = (python_string(f"{MARKS[i]}{said}") for i, said in (("en", f" {words}"), ("zh", chinese(words))))
    return [f"{key}:", f"  en: {en}", f"  zh: {zh}"]


def _flow(names: Iterable[str]) -> str:
    return f"[{', '.join(names)}]"


def _named(key: str, names: Iterable[str]) -> list[str]:
    several = list(names)
    return [f"{key}: {_flow(several)}"] if several else []
