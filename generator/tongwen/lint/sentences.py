"""The form of sentences: titles without a full stop, descriptions with one, no word twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from tongwen.diagnostics import N_, Finding, Kind
from tongwen.lint.marks import STRONG, bare, masked, words_only
from tongwen.lint.registry import lint
from tongwen.lint.subject import Subject, Twin, has_han
from tongwen.lint.typography import excerpt

TITLE_STOP = Kind(
    "TW550",
    "warning",
    N_("a title ends in a full stop: {text}"),
    N_("take it away; `tongwen lint --fix` does it"),
)
NO_STOP = Kind(
    "TW551",
    "warning",
    N_("a sentence does not end: {text}"),
    N_("end it with a full stop; `tongwen lint --fix` does it"),
)
CAPITALS = Kind(
    "TW552",
    "warning",
    N_("ordinary words with a capital in a title: {words}"),
    N_("write a title like a sentence: a capital at its start and for names only"),
)
DOUBLED = Kind(
    "TW553",
    "warning",
    N_("a word stands twice: {found}"),
    N_("write {better}; `tongwen lint --fix` does it"),
)
LOWER_START = Kind(
    "TW554",
    "warning",
    N_("it starts with a small letter: {text}"),
    N_("start with a capital; mark code as code"),
)
ONE_STOP = Kind(
    "TW555",
    "warning",
    N_("one language ends in a full stop and the other does not: {text}"),
    N_("write both as a sentence, or neither"),
)
_CLOSING = rf"[)）”\"’'{STRONG}\ufdd4]*"
_ENDED = re.compile(rf"[.?!:…。？！：]{_CLOSING}\Z")
_FULL_STOP = re.compile(rf"(?<![.])([.。])({STRONG}?)\s*$")
_TWICE_EN = re.compile(r"\b([A-Za-z]+)(?:[ \t\n]+\1\b(?!-))+", re.IGNORECASE)
_TWICE_ZH = re.compile(r"([的了是在和与及或把被将])\1+(?!确确|士)")
#: Words that may well follow themselves.
_MAY_REPEAT = frozenset(["that", "had", "is", "very", "long", "who"])


def _ends(text: str) -> bool:
    return bool(_ENDED.search(text.rstrip()[-40:]))


@lint(TITLE_STOP, lambda raw: _FULL_STOP.sub(r"\2", raw))
def titles_have_no_full_stop(subject: Subject) -> Iterator[Finding]:
    """A title is no sentence and ends in no full stop."""
    for twin in subject.twins:
        for said in (twin.en, twin.zh) if twin.role in ("title", "name") else ():
            if _FULL_STOP.search(said.masked):
                yield TITLE_STOP.found(said.path, text=said.raw[-40:])


def _with_stop(raw: str) -> str:
    """The text with a full stop at its end: that of its language."""
    text, pieces = masked(raw)
    if _ends(text):
        return raw
    words = text.rstrip().removesuffix(STRONG)
    stop = "。" if has_han(text) else "."
    return bare(words + stop + text[len(words) :], pieces) or raw


@lint(NO_STOP, _with_stop)
def sentences_end(subject: Subject) -> Iterator[Finding]:
    """A description, summary, note or other text in sentences ends in a full stop, question mark or colon."""
    for twin in subject.twins:
        for said in (twin.en, twin.zh) if twin.role == "sentence" else ():
            if not _ends(said.masked):
                yield NO_STOP.found(said.path, text=said.raw.rstrip()[-40:])


@lint(CAPITALS)
def titles_are_written_like_sentences(subject: Subject) -> Iterator[Finding]:
    """In an English title only the first word and names have a capital.

    A word is taken for an ordinary one only if the spec uses it with a small letter elsewhere.
    """
    ordinary = {
        word for said in subject.said("en") for word in re.findall(r"(?<![\w.-])[a-z]{2,}\b", words_only(said.masked))
    }
    names = {word for term in subject.document.glossary.values() for word in term.en.split()} | subject.names
    for twin in subject.twins:
        if twin.role == "title":
            words = re.findall(r"(?<=[\w,)] )[A-Z][a-z]+(?![\w.-])", words_only(twin.en.masked))
            if found := [word for word in words if word.lower() in ordinary and word not in names]:
                yield CAPITALS.found(twin.en.path, words=", ".join(found))


def _once(text: str) -> str:
    text = _TWICE_EN.sub(lambda m: m[0] if m[1].lower() in _MAY_REPEAT else m[1], text)
    return _TWICE_ZH.sub(r"\1", text)


def _said_once(raw: str) -> str:
    text, pieces = masked(raw)
    return bare(_once(text), pieces) or raw


@lint(DOUBLED, _said_once)
def no_word_stands_twice(subject: Subject) -> Iterator[Finding]:
    """No word follows itself: `the the`, 的的."""
    for language in ("en", "zh"):
        for said in subject.said(language):
            better = _said_once(said.raw)
            if better != said.raw:
                before, after = excerpt(said.raw, better, 12)
                yield DOUBLED.found(said.path, found=before, better=after)


@lint(LOWER_START)
def texts_start_with_a_capital(subject: Subject) -> Iterator[Finding]:
    """An English title or sentence starts with a capital, unless it starts with code or a name."""
    fields = partial(_fields, subject)  # of all texts few need to know
    for twin in subject.twins:
        word = re.match(r"[a-z]+(?:[.\-]\w+)*", twin.en.raw) if twin.role in ("title", "sentence") else None
        if word is None or re.match(r"[a-z]+[A-Z0-9]", twin.en.raw) or subject.is_name(word[0]):
            continue
        if word[0] not in fields():
            yield LOWER_START.found(twin.en.path, text=twin.en.raw[:40])


def _fields(subject: Subject) -> set[str]:
    """Names of parameters, results, callbacks and fields: a sentence may start with one."""
    found = {
        field for form in subject.document.forms.values() for field in (*form.callbacks, *form.result, *form.failure)
    }
    for api in subject.document.apis.values():
        found |= {*api.parameters, *api.result}
    for kind in subject.document.types.values():
        found |= set(getattr(kind, "fields", ()))
    return found


@lint(ONE_STOP)
def both_languages_are_sentences_or_neither(subject: Subject) -> Iterator[Finding]:
    """Where a text may be a sentence or not, both languages are the same of the two."""
    for twin in subject.twins:
        if twin.role == "meaning" and _stopped(twin, "en") != _stopped(twin, "zh"):
            yield ONE_STOP.found(twin.zh.path, twin.en.path, text=f"{twin.en.raw[-20:]} / {twin.zh.raw[-20:]}")


def _stopped(twin: Twin, language: str) -> bool:
    return _ends((twin.en if language == "en" else twin.zh).masked)
