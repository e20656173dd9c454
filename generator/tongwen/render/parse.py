"""A last look at finished files: whether their language reads them at all.

Text cannot get this far outside of a token; a template, or an encoder with a fault, still could write what does not
parse. Whole Python files take long to parse, but they repeat themselves: so only what differs in shape is parsed.
"""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Callable
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
#: Characters from which on it pays.
_LONG = 20_000
_STEP = 4


def check(language: str, content: bytes | bytearray) -> None:
    """Raise `SyntaxError` or `ValueError` for UTF-8 that its language does not read."""
    if language == "json":
        _json(content)
    elif language in _PARSERS:
        _PARSERS[language](content.decode("utf-8"))


def _python(text: str) -> None:
    if len(text) < _LONG or not _parts_parse(_neutral(text).split("\n\n")):
        ast.parse(text)


def _neutral(text: str) -> str:
    """The same file with nothing in its strings, and one name for all names."""
    return "\n".join(map(_line, _TOKEN.sub('""', text).split("\n")))


@lru_cache(maxsize=1 << 14)
def _line(line: str) -> str:
    """A line with one name for all names. Lines repeat themselves, in other clients as well."""
    return _WORD.sub("n", line)


def _parts_parse(parts: list[str]) -> bool:
    """Each part between empty lines parses where it stands; each sort of part is tried once."""
    deepest = 0
    for part in parts:
        lines = part.split("\n")
        first, last = _depth(lines[0]), lines[-1]
        if first > deepest:
            return False
        deepest = _depth(last) + (_STEP if last.endswith(":") else 0)
    return all(map(_parses, set(parts)))


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


_PARSERS: dict[str, Callable[[str], object]] = {"python": _python, "toml": tomllib.loads}
