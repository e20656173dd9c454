"""The rules of typography, each as a function that sets a masked text right and leaves a sound one as it is."""

from __future__ import annotations

import re

from tongwen.lint.marks import CLOSE, CODE, NAME, OPEN, STRONG, TITLE
from tongwen.lint.subject import HAN, has_han

_FULL = "\u3001\u3002\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f\u300a\u300b\u300c\u300d\u201c\u201d"
#: Marks that no eye sees: emphasis and the ends of a link.
_THIN = f"[{STRONG}{OPEN}{CLOSE}]*"
_LATIN = rf"[A-Za-z0-9{CODE}{NAME}]"
_TO_FULL = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！", ".": "。"}
_TO_HALF = {full: half for half, full in _TO_FULL.items()} | {"（": "(", "）": ")", "、": ","}

_AFTER_HAN = re.compile(rf"(?<={HAN})({_THIN}) ?([,:;?!])(?![\w,:;?!/]) ?|(?<={HAN})({_THIN}) ?([,;?!])(?=\w) ?")
_COLON_TIGHT = re.compile(rf"(?<={HAN}):(?=\w)")
_BEFORE_HAN = re.compile(rf"(?<![,:;?!(]) ?([,;?!])({_THIN}) ?(?={HAN})|(?<=[^\d\s,:;?!(]):({_THIN}) ?(?={HAN})")
_STOP = re.compile(rf"(?<={HAN})({_THIN})\.(?=$|[ \n\t]|{HAN})")
_BRACKETS = re.compile(r" ?\(([^()\n]+)\) ?")
_QUOTES = re.compile(r"\"([^\"\n]+)\"")
_HAN_LATIN = re.compile(rf"({HAN})({_THIN})({_LATIN})")
_LATIN_HAN = re.compile(rf"({_LATIN})({_THIN})({HAN})")
_BESIDE_FULL = re.compile(rf"(?m)(?<!^-)(?<=\S)[ \t]+(?={_THIN}[{_FULL}])|(?<=[{_FULL}])({_THIN})[ \t]+(?=\S)")
_INSIDE_HAN = re.compile(rf"(?<={HAN})({_THIN})[ \t]+({_THIN})(?={HAN})")
_WIDE = re.compile(rf"(?<!{HAN})([，。；：？！、])[ ]?(?!{HAN})")
_WIDE_BRACKETS = re.compile(r" ?（([^（）\n]*)）")
_WIDE_LETTERS = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_SEVERAL = re.compile(r"(?<=\S)[ \t]{2,}(?=\S)|(?<=\S)\t(?=\S)")
_BEFORE_MARK = re.compile(r"(?<=[\w)”\"\ufdd0-\ufdd5])[ \t]+(?=[,;:!?](?:\s|$)|\.(?:\s|$))")
_LINE_END = re.compile(r"(?<![ \t])[ \t]++(?=\n)")
_TWICE = re.compile(r"([，。；：、])\1+|(?<![,;:])([,;:])\2+(?![,;:])|(?<!\.)\.\.(?!\.)")
_PAIRS = {"）": "（", "”": "“", "》": "《", "」": "「", "】": "【", ")": "(", "]": "["}
#: `1)` and `a)` count items.
_COUNTING = re.compile(r"(?:^|[\s（(])\w{1,2}\Z")


def full_width_marks(text: str) -> str:
    """Half-width punctuation beside Chinese characters, made full-width."""
    if not has_han(text) or not re.search(r"[,:;?!.()\"]", text):
        return text
    text = _QUOTES.sub(lambda m: f"“{m[1]}”" if _in_chinese(m) else m[0], text)
    text = _BRACKETS.sub(lambda m: f"（{m[1]}）" if _in_chinese(m) else m[0], text)
    text = _STOP.sub(lambda m: m[1] + "。", text)
    text = _AFTER_HAN.sub(lambda m: (m[1] or m[3] or "") + _TO_FULL[m[2] or m[4]], text)
    text = _COLON_TIGHT.sub("：", text)
    return _BEFORE_HAN.sub(lambda m: _TO_FULL[m[1]] + m[2] if m[1] else "：" + m[3], text)


def _in_chinese(match: re.Match[str]) -> bool:
    """The words inside, or right beside it, are Chinese."""
    around = match.string[match.start() - 1 : match.start()] + match.string[match.end() : match.end() + 1]
    return has_han(match[1]) or has_han(around)


def spaces_between_scripts(text: str) -> str:
    """A space between Chinese characters and Latin letters, digits or code."""
    return _LATIN_HAN.sub(r"\1\2 \3", _HAN_LATIN.sub(r"\1 \2\3", text))


def no_space_in_chinese(text: str) -> str:
    """No space beside a full-width mark or between Chinese characters."""
    text = _BESIDE_FULL.sub(lambda m: m[1] or "", text)
    return _INSIDE_HAN.sub(r"\1\2", text)


def as_chinese(text: str) -> str:
    """All the rules for Chinese, one after the other."""
    return single_marks(single_spaces(no_space_in_chinese(spaces_between_scripts(full_width_marks(text)))))


def half_width(text: str) -> str:
    """Full-width punctuation, letters and digits of English, made half-width. Chinese words keep theirs."""
    text = _WIDE_BRACKETS.sub(lambda m: m[0] if has_han(m[1]) else f" ({m[1]})", text).lstrip(" ")
    text = _WIDE_LETTERS.sub(lambda m: chr(ord(m[0]) - 0xFEE0), text)
    return _WIDE.sub(lambda m: _TO_HALF[m[1]] + ("" if _ends(m) else " "), text)


def _ends(match: re.Match[str]) -> bool:
    """Nothing but a line break, a bracket or another mark follows."""
    return not re.match(rf"[\w(\"“{CODE}{NAME}{TITLE}{OPEN}{STRONG}]", match.string[match.end() :])


def single_spaces(text: str) -> str:
    """One space between words, none before a mark or at an end."""
    text = _LINE_END.sub("", text)
    text = _BEFORE_MARK.sub("", _SEVERAL.sub(" ", text))
    return text.rstrip(" \t").lstrip(" \t\n") if text.strip() else text


def single_marks(text: str) -> str:
    """One mark where two of a kind stand."""
    return _TWICE.sub(lambda m: m[1] or m[2] or ".", text)


def unpaired(text: str) -> list[int]:
    """Positions of brackets and quotation marks without a partner."""
    waiting: list[int] = []
    alone = []
    for at, sign in enumerate(text):
        if sign in _PAIRS.values():
            waiting.append(at)
        elif sign in _PAIRS:
            if waiting and text[waiting[-1]] == _PAIRS[sign]:
                waiting.pop()
            elif not _COUNTING.search(text[max(at - 3, 0) : at]):
                alone.append(at)
    return sorted([*alone, *waiting])
