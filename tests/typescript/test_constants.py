"""The module of constants under Node: it leads every failure to the meaning to which the Python client leads it."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support import ROOT, require, weixin

sys.path.insert(0, str(ROOT / "sdk" / "python"))
import wxauth

MODULE = (ROOT / "sdk" / "typescript" / "constants.mjs").as_uri()
ASK = """
import { readFileSync } from "node:fs";
const it = await import(process.argv[1]);
const asked = JSON.parse(readFileSync(0, "utf8"));
const found = asked.map(([failure, call]) => it.meaningOf(failure, call));
console.log(JSON.stringify({ found, scopes: Object.values(it.Scope), meanings: it.meanings }));
"""
#: What random messages are made of: what the table knows, what stands around it, and what confuses.
PIECES = [
    *(message.pattern.replace("{api}:", "login:") for error in weixin().errors.values() for message in error.messages),
    *(
        "fail",
        "FAIL",
        ":",
        ": ",
        " ",
        "　",
        "\u00a0",
        "\x85",
        "\x1c",
        "\ufeff",
        ".",
        "。",
        "\n",
        "\t",
        "ok",
        "authorize",
    ),
    *(
        "auth deny",
        "AUTH DENIED",
        "10001",
        "授权",
        "ſ",
        "K",
        "ı",
        "é",
        "\\",
        "$",
        "(",
        "wx.a_b.c is not a function",
        "{}",
    ),
]
NUMBERS: list[object] = [
    None,
    3,
    103,
    104,
    103.0,
    "103",
    " 103",
    "1_03",
    "١٠٣",
    1e99,
    -3,
    True,
    "",
    "x",
    [103],
    {},
    2003002,
]


def ask(asked: list[tuple[object, str]]) -> dict[str, Any]:
    """What the module says to each failure of a call."""
    command = [require("node"), "--input-type=module", "-e", ASK, MODULE]
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def in_python(failure: Any, call: str) -> str:
    """The meaning that the Python client gives."""
    told = wxauth.HostFailure(failure["errMsg"], errno=failure.get("errno"))
    return str(wxauth.from_failure(call, told).id)


def known() -> Iterator[tuple[dict[str, object], str, str]]:
    """Every message of the spec in each of its calls, with its error."""
    calls = ["wx.authorize", "wx.getLocation", "live-pusher"]
    for name, error in weixin().errors.items():
        for message in error.messages:
            for api in message.apis or calls:
                method = api.rpartition(".")[2]
                text = message.pattern.replace("{api}", method).replace("{scope}", "scope.record")
                yield {"errMsg": text}, api, name


def confusing(count: int) -> list[tuple[dict[str, object], str]]:
    dice = random.Random(20261121)  # noqa: S311 - the same messages every time
    made = []
    for _ in range(count):
        text = "".join(dice.choice(PIECES) for _ in range(dice.choice([1, 1, 1, 2, 3, 6])))
        text = dice.choice(["", "", "", "  FAIL:", "wx.login:fail "]) + text
        made.append(({"errMsg": text, "errno": dice.choice(NUMBERS)}, dice.choice(["wx.authorize", "live-pusher", ""])))
    return made


def test_every_message_of_the_spec_has_the_meaning_that_the_spec_gives_it() -> None:
    rows = list(known())
    found = ask([(failure, call) for failure, call, _ in rows])["found"]
    assert [(f["errMsg"], m) for (f, _, _), m in zip(rows, found, strict=True)] == [
        (f["errMsg"], e) for f, _, e in rows
    ]


def test_any_message_has_the_meaning_that_the_python_client_gives_it() -> None:
    asked = confusing(4000)
    found = ask(list(asked))["found"]
    wanted = [in_python(failure, call) for failure, call in asked]
    assert [(a, f) for a, f in zip(asked, found, strict=True)] == [(a, w) for a, w in zip(asked, wanted, strict=True)]
    assert len(set(found)) > 10, "the messages are too tame"


@pytest.mark.parametrize(
    "thrown", [None, 3, "text", [], {}, True, {"errMsg": None}, {"errMsg": 5, "errno": {}}], ids=repr
)
def test_whatever_was_thrown_is_a_failure_without_a_meaning_of_its_own(thrown: object) -> None:
    assert ask([(thrown, "")])["found"] == ["failed"]


def test_an_error_object_of_the_language_is_read_as_well() -> None:
    assert (
        ask([({"message": "authorize:fail auth deny"}, ""), ("authorize:fail auth deny", "")])["found"]
        == ["denied"] * 2
    )


def test_scopes_and_meanings_are_those_of_the_spec() -> None:
    told = ask([])
    assert told["scopes"] == list(weixin().scopes)
    assert told["meanings"] == list(weixin().errors)


def test_a_meaning_is_also_the_more_general_ones() -> None:
    script = """
    const it = await import(process.argv[1]);
    const denied = { errMsg: "authorize:fail auth deny" };
    console.log(JSON.stringify(it.meanings.filter((meaning) => it.means(denied, meaning))));
    """
    command = [require("node"), "--input-type=module", "-e", script, MODULE]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert json.loads(done.stdout) == ["failed", "unauthorized", "denied"]
