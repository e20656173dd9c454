"""Numbers as English and Chinese write them: in digits, in words, as the name of a month."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import NamedTuple

#: Three parts or four; two parts alone are a number.
VERSION = re.compile(r"(?<![A-Za-z0-9_.])[0-9]+(?:\.[0-9]+){2,3}(?![0-9]|\.[0-9])")
_NUMBER = re.compile(r"(?<![A-Za-z0-9_.])(?<![A-Za-z]-)v?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?")
_WITH_UNIT = re.compile(r"(?<![0-9.])([0-9]{1,12}(?:\.[0-9]{1,12})?) ?([万亿]|[千百](?![克米瓦帕卡分]))")
_SCALE = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_ENGLISH = {
    word: str(value)
    for value, words in enumerate(
        """
        zero,none,no,never|one,once,first,a,an,single,only,alone|two,twice,second,both,pair,double,half|three,third|
        four,fourth|five,fifth|six,sixth|seven,seventh|eight,eighth|nine,ninth|ten,tenth|eleven,eleventh|
        twelve,twelfth,dozen|thirteen,thirteenth|fourteen,fourteenth|fifteen,fifteenth|sixteen,sixteenth|
        seventeen,seventeenth|eighteen,eighteenth|nineteen,nineteenth|twenty,twentieth
        """.split("|")
    )
    for word in words.strip().split(",")
}
_TENS = "thirty forty fifty sixty seventy eighty ninety".split()
_ENGLISH |= {word: str(value) for value, word in enumerate(_TENS, 3) for value in [value * 10]}
_ENGLISH_SCALE = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_ENGLISH |= {word: str(value) for word, value in _ENGLISH_SCALE.items()}
_MONTHS = "january february march april may june july august september october november december".split()
_ENGLISH_MONTHS = {name: str(value) for value, name in enumerate(_MONTHS, 1)}
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_CHINESE = re.compile("[零〇一二两三四五六七八九十百千]{1,12}")


class Numbers(NamedTuple):
    """The numbers of a text that stand in digits, and those that stand in words."""

    digits: set[str]
    words: set[str]


def of_english(text: str) -> Numbers:
    """The numbers of an English text."""
    words = re.findall(r"[a-z]+", text.lower())
    said = {_ENGLISH[word] for word in words if word in _ENGLISH}
    said |= {str(value) for one, other in pairwise(words) if (value := _together(one, other))}
    return Numbers(_digits(text), said | {_ENGLISH_MONTHS[word] for word in words if word in _ENGLISH_MONTHS})


def _together(one: str, other: str) -> int:
    """`two thousand` is 2000, `twenty-five` is 25; 0 if the two words are not one number."""
    if one not in _ENGLISH or other not in _ENGLISH:
        return 0
    first, second = int(_ENGLISH[one]), int(_ENGLISH[other])
    if other in _ENGLISH_SCALE:
        return first * second
    return first + second if 20 <= first < 100 and 0 < second < 10 else 0


def of_chinese(text: str) -> Numbers:
    """The numbers of a Chinese text."""
    said = {str(value) for word in _CHINESE.findall(text) for value in (_value(word), *_parts(word))}
    written_out = _WITH_UNIT.sub(lambda m: f"{float(m[1]) * _SCALE[m[2]]:.0f}", text)
    return Numbers(_digits(written_out), said | ({"2"} if "半" in text else set()))


def _digits(text: str) -> set[str]:
    text = VERSION.sub(" ", unicodedata.normalize("NFKC", text))
    return {(whole.replace(",", "").lstrip("0") or "0") + part for whole, part in _NUMBER.findall(text)}


def _value(word: str) -> int:
    """`二十三` is 23, `十` is 10, `二〇二二` is 2022."""
    if not re.search("[十百千]", word):
        return int("".join(str(_DIGITS[c]) for c in word))
    total, digit = 0, 0
    for c in word:
        if c in _DIGITS:
            digit = _DIGITS[c]
        else:
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[c]
            digit = 0
    return total + digit


def _parts(word: str) -> list[int]:
    """`十一` may also be part of a word; its single digits count as said, too."""
    return [_DIGITS[c] for c in word if c in _DIGITS]
