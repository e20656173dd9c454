r"""Double-quoted literals. One encoder serves Python, YAML and TOML; another, with `\u{}`, JavaScript and TypeScript.

Raw stay only printable ASCII and the ranges of Latin and Chinese that have been stable for decades; the rest is escaped
by number. So the bytes do not depend on the Unicode tables of the Python that runs this, and nothing invisible remains.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from tongwen.text.hearing import keep_apart
from tongwen.text.opaque import Code, Text
from tongwen.text.pattern import lazy

if TYPE_CHECKING:
    import msgspec

#: What may stand raw in any output beside printable ASCII: Latin letters, general and CJK punctuation, CJK, full-width
#: forms.
BEYOND = (
    r"\u00a1-\u00ac\u00ae-\u024f\u2010-\u2027\u2030-\u205e\u2190-\u21ff"
    r"\u3001-\u303d\u3040-\u312f\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff5e\uffe5"
)
SAFE = rf" -~{BEYOND}"


class Unsafe:
    """Finds characters that may not stand raw. In a text of ASCII it looks for fewer, with a set that is soon made."""

    def __init__(self, kept: str) -> None:
        """`kept` are the characters of ASCII that may."""
        self._in_ascii = lazy(f"[^{kept}]")
        self._in_any = lazy(f"[^{kept}{BEYOND}]")

    def sub(self, change: Callable[[re.Match[str]], str], text: str) -> str:
        """The text with each of them changed."""
        return (self._in_ascii if text.isascii() else self._in_any).sub(change, text)

    def search(self, text: str) -> re.Match[str] | None:
        """The first of them."""
        return (self._in_ascii if text.isascii() else self._in_any).search(text)


def unsafe_or(marks: str, *, raw: str = "") -> Unsafe:
    """Finds one character that is not safe, or is one of these marks of ASCII. Those of `raw` may stand in the output.

    One set of characters is looked for several times as fast as a choice of two, `[^...]|[...]`.
    """
    return Unsafe(re.escape("".join(char for char in map(chr, range(0x20, 0x7F)) if char not in marks) + raw))


UNSAFE = unsafe_or("")
#: For places where no punctuation of ASCII may stand raw.
UNSAFE_OR_PUNCTUATION = unsafe_or("".join(char for char in map(chr, range(0x21, 0x7F)) if not char.isalnum()))
_QUOTED = unsafe_or('"\\')
#: Half of a surrogate pair.
_HALF = re.compile("[\ud800-\udfff]")


def _python_escape(match: re.Match[str]) -> str:
    char = match[0]
    number = ord(char)
    if char in '"\\':
        return "\\" + char
    if char == "\n":
        return "\\n"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def _script_escape(match: re.Match[str]) -> str:
    char = match[0]
    if char in '"\\':
        return "\\" + char
    return "\\n" if char == "\n" else f"\\u{{{ord(char):x}}}"


def _raw(value: Text | str) -> str:
    if isinstance(value, Text):
        keep_apart(value)
        return value.raw
    return value


def python_string(value: Text | str) -> str:
    """A double-quoted Python string literal."""
    return '"' + _QUOTED.sub(_python_escape, _raw(value)) + '"'


def toml_string(value: Text | str) -> str:
    """A basic string of TOML, which can hold no half of a surrogate pair."""
    raw = _raw(value)
    return python_string(raw if raw.isascii() else _HALF.sub("\ufffd", raw))


def yaml_string(value: Text | str) -> str:
    """A double-quoted scalar of YAML. Python's own reader takes half a pair; libyaml, which mkdocs uses, does not."""
    return toml_string(value)


def script_string(value: Text | str) -> str:
    """A double-quoted JavaScript and TypeScript string literal."""
    return '"' + _QUOTED.sub(_script_escape, _raw(value)) + '"'


def json_value(value: Any, indent: int | None = None) -> str:
    """JSON that may also stand inside an HTML script element: `<`, `>`, `&` and line separators are escaped."""
    try:
        plain = json.dumps(value, default=_source, ensure_ascii=False, allow_nan=False)
    except TypeError:  # a key that is a text
        plain = json.dumps(_unwrapped(value), default=_source, ensure_ascii=False, allow_nan=False)
    return _JSON_UNSAFE.sub(_json_escape, plain if indent is None else _spread(plain, indent))


def _source(value: object) -> str:
    """Texts and codes inside plain data become strings: JSON quotes them all."""
    if isinstance(value, Text):
        return _raw(value)
    if isinstance(value, Code):
        return value.source
    raise TypeError(type(value).__name__)


def _spread(plain: str, indent: int) -> str:
    """JSON of one line with each value on a line of its own, as `json.dumps` has it; that takes six times as long."""
    import msgspec  # only where it is needed: changing one text of a spec does without it

    try:
        return msgspec.json.format(plain, indent=indent)
    except UnicodeEncodeError:  # half of a surrogate pair
        return json.dumps(json.loads(plain), ensure_ascii=False, indent=indent)


def json_object(*parts: str) -> str:
    """One object with the keys of several, none of them empty, that are JSON on one line already."""
    return "{" + ", ".join([part[1:-1] for part in parts]) + "}"


def json_lines(records: Iterable[msgspec.Struct]) -> str:
    """The records of a list, each on a line, as safe as `json_value`; for lists too long to be encoded value by value.

    Their strings must be plain ones: no `Text`, no `Code`.
    """
    import msgspec

    encode = msgspec.json.Encoder().encode
    return b",\n".join(_json_line(encode, record) for record in records).decode("utf-8")


def _json_line(encode: Callable[[object], bytes], record: msgspec.Struct) -> bytes:
    try:
        line = encode(record)
    except UnicodeEncodeError:  # half of a surrogate pair
        import msgspec

        return json_value(msgspec.to_builtins(record)).encode("utf-8")
    if line.isascii() and len(line) == len(line.translate(None, _JSON_MARKUP)):
        return line
    return _JSON_UNSAFE.sub(_json_escape, line.decode("utf-8")).encode("utf-8")


_JSON_UNSAFE = unsafe_or("<>&", raw="\n")
#: What `_JSON_UNSAFE` finds in ASCII.
_JSON_MARKUP = b"<>&\x7f"


def _json_escape(match: re.Match[str]) -> str:
    return "".join(f"\\u{unit:04x}" for unit in _utf16(match[0]))


def _utf16(char: str) -> list[int]:
    number = ord(char)
    if number < 0x10000:
        return [number]
    number -= 0x10000
    return [0xD800 + (number >> 10), 0xDC00 + (number & 0x3FF)]


def _unwrapped(value: Any) -> Any:
    """The same value, its keys plain strings."""
    if isinstance(value, dict):
        return {_raw(k): _unwrapped(v) for k, v in value.items()}
    return [_unwrapped(v) for v in value] if isinstance(value, list | tuple) else value
