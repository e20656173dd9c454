"""Each language in its own place: no English words left in Chinese texts, no Chinese in English ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tongwen.diagnostics import N_, Finding, Kind
from tongwen.lint.marks import words_only
from tongwen.lint.registry import lint
from tongwen.lint.subject import HAN, Said, Subject, has_han, latin

NOT_CHINESE = Kind(
    "TW530",
    "warning",
    N_("the Chinese text holds no Chinese: {text}"),
    N_("translate it; a name that is written alike in both languages belongs in `names` of the manifest"),
)
ENGLISH_LEFT = Kind(
    "TW531",
    "warning",
    N_("English words in the Chinese text: {words}"),
    N_("translate them, mark code as code, or list names in `names` of the manifest"),
)
CHINESE_LEFT = Kind(
    "TW532",
    "warning",
    N_("Chinese characters in the English text: {words}"),
    N_("translate them, or put them into quotation marks if you speak about them"),
)
COPIED = Kind(
    "TW533",
    "warning",
    N_("both languages have the same text: {text}"),
    N_("translate it; a name that is written alike in both languages belongs in `names` of the manifest"),
)
_QUOTED = re.compile(r"“[^“”]*”|《[^《》]*》|「[^「」]*」|\"[^\"]*\"")


def _foreign(subject: Subject, said: Said) -> list[str]:
    """English words of a Chinese text that are no names and stand in no quotation marks."""
    plain = words_only(_QUOTED.sub(" ", said.masked))
    return list(dict.fromkeys(word for word in latin(plain) if not subject.is_name(word)))


@lint(NOT_CHINESE)
def chinese_is_chinese(subject: Subject) -> Iterator[Finding]:
    """A Chinese text holds Chinese characters, unless all its words are names."""
    for twin in subject.twins:
        copied = twin.text.en == twin.text.zh
        if not copied and not has_han(twin.zh.raw) and _foreign(subject, twin.zh):
            yield NOT_CHINESE.found(twin.zh.path, twin.en.path, text=twin.zh.raw[:60])


@lint(ENGLISH_LEFT)
def no_english_is_left(subject: Subject) -> Iterator[Finding]:
    """The Latin words in a Chinese text are names, units, code or quoted."""
    for said in subject.said("zh"):
        if has_han(said.raw) and (words := _foreign(subject, said)):
            yield ENGLISH_LEFT.found(said.path, words=", ".join(words))


@lint(CHINESE_LEFT)
def no_chinese_is_left(subject: Subject) -> Iterator[Finding]:
    """Chinese characters in an English text are code or quoted."""
    for said in subject.said("en"):
        if has_han(said.raw) and (words := re.findall(f"{HAN}+", _QUOTED.sub(" ", said.masked))):
            yield CHINESE_LEFT.found(said.path, words=", ".join(dict.fromkeys(words)))


@lint(COPIED)
def a_text_is_no_copy_of_its_twin(subject: Subject) -> Iterator[Finding]:
    """The two languages of a text differ, unless all its words are names."""
    for twin in subject.twins:
        if twin.text.en == twin.text.zh and _foreign(subject, twin.zh):
            yield COPIED.found(twin.zh.path, twin.en.path, text=twin.zh.raw[:60])
