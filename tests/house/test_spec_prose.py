"""The two languages of every text in the spec say the same, and each is set as its writers set it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from tongwen.model.base import Localized
from tongwen.model.pages import Term
from tongwen.model.spec import Document
from tongwen.model.walk import texts
from tongwen.pipeline import read
from tongwen.text.grammar import Inlines, Items, Link, Plain, Reference, Span, Strong, parse
from tongwen.text.opaque import Text

PROJECT = Path(__file__).parents[2]

#: Stand for a code span, for a reference that shows a name in Latin letters, and for one that shows a Chinese title.
CODE, NAME, TITLE = "\ue000", "\ue001", "\ue002"
HAN = r"[\u3400-\u9fff]"
FULL_WIDTH = r"[\u3001\u3002\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f\u300a\u300b\u201c\u201d]"
LATIN = rf"[A-Za-z0-9{CODE}{NAME}]"

VERSION = re.compile(r"\d+\.\d+\.\d+")
HALF_WIDTH_MARK = re.compile(rf"{HAN} ?[,:;?()!\"]|[,:;?()!\"] ?{HAN}|{HAN}\.")
NO_SPACE = re.compile(rf"{HAN}{LATIN}|{LATIN}{HAN}")
STRAY_SPACE = re.compile(rf" {FULL_WIDTH}|{FULL_WIDTH} ")
QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|《[^》]*》")


class Said(NamedTuple):
    """What a text says in a form that both languages share."""

    code: frozenset[str]
    references: frozenset[str]
    versions: frozenset[str]
    links: frozenset[str]
    shape: frozenset[str]


def said(text: Text) -> Said:
    """The code spans, references, version numbers and links of a text, and its paragraphs and lists in order."""
    parts = [part for block in _blocks(text) for part in _deep(block)]
    return Said(
        code=frozenset(part.code for part in parts if isinstance(part, Span)),
        references=frozenset(part.target for part in parts if isinstance(part, Reference)),
        versions=frozenset(VERSION.findall(text.raw)),
        links=frozenset(part.url for part in parts if isinstance(part, Link)),
        shape=frozenset(_shape(text)),
    )


def shown(text: Text) -> list[str]:
    """The paragraphs and list items of a text as a reader sees them, with marks for code and references."""
    return ["".join(_words(part) for part in _deep(block)) for block in _blocks(text)]


def _shape(text: Text) -> Iterator[str]:
    for at, block in enumerate(parse(text), 1):
        yield f"{at}: list of {len(block.items)}" if isinstance(block, Items) else f"{at}: paragraph"


def _blocks(text: Text) -> Iterator[Inlines]:
    for block in parse(text):
        yield from block.items if isinstance(block, Items) else [block.inside]


def _deep(parts: Inlines) -> Iterator[Plain | Span | Link | Reference]:
    for part in parts:
        if isinstance(part, Strong):
            yield from _deep(part.inside)
        elif isinstance(part, Link):
            yield part
            yield from _deep(part.inside)
        else:
            yield part


def _words(part: Plain | Span | Link | Reference) -> str:
    match part:
        case Plain(text):
            return text
        case Span():
            return CODE
        case Reference(target):
            return TITLE if ":" in target else NAME
        case _:
            return ""


def differences(text: Localized) -> list[str]:
    """What stands in one language only."""
    found = []
    for name, en, zh in zip(Said._fields, said(text.en), said(text.zh), strict=True):
        if en != zh:
            found.append(f"{name}: only in English {sorted(en - zh)}, only in Chinese {sorted(zh - en)}")
    return found


def not_chinese(text: Localized) -> list[str]:
    """A Chinese text holds Chinese words, unless it is a name that both languages write alike."""
    if text.en == text.zh or re.search(HAN, text.zh.raw):
        return []
    return [text.zh.raw]


def half_width_marks(text: Localized) -> list[str]:
    """Commas, colons, brackets and their like beside Chinese characters that are not full-width."""
    return [hit for line in shown(text.zh) for hit in HALF_WIDTH_MARK.findall(line)]


def missing_spaces(text: Localized) -> list[str]:
    """Chinese characters and Latin letters, digits or code without a space between them."""
    return [_around(line, hit) for line in shown(text.zh) for hit in NO_SPACE.finditer(line)]


def stray_spaces(text: Localized) -> list[str]:
    """A space beside a full-width mark, which brings its own."""
    return [_around(line, hit) for line in shown(text.zh) for hit in STRAY_SPACE.finditer(line)]


def _around(line: str, hit: re.Match[str]) -> str:
    return line[max(0, hit.start() - 8) : hit.end() + 8]


class Wrong(NamedTuple):
    """The words that the glossary forbids, by language."""

    en: dict[str, re.Pattern[str]]
    zh: dict[str, re.Pattern[str]]


def wrong_words(glossary: dict[str, Term]) -> Wrong:
    """English words match whole and in any case, Chinese ones anywhere."""
    terms = glossary.values()
    return Wrong(
        en={word: re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE) for term in terms for word in term.wrong_en},
        zh={word: re.compile(re.escape(word)) for term in terms for word in term.wrong_zh},
    )


def forbidden(text: Localized, wrong: Wrong) -> list[str]:
    """Words of the text that the glossary forbids, unless they stand in quotation marks."""
    found = []
    for words, lines in ((wrong.en, shown(text.en)), (wrong.zh, shown(text.zh))):
        plain = QUOTED.sub("", "\n".join(lines))
        found += [word for word, pattern in words.items() if pattern.search(plain)]
    return found


@pytest.fixture(scope="module")
def document() -> Document:
    spec = read(PROJECT).document
    assert spec is not None
    return spec


def test_there_are_texts_to_look_at(document: Document) -> None:
    assert sum(1 for _ in texts(document)) > 1000


@pytest.mark.parametrize("fault", [differences, not_chinese, half_width_marks, missing_spaces, stray_spaces])
def test_no_text_of_the_spec_has_the_fault(document: Document, fault: Callable[[Localized], list[str]]) -> None:
    found = {"/".join(map(str, path)): hits for path, text in texts(document) if (hits := fault(text))}
    assert found == {}


def test_no_text_uses_a_word_that_the_glossary_forbids(document: Document) -> None:
    wrong = wrong_words(document.glossary)
    assert len(wrong.en) > 20
    assert len(wrong.zh) > 10
    found = {
        "/".join(map(str, path)): hits
        for path, text in texts(document)
        if path[0] not in ("differences", "glossary") and (hits := forbidden(text, wrong))
    }
    assert found == {}


def both(en: str, zh: str) -> Localized:
    return Localized(en=Text(en), zh=Text(zh))


@pytest.mark.parametrize(
    ("fault", "en", "zh"),
    [
        (differences, "Call `wx.login` first.", "请先调用 `wx.logout`。"),
        (differences, "See [[wx.login]].", "请先登录。"),
        (differences, "Since 2.10.1.", "自 2.10.2 起。"),
        (differences, "Read [this](https://a.example/).", "请阅读[说明](https://b.example/)。"),
        (differences, "**Since 2.10.1**, see **[[wx.login]]**.", "**自 2.10.1 起**。"),
        (differences, "One.\n\nTwo.", "一。二。"),
        (differences, "- One.\n- Two.", "- 一。二。"),
        (not_chinese, "Microphone", "Mic"),
        (half_width_marks, "First, then.", "先,后。"),
        (half_width_marks, "Result: none.", "结果: `null`。"),
        (half_width_marks, "Yes (now).", "是(现在)。"),
        (half_width_marks, "The end.", "结束."),
        (missing_spaces, "The iOS client.", "在iOS 上。"),
        (missing_spaces, "Since 2.3.0.", "自 2.3.0起。"),
        (missing_spaces, "Call `wx.login`.", "调用`wx.login`。"),
        (missing_spaces, "Call [[wx.login]].", "调用[[wx.login]]。"),
        (stray_spaces, "On iOS, too.", "在 iOS ，也是。"),
    ],
)
def test_each_fault_is_found_where_it_is(fault: Callable[[Localized], list[str]], en: str, zh: str) -> None:
    assert fault(both(en, zh))


@pytest.mark.parametrize("fault", [differences, not_chinese, half_width_marks, missing_spaces, stray_spaces])
def test_a_well_set_text_has_no_fault(fault: Callable[[Localized], list[str]]) -> None:
    text = both(
        'Since 2.3.0, call [[wx.openSetting]] (see "[[error:tap-required]]") with `a, b`.',
        "自 2.3.0 起，调用 [[wx.openSetting]]（见“[[error:tap-required]]”），传入 `a, b`。",
    )
    assert fault(text) == []


def test_a_forbidden_word_is_found_in_its_own_language_only_and_not_in_quotation_marks() -> None:
    definition = both("A page.", "页面。")
    wrong = wrong_words({"page": Term(en="page", zh="页", definition=definition, wrong_en=["leaf"], wrong_zh=["页张"])})
    assert forbidden(both("Turn the Leaf.", "翻页。"), wrong) == ["leaf"]
    assert forbidden(both("Turn the page.", "翻页张。"), wrong) == ["页张"]
    assert forbidden(both('Some say "leaf"; overleaf is fine.', "有人说“页张”。"), wrong) == []
