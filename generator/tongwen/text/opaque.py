"""`Text` (what people wrote in the spec or a catalogue) and `Code` (what an encoder made of it).

Neither is a `str`, and neither can be formatted, joined, indexed or iterated: the only way from text to output leads
through an encoder of `tongwen.encode`, which emits whole tokens, delimiters included. ADR 0002 tells why.
"""

from __future__ import annotations

from typing import Any, Final, NoReturn


class OpaqueError(TypeError):
    """Text or code was used as if it were a string: a bug in a template or a target, never in a spec."""


class _Opaque:
    """Everything that would let a value slip into a string raises, so that forgetting to encode cannot go unseen."""

    __slots__ = ()

    def _refuse(self, *_: object) -> NoReturn:
        raise OpaqueError(f"{type(self).__name__} is opaque: pass it through an encoder")

    __str__ = __format__ = __iter__ = __getitem__ = __len__ = __contains__ = _refuse
    __add__ = __radd__ = __mul__ = __mod__ = __rmod__ = __lt__ = __gt__ = _refuse


class Text(_Opaque):
    """Words from outside: a description, a title, a translated phrase. May hold anything.

    `raw` is for encoders and checks only; the house tests name the modules that may read it.
    """

    __slots__ = ("bare", "line", "raw", "tree")

    def __init__(self, raw: str) -> None:
        self.raw: Final = raw
        #: The parsed description; `tongwen.text.grammar` keeps it here.
        self.tree: Any = None
        #: The same, run together to one line.
        self.line: Any = None
        #: Whether it needs no encoding; `tongwen.encode.bare` keeps it here.
        self.bare: bool | None = None

    def __repr__(self) -> str:
        return f"Text({self.raw[:40]!a})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and other.raw == self.raw

    def __hash__(self) -> int:
        return hash(self.raw)

    def __bool__(self) -> bool:
        return bool(self.raw)


class Code(_Opaque):
    """One or more whole tokens of an output language, safe to insert where that language expects a token.

    `language` is the encoder family: `python`, `typescript`, `markdown`, `json`, `toml`, `mermaid`.
    """

    __slots__ = ("language", "source")

    def __init__(self, language: str, source: str) -> None:
        self.language: Final = language
        self.source: Final = source

    def __repr__(self) -> str:
        return f"Code({self.language}, {self.source[:40]!a})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Code) and (other.language, other.source) == (self.language, self.source)

    def __hash__(self) -> int:
        return hash((self.language, self.source))

    def __bool__(self) -> bool:
        return bool(self.source)
