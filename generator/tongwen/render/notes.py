"""Notes of a finished file: which texts of the spec it says where.

A line of JSON for the file as a whole, then a line for each token, which begins with the numbers of the entries that
the texts in it belong to. An output with the notes of ten thousand entries is searched for one of them, not read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from tongwen.text.hearing import Said, as_json
from tongwen.text.opaque import Code

Linker = Callable[[str], Code | str]


class Notes(NamedTuple):
    """The notes of one file, and the entries that they are about."""

    content: bytes
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
    content: bytes

    def about(self, entry: int, texts: Iterable[int]) -> list[Note]:
        """The notes about an entry that could say one of these texts.

        Raises `ValueError` or `TypeError` for what is no note.
        """
        found, mark, content = [], b";%d;" % entry, self.content
        wanted = [b"%d" % text for text in texts]
        at = content.find(mark)
        while at >= 0:
            start, end = content.rindex(b"\n", 0, at), content.index(b"\n", at)
            tab = content.index(b"\t", start)
            if at < tab and any(content.find(text, tab, end) >= 0 for text in wanted):  # else among words of a recipe
                found.append(Note(*json.loads(content[tab:end])))
            at = content.find(mark, end)
        return found


def read(content: bytes) -> Reader:
    """Notes as `Taker.notes` wrote them. Raises `ValueError`, `TypeError` or `KeyError` for anything else."""
    head = json.loads(content[: content.index(b"\n")])
    links = {target: Code(*made) if isinstance(made, list) else str(made) for target, made in head["links"].items()}
    return Reader(head["language"], tuple(head["prose"]), links, int(head["seal"]), content)


class Listening:
    """The link of a file, and what the references in its prose became. Other filters use the `plain` one."""

    __slots__ = ("links", "plain")

    def __init__(self, plain: Linker) -> None:
        self.plain = plain
        self.links: dict[str, Code | str] = {}

    def __call__(self, target: str) -> Code | str:
        made = self.links[target] = self.plain(target)
        return made


class Taker:
    """Takes the notes of one file after the other. `owners` has the number of the entry that each text belongs to."""

    def __init__(self, owners: Sequence[int]) -> None:
        self._owners = owners

    def notes(self, of: dict[str, Any], link: Listening, pieces: list[str]) -> Notes | None:
        """The notes of a file that was rendered to these pieces; None if it says no text of the spec.

        `of` says what is true of the file as a whole: `language`, `prose`, `seal`.
        """
        owners, kinds = self._owners, list(map(type, pieces))
        entries: set[int] = set()
        rows: list[str] = []
        offset = start = 0
        for _ in range(kinds.count(Said)):
            at = kinds.index(Said, start)
            said: Any = pieces[at]
            offset += _size("".join(pieces[start:at]))
            size = _size(said)
            about = {owners[number // 2] for number in said.numbers}
            entries |= about
            rows.append(f";{';'.join(map(str, about))};\t[{offset},{size},{said.note}\n")
            offset, start = offset + size, at + 1
        if not rows:
            return None
        links = {target: [m.language, m.source] if isinstance(m, Code) else m for target, m in link.links.items()}
        head = as_json({**of, "links": links})
        return Notes("".join([head, "\n", *rows]).encode("utf-8", "surrogatepass"), tuple(sorted(entries)))


def _size(text: str) -> int:
    """Bytes that a text takes in a file."""
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
