"""`locales/zh.lock.yaml`: for each text of the spec, the English that its Chinese was made from.

A line for each text, `path: digest of the English, digest of the Chinese`, in the order of the paths, so that branches
merge line by line. Read line by line as well: a spec of ten thousand calls has a hundred thousand of them. ADR 0015.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from io import BufferedReader
from pathlib import Path as FilePath
from typing import NamedTuple

from tongwen.diagnostics import Diagnostic, Path, Place
from tongwen.load.characters import decode
from tongwen.text.grammar import normal
from tongwen.text.opaque import Text
from tongwen.text.pattern import lazy
from tongwen.text.phrase import Bilingual
from tongwen.translation import kinds

FILE = "locales/zh.lock.yaml"
VERSION = 1
_HEADER = f"""\
# The English that each Chinese text was made from, as digests of both. Written by `tongwen build` and
# `tongwen i18n accept`; commit it with the spec. After a conflict keep one side's lines, then `tongwen i18n status`.
version: {VERSION}
texts:
"""
_PLAIN = re.compile(r"[A-Za-z0-9_.~/-]+\Z")
_LINE = lazy(r'  (?P<key>[A-Za-z0-9_.~/-]+|"(?:[^"\\]|\\.)*"): (?P<en>[0-9a-f]{12}) (?P<zh>[0-9a-f]{12})\Z')
_VERSION = re.compile(r"version: ([0-9]{1,9})\Z")


class Pair(NamedTuple):
    """Digests of a text in both languages."""

    en: str
    zh: str


class Lock(NamedTuple):
    """The record as it is on the disk. `text` is None where there is none."""

    text: str | None
    pairs: Mapping[str, Pair]
    found: list[Diagnostic]


def digest(text: Text) -> str:
    """Short name of a text; the same however its lines are broken."""
    return sha256(normal(text).encode()).digest()[:6].hex()


def pair(text: Bilingual) -> Pair:
    """The digests of a text as it is now."""
    return Pair(digest(text.en), digest(text.zh))


def written(path: Path) -> str:
    """A path of the spec as one word: `apis/wx.getSetting/summary`."""
    try:
        word = "/".join(path)  # type: ignore[arg-type]
    except TypeError:  # a number, of an item of a list
        word = "/".join(map(str, path))
    if "~" in word or word.count("/") >= len(path):
        return "/".join(str(part).replace("~", "~0").replace("/", "~1") for part in path)
    return word


def steps(name: str) -> Path:
    """The parts of a path that `written` has made one word of; numbers of lists stay text."""
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in name.split("/"))


def render(pairs: Mapping[str, Pair]) -> str:
    """The file of a record."""
    names = sorted(pairs)
    keys = names if _PLAIN.match("".join(names)) else map(_key, names)
    return _HEADER + "".join([_row(key, pairs[name]) for key, name in zip(keys, names, strict=True)])


def row(name: str, of: Pair) -> str:
    """The line of one text."""
    return _row(_key(name), of)


def place(file: BufferedReader, line: bytes) -> int:
    """Where a line begins in an open record, in bytes; 0: nowhere.

    It is looked for as in a dictionary, which takes a few reads and finds it in a record that `render` has written and
    where no key near it needs quotes; then in the whole.
    """
    wanted, low, high = _order(line), 0, file.seek(0, os.SEEK_END)
    while low < high:
        middle = (low + high) // 2
        file.seek(middle)
        file.readline()  # the rest of a line
        at = file.tell()
        found = file.readline()
        if found == line:
            return at
        low, high = (at, high) if found and _order(found) < wanted else (low, middle)
    file.seek(0)
    return file.read().find(b"\n" + line) + 1


def recorded(file: BufferedReader, name: str) -> Pair:
    """What an open record has of a text. Raises `LookupError` if it has nothing."""
    file.seek(0)
    before, _, after = file.read().partition(f"\n  {_key(name)}: ".encode())
    if not before or not after:
        raise LookupError(name)
    en, zh = after[: after.index(b"\n")].decode().split(" ")
    return Pair(en, zh)


def _order(line: bytes) -> bytes:
    """What lines follow one another by; nothing for those above the texts."""
    return line.partition(b": ")[0] if line.startswith(b"  ") else b""


def _row(key: str, of: Pair) -> str:
    return f"  {key}: {of.en} {of.zh}\n"


def _key(name: str) -> str:
    return name if _PLAIN.match(name) else json.dumps(name, ensure_ascii=False)


def read(project: FilePath, likely: str = "") -> Lock:
    """The record of a project, and what is wrong with it. If it is the `likely` one, its lines are not looked at."""
    file = project / FILE
    try:
        raw = file.read_bytes()
    except FileNotFoundError:
        return Lock(None, {}, [])
    except OSError as error:
        return Lock(None, {}, [kinds.UNREADABLE.at(Place(FILE), problem=error.strerror or str(error))])
    text, found = decode(raw, FILE)
    if text is None:
        return Lock("", {}, found)
    return Lock(text, {}, []) if text == likely else _parsed(text)


def _parsed(text: str) -> Lock:
    pairs: dict[str, Pair] = {}
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line.startswith("#") or line == "texts:":
            continue
        place = Place(FILE, number)
        if match := _LINE.match(line):
            name, now = _name(match["key"]), Pair(match["en"], match["zh"])
            if name is None:
                found.append(kinds.BAD_LINE.at(place, text=line[:80]))
            elif pairs.setdefault(name, now) != now:
                found.append(kinds.TWICE.at(place, id=name))
        elif match := _VERSION.match(line):
            if int(match[1]) > VERSION:
                return Lock(text, {}, [kinds.NEWER.at(place, version=match[1], known=VERSION)])
        else:
            found.append(kinds.BAD_LINE.at(place, text=line[:80]))
    return Lock(text, pairs, found)


def _name(key: str) -> str | None:
    if not key.startswith('"'):
        return key
    try:
        return str(json.loads(key))
    except ValueError:
        return None


def ids(names: Iterable[str], wanted: str) -> list[str]:
    """The texts that an id means: a path, everything below a path, or all texts of the entries of that name."""
    below = wanted.rstrip("/") + "/"
    found = [name for name in names if name == wanted or name.startswith(below)]
    return found or [name for name in names if name.split("/")[1:2] == [wanted]]
