"""YAML events to plain data: dicts, lists, strings, `True`, `False`, integers, and nothing else.

Strict on purpose: what other loaders guess at (tags, aliases, dates, octals, merge keys) is refused or stays text.
Only `true`, `false` and plain decimal integers get a type. The collector is off meanwhile (see `load_files`).
"""

from __future__ import annotations

import unicodedata
from importlib import import_module
from typing import Any

import yaml

from tongwen.diagnostics import Place
from tongwen.load import kinds
from tongwen.load.characters import FORBIDDEN, TEXT_LIMIT
from tongwen.load.data import DEPTH_LIMIT, ENDLESS, FOUND_LIMIT, KEY_LIMIT, Built, number_or_text

#: None where PyYAML was built without libyaml: the same events, fifteen times slower. A test says which one is in use.
CParser: Any = vars(import_module("yaml.cyaml"))["CParser"] if yaml.__with_libyaml__ else None
_SCALAR, _MAP, _MAP_END = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.MappingEndEvent
_SEQ, _SEQ_END, _ALIAS, _DOC = yaml.SequenceStartEvent, yaml.SequenceEndEvent, yaml.AliasEvent, yaml.DocumentStartEvent


def build(text: str, file: str) -> Built:
    """Build the data of one file. Problems are collected; only broken syntax ends the file early."""
    built = Built()
    builder = _Builder(built, file)
    try:
        builder.run(_events(text))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        built.found.append(kinds.SYNTAX.at(place, problem=str(error.problem or error.context or error)))
        built.data = None
    except yaml.YAMLError as error:
        built.found.append(kinds.SYNTAX.at(Place(file), problem=str(error).split("\n")[0]))
        built.data = None
    return built


def _events(text: str) -> Any:
    if CParser is None:
        return iter(yaml.parse(text, Loader=yaml.SafeLoader))
    return iter(CParser(text).get_event, None)


class _TooMuch(Exception):
    """The rest of the file is not read: nothing good comes after a nesting bomb, or the thousandth mistake."""


class _Builder:
    """A stack machine. `holders` are the open collections, `keys` the key waiting for its value in each of them."""

    def __init__(self, built: Built, file: str) -> None:
        self.built = built
        self.file = file
        self.holders: list[Any] = []
        self.keys: list[Any] = []
        self.documents = 0
        self.kind = ""

    def run(self, events: Any) -> None:
        try:
            for event in events:
                self.take(event, type(event))
        except _TooMuch:
            self.built.data = None

    def take(self, event: Any, kind: type) -> None:
        if kind is _SCALAR:
            self.scalar(event)
        elif kind is _MAP or kind is _SEQ:
            self.open({} if kind is _MAP else [], event)
        elif kind is _MAP_END or kind is _SEQ_END:
            self.holders.pop()
            self.keys.pop()
        elif kind is _ALIAS:
            self.report(kinds.ANCHOR, event, name=f"*{event.anchor}")
            self.add("", event)
        elif kind is _DOC:
            self.documents += 1
            if self.documents > 1:
                self.report(kinds.SECOND_DOCUMENT, event)
            if event.version or event.tags:
                self.report(kinds.DIRECTIVE, event)

    def report(self, kind: Any, event: Any, **values: str | int) -> None:
        mark = event.start_mark
        self.built.found.append(kind.at(Place(self.file, mark.line + 1, mark.column + 1), **values))
        if len(self.built.found) >= FOUND_LIMIT:
            raise _TooMuch

    def scalar(self, event: Any) -> None:
        value = event.value
        self.strict(event)
        if event.style is None or event.style == "":
            if value and value[0] in "tf-0123456789" and not self.waiting_for_key():
                value = self.typed(value, event)
        elif event.style == '"':
            self.escaped(value, event)
        if type(value) is str and len(value) > TEXT_LIMIT:
            self.report(kinds.SIZE, event, size=f"{len(value):,}", limit=f"{TEXT_LIMIT:,}")
            value = value[:80]  # so that nobody complains of an empty text as well
        self.add(value, event)

    def escaped(self, value: str, event: Any) -> None:
        """What the file itself may not hold must not come in by an escape either."""
        if match := FORBIDDEN.search(value):
            self.report(kinds.CHARACTER, event, number=f"{ord(match[0][0]):04X}")
        elif not unicodedata.is_normalized("NFC", value):
            better = unicodedata.normalize("NFC", value)
            self.report(kinds.NOT_NFC, event, text=value[:40], better=better[:40])

    def typed(self, value: str, event: Any) -> str | int | bool:
        if ENDLESS.match(value):
            self.report(kinds.NUMBER, event, digits=len(value))
        return number_or_text(value)

    def strict(self, event: Any) -> None:
        if event.anchor is not None:
            self.report(kinds.ANCHOR, event, name=f"&{event.anchor}")
        if event.tag is not None:
            self.report(kinds.TAG, event, tag=event.tag)

    def waiting_for_key(self) -> bool:
        return bool(self.holders) and type(self.holders[-1]) is dict and self.keys[-1] is None

    def open(self, holder: Any, event: Any) -> None:
        self.strict(event)
        self.add(holder, event)
        self.holders.append(holder)
        self.keys.append(None)
        if len(self.holders) > DEPTH_LIMIT:
            self.report(kinds.DEPTH, event, limit=DEPTH_LIMIT)
            raise _TooMuch

    def add(self, value: Any, event: Any) -> None:
        if not self.holders:
            if self.documents == 1:
                self.built.data = value
            return
        holder = self.holders[-1]
        if type(holder) is list:
            holder.append(value)
        elif self.keys[-1] is None:
            self.keys[-1] = self.key(value, event), event
        else:
            (key, key_event), self.keys[-1] = self.keys[-1], None
            if key in holder:
                self.report(kinds.DUPLICATE_KEY, key_event, key=key)
            elif key:
                holder[key] = value
                if len(holder) > KEY_LIMIT:
                    self.report(kinds.SIZE, key_event, size=f"> {KEY_LIMIT:,}", limit=f"{KEY_LIMIT:,}")
                    raise _TooMuch

    def key(self, value: Any, event: Any) -> str:
        if type(event) is _ALIAS:  # reported already
            return ""
        if type(value) is not str or not value or "\n" in value:
            self.report(kinds.KEY, event)
            return ""
        if value == "<<" and not event.style:
            self.report(kinds.MERGE, event)
            return ""
        if len(self.holders) == 1:
            self.kind = value
        elif len(self.holders) == 2:
            self.built.lines.setdefault((self.kind, value), event.start_mark.line + 1)
        return value
