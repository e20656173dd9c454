"""Faults planted into the real spec, text by text: each is found, and where there is a fix, it restores the text."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

import pytest
from tongwen.lint.edit import replaced
from tongwen.lint.registry import all_lints
from tongwen.lint.subject import Subject, Twin, _twin
from tongwen.load.places import scalars
from tongwen.model.base import Localized
from tongwen.text.opaque import Text

from tests.support import ROOT, weixin

HAN = "[\u3400-\u9fff]"
_CODE = re.compile(r"`[^`]*`|\[\[[^\]]*\]\]|\]\([^)]*\)")
#: A planted fault stands in one of so many texts; all of them take a minute.
EVERY = 4


class Plant(NamedTuple):
    """A fault: its code, the language, where it may stand, and what is put there instead."""

    code: str
    language: str
    what: str
    pattern: str
    instead: str | Callable[[re.Match[str]], str]

    def __str__(self) -> str:
        return f"{self.code}-{self.what}"


def _more(match: re.Match[str]) -> str:
    return str(int(match[0]) + 91)


PLANTS = [
    Plant("TW503", "zh", "another number", r"(?<![\d.A-Za-z-])\d+(?![\d.A-Za-z])", _more),
    Plant("TW504", "zh", "another version", r"(?<![\d.])\d+\.\d+\.\d+", r"\g<0>1"),
    Plant("TW520", "zh", "a half-width comma", f"(?<={HAN})，", ","),
    Plant("TW520", "zh", "a half-width comma before a character", f"，(?={HAN})", ","),
    Plant("TW520", "zh", "a half-width full stop", rf"(?<={HAN})。\Z", "."),
    Plant("TW520", "zh", "a half-width colon", f"(?<={HAN})：", ":"),
    Plant("TW520", "zh", "half-width brackets", f"（([^（）\0]*{HAN}[^（）\0]*)）", r"(\1)"),
    Plant("TW520", "zh", "straight quotation marks", f"“([^“”\0]*{HAN}[^“”\0]*)”", r'"\1"'),
    Plant("TW521", "zh", "no space", f"(?<={HAN}) (?=[A-Za-z0-9])|(?<=[A-Za-z0-9]) (?={HAN})", ""),
    Plant("TW522", "zh", "a space after a comma", "(?<=[，。：])(?=.)", " "),
    Plant("TW522", "zh", "a space between characters", f"(?<={HAN})(?={HAN})", " "),
    Plant("TW525", "en", "a full-width comma", ", ", "，"),
    Plant("TW525", "en", "a full-width full stop", r"\.\Z", "。"),
    Plant("TW526", "en", "two spaces", r"(?<=\w) (?=\w)", "  "),
    Plant("TW526", "en", "a space before a comma", r"(?<=\w)(?=, )", " "),
    Plant("TW528", "zh", "two commas", "，", "，，"),
    Plant("TW551", "en", "no full stop", r"(?<=\w)\.\Z", ""),
    Plant("TW551", "zh", "no Chinese full stop", "。\\Z", ""),
    Plant(
        "TW553",
        "en",
        "a word twice",
        r"(?<![\w-])(?!that\b|had\b|is\b|long\b|very\b|who\b)([a-z]{2,})(?![\w-])",
        r"\1 \1",
    ),
    Plant("TW527", "zh", "a bracket that stays open", "(?<!\0)）(?!\0)", ""),
    Plant("TW531", "zh", "a word left", f"(?<={HAN})用户(?!取消|拒绝|隐私)(?![^“《]*[”》])", " user "),
]


def planted(text: str, plant: Plant) -> str | None:
    """The text with the fault at one of the places for it, always the same; None if it has no such place."""
    plain = _CODE.sub(lambda match: "\0" * len(match[0]), text)
    places = list(re.finditer(plant.pattern, plain))
    if not places:
        return None
    match = random.Random(text).choice(places)  # noqa: S311 - no secret
    instead = match.expand(plant.instead) if isinstance(plant.instead, str) else plant.instead(match)
    return text[: match.start()] + instead + text[match.end() :]


@cache
def texts() -> list[Twin]:
    return [twin for twin in Subject(weixin()).twins if twin.path[0] != "suppressions"]


def _broken(plant: Plant) -> Iterator[tuple[str, str, Twin]]:
    """Each text that can have the fault: as it is, with the fault, and both languages with it."""
    for twin in texts():
        if plant.code == "TW551" and twin.role != "sentence":
            continue
        said = {"en": twin.text.en.raw, "zh": twin.text.zh.raw}
        fault = planted(said[plant.language].rstrip(), plant)
        if fault is not None:
            whole = {**said, plant.language: fault}
            text = Localized(en=Text(whole["en"]), zh=Text(whole["zh"]))
            yield said[plant.language].rstrip(), fault, _twin(twin.path, text, twin.role)


@pytest.mark.parametrize("plant", PLANTS, ids=str)
def test_a_fault_in_any_text_is_found_and_mended(plant: Plant) -> None:
    broken = list(_broken(plant))[::EVERY]
    assert len(broken) >= 4
    subject = Subject(weixin())
    names = subject.names
    subject = Subject(weixin())
    vars(subject).update(twins=[twin for _before, _fault, twin in broken], names=names)
    lint = all_lints()[plant.code]
    found = {finding.path for finding in lint.look(subject)}
    assert [twin.path for _b, _f, twin in broken if (*twin.path, plant.language) not in found] == []
    if lint.fix is not None:
        fix = lint.fix
        assert [(fault, fix(fault)) for before, fault, _twin in broken if fix(fault) != before] == []


def test_the_files_are_as_they_were_after_a_fault_was_planted_and_mended() -> None:
    kept = restored = 0
    for file in sorted((ROOT / "spec").rglob("*.yaml")):
        text = file.read_text(encoding="utf-8")
        chosen = [s for s in scalars(text) if s.path and s.path[-1] in ("en", "zh")][::25]
        for scalar, plant in ((s, p) for s in chosen for p in PLANTS if p.language == s.path[-1]):
            fix, words = all_lints()[plant.code].fix, scalar.value.rstrip("\n")
            fault = planted(words, plant) if fix else None
            broken = replaced(text, scalar.path, fault + scalar.value[len(words) :]) if fault else None
            if fix is None or fault is None or broken is None or fix(fault) != words:
                continue
            mended = replaced(broken, scalar.path, scalar.value)
            assert mended is not None, (file, scalar.path, plant)
            kept += 1
            restored += mended == text
    assert kept > 100
    assert restored > 0.97 * kept  # a few are written in quotes afterwards, where the fault needed them
