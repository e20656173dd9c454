"""The seal in each generated file: a digest of its own content, by which an edit by hand is seen without any record."""

from __future__ import annotations

import hashlib
import re

#: Of a file.
Content = bytes | bytearray
#: Templates write this where the format has room for a comment; it is replaced by the digest of the rest.
BLANK = "tongwen:0000000000000000"
BEGIN = b"tongwen:"
_BLANK = BLANK.encode()
_SEAL = re.compile(BEGIN + rb"[0-9a-f]{16}")
_HEAD = 600


def sealed(text: str) -> bytes:
    """The text as UTF-8 with its seal filled in; as it is where the template has none."""
    return bytes(seal(bytearray(text.encode("utf-8"))))


def seal(content: bytearray) -> bytearray:
    """Fill in the seal of what is UTF-8 already: there may be much of it, so it is not copied."""
    at = content.find(_BLANK, 0, _HEAD)
    if at >= 0:
        content[at : at + len(_BLANK)] = mark(hashlib.sha256(content))
    return content


def mark(blank: hashlib._Hash) -> bytes:
    """The seal of what was hashed with `BLANK` in its place."""
    return BEGIN + blank.hexdigest()[:16].encode()


def sealed_as(content: Content) -> str:
    """The digest in the seal of a content that was just made; empty where it has none."""
    match = _SEAL.search(content, 0, _HEAD + len(_BLANK))
    return match[0][len(BEGIN) :].decode() if match else ""


def seal_of(content: Content) -> int:
    """Where a content will have its seal, in bytes; below 0 where the template has none."""
    return content.find(_BLANK, 0, _HEAD)


def state(content: Content) -> str:
    """`intact`: as Tongwen wrote it. `edited`: sealed, but changed since. `none`: no seal."""
    content = content.replace(b"\r\n", b"\n")
    match = _SEAL.search(content, 0, _HEAD + len(BLANK))
    if match is None:
        return "none"
    blank = content[: match.start()] + _BLANK + content[match.end() :]
    digest = hashlib.sha256(blank).hexdigest()[:16].encode()
    return "intact" if match[0].endswith(digest) else "edited"
