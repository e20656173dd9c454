"""The data of a file that is written as nearly all are, read line by line: three times as fast as from YAML events.

Only what is sure to mean the same is read here: block mappings and lists of plain, quoted and block scalars, and flow
collections on one line. Anything else, and everything that is wrong, is left to `tongwen.load.build` for the whole
file; it alone says what YAML is and reports problems. ADR 0020 tells why there are two; property tests compare them.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from tongwen.load.characters import TEXT_LIMIT
from tongwen.load.data import DEPTH_LIMIT, ENDLESS, KEY_LIMIT, Built, number_or_text

_KEY = r"[A-Za-z$](?:[A-Za-z0-9_.$ -]{0,99}[A-Za-z0-9_.$-])?"
_IS_KEY = re.compile(rf"{_KEY}|\"[^\"\\]{{1,99}}\"|'[^']{{1,99}}'")
_FLOW_WORD = r"[A-Za-z][A-Za-z0-9_.#/-]*(?::[A-Za-z0-9_.#/-]+)*+"
_FLOW_WORDS = re.compile(rf"\[{_FLOW_WORD}(?:, {_FLOW_WORD})*+\]")
_FLOW_TEXT = r"[^ ,\[\]{}:#&*!|>'\"%@`?-](?:[^,\[\]{}:#?]*[^ ,\[\]{}:#?])?"
_FLOW_PAIRS = re.compile(rf"\{{({_KEY}): ({_FLOW_TEXT})(?:, ({_KEY}): ({_FLOW_TEXT}))?\}}")
_FLOW_KEY = re.compile(rf"({_KEY}): ")
_FLOW_PLAIN = re.compile(_FLOW_TEXT)
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\[\"\\])*+\"|'[^']*'")
_ESCAPED = re.compile(r"\\([\"\\])")
_BREAKS = re.compile("\n(\n*)")
#: With these begins what is no plain text, or may be a number or a truth value.
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@` ")
_SPECIAL = frozenset(["", *_INDICATORS, *"tf0123456789"])


class _Other(Exception):
    """This is not for reading line by line."""


def read(text: str) -> Built | None:
    """What `build` makes of a text with allowed characters only; None where it is to be asked itself."""
    if "\t" in text or not text.endswith("\n"):
        return None
    reader = _Reader(text)
    try:
        reader.run()
    except _Other:
        return None
    whole = reader.built.data and all(len(holder) <= KEY_LIMIT for holder in reader.holders)
    return reader.built if whole else None


class _Reader:
    """Open collections and the columns in which they stand, the root first."""

    def __init__(self, text: str) -> None:
        self.rows = text.split("\n")
        self.lines = enumerate(self.rows)
        self.built = Built()
        self.built.data = {}
        self.holders: list[Any] = [self.built.data]
        self.columns = [0]
        #: The key without a value that was written last: what is further in belongs to it.
        self.opened: str | None = None
        #: Keys that were seen, as they are written before a value or alone on a line, to what they are.
        self.names: dict[str, str] = {}
        self.heads: dict[str, str] = {}

    def run(self) -> None:
        names, heads = self.names, self.heads
        holder, here, is_entry = self.cursor()
        if len(max(self.rows, key=len)) > TEXT_LIMIT:
            raise _Other
        for number, line in self.lines:
            text = line.lstrip(" ")
            if not text or text[0] in "#-":
                text = self.item(len(line) - len(text), text, number) if text[:1] == "-" else ""
                holder, here, is_entry = self.cursor()
                if not text:
                    continue
            key, colon, value = text.partition(": ")
            name = (names.get(key) if colon else heads.get(text)) or self.learn(key, colon, value)
            if len(line) - len(text) != here:
                holder, here, is_entry = self.move(len(line) - len(text), {})
            if name in holder or here < 0:
                raise _Other
            if value[:1] in _SPECIAL or ": " in value or " #" in value or value[-1] in ": ":
                holder[name] = self.special(value, number) if value else ""
            else:
                holder[name] = value
            self.opened = None if value else name
            if is_entry:
                self.entry(name, value, number + 1)

    def cursor(self) -> tuple[Any, int, bool]:
        """Where the next line may go on: the innermost collection, its column or -1 if it has no keys, its rank."""
        holder = self.holders[-1]
        return holder, self.columns[-1] if type(holder) is dict else -1, len(self.holders) < 3

    def learn(self, key: str, colon: str, value: str) -> str:
        """A key that was not seen before: its name."""
        written = key if colon else key.removesuffix(":")
        if bool(colon) != bool(value) or (written == key and not colon) or not _IS_KEY.fullmatch(written):
            raise _Other
        name = written[1:-1] if written[0] in "\"'" else written
        if colon:
            self.names[key] = name
        else:
            self.heads[key] = name
        return name

    def entry(self, key: str, value: str, line: int) -> None:
        """A kind, or an entry of the kind that was begun last."""
        if len(self.holders) == 2:
            self.built.lines[next(reversed(self.built.data)), key] = line
        elif value:
            raise _Other

    def move(self, column: int, made: Any) -> tuple[Any, int, bool]:
        """To the collection that a line belongs to; `made`, if the line is the first of one."""
        holders, columns = self.holders, self.columns
        if column > columns[-1]:
            if self.opened is None or len(holders) > DEPTH_LIMIT // 2:
                raise _Other
            holders[-1][self.opened] = made
            holders.append(made)
            columns.append(column)
        while columns[-1] > column:
            columns.pop()
            if len(holders.pop()) > KEY_LIMIT:
                raise _Other
        if columns[-1] != column:
            raise _Other
        return self.cursor()

    def item(self, column: int, text: str, number: int) -> str:
        """Add the item that a dash begins. Of a mapping it is what follows the dash, to be read as any line."""
        if column != self.columns[-1]:
            self.move(column, [])
        holder = self.holders[-1]
        written = text[2:]
        if type(holder) is not list or text[1:2] != " " or not written:
            raise _Other
        self.opened = None
        if (": " in written or written[-1] == ":") and written[0] not in "\"'[{":
            made: dict[str, Any] = {}
            holder.append(made)
            self.holders.append(made)
            self.columns.append(column + 2)
            return written
        holder.append(self.special(written, number))
        return ""

    def special(self, written: str, number: int) -> Any:
        """What is no plain text stands behind a key or a dash, or what may be no text; nothing, if that is so."""
        first = written[0]
        if first not in _INDICATORS or (first == "-" and written[1:2].isdecimal()):
            if ": " in written or " #" in written or written[-1] in ": ":
                raise _Other
            return _number_or_text(written)
        if first in "|>":
            return self.block(written, number)
        if first in "\"'" and _QUOTED.fullmatch(written):
            return _unquoted(written)
        if first in "[{":
            return _flow(written)
        raise _Other

    def block(self, written: str, number: int) -> str:
        """The lines of a block scalar, which stand further in than what it belongs to."""
        rows, start = self.rows, number + 1  # after the last line break there is an empty row
        width = len(rows[start]) - len(rows[start].lstrip(" "))
        indent = " " * width
        if written not in ("|", "|-", ">", ">-") or not self.columns[-1] < width < len(rows[start]):
            raise _Other
        end = next((n for n in range(start, len(rows)) if rows[n] and not rows[n].startswith(indent)), len(rows))
        next(islice(self.lines, end - start, end - start), None)
        value = "\n".join([row[width:] for row in rows[start:end]]).rstrip("\n")
        if written[0] == ">":
            if "\n " in value:
                raise _Other
            value = _BREAKS.sub(lambda breaks: breaks[1] or " ", value)
        if len(value) >= TEXT_LIMIT:
            raise _Other
        return value if written[1:] else value + "\n"


def _unquoted(written: str) -> str:
    return written[1:-1] if written[0] == "'" else _ESCAPED.sub(r"\1", written[1:-1])


def _number_or_text(written: str) -> Any:
    if ENDLESS.match(written):
        raise _Other
    return number_or_text(written)


def _flow(written: str) -> Any:
    """A flow collection on one line. The usual ones are a list of names, and a text in both languages."""
    if _FLOW_WORDS.fullmatch(written):
        return [_number_or_text(word) for word in written[1:-1].split(", ")]
    if (pairs := _FLOW_PAIRS.fullmatch(written)) and pairs[1] != pairs[3]:
        made = {pairs[1]: _number_or_text(pairs[2])}
        return made if pairs[3] is None else {**made, pairs[3]: _number_or_text(pairs[4])}
    if written.count("[") + written.count("{") >= DEPTH_LIMIT // 2:
        raise _Other
    try:
        made, end = _inside(written, 0)
        if end == len(written):
            return made
    except _Other:
        pass
    from tongwen.load.build import build  # it takes as long to import as many a file to read

    built = build(written + "\n", "")
    if not built.found and isinstance(built.data, list | dict):
        return built.data
    raise _Other


def _inside(text: str, at: int) -> tuple[Any, int]:
    """The value that begins at a place of a flow collection, and where it ends."""
    first = text[at : at + 1]
    if first == "[":
        return _flow_list(text, at)
    if first == "{":
        return _flow_map(text, at)
    if first in ('"', "'") and (quoted := _QUOTED.match(text, at)):
        return _unquoted(quoted[0]), quoted.end()
    if plain := _FLOW_PLAIN.match(text, at):
        return _number_or_text(plain[0]), plain.end()
    raise _Other


def _flow_list(text: str, at: int) -> tuple[list[Any], int]:
    made: list[Any] = []
    if text.startswith("[]", at):
        return made, at + 2
    while True:
        value, at = _inside(text, at + 1)
        made.append(value)
        if text.startswith("]", at) and len(made) <= KEY_LIMIT:
            return made, at + 1
        if not text.startswith(", ", at):
            raise _Other
        at += 1


def _flow_map(text: str, at: int) -> tuple[dict[str, Any], int]:
    made: dict[str, Any] = {}
    if text.startswith("{}", at):
        return made, at + 2
    while True:
        key = _FLOW_KEY.match(text, at + 1)
        if key is None or key[1] in made:
            raise _Other
        made[key[1]], at = _inside(text, key.end())
        if text.startswith("}", at) and len(made) <= KEY_LIMIT:
            return made, at + 1
        if not text.startswith(", ", at):
            raise _Other
        at += 1
