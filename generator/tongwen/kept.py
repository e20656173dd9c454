"""Values that take long to make of a file, kept beside it, as Python keeps what it compiled. They count for nothing.

A kept value is used only if it was made of exactly the same content, by the same Python. It may be deleted or damaged
at any time, and where the folder cannot be written it is made each time.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

FOLDER = "__pycache__"


def kept(folder: Path, name: str, made_of: tuple[object, ...], make: Callable[[], Any]) -> Any:
    """What was kept under this name for exactly this, or what `make` gives, now kept. Plain values that marshal."""
    short = [hashlib.sha256(part).digest() if isinstance(part, bytes) else part for part in made_of]
    key = hashlib.sha256(repr((sys.hexversion, short)).encode("utf-8", "surrogatepass")).digest()
    file = folder / FOLDER / f"{name}.{sys.implementation.cache_tag}"
    try:
        raw = file.read_bytes()
        if raw[:32] == key and raw[32:64] == hashlib.sha256(raw[64:]).digest():
            return marshal.loads(raw[64:])  # noqa: S302 (written by us, as Python's own)
    except (OSError, ValueError, TypeError, EOFError):
        pass  # then it is made again
    made = make()
    _keep(file, key, marshal.dumps(made))
    return made


def _keep(file: Path, key: bytes, raw: bytes) -> None:
    new = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(exist_ok=True)
        new.write_bytes(key + hashlib.sha256(raw).digest() + raw)
        os.replace(new, file)
    except OSError:
        pass
