"""Templates that were compiled, and where they are kept: beside the templates, as Python keeps what it compiled."""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from types import CodeType
from typing import Any, NamedTuple

#: In the file name of a compiled template's code, so that its frames are known in a traceback.
MARK = "template:"
_FOLDER = "__pycache__"


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
    key = hashlib.sha256(repr((_tool(), language, filters)).encode() + source).digest()
    kept = folder / _FOLDER / f"{name.replace('/', '.')}.{language}.{sys.implementation.cache_tag}"
    try:
        raw = kept.read_bytes()
        if raw[:32] == key and raw[32:64] == hashlib.sha256(raw[64:]).digest():
            return Compiled(*marshal.loads(raw[64:]))  # noqa: S302 (written by us, as Python's own)
    except (OSError, ValueError, TypeError, EOFError):
        pass  # then it is made again
    made = make(source.decode("utf-8"))
    _keep(kept, key, marshal.dumps(tuple(made)))
    return made


@lru_cache(maxsize=1)
def _tool() -> tuple[object, ...]:
    """This Python, and the modules that say what a template may say and what becomes of it, as they are on the disk."""
    own = Path(__file__).parent
    stats = [os.stat(own / f"{name}.py") for name in ("compile", "compiled", "delimiters", "rules", "templates")]
    return (sys.hexversion, *((info.st_size, info.st_mtime_ns) for info in stats))


def _keep(kept: Path, key: bytes, raw: bytes) -> None:
    """Write for the next time, if this folder can be written."""
    new = kept.with_name(f"{kept.name}.{os.getpid()}")
    try:
        kept.parent.mkdir(exist_ok=True)
        new.write_bytes(key + hashlib.sha256(raw).digest() + raw)
        os.replace(new, kept)
    except OSError:
        pass
