"""Notes of a finished file: which texts of the spec it says where.

A line of JSON for the file as a whole; four lists of numbers, with an item for each token; then a line for each recipe,
which begins with the numbers of the entries that the texts in it belong to. So the notes of ten thousand entries are
searched for one of them, not read, and what most tokens are, one text and nothing else, takes no line.
"""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from tongwen.text import hearing
from tongwen.text.hearing import as_json
from tongwen.text.opaque import Code

Linker = Callable[[str], Code | str]


class Notes(NamedTuple):
    """The notes of one file, in several parts, and the entries that they are about."""

    parts: tuple[bytes | bytearray | array[int], ...]
    entries: tuple[int, ...]


class Note(NamedTuple):
    """One token: where it stands in the file as it was noted, in bytes, and how it is made."""

    offset: int
    length: int
    filter: str
    arguments: list[Any]
    recipe: Any


class Reader(NamedTuple):
    """The notes of a file, to be looked up."""

    language: str
    prose: tuple[str, ...]
    #: What references became in this file.
    links: dict[str, Code | str]
    #: Where its seal was, in bytes; below 0: it has none.
    seal: int
    #: Number to filter, arguments, and what the number of a token stands for.
    styles: dict[str, tuple[str, list[Any], int]]
    tokens: _Tokens
    recipes: bytes

    def about(self, entry: int, texts: Iterable[int]) -> list[Note]:
        """The notes about an entry that could say one of these texts.

        Raises `ValueError`, `TypeError` or `LookupError` for what is no note.
        """
        wanted, known = {*texts}, {text - text % 2: "" for text in texts}
        known |= dict(self._recipes(entry, [b"%d" % text for text in wanted]))
        return [self._note(place, recipe) for what, recipe in known.items() for place in _places(self.tokens, what)]

    def _recipes(self, entry: int, texts: list[bytes]) -> Iterator[tuple[int, str]]:
        """What stands for each recipe about the entry in which one of the texts may be, and the recipe."""
        mark, content = b";%d;" % entry, self.recipes
        at = content.find(mark)
        while at >= 0:
            start, end = content.rindex(b"\n", 0, at), content.index(b"\n", at)
            tab = content.index(b"\t", start)
            if at < tab and any(content.find(text, tab, end) >= 0 for text in texts):  # else among words of a recipe
                yield 2 * int(content[start : content.index(b";", start)]) + 1, content[tab:end].decode()
            at = content.find(mark, end)

    def _note(self, place: int, recipe: str) -> Note:
        offset, length, style, what = (numbers[place] for numbers in self.tokens)
        name, arguments, shape = self.styles[str(style)]
        if recipe:
            return Note(offset, length, name, arguments, json.loads(recipe))
        words = ["b", what, what + 1]
        return Note(offset, length, name, arguments, words if shape == hearing.ALONE else ["l", ["P", words]])


class _Tokens(NamedTuple):
    """For each token of a file: its place and length in bytes, its style, and what it was made of.

    That is the number of the English of a text, or the number of a recipe twice, plus one.
    """

    offsets: array[int]
    lengths: array[int]
    styles: array[int]
    whats: array[int]

    @classmethod
    def empty(cls) -> _Tokens:
        return cls(array("I"), array("I"), array("I"), array("I"))


def _places(tokens: _Tokens, what: int) -> Iterator[int]:
    """The numbers of the tokens that were made of it."""
    content, item = tokens.whats.tobytes(), array("I", [what]).tobytes()
    at = content.find(item)
    while at >= 0:
        if at % len(item) == 0:
            yield at // len(item)
        at = content.find(item, at + 1)


def read(content: bytes) -> Reader:
    """Notes as `Listening.notes` wrote them. Raises `ValueError`, `TypeError` or `KeyError` for anything else."""
    end = content.index(b"\n")
    head = json.loads(content[:end])
    if head["order"] != sys.byteorder:
        raise ValueError(head["order"])
    links = {target: Code(*made) if isinstance(made, list) else str(made) for target, made in head["links"].items()}
    tokens, start = _Tokens.empty(), end + 1
    for numbers in tokens:
        size = head["tokens"] * numbers.itemsize
        numbers.frombytes(content[start : start + size])
        start += size
    recipes = b"\n" + content[start:]
    return Reader(head["language"], tuple(head["prose"]), links, int(head["seal"]), head["styles"], tokens, recipes)


class Listening:
    """The link of a file in which notes are taken, as `tongwen.text.hearing.Hearer` says. Others use the `plain` one.

    `owners` has the number of the entry that each text belongs to.
    """

    __slots__ = ("_entries", "_length", "_owners", "_recipes", "_rows", "_tokens", "links", "pieces", "plain", "told")

    def __init__(self, plain: Linker, owners: Sequence[int]) -> None:
        self.plain = plain
        #: What the references in its prose became.
        self.links: dict[str, Code | str] = {}
        self.pieces: list[str] = []
        self.told: list[tuple[int, str, int, hearing.What]] = []
        self._owners = owners
        self._tokens = _Tokens.empty()
        #: Bytes that were gathered.
        self._length = 0
        #: The lines of the recipes, and how many there are.
        self._rows = bytearray()
        self._recipes = 0
        self._entries: set[int] = set()

    def __call__(self, target: str) -> Code | str:
        made = self.links[target] = self.plain(target)
        return made

    def gathered(self) -> bytes:
        """The pieces so far as UTF-8, now that the places of the tokens that were told of are known in it.

        Raises `UnicodeEncodeError` for half of a surrogate pair.
        """
        pieces, at, start = self.pieces, self._length, 0
        parts: list[bytes] = []
        rows: list[str] = []
        offsets, lengths, styles, whats = self._tokens
        for place, piece, style, what in self.told:
            if pieces[place] is not piece:
                raise RuntimeError("a token is not where it was told of")
            before, token = "".join(pieces[start:place]).encode(), piece.encode()
            parts += before, token
            start, offset, length = place + 1, at + len(before), len(token)
            offsets.append(offset)
            lengths.append(length)
            styles.append(style)
            whats.append(what if type(what) is int else self._recipe(what, rows))
            at = offset + length
        parts.append("".join(pieces[start:]).encode())
        content = b"".join(parts)
        self._length += len(content)
        self._rows += "".join(rows).encode("utf-8", "surrogatepass")
        self.told.clear()
        return content

    def _recipe(self, what: Any, rows: list[str]) -> int:
        """Add the line of a recipe; what stands for it."""
        made, texts = what
        about = {self._owners[text // 2] for text in texts}
        rows.append(f"{self._recipes};{';'.join(map(str, about))};\t{made}\n")
        self._entries |= about
        self._recipes += 1
        return 2 * self._recipes - 1

    def notes(self, of: dict[str, Any]) -> Notes | None:
        """The notes of a file of which everything was gathered; None if it says no text of the spec.

        `of` says what is true of the file as a whole: `language`, `prose`, `seal`.
        """
        tokens, owners = self._tokens, self._owners
        if not tokens.whats:
            return None
        links = {target: [m.language, m.source] if isinstance(m, Code) else m for target, m in self.links.items()}
        head = as_json({**of, "order": sys.byteorder, "tokens": len(tokens.whats), "links": links})
        first = f"{head[:-1]},{_styles(frozenset(tokens.styles))}}}\n".encode("utf-8", "surrogatepass")
        entries = self._entries | {owners[what // 2] for what in {*tokens.whats} if what % 2 == 0}
        return Notes((first, *tokens, self._rows), tuple(sorted(entries)))


@lru_cache(maxsize=1024)
def _styles(numbers: frozenset[int]) -> str:
    """These styles as a part of an object in JSON. Most files have the same ones."""
    return as_json({"styles": {str(number): hearing.style(number) for number in sorted(numbers)}})[1:-1]
