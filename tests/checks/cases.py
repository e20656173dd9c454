"""The one-line style of the tests of checks: this small spec gives this code at this place, and nothing else.

A case's text is written with `▸` where the problem is reported; the mark is taken out before the spec is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any, NamedTuple, TypeVar

from tongwen.diagnostics import Diagnostic

from tests.support import GARDEN, found, project

F = TypeVar("F", bound=Callable[..., Any])
MARK = "▸"
FILE = "spec/case.yaml"
_NAMES = re.compile(r"\{(\w+)\}")


class Case(NamedTuple):
    """A spec with one mistake, and where it is reported (`-`: nowhere)."""

    code: str
    what: str
    files: dict[str, str | bytes]
    place: str
    base: str = GARDEN

    def __str__(self) -> str:
        return f"{self.code}-{self.what}"


def case(code: str, what: str, text: str | bytes, *, at: str = "", file: str = FILE, **files: str) -> Case:
    """A file beside the small valid spec. Other files are `name="text"`, for `spec/name.yaml`."""
    content: str | bytes = dedent(text) if isinstance(text, str) else text
    place = at
    if isinstance(content, str) and MARK in content:
        place, content = _marked(content, file)
    others: dict[str, str | bytes] = {f"spec/{name}.yaml": dedent(other) for name, other in files.items()}
    return Case(code, what, {file: content, **others}, place)


def changed(code: str, what: str, old: str, new: str) -> Case:
    """The small valid spec with one passage changed; the mark stands in the new passage."""
    assert GARDEN.count(old) == 1, old
    text = GARDEN.replace(old, new)
    place, text = _marked(text, "spec/tongwen.yaml") if MARK in new else ("-", text)
    return Case(code, what, {}, place, text)


def shows(*codes: str) -> Callable[[F], F]:
    """Say which codes a test shows that is not a case. The house tests see to it that every code is shown somewhere."""
    assert all(re.fullmatch("TW[0-9]{3}", code) for code in codes)
    return lambda function: function


def _marked(text: str, file: str) -> tuple[str, str]:
    before, _, after = text.partition(MARK)
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    return f"{file}:{line}:{column}", before + after


def holds(example: Case, folder: Path) -> None:
    """Assert that the case shows exactly its problem, in words whose every `{name}` is filled."""
    seen = found(project(folder, example.files, base=example.base))
    assert [(d.code, str(d.place or "-")) for d in seen] == [(example.code, example.place)]
    complete(seen[0])


def complete(diagnostic: Diagnostic) -> None:
    """Assert that a message and its remedy lack no value."""
    for template in (diagnostic.kind.message, diagnostic.kind.help):
        assert set(_NAMES.findall(template)) <= set(diagnostic.values)
    assert diagnostic.message()
    assert diagnostic.help()
