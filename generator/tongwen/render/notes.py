"""Notes of a finished file: which texts of the spec it says where.

A line of JSON for the file as a whole; lists of numbers, with an item for each token; and apart from them the recipes.
So the notes of ten thousand entries are searched for one of them, of the recipes only those about it are read, and what
most tokens are, one text and nothing else, needs none.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from tongwen.render.packed import Rows, pack, places, unpack
from tongwen.text import hearing
from tongwen.text.hearing import as_json
from tongwen.text.opaque import Code

Linker = Callable[[str], Code | str]


class Notes(NamedTuple):
    """The notes of one file, in several parts, and the entries that they are about."""

    content: bytes
    #: Kept behind the content, to be read in parts.
    recipes: bytearray
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
    recipes: _Recipes
    #: Reads recipes: where they begin, and how many bytes of them.
    beyond: Callable[[int, int], bytes]

    def about(self, entry: int, texts: Iterable[int]) -> list[Note]:
        """The notes about an entry that could say one of these texts.

        Raises `ValueError`, `TypeError` or `LookupError` for what is no note.
        """
        wanted, known = {*texts}, {text - text % 2: "" for text in texts}
        known |= dict(self._recipes(entry, [b"%d" % text for text in wanted]))
        whats = self.tokens.whats
        return [self._note(place, recipe) for what, recipe in known.items() for place in places(whats, what)]

    def _recipes(self, entry: int, texts: list[bytes]) -> Iterator[tuple[int, str]]:
        """What stands for each recipe about the entry in which one of the texts may be, and the recipe."""
        kept = self.recipes
        for place in places(kept.entries, entry):
            number = kept.whats[place]
            made = kept.rows.whole(number, self.beyond(*kept.rows.where(number)))
            if any(text in made for text in texts):
                yield 2 * number + 1, made.decode()

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


class _Recipes(NamedTuple):
    """The recipes, and for each entry that one is about that entry and the recipe."""

    rows: Rows
    entries: array[int]
    whats: array[int]

    @classmethod
    def empty(cls) -> _Recipes:
        return cls(Rows.of([]), array("I"), array("I"))


def read(content: bytes, beyond: Callable[[int, int], bytes]) -> Reader:
    """Notes as `Listening.notes` wrote them. Raises `ValueError`, `TypeError` or `KeyError` for anything else."""
    head, lists, _ = unpack(content)
    return Reader(
        language=head["language"],
        prose=tuple(head["prose"]),
        links={name: Code(*made) if isinstance(made, list) else str(made) for name, made in head["links"].items()},
        seal=int(head["seal"]),
        styles=head["styles"],
        tokens=_Tokens(*lists[:4]),
        recipes=_Recipes(Rows(*lists[4:6]), *lists[6:]),
        beyond=beyond,
    )


class Listening:
    """The link of a file in which notes are taken, as `tongwen.text.hearing.Hearer` says. Others use the `plain` one.

    `owners` has the number of the entry that each text belongs to.
    """

    __slots__ = ("_length", "_made", "_owners", "_recipes", "_tokens", "links", "pieces", "plain", "told")

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
        #: The recipes, one after the other, and what is to be known of them.
        self._made = bytearray()
        self._recipes = _Recipes.empty()

    def __call__(self, target: str) -> Code | str:
        made = self.links[target] = self.plain(target)
        return made

    def gathered(self) -> bytes:
        """The pieces so far as UTF-8, now that the places of the tokens that were told of are known in it.

        Raises `UnicodeEncodeError` for half of a surrogate pair.
        """
        pieces, at, start = self.pieces, self._length, 0
        parts: list[bytes] = []
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
            whats.append(what if type(what) is int else self._recipe(what))
            at = offset + length
        parts.append("".join(pieces[start:]).encode())
        content = b"".join(parts)
        self._length += len(content)
        self.told.clear()
        return content

    def _recipe(self, what: Any) -> int:
        """Keep a recipe; what stands for it."""
        recipe, texts = what
        made, kept = recipe.encode("utf-8", "surrogatepass"), self._recipes
        about = {self._owners[text // 2] for text in texts}
        kept.entries.extend(about)
        kept.whats.extend([len(kept.rows.ends)] * len(about))
        kept.rows.add(made)
        self._made += made
        return 2 * len(kept.rows.ends) - 1

    def notes(self, of: dict[str, Any]) -> Notes | None:
        """The notes of a file of which everything was gathered; None if it says no text of the spec.

        `of` says what is true of the file as a whole: `language`, `prose`, `seal`.
        """
        tokens, owners = self._tokens, self._owners
        if not tokens.whats:
            return None
        links = {target: [m.language, m.source] if isinstance(m, Code) else m for target, m in self.links.items()}
        head = f"{as_json({**of, 'links': links})[:-1]},{_styles(frozenset(tokens.styles))}}}"
        recipes = self._recipes
        entries = {*recipes.entries} | {owners[what // 2] for what in {*tokens.whats} if what % 2 == 0}
        lists = [*tokens, *recipes.rows, recipes.entries, recipes.whats]
        return Notes(pack(head, lists), self._made, tuple(sorted(entries)))


@lru_cache(maxsize=1024)
def _styles(numbers: frozenset[int]) -> str:
    """These styles as a part of an object in JSON. Most files have the same ones."""
    return as_json({"styles": {str(number): hearing.style(number) for number in sorted(numbers)}})[1:-1]
