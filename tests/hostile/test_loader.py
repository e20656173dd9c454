"""The loader keeps its promises for pieces of specs, for hostile files, and for what becomes of them by chance."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from tongwen.diagnostics import Place
from tongwen.load import kinds
from tongwen.load.build import Built

from tests.hostile import loader

SEEDS = loader.seeds()


def test_the_loader_keeps_its_promises_for_all_that_the_long_run_begins_with() -> None:
    assert len(SEEDS) > 150
    for raw in SEEDS.values():
        loader.hold(raw)


def test_the_loader_keeps_its_promises_when_bytes_are_changed_by_chance() -> None:
    chance = random.Random(7)  # noqa: S311 - nothing secret
    known = sorted(SEEDS.values())
    for _ in range(300):
        one, other = bytearray(chance.choice(known)[:600]), chance.choice(known)
        for _ in range(chance.randint(1, 4)):
            at, start = chance.randint(0, len(one)), chance.randint(0, len(other))
            one[at : at + chance.randint(0, 9)] = other[start : start + chance.randint(0, 30)]
        loader.hold(bytes(one))


def wrong_data(_: str) -> Built:
    built = Built()
    built.data = {"a": "2"}
    return built


def no_file(_raw: bytes, _path: str) -> tuple[None, list[Any]]:
    return None, []


def no_place(_raw: bytes, _path: str) -> tuple[None, list[Any]]:
    return None, [kinds.EMPTY.at(None)]


def far_away(_raw: bytes, _path: str) -> tuple[None, list[Any]]:
    return None, [kinds.EMPTY.at(Place(loader.NAME, 99))]


def raised(_raw: bytes, _path: str) -> tuple[None, list[Any]]:
    raise RecursionError


@pytest.mark.parametrize("wrong", [no_file, no_place, far_away, raised])
def test_a_loader_that_breaks_a_promise_is_found(wrong: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loader, "load_text", wrong)
    with pytest.raises((AssertionError, RecursionError)):
        loader.hold(b"a: 1\n")


@pytest.mark.parametrize("reader", ["quickly.read", "yaml.load"])
def test_readers_that_do_not_agree_are_found(reader: str, monkeypatch: pytest.MonkeyPatch) -> None:
    loader.hold(b"a: b\n")
    monkeypatch.setattr(f"{loader.__name__}.{reader}", lambda *_: wrong_data(""))
    with pytest.raises(AssertionError, match="agree"):
        loader.hold(b"a: b\n")
