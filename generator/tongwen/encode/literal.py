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

if TYPE_CHECKING:
    import msgspec

#: What may stand raw in any output: printable ASCII, Latin letters, general and CJK punctuation, CJK, full-width forms.
SAFE = (
    r" -~\u00a1-\u00ac\u00ae-\u024f\u2010-\u2027\u2030-\u205e\u2190-\u21ff"
    r"\u3001-\u303d\u3040-\u312f\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff5e\uffe5"
)
UNSAFE = re.compile(f"[^{SAFE}]")
_QUOTED = re.compile(rf'[^{SAFE}]|["\\]')


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
    return python_string(re.sub("[\ud800-\udfff]", "\ufffd", _raw(value)))


def yaml_string(value: Text | str) -> str:
    """A double-quoted scalar of YAML. Python's own reader takes half a pair; libyaml, which mkdocs uses, does not."""
    return toml_string(value)


def script_string(value: Text | str) -> str:
    """A double-quoted JavaScript and TypeScript string literal."""
    return '"' + _QUOTED.sub(_script_escape, _raw(value)) + '"'


def json_value(value: Any, indent: int | None = None) -> str:
    """JSON that may also stand inside an HTML script element: `<`, `>`, `&` and line separators are escaped."""
    plain = json.dumps(_unwrapped(value), ensure_ascii=False, indent=indent, sort_keys=False, allow_nan=False)
    return _JSON_UNSAFE.sub(_json_escape, plain)


def json_lines(records: Iterable[msgspec.Struct]) -> str:
    """The records of a list, each on a line, as safe as `json_value`; for lists too long to be encoded value by value.

    Their strings must be plain ones: no `Text`, no `Code`.
    """
    import msgspec  # only here: changing one text of a spec does without it

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


_JSON_UNSAFE = re.compile(rf"[^{SAFE}\n]|[<>&]")
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
    """Texts and codes inside plain data become strings: JSON quotes them all."""
    if type(value) is str or type(value) is int:
        return value
    if isinstance(value, Text):
        return _raw(value)
    if isinstance(value, Code):
        return value.source
    if isinstance(value, dict):
        return {_raw(k): _unwrapped(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_unwrapped(v) for v in value]
    return value
