"""For Babel: the English texts of a spec file, each with the path at which it stands.

`pybabel extract` finds it by the name `tongwen`. Whatever holds `en` and `zh` is a text; a fault in the file is for
`tongwen lint` to report.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from tongwen.diagnostics import Path
from tongwen.load.build import build
from tongwen.load.characters import decode
from tongwen.load.places import places
from tongwen.text.grammar import normal
from tongwen.text.opaque import Text
from tongwen.translation.lock import written


def extract(
    fileobj: BinaryIO,
    keywords: Any = None,  # noqa: ARG001 - Babel's names
    comment_tags: Any = None,  # noqa: ARG001
    options: Any = None,  # noqa: ARG001
) -> Iterator[tuple[int, Any, Any, Any]]:
    """(line, function, message, comments) for each text, as Babel wants it."""
    text, _ = decode(fileobj.read(), "")
    if text is None:
        return
    lines = places(text, "")
    for path, english in texts(build(text, "").data):
        yield lines[path][0].line, None, normal(Text(english)), [written(path)]


def texts(data: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """The English of everything that is written in both languages, with its path."""
    if isinstance(data, dict):
        if isinstance(data.get("en"), str) and isinstance(data.get("zh"), str):
            yield path, data["en"]
        for key, value in data.items():
            yield from texts(value, (*path, key))
    elif isinstance(data, list):
        for i, value in enumerate(data):
            yield from texts(value, (*path, i))
