"""The Chinese catalogue: complete, current, and with the same placeholders as the English."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from tongwen.translation.update import wording

ROOT = Path(__file__).resolve().parents[2]
PO = ROOT / "locales" / "zh_Hans" / "LC_MESSAGES" / "messages.po"
CJK = re.compile("[\u4e00-\u9fff]")
#: Wording that is the same in both languages.
SAME = {"API", "Scope", "JavaScript", "TypeScript", "Python", "WXML", "JSON", "iOS", "Android", "{rule}"}


@cache
def wanted() -> set[str]:
    """Every message in the generator and the templates."""
    return {str(message.id) for message in wording() if message.id}


def catalogue() -> Catalog:
    """The catalogue as it is committed."""
    with PO.open("rb") as stream:
        return read_po(stream)


def placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"\{\w*\}", text))


def test_every_message_is_translated() -> None:
    done = {m.id for m in catalogue() if m.id and m.string and not m.fuzzy}
    assert sorted(wanted() - done) == []


def test_no_translation_is_left_over() -> None:
    assert sorted(str(m.id) for m in catalogue() if m.id and m.id not in wanted()) == []


def test_translations_keep_the_placeholders() -> None:
    wrong = [m.id for m in catalogue() if m.id and placeholders(str(m.id)) != placeholders(str(m.string))]
    assert wrong == []


def test_translations_are_chinese() -> None:
    worded = {id_: re.sub(r"\{\w*\}|`[^`]*`", "", str(id_)) for id_ in (m.id for m in catalogue())}
    plain = [
        m.id
        for m in catalogue()
        if m.id and m.id not in SAME and re.search("[a-z]{3}", worded[m.id]) and not CJK.search(str(m.string))
    ]
    assert plain == []


def test_chinese_wording_uses_full_width_punctuation_and_spaces() -> None:
    wrong = []
    for message in catalogue():
        text = re.sub(r"`[^`]*`", "`x`", str(message.string))
        beside = re.search("[\u4e00-\u9fff][,;:?!()]|[,;?!()][\u4e00-\u9fff]", text)
        # whether a space stands beside a placeholder depends on what fills it
        words = re.sub(r"\{\w*\}", "", text)
        tight = re.search("[\u4e00-\u9fff][A-Za-z0-9`]|[A-Za-z0-9`][\u4e00-\u9fff]", words)
        if beside or tight:
            wrong.append(text)
    assert wrong == []
