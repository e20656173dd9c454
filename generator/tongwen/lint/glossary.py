"""The words that the glossary asks for, and those that it forbids."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tongwen.diagnostics import N_, Finding, Kind
from tongwen.lint.registry import lint
from tongwen.lint.subject import Subject, has_han
from tongwen.model.pages import Term

WRONG_ENGLISH = Kind(
    "TW510",
    "warning",
    N_("the glossary does not want the words {word}"),
    N_("write {right}, or put the words into quotation marks if you speak about them"),
)
WRONG_CHINESE = Kind(
    "TW511",
    "warning",
    N_("the glossary does not want the word {word}"),
    N_("write {right}, or put the word into quotation marks if you speak about it"),
)
OTHER_WORD = Kind(
    "TW512",
    "warning",
    N_("the English says {term}, and the Chinese none of its words: {known}"),
    N_("use the word of the glossary; if another one is right as well, list it in `also_zh`"),
)
OWN_WORD = Kind(
    "TW513",
    "error",
    N_("the glossary forbids {word}, which is its own word for {other}"),
    N_("take it out of the wrong words, or choose another translation"),
)
ONE_WORD_TWICE = Kind(
    "TW514",
    "error",
    N_("{name} and {other} have one word, {word}"),
    N_("join the two entries, or give one of them a word of its own"),
)
_QUOTED = re.compile(r"\"[^\"]*\"|“[^“”]*”|《[^《》]*》|「[^「」]*」")
_IN_BRACKETS = re.compile(r"(?<!\s)\s*+(?:\([^()]*\)|（[^（）]*）)")


def _wrong(subject: Subject, kind: Kind, language: str) -> Iterator[Finding]:
    wrong = [
        (word, _pattern(word, whole=language == "en"), getattr(term, language))
        for term in subject.document.glossary.values()
        for word in getattr(term, f"wrong_{language}")
    ]
    for said in subject.said(language):
        folded = subject.folded[said.path]
        for word, pattern, right in wrong:
            if _folded(word) in folded and pattern.search(_QUOTED.sub(" ", said.masked)):
                yield kind.found(said.path, word=word, right=right)


def _folded(word: str) -> str:
    """As `Subject.folded` has it: where this is not found, no pattern needs to look."""
    return "".join(word.lower().split())


def _pattern(word: str, *, whole: bool, ending: str = "") -> re.Pattern[str]:
    escaped = re.escape(word).replace(r"\ ", r"\s+") + ending
    return re.compile(rf"(?<!\w){escaped}(?!\w)" if whole else escaped, re.IGNORECASE)


@lint(WRONG_ENGLISH)
def english_is_as_the_glossary_wants(subject: Subject) -> Iterator[Finding]:
    """No English text uses words that the glossary lists as wrong. Whole words, in any case."""
    return _wrong(subject, WRONG_ENGLISH, "en")


@lint(WRONG_CHINESE)
def chinese_is_as_the_glossary_wants(subject: Subject) -> Iterator[Finding]:
    """No Chinese text uses words that the glossary lists as wrong."""
    return _wrong(subject, WRONG_CHINESE, "zh")


@lint(OTHER_WORD)
def terms_have_one_translation(subject: Subject) -> Iterator[Finding]:
    """Where the English uses a term of several words or a name, the Chinese uses its translation.

    Single English words that are no names have other meanings as well, so nothing can be concluded from them.
    """
    terms = [
        (_folded(_plain(term.en)), _pattern(_plain(term.en), whole=True, ending="s?"), term)
        for term in subject.document.glossary.values()
        if re.search(r"[\s-]", _plain(term.en)) or re.search(".*[A-Z]", _plain(term.en))
    ]
    for twin in subject.twins:
        folded = subject.folded[twin.en.path] if has_han(twin.zh.raw) else ""
        for word, pattern, term in terms:
            if word in folded and pattern.search(twin.en.masked):
                known = [_plain(term.zh), *term.also_zh]
                if not any(_folded(rendering) in subject.folded[twin.zh.path] for rendering in known):
                    yield OTHER_WORD.found(twin.zh.path, twin.en.path, term=term.en, known=", ".join(known))


def _plain(word: str) -> str:
    """`dismiss (a prompt)` without what stands in brackets."""
    return _IN_BRACKETS.sub("", word)


@lint(OWN_WORD)
def the_glossary_agrees_with_itself(subject: Subject) -> Iterator[Finding]:
    """A word that the glossary forbids is not the word that it wants elsewhere."""
    for language in ("en", "zh"):
        own = {_plain(getattr(term, language)).lower(): name for name, term in subject.document.glossary.items()}
        for name, term in subject.document.glossary.items():
            for i, word in enumerate(getattr(term, f"wrong_{language}")):
                if word.lower() in own:
                    path = ("glossary", name, f"wrong_{language}", i)
                    yield OWN_WORD.found(path, ("glossary", own[word.lower()]), word=word, other=own[word.lower()])


@lint(ONE_WORD_TWICE)
def each_term_has_a_word_of_its_own(subject: Subject) -> Iterator[Finding]:
    """Two entries of the glossary have different words in each language."""
    for language in ("en", "zh"):
        seen: dict[str, str] = {}
        for name, term in subject.document.glossary.items():
            word = getattr(term, language)
            other = seen.setdefault(word.lower(), name)
            if other != name:
                yield ONE_WORD_TWICE.found(
                    ("glossary", name, language), ("glossary", other, language), name=name, other=other, word=word
                )


def used(subject: Subject, terms: Mapping[str, Term]) -> set[str]:
    """The entries of the glossary whose word stands in a text of the language, or that guard against wrong words."""
    elsewhere = [said for said in subject.folded if said[0] not in ("glossary", "suppressions")]
    texts = {
        language: [subject.folded[path] for path in elsewhere if path[-1] == language] for language in ("en", "zh")
    }
    found = set()
    for name, term in terms.items():
        words = {language: _folded(_plain(getattr(term, language))) for language in texts}
        guards = bool(term.wrong_en or term.wrong_zh)
        if guards or any(words[language] in text for language in texts for text in texts[language]):
            found.add(name)
    return found
