"""A last look at finished files: whether their language reads them at all.

Text cannot get this far outside of a token; a template, or an encoder with a fault, still could write what does not
parse. Whole Python files take long to parse, but they repeat themselves: so only what differs in shape is parsed.
"""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

import msgspec

#: A string, or a comment: of either, an empty string remains. After a statement that does not parse, and whole files
#: where comments stand there are parsed whole.
_TOKEN = re.compile(
    r'"(?:""[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*"""|[^"\\\n]*(?:\\.[^"\\\n]*)*")|#[^\n]*',
    re.DOTALL,
)
#: Words that make no difference to whether a file parses.
_WORD = re.compile(
    r"\b(?!(?:def|class|async|await|return|from|import|as|if|elif|else|None|True|False|not|is|in|and|or|for|while|with|try"
    r"|except|finally|raise|yield|lambda|pass|del|assert|global|nonlocal|break|continue|match|case|type)\b)[A-Za-z_]\w*"
)
#: Bytes from which on it pays.
_LONG = 20_000
#: Where a long file is cut, after at least so many bytes.
_DEFINITION = re.compile(rb"\n\n(?= *(?:def|async def|class|@))")
_PIECE = 500_000
_STEP = 4


def check(language: str, content: bytes | bytearray) -> None:
    """Raise `SyntaxError` or `ValueError` for UTF-8 that its language does not read."""
    parser = _PARSERS.get(language)
    if parser is not None:
        parser(content)


def _python(content: bytes | bytearray) -> None:
    if len(content) < _LONG or not _parts_parse(part for piece in _cut(content) for part in _neutral(piece)):
        ast.parse(bytes(content))


def _cut(content: bytes | bytearray) -> Iterator[str]:
    """The file in pieces, each from an empty line before a definition to another.

    One that ends within a string does not parse, neither does what follows: then the file is parsed whole.
    """
    start = 0
    while start < len(content):
        found = _DEFINITION.search(content, start + _PIECE)
        end = found.start() if found else len(content)
        yield content[start:end].decode("utf-8")
        start = end + len("\n\n")


def _neutral(text: str) -> list[str]:
    """The parts between empty lines with nothing in their strings, and one name for all names."""
    return "\n".join(map(_line, _TOKEN.sub('""', text).split("\n"))).split("\n\n")


@lru_cache(maxsize=1 << 14)
def _line(line: str) -> str:
    """A line with one name for all names. Lines repeat themselves, in other clients as well."""
    return _WORD.sub("n", line)


def _parts_parse(parts: Iterable[str]) -> bool:
    """Each part between empty lines parses where it stands; each sort of part is tried once."""
    deepest, known = 0, set()
    for part in parts:
        lines = part.split("\n")
        first, last = _depth(lines[0]), lines[-1]
        if first > deepest or (part not in known and not _parses(part)):
            return False
        known.add(part)
        deepest = _depth(last) + (_STEP if last.endswith(":") else 0)
    return True


def _parses(part: str) -> bool:
    depth = _depth(part)
    around = [" " * level + "if n:" for level in range(0, depth, _STEP)]
    try:
        ast.parse("\n".join([*around, part]))
    except (SyntaxError, ValueError):
        return False
    return True


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _json(content: bytes | bytearray) -> None:
    try:
        msgspec.json.decode(content, type=msgspec.Raw)
    except msgspec.DecodeError:  # it takes no half of a surrogate pair, which JSON may hold
        json.loads(content)


def _toml(content: bytes | bytearray) -> None:
    tomllib.loads(content.decode("utf-8"))


_PARSERS: dict[str, Callable[[bytes | bytearray], object]] = {"python": _python, "json": _json, "toml": _toml}
