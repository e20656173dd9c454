"""Templates that were compiled. They are kept beside the templates."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from types import CodeType
from typing import Any, NamedTuple

from tongwen.kept import kept

#: In the file name of a compiled template's code, so that its frames are known in a traceback.
MARK = "template:"


class TemplateRefused(Exception):
    """The template says something that templates may not. `name` and `lineno` tell where."""

    def __init__(self, message: str, name: str, lineno: int) -> None:
        super().__init__(message)
        self.name = name
        self.lineno = lineno


class Compiled(NamedTuple):
    """What becomes of one template. All of it can be marshalled."""

    code: CodeType
    #: Filter, wording and arguments of each `{{ _("...") | filter }}`: the same in every file, so made only once.
    said: tuple[tuple[str, str, tuple[Any, ...]], ...]
    #: The templates that it includes, each with the line of the first `include`.
    includes: tuple[tuple[str, int], ...]


def cached(
    folder: Path, name: str, language: str, filters: tuple[str, ...], make: Callable[[str], Compiled]
) -> Compiled:
    """What was kept for exactly this source, these filters and this Tongwen; otherwise what `make` gives, now kept."""
    source = (folder / name).read_bytes()
    made_of = (_tool(), language, filters, source)
    stem = f"{name.replace('/', '.')}.{language}"
    return Compiled(*kept(folder, stem, made_of, lambda: tuple(make(source.decode("utf-8")))))


@lru_cache(maxsize=1)
def _tool() -> tuple[object, ...]:
    """The modules that say what a template may say and what becomes of it, as they are on the disk."""
    own = Path(__file__).parent
    stats = [os.stat(own / f"{name}.py") for name in ("compile", "compiled", "delimiters", "rules", "templates")]
    return tuple((info.st_size, info.st_mtime_ns) for info in stats)
