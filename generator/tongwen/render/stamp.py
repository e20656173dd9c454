"""The seal in each generated file: a digest of its own content, by which an edit by hand is seen without any record."""

from __future__ import annotations

import hashlib
import re

#: Templates write this where the format has room for a comment; it is replaced by the digest of the rest.
BLANK = "tongwen:0000000000000000"
_SEAL = re.compile(rb"tongwen:[0-9a-f]{16}")
_HEAD = 600


def sealed(text: str) -> str:
    """The text with its seal filled in; unchanged where the template has none."""
    at = text.find(BLANK, 0, _HEAD)
    if at < 0:
        return text
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]
    return f"{text[:at]}tongwen:{digest}{text[at + len(BLANK) :]}"


def unsealed(text: str) -> str:
    """A sealed text as it was before: as long, and everything at its place."""
    return re.sub(_SEAL.pattern.decode(), BLANK, text[: _HEAD + len(BLANK)], count=1) + text[_HEAD + len(BLANK) :]


def state(content: bytes) -> str:
    """`intact`: as Tongwen wrote it. `edited`: sealed, but changed since. `none`: no seal."""
    content = content.replace(b"\r\n", b"\n")
    match = _SEAL.search(content, 0, _HEAD + len(BLANK))
    if match is None:
        return "none"
    blank = content[: match.start()] + BLANK.encode() + content[match.end() :]
    digest = hashlib.sha256(blank).hexdigest()[:16].encode()
    return "intact" if match[0].endswith(digest) else "edited"
