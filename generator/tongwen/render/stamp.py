"""The seal in each generated file: a digest of its own content, by which an edit by hand is seen without any record."""

from __future__ import annotations

import hashlib
import re

#: Templates write this where the format has room for a comment; it is replaced by the digest of the rest.
BLANK = "tongwen:0000000000000000"
_BLANK = BLANK.encode()
_SEAL = re.compile(rb"tongwen:[0-9a-f]{16}")
_HEAD = 600


def sealed(text: str) -> bytes:
    """The text as UTF-8 with its seal filled in; as it is where the template has none."""
    return seal(text.encode("utf-8"))


def seal(content: bytes | bytearray) -> bytes:
    """The same for what is UTF-8 already."""
    at = content.find(_BLANK, 0, _HEAD)
    if at < 0:
        return bytes(content)
    digest = hashlib.sha256(content).hexdigest()[:16]
    return b"".join([content[:at], f"tongwen:{digest}".encode(), memoryview(content)[at + len(_BLANK) :]])


def seal_of(content: bytes | bytearray) -> int:
    """Where a content will have its seal, in characters; below 0 where the template has none."""
    at = content.find(_BLANK, 0, _HEAD)
    return len(content[:at].decode("utf-8")) if at >= 0 else -1


def unsealed(text: str, at: int) -> str:
    """A text with its seal at this place as it was before: as long, and everything where it was."""
    return text[:at] + BLANK + text[at + len(BLANK) :]


def state(content: bytes) -> str:
    """`intact`: as Tongwen wrote it. `edited`: sealed, but changed since. `none`: no seal."""
    content = content.replace(b"\r\n", b"\n")
    match = _SEAL.search(content, 0, _HEAD + len(BLANK))
    if match is None:
        return "none"
    blank = content[: match.start()] + _BLANK + content[match.end() :]
    digest = hashlib.sha256(blank).hexdigest()[:16].encode()
    return "intact" if match[0].endswith(digest) else "edited"
