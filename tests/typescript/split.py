"""Packages with a client in parts, and the same with whole ones; what their files declare, import and use."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest
from tongwen.model.spec import Document
from tongwen.targets import parts

from tests.support import document, weixin
from tests.typescript.test_typescript import HERE
from tests.unit.test_typescript_target import GARDEN, code, render

Files = dict[str, str]
#: Of each spec both packages.
Packages = dict[str, tuple[Files, Files]]
#: More calls of the small spec, in another group: their texts lead to what other files declare, and back.
MORE = """\
groups:
  fire: {title: {en: Fire, zh: 火}, description: {en: "All about fire, see [[Bed]].", zh: "火，见 [[Bed]]。"}, order: 2}
apis:
  garden.light:
    group: fire
    summary: {en: "Lights it, see [[garden.readLeave.log]].", zh: "点火，见 [[garden.readLeave.log]]。"}
    profiles: [keeper, guest]
    errors: [refused]
    parameters:
      at: {type: Reason, description: {en: "Where, see [[Marks]].", zh: 何处。}}
      for: {type: integer, profiles: [keeper], description: {en: "In [[Hose]]s.", zh: 时长。}}
  garden.embers:
    group: fire
    form: direct
    summary: {en: Gives what glows., zh: 余火。}
    profiles: [keeper, guest]
    returns: Marks
    parameters:
      near: {type: string, description: {en: "Near what, as in [[garden.light.at]].", zh: 靠近什么。}}
  garden.count:
    group: fire
    summary: {en: Counts., zh: 计数。}
    profiles: [keeper, guest]
    parameters:
      all: {type: boolean, profiles: [keeper], description: {en: All of them., zh: 全部。}}
    result:
      sum: {type: integer, present: {all: true}, description: {en: How many., zh: 数量。}}
  garden.drain:
    group: water
    summary: {en: "Like [[garden.count.sum]] and [[Hoe.dig]], which only one profile has.", zh: 排水。}
    profiles: [keeper, guest]
  Hoe.dig:
    group: water
    form: direct
    summary: {en: Digs., zh: 锄地。}
    profiles: [keeper, guest]
types:
  Hoe: {kind: object, summary: {en: A hoe., zh: 锄头。}, profiles: [keeper]}
  Ash:
    kind: record
    summary: {en: "What is left of [[garden.light]].", zh: 灰烬。}
    fields:
      of: {type: string, description: {en: "See [[garden.openGate.side]].", zh: 来源。}}
"""


@cache
def garden() -> Document:
    """A small spec of two groups."""
    return document(GARDEN.replace("TEXT", "left"), MORE)


def both(spec: Document, patch: pytest.MonkeyPatch, *, most: int = 1, **options: object) -> tuple[Files, Files]:
    """The package with whole clients, and the one in which clients of more calls than `most` are in parts."""
    patch.setattr(parts, "MANY_CALLS", 100_000)
    whole = render(spec, package="made-types", **options)
    patch.setattr(parts, "MANY_CALLS", most)
    return whole, render(spec, package="made-types", **options)


@pytest.fixture(scope="module")
def packages() -> Packages:
    """Both packages of the specs that are tried."""
    with pytest.MonkeyPatch.context() as patch:
        return {
            "small": both(garden(), patch),
            "real": both(weixin(), patch, comments=["zh", "en"]),
        }


def exported(text: str) -> set[str]:
    """The names that a file declares for others."""
    return set(re.findall(r"(?m)^export (?:declare )?(?:interface|type|const) (\w+)", code(text)))


def modules(files: Files) -> dict[str, list[str]]:
    """Each entry point of types, and the files that it is put together of, itself the first."""
    entries = [name.removesuffix(".d.mts") for name in files if name.endswith(".d.mts")]
    return {
        entry: [f"{entry}.d.ts", *(f"{part}.d.ts" for part in re.findall(r'export \* from "\./(.+)\.js"', files[text]))]
        for entry in entries
        if (text := f"{entry}.d.ts") in files
    }


def write(folder: Path, files: Files) -> Path:
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def tsc(node: str, compiler: str, folder: Path, *options: str) -> str:
    """What a compiler has to say of all programs in a folder."""
    script = str(HERE / "node_modules" / compiler / "bin" / "tsc")
    programs = sorted(path.name for path in folder.glob("use*.*ts"))
    assert programs
    settings = ["--strict", "--noEmit", "--skipLibCheck", "false", "--pretty", "false"]
    command = [node, script, *settings, *options, *programs]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout


def imported(text: str) -> list[str]:
    """The names that a file imports, in order."""
    lists = re.findall(r"(?s)import type \{(.*?)\} from", text)
    return [name for listed in lists for name in re.findall(r"\w+", listed)]


def uses(text: str) -> set[str]:
    """Every word of a file that could be the name of a declaration, in its code and in links of its comments."""
    body = re.sub(r"(?s)(import|export \*)[^;]*? from [^;]*;\n", "", text)
    words = set(re.findall(r"(?<![\w.\"'])[A-Z]\w*", re.sub(r'"(?:[^"\\]|\\.)*"', '""', code(body))))
    return words | set(re.findall(r"\{@link (\w+)", text))


def misfits(files: Files) -> list[str]:
    """Imports that are missing, unused, twice, out of order, or of a module that does not give them out."""
    found = []
    for entry, names in modules(files).items():
        given = {name for file in names for name in exported(files[file])}
        for file in names if len(names) > 1 else ():
            text = files[file]
            have = imported(text)
            wanted = (uses(text) & given) - exported(text)
            found += [f"{file} lacks {name}" for name in sorted(wanted - {*have})]
            found += [f"{file} needs no {name}" for name in sorted({*have} - wanted)]
            for listed, module in re.findall(r'(?s)import type \{(.*?)\} from "\./(.+?)\.js"', text):
                order = re.findall(r"\w+", listed)
                found += [] if order == sorted({*order}) else [f"{file} has no order"]
                home = given if module == entry else exported(files[f"{module}.d.ts"])
                found += [f"{module} has no {name}" for name in order if name not in home]
    return found
