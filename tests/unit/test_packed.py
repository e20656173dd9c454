"""Lists of numbers in bytes: what comes back is what was packed, and what is damaged is told."""

from __future__ import annotations

import json
import sys
from array import array

import pytest
from tongwen.render.packed import Rows, pack, places, unpack

LISTS = [array("I", [1, 256, 65_536]), array("Q", [1 << 40]), array("I")]


def test_what_was_packed_comes_back_with_what_follows_it() -> None:
    head, lists, rest = unpack(pack(json.dumps({"words": "茶\n"}), LISTS) + b"behind\n")
    assert (head["words"], lists, rest) == ("茶\n", LISTS, b"behind\n")


def test_lists_of_another_machine_are_refused() -> None:
    other = {"little": b"big", "big": b"little"}[sys.byteorder]
    packed = pack('{"a":1}', LISTS).replace(sys.byteorder.encode(), other, 1)
    with pytest.raises(ValueError, match=other.decode()):
        unpack(packed)


@pytest.mark.parametrize("size", range(0, len(pack('{"a":1}', LISTS)), 7))
def test_what_is_cut_off_is_refused_or_has_fewer_numbers(size: int) -> None:
    try:
        _, lists, _ = unpack(pack('{"a":1}', LISTS)[:size])
    except (ValueError, KeyError):
        return
    assert lists != LISTS


def test_a_number_is_found_where_it_is_and_not_across_two_others() -> None:
    numbers = array("I", [0x01000000, 0x00000001, 7, 0x01000000])
    assert list(places(numbers, 0x01000000)) == [0, 3]
    across = array("I", numbers.tobytes()[2:6])[0]
    assert list(places(numbers, across)) == []


def test_each_row_is_found_and_a_damaged_one_is_told() -> None:
    content = [b"first", b"", b"third row"]
    rows = Rows.of(content)
    joined = b"".join(content)
    for number, row in enumerate(content):
        start, size = rows.where(number)
        assert rows.whole(number, joined[start : start + size]) == row
    with pytest.raises(ValueError, match="2"):
        rows.whole(2, b"third rov")
    with pytest.raises(IndexError):
        rows.where(3)
