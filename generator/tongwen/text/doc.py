"""Documentation of a declaration, as a tree: what a docstring or a JSDoc block will say, before it is one."""

from __future__ import annotations

from typing import NamedTuple

from tongwen.text.opaque import Code, Text
from tongwen.text.phrase import Bilingual, Phrase

Words = Bilingual | Phrase | Text


class Prose(NamedTuple):
    """Paragraphs and lists."""

    text: Words


class Tag(NamedTuple):
    """A labelled remark: a parameter, the result, an error, a version.

    `name` is one of `param`, `returns`, `raises`, `since`, `deprecated`, `needs`, `see`; `term` is what it is about.
    """

    name: str
    term: Code | None
    text: Words | None
    notes: tuple[Words, ...] = ()


class Sample(NamedTuple):
    """Example code, line by line as it is."""

    title: Words
    code: str


class Meanings(NamedTuple):
    """A list of names or values of code, each with what it means, under a heading or right after the prose."""

    heading: Words | None
    items: tuple[tuple[Code, Words], ...]


DocBlock = Prose | Tag | Sample | Meanings
Doc = tuple[DocBlock, ...]
