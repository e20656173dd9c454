"""What must be the same in both languages of a text: code, references, numbers, links, the shape."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tongwen.diagnostics import N_, Finding, Kind
from tongwen.lint import numbers
from tongwen.lint.marks import CLOSE, CODE, NAME, TITLE
from tongwen.lint.registry import lint
from tongwen.lint.subject import Said, Subject
from tongwen.text.grammar import Items, parse

CODE_DIFFERS = Kind(
    "TW501",
    "warning",
    N_("the code in the two languages differs: {en} only in English, {zh} only in Chinese"),
    N_("name the same code in both languages, letter for letter"),
)
REFERENCE_DIFFERS = Kind(
    "TW502",
    "warning",
    N_("the references in the two languages differ: {en} only in English, {zh} only in Chinese"),
    N_("refer to the same entries in both languages"),
)
NUMBER_DIFFERS = Kind(
    "TW503",
    "warning",
    N_("the numbers in the two languages differ: {en} only in English, {zh} only in Chinese"),
    N_("give the same numbers in both languages, in digits or in words"),
)
VERSION_DIFFERS = Kind(
    "TW504",
    "warning",
    N_("the versions in the two languages differ: {en} only in English, {zh} only in Chinese"),
    N_("find out which one is right, and write it in both languages"),
)
LINK_DIFFERS = Kind(
    "TW505",
    "warning",
    N_("the links in the two languages differ: {en} only in English, {zh} only in Chinese"),
    N_("link to the same addresses in both languages"),
)
SHAPE_DIFFERS = Kind(
    "TW506",
    "warning",
    N_("the text is built differently: {en} in English, {zh} in Chinese"),
    N_("divide it into the same paragraphs and lists in both languages"),
)
Parts = Callable[[Said], set[str]]


def _apart(subject: Subject, kind: Kind, parts: Parts) -> Iterator[Finding]:
    """What stands in one language only, text for text."""
    for twin in subject.twins:
        en, zh = parts(twin.en), parts(twin.zh)
        if en != zh:
            yield kind.found(twin.zh.path, twin.en.path, en=_listed(en - zh), zh=_listed(zh - en))


def _listed(words: set[str]) -> str:
    return ", ".join(sorted(words)) or "-"


def _pieces(mark: str) -> Parts:
    """What the marks of a sort stand for."""

    def find(said: Said) -> set[str]:
        if not said.pieces:
            return set()
        marks = re.findall("[\ufdd0-\ufdd5]", said.masked)
        return {piece for at, piece in zip(marks, said.pieces, strict=True) if at in mark}

    return find


@lint(CODE_DIFFERS)
def code_is_the_same(subject: Subject) -> Iterator[Finding]:
    """Both languages name the same code."""
    return _apart(subject, CODE_DIFFERS, _pieces(CODE))


@lint(REFERENCE_DIFFERS)
def references_are_the_same(subject: Subject) -> Iterator[Finding]:
    """Both languages refer to the same entries."""
    return _apart(subject, REFERENCE_DIFFERS, _pieces(NAME + TITLE))


@lint(NUMBER_DIFFERS)
def numbers_are_the_same(subject: Subject) -> Iterator[Finding]:
    """A number in digits stands in the other language, too: in digits, or as a word."""
    for twin in subject.twins:
        en, zh = numbers.of_english(twin.en.masked), numbers.of_chinese(twin.zh.masked)
        only_en, only_zh = en.digits - zh.digits - zh.words, zh.digits - en.digits - en.words
        if only_en or only_zh:
            yield NUMBER_DIFFERS.found(twin.zh.path, twin.en.path, en=_listed(only_en), zh=_listed(only_zh))


@lint(VERSION_DIFFERS)
def versions_are_the_same(subject: Subject) -> Iterator[Finding]:
    """Both languages name the same versions."""
    return _apart(subject, VERSION_DIFFERS, lambda said: set(numbers.VERSION.findall(said.masked)))


@lint(LINK_DIFFERS)
def links_are_the_same(subject: Subject) -> Iterator[Finding]:
    """Both languages link to the same addresses."""
    return _apart(subject, LINK_DIFFERS, lambda said: {piece[2:-1] for piece in _pieces(CLOSE)(said)})


@lint(SHAPE_DIFFERS)
def shapes_are_the_same(subject: Subject) -> Iterator[Finding]:
    """Both languages have the same paragraphs and lists, in the same order."""
    for twin in subject.twins:
        shapes = [
            ", ".join(f"- × {len(block.items)}" if isinstance(block, Items) else "¶" for block in parse(text))
            for text in (twin.text.en, twin.text.zh)
        ]
        if shapes[0] != shapes[1]:
            yield SHAPE_DIFFERS.found(twin.zh.path, twin.en.path, en=shapes[0], zh=shapes[1])
