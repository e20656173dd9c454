"""The one-line style of the tests of lint: these two sentences give this code at this place, and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from pathlib import Path

from tongwen import paths
from tongwen.diagnostics import Diagnostic, in_order
from tongwen.lint.run import Outcome, check
from tongwen.pipeline import read
from tongwen.text.catalogue import translations

from tests.checks.cases import FILE, Case, complete
from tests.support import project

CJK = re.compile("[\u4e00-\u9fff]")
_NAMES = re.compile(r"\{\w+\}")
_ENTRY = """\
apis:
  garden.look:
    group: water
    summary: {{en: Looks at a bed., zh: 查看苗床。}}
    profiles: [keeper]
    description:
      en: {en}
      zh: {zh}
"""
_TITLE = """\
notes:
  of-a-bed:
    title:
      en: {en}
      zh: {zh}
    text: {{en: A bed is dug once., zh: 苗床只翻一次土。}}
"""
_MEANING = """\
apis:
  garden.look:
    group: water
    summary: {{en: Looks at a bed., zh: 查看苗床。}}
    profiles: [keeper]
    parameters:
      bed:
        type: string
        description: {{en: Which of them., zh: 哪一块。}}
        values:
          rose-bed:
            en: {en}
            zh: {zh}
"""


def prose(code: str, what: str, en: str, zh: str, *, at: str = "zh") -> Case:
    """A description with a fault, reported at its English or its Chinese."""
    return _case(code, what, _ENTRY, (en, zh), at)


def title(code: str, what: str, en: str, zh: str, *, at: str = "zh") -> Case:
    """A title with a fault."""
    return _case(code, what, _TITLE, (en, zh), at)


def meaning(code: str, what: str, en: str, zh: str, *, at: str = "zh") -> Case:
    """What a value means, with a fault."""
    return _case(code, what, _MEANING, (en, zh), at)


def _case(code: str, what: str, template: str, words: tuple[str, str], at: str) -> Case:
    en, zh = (json.dumps(said, ensure_ascii=False) for said in words)
    text = template.format(en=en, zh=zh)
    line = next(i for i, row in enumerate(text.split("\n"), 1) if row.strip().startswith(f"{at}: "))
    return Case(code, what, {FILE: text}, f"{FILE}:{line}:{text.split(chr(10))[line - 1].index(at) + 1}")


def outcome(folder: Path, only: Collection[str] = ()) -> Outcome:
    """What the checks of prose and usage find in a project whose data is sound."""
    checked = read(folder)
    assert checked.found == []
    return check(checked.document, checked.sources, only)


def linted(folder: Path, only: Collection[str] = ()) -> list[Diagnostic]:
    """The findings with their places, in the order in which they are printed."""
    checked = read(folder)
    assert checked.found == []
    return in_order(check(checked.document, checked.sources, only).diagnostics(checked.sources))


def holds(example: Case, folder: Path) -> None:
    """Assert that the case gives exactly its finding, in words that are whole in both languages."""
    seen = linted(project(folder, example.files, base=example.base))
    assert [(d.code, str(d.place or "-")) for d in seen] == [(example.code, example.place)], [d.message() for d in seen]
    complete(seen[0])
    chinese = translations(paths.locales(), "zh")
    for said in (seen[0].kind.message, seen[0].kind.help):
        assert CJK.search(chinese[said]) or not _NAMES.sub("", said).strip()
    assert "{" not in seen[0].message(lambda message: chinese.get(message, message)).replace("{api}", "")
