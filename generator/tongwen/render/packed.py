"""Lists of numbers in bytes, behind a line of JSON: kept for a later run on the same machine, which searches them."""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from zlib import crc32


class Packed(NamedTuple):
    """What was packed."""

    head: dict[str, Any]
    lists: list[array[int]]
    #: What follows.
    rest: bytes


def pack(head: str, lists: Sequence[array[int]]) -> bytes:
    """`head` is an object in JSON that is not empty."""
    kinds = ",".join(f'["{numbers.typecode}",{len(numbers)}]' for numbers in lists)
    line = f'{head[:-1]},"order":"{sys.byteorder}","lists":[{kinds}]}}\n'
    return b"".join([line.encode("utf-8", "surrogatepass"), *lists])


def unpack(content: bytes) -> Packed:
    """Raises `ValueError`, `TypeError` or `KeyError` for what was not packed here."""
    start = content.index(b"\n") + 1
    head = json.loads(content[:start])
    if head["order"] != sys.byteorder:
        raise ValueError(head["order"])
    lists = []
    for kind, count in head["lists"]:
        numbers = array(kind)
        end = start + count * numbers.itemsize
        numbers.frombytes(content[start:end])
        lists.append(numbers)
        start = end
    return Packed(head, lists, content[start:])


def places(numbers: array[int], number: int) -> Iterator[int]:
    """Where a number is in a list."""
    content, item = numbers.tobytes(), array(numbers.typecode, [number]).tobytes()
    at = content.find(item)
    while at >= 0:
        if at % len(item) == 0:
            yield at // len(item)
        at = content.find(item, at + 1)


class Rows(NamedTuple):
    """Rows that are read one by one: where each ends, in bytes from the start of the first, and its checksum."""

    ends: array[int]
    sums: array[int]

    @classmethod
    def of(cls, rows: Sequence[bytes]) -> Rows:
        """Of these rows, one after the other."""
        made = cls(array("Q"), array("I"))
        for row in rows:
            made.add(row)
        return made

    def add(self, row: bytes) -> None:
        """One more."""
        self.ends.append((self.ends[-1] if self.ends else 0) + len(row))
        self.sums.append(crc32(row))

    def where(self, number: int) -> tuple[int, int]:
        """Where a row begins, and how long it is. Raises `IndexError` if there is none."""
        start = self.ends[number - 1] if number else 0
        return start, self.ends[number] - start

    def whole(self, number: int, row: bytes) -> bytes:
        """The row. Raises `ValueError` if it is damaged."""
        if crc32(row) != self.sums[number]:
            raise ValueError(number)
        return row
