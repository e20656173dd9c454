"""Which characters a spec may hold. Bytes first: the YAML parser never sees anything else."""

from __future__ import annotations

import re
import unicodedata

from tongwen.diagnostics import Diagnostic, Place
from tongwen.load import kinds
from tongwen.text.pattern import lazy

#: Marks that are set above, below or through the letter before them. Five on one letter cover the lines around it.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u06d6-\u06dc\u06df-\u06e4\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
    "\u0eb4-\u0ebc\u0ec8-\u0ecd\u0f71-\u0f84\u1ab0-\u1aff\u1cd0-\u1ce8\u1dc0-\u1dff\u20d0-\u20ff\u302a-\u302f\u3099\u309a"
    "\ua66f-\ua67d\ua8e0-\ua8f1\ufe20-\ufe2f"
)
#: Controls, invisible and directional characters, private tags, noncharacters. Line feed and tab are allowed in a file,
#: and one sign after a character that says whether it is an emoji; in a row, such signs would hide a message.
FORBIDDEN = lazy(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ufdd0-\ufdef\ufe00-\ufe0d\ufeff\uffa0\ufff0-\uffff\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U0003fffe-\U0010ffff\ud800-\udfff]"
    f"|[\ufe0e\ufe0f]{{2}}|[{_MARKS}]{{5}}"
)
#: What nearly all text is made of, and nothing forbidden: to look for this is ten times as fast.
HARMLESS = re.compile(
    "[\n\t -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u27ff\u2900-\u2bff"
    "\u3000-\u3163\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff9f]*+"
)
TEXT_LIMIT = 64 * 1024


def decode(raw: bytes, file: str) -> tuple[str | None, list[Diagnostic]]:
    """The file's text with LF line ends, or why there is none. CRLF counts as LF: a checkout may have changed it."""
    if raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        kind = kinds.BOM if raw[0] == 0xEF else kinds.NOT_UTF8
        return None, [kind.at(Place(file))]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        return None, [kinds.NOT_UTF8.at(_place(file, before, len(before)))]
    text = text.replace("\r\n", "\n")
    found = []
    if not HARMLESS.fullmatch(text):
        found = [
            kinds.CHARACTER.at(_place(file, text, match.start()), number=f"{ord(match[0][0]):04X}")
            for match in FORBIDDEN.finditer(text)
        ]
    if not found and not unicodedata.is_normalized("NFC", text):
        found = _not_normal(text, file)
    return (None if found else text), found[:50]


def _not_normal(text: str, file: str) -> list[Diagnostic]:
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        for match in re.finditer(r"\S+", line):
            if not unicodedata.is_normalized("NFC", word := match[0]):
                better = unicodedata.normalize("NFC", word)
                place = Place(file, number, match.start() + 1)
                found.append(kinds.NOT_NFC.at(place, text=word[:40], better=better[:40]))
    return found


def _place(file: str, text: str, offset: int) -> Place:
    line_start = text.rfind("\n", 0, offset) + 1
    return Place(file, text.count("\n", 0, offset) + 1, offset - line_start + 1)
