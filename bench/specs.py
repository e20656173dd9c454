"""Specs of any size, for benchmarks and tests.

The fixed part (manifest, profiles, forms, errors, rules) is the spec that `tongwen init` writes. Around it grow calls
with four parameters and five fields of the result each, and beside every few of them a scope, a type, an example, a
note and a group. Every text is written in both languages and no two are the same, so that nothing is gained
by remembering them.

`python bench/specs.py FOLDER N` writes one.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
#: Calls in one file of the spec, and calls to one scope, type, example, note and group.
PER_FILE, PER_SCOPE, PER_TYPE, PER_EXAMPLE, PER_NOTE, PER_GROUP = 20, 20, 10, 10, 20, 250

_VERBS = [
    ("read", "reads", "读取"),
    ("list", "lists", "列出"),
    ("find", "finds", "查找"),
    ("open", "opens", "打开"),
    ("save", "saves", "保存"),
    ("watch", "watches", "监听"),
    ("share", "shares", "分享"),
    ("check", "checks", "检查"),
    ("send", "sends", "发送"),
    ("measure", "measures", "测量"),
]
_NOUNS = [
    ("Kettle", "kettle", "水壶"),
    ("Cup", "cup", "茶杯"),
    ("Table", "table", "茶桌"),
    ("Garden", "garden", "茶园"),
    ("Order", "order", "订单"),
    ("Guest", "guest", "客人"),
    ("Shelf", "shelf", "货架"),
    ("Recipe", "recipe", "配方"),
    ("Receipt", "receipt", "收据"),
    ("Kitchen", "kitchen", "后厨"),
    ("Notice", "notice", "通知"),
    ("Lamp", "lamp", "灯"),
    ("Window", "window", "窗口"),
]
FIELDS = [
    ("place", "string", "Where it stands", "所在位置"),
    ("count", "integer", "How many there are", "数量"),
    ("weight", "number", "Its weight in grams", "重量，单位为克"),
    ("fresh", "boolean", "Whether it is fresh", "是否新鲜"),
    ("label", "string", "What is written on it", "上面的文字"),
    ("tags", "string[]", "Words to find it by", "用于检索的标签"),
    ("timeout", "integer", "Longest time to wait, in milliseconds", "最长等待时间，单位为毫秒"),
    ("quality", "number", "How good it is, from 0 to 1", "质量，取值 0 到 1"),
    ("owner", "string", "Who has brought it", "带来的人"),
    ("hidden", "boolean", "Whether it is left out of lists", "是否不在列表中显示"),
    ("state", "string", "What is being done with it", "当前状态"),
    ("level", "integer", "How full it is, in percent", "盛满的程度，单位为百分比"),
]
_DEFAULTS = {"integer": "3000", "boolean": "true"}
_GONE = "If the guest has left meanwhile, the call fails and nothing about the {} is changed."
_GONE_ZH = "如果客人此时已经离开，调用会失败，{}不受任何影响。"
Operation = dict[str, Any]


def operation(n: int) -> Operation:
    """The nth call, as plain data that both documents are written from."""
    verb, verbs, verb_zh = _VERBS[n % len(_VERBS)]
    name, noun, noun_zh = _NOUNS[n // len(_VERBS) % len(_NOUNS)]
    call = f"{verb}{name}{n}"
    fields = [FIELDS[(n * 5 + i) % len(FIELDS)] for i in range(9)]
    return {
        "name": call,
        "summary": (
            f"{verbs.capitalize()} the {noun} number {n} of the house.",
            f"{verb_zh}店里的第 {n} 号{noun_zh}。",
        ),
        "description": (
            f"The {noun} {n} is kept by the house; the answer is at most `{n}` seconds old. {_GONE.format(noun)}",
            f"第 {n} 号{noun_zh}由店里保管，返回的内容最多是 `{n}` 秒之前的。{_GONE_ZH.format(noun_zh)}",
        ),
        "parameters": [_field(field, n, noun, noun_zh, i) for i, field in enumerate(fields[:4])],
        "result": [_field(field, n, noun, noun_zh, -1) for field in fields[4:]],
        "scope": n // PER_SCOPE if n % 3 == 0 else None,
        "type": n // PER_TYPE,
    }


def _field(field: tuple[str, str, str, str], n: int, noun: str, noun_zh: str, place: int) -> dict[str, Any]:
    name, kind, text, text_zh = field
    return {
        "name": name,
        "type": kind,
        "required": place == 0,
        "default": _DEFAULTS.get(kind) if place > 0 else None,
        "text": (f"{text}, for the {noun} {n}.", f"第 {n} 号{noun_zh}的{text_zh}。"),
    }


def spec(folder: Path, size: int) -> None:
    """Write a project of `size` calls beyond those of the starter."""
    target = folder / "spec"
    shutil.copytree(ROOT / "templates/starter/spec", target)
    for start in range(0, size, PER_FILE):
        numbers = range(start, min(start + PER_FILE, size))
        (target / f"calls-{start // PER_FILE:05}.yaml").write_text("\n".join(_calls(numbers)) + "\n", encoding="utf-8")


def reworded(yaml: str, edition: int, count: int = 0) -> str:
    """A file of calls with each sentence naming its edition, in both languages; the first `count` only, if not 0."""
    english = re.sub(r"(?m)^( +en: .*?)(?: \(edition [0-9]+\))?\.$", rf"\1 (edition {edition}).", yaml, count=count)
    return re.sub(r"(?m)^( +zh: .*?)(?:（第 [0-9]+ 版）)?。$", rf"\1（第 {edition} 版）。", english, count=count)


def redescribed(yaml: str, edition: int) -> str:
    """A file of calls of which the first has another description, in both languages."""
    before, key, after = yaml.partition("\n    description:\n")
    return before + key + reworded(after, edition, 1)


def _calls(numbers: range) -> Iterator[str]:
    yield "apis:"
    for n in numbers:
        yield from _call(operation(n), n)
    for kind, every, lines in (
        ("scopes", PER_SCOPE, _scope),
        ("types", PER_TYPE, _type),
        ("examples", PER_EXAMPLE, _example),
        ("notes", PER_NOTE, _note),
        ("groups", PER_GROUP, _group),
    ):
        chosen = [n for n in numbers if n % every == 0]
        if chosen:
            yield f"{kind}:"
        for n in chosen:
            yield from lines(n)


def _call(made: Operation, n: int) -> Iterator[str]:
    yield f"  tea.{made['name']}:"
    yield f"    group: house{n // PER_GROUP}"
    yield from _both("summary", made["summary"], 4)
    yield from _both("description", made["description"], 4)
    if made["scope"] is not None:
        yield f"    needs: [scope.made{made['scope']}]"
    yield "    profiles: [guest, counter]"
    yield "    promise: true"
    for part in ("parameters", "result"):
        yield f"    {part}:"
        for field in made[part]:
            yield f"      {field['name']}:"
            yield f"        type: {field['type']}"
            if field["required"]:
                yield "        required: true"
            if field["default"]:
                yield f"        default: {field['default']}"
            yield from _both("description", field["text"], 8)
    yield "      made:"
    yield f"        type: Made{made['type']}"
    yield from _both("description", (f"The whole entry of number {n}.", f"第 {n} 号的完整条目。"), 8)
    if n % PER_EXAMPLE == 0:
        yield f"    examples: [made-{n}]"
    if n:
        yield f"    related: [tea.{operation(n - 1)['name']}]"
    if n % 4 == 0:
        yield "    history:"
        yield "      - version: 1.1.0"
        yield from _both("change", (f"Gives the entry of number {n}.", f"返回第 {n} 号的条目。"), 8)
    yield "    sources: [house-rules#calls]"


def _scope(n: int) -> Iterator[str]:
    yield f"  scope.made{n // PER_SCOPE}:"
    yield from _both("title", (f"Room {n}", f"{n} 号房间"), 4)
    yield from _both(
        "description", (f"Enter the room {n} and use what is in it.", f"进入 {n} 号房间并使用其中的物品。"), 4
    )
    yield "    profiles: [guest, counter]"
    yield "    sources: [house-rules#asking]"


def _type(n: int) -> Iterator[str]:
    yield f"  Made{n // PER_TYPE}:"
    yield "    kind: record"
    yield from _both("summary", (f"An entry of the book {n}.", f"{n} 号账册中的条目。"), 4)
    yield "    fields:"
    for i in range(4):
        name, kind, text, text_zh = FIELDS[(n + i) % len(FIELDS)]
        yield f"      {name}:"
        yield f"        type: {kind}"
        yield from _both("description", (f"{text}, as the book {n} says.", f"{n} 号账册所记的{text_zh}。"), 8)
    yield "    sources: [house-rules#calls]"


def _example(n: int) -> Iterator[str]:
    made = operation(n)
    first = made["parameters"][0]
    value = {"string": '"a"', "integer": "1", "number": "0.5", "boolean": "true", "string[]": '["a"]'}[first["type"]]
    yield f"  made-{n}:"
    yield from _both("title", (f"Use number {n}", f"使用第 {n} 号"), 4)
    yield from _both("description", (f"Calls [[tea.{made['name']}]] once.", f"调用一次 [[tea.{made['name']}]]。"), 4)
    yield "    profiles: [guest]"
    yield "    code:"
    yield "      javascript: |"
    yield f"        tea.{made['name']}({{"
    yield f"          {first['name']}: {value},"
    yield "          success: (result) => console.log(result.made),"
    yield "        });"
    yield "    sources: [house-rules#calls]"


def _note(n: int) -> Iterator[str]:
    name = operation(n)["name"]
    yield f"  made-{n}:"
    yield from _both("title", (f"How long number {n} is kept", f"第 {n} 号保留多久"), 4)
    text = f"What [[tea.{name}]] gives is kept for {n} days."
    yield from _both("text", (text, f"由 [[tea.{name}]] 返回的内容保留 {n} 天。"), 4)
    yield f"    about: [tea.{name}]"
    yield "    sources: [house-rules#asking]"


def _group(n: int) -> Iterator[str]:
    number = n // PER_GROUP
    yield f"  house{number}:"
    yield from _both("title", (f"House {number}", f"{number} 号店"), 4)
    text = (f"Calls for what the house {number} keeps.", f"与 {number} 号店所存物品有关的接口。")
    yield from _both("description", text, 4)
    yield f"    order: {10 + number}"


def _both(key: str, text: tuple[str, str], indent: int) -> Iterator[str]:
    space = " " * indent
    yield f"{space}{key}:"
    yield f"{space}  en: {text[0]}"
    yield f"{space}  zh: {text[1]}"


if __name__ == "__main__":
    spec(Path(sys.argv[1]), int(sys.argv[2]))
