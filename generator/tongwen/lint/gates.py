"""Calls whose text says that a scope stands before them, though nothing in their data does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tongwen.diagnostics import N_, Finding, Kind
from tongwen.lint.marks import bare, masked
from tongwen.lint.registry import lint
from tongwen.lint.subject import Subject
from tongwen.model.entries import Api
from tongwen.text.opaque import Text

SAYS_GATED = Kind(
    "TW574",
    "warning",
    N_("the text says that {name} needs {scope}, and `needs` is empty"),
    N_("name the scope in `needs`, or say clearly that the call does not need it"),
)
_GATE = {
    "en": re.compile(
        r"\b(?:needs?|requires?|asks? for|gated by|grant(?:ed|s)?|authori[sz]\w+|allow(?:ed|s)|permi(?:ssion|t)\w*)\b",
        re.I,
    ),
    "zh": re.compile("需要|须|必须|请求|授权|允许"),
}
_NOT = {
    "en": re.compile(
        r"\b(?:no|not|nor|never|without|neither|cannot|withdrawn|unlike|instead|although|once|still|denie[sd]|refuse[sd]?)\b|n't",
        re.I,
    ),
    "zh": re.compile("不|无|没|未|取消|并非|除外|而非|却|仍|禁止|拒绝"),
}
_SENTENCE = {"en": re.compile(r"(?<=[.?!])\s+|\n"), "zh": re.compile(r"(?<=[。？！])|\n")}


@lint(SAYS_GATED)
def what_is_said_to_be_gated_is(subject: Subject) -> Iterator[Finding]:
    """A call that names a scope as needed in its texts names it in `needs`, too.

    Both languages must say so in a sentence without a word of denial. Calls that ask for a scope or read the answers
    speak of scopes by nature, and are left alone.
    """
    profiles = subject.document.profiles.values()
    about = {name for profile in profiles for name in (profile.ask, profile.read, profile.settings) if name}
    for name, api in subject.document.apis.items():
        if api.needs or name in about or any(parameter.scope for parameter in api.parameters.values()):
            continue
        for field in ("summary", "description"):
            text = getattr(api, field)
            said = _scopes(subject, api, text.en, "en") & _scopes(subject, api, text.zh, "zh") if text else set()
            if said:
                path = ("apis", name, field, "en")
                yield SAYS_GATED.found(path, ("apis", name, field, "zh"), name=name, scope=", ".join(sorted(said)))


def _scopes(subject: Subject, api: Api, text: Text, language: str) -> set[str]:
    """The scopes that a sentence of the text says are needed."""
    found = set()
    plain, pieces = masked(text.raw)
    for sentence in _sentences(plain, pieces, language):
        if _GATE[language].search(sentence) and not _NOT[language].search(sentence):
            named = re.findall(r"\[\[([^\]]+)\]\]|`([^`]+)`", sentence)
            found |= {one or other for one, other in named}
    return {name for name in found if name in subject.document.scopes and set(api.profiles) & _profiles(subject, name)}


def _sentences(plain: str, pieces: tuple[str, ...], language: str) -> Iterator[str]:
    waiting = list(pieces)
    for sentence in _SENTENCE[language].split(plain):
        count = len(re.findall("[\ufdd0-\ufdd5]", sentence))
        yield bare(sentence, tuple(waiting[:count])) or ""
        del waiting[:count]


def _profiles(subject: Subject, scope: str) -> set[str]:
    return set(subject.document.scopes[scope].profiles)
