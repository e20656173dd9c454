"""How texts are set: Chinese in full-width punctuation with a space beside Latin letters, English in half-width."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from typing import cast

from tongwen.diagnostics import N_, Finding, Kind
from tongwen.lint import setting
from tongwen.lint.marks import bare, masked
from tongwen.lint.registry import Fix, lint
from tongwen.lint.subject import Subject

UNCHECKED = Kind(
    "TW500",
    "note",
    N_("Chinese typography was checked only in part: autocorrect-py is not installed"),
    N_("install it: `pip install 'tongwen[lint]'`"),
)
HALF_WIDTH = Kind(
    "TW520",
    "warning",
    N_("half-width punctuation in Chinese: {found}"),
    N_("write {better}; `tongwen lint --fix` does it"),
)
NO_SPACE = Kind(
    "TW521",
    "warning",
    N_("no space between Chinese and Latin letters, digits or code: {found}"),
    N_("write {better}; `tongwen lint --fix` does it"),
)
STRAY_SPACE = Kind(
    "TW522",
    "warning",
    N_("a space where Chinese has none: {found}"),
    N_("write {better}; `tongwen lint --fix` does it"),
)
AUTOCORRECT = Kind(
    "TW523",
    "warning",
    N_("not set as Chinese is: {found}"),
    N_("write {better}; `tongwen lint --fix` does it"),
)
FULL_WIDTH = Kind(
    "TW525",
    "warning",
    N_("full-width characters in English: {found}"),
    N_("write {better}; `tongwen lint --fix` does it"),
)
WHITE_SPACE = Kind(
    "TW526",
    "warning",
    N_("a space too many: {found}"),
    N_("write {better}; `tongwen lint --fix` does it"),
)
BRACKETS = Kind(
    "TW527",
    "warning",
    N_("the sign {sign} has no partner: {found}"),
    N_("write both signs of the pair, or neither"),
)
REPEATED = Kind(
    "TW528",
    "warning",
    N_("a sign too many: {found}"),
    N_("write {better}; `tongwen lint --fix` does it"),
)
Masked = Callable[[str], str]


def _fix(change: Masked) -> Fix:
    """A change of masked text as a change of text. Code, references and addresses stay as they are."""

    def fix(raw: str) -> str:
        text, pieces = masked(raw)
        changed = change(text)
        return raw if changed == text else bare(changed, pieces) or raw

    return fix


def _set(subject: Subject, kind: Kind, language: str, change: Masked) -> Iterator[Finding]:
    """A finding for each text that the change would change."""
    for said in subject.said(language):
        changed = change(said.masked)
        if changed != said.masked:
            better = bare(changed, said.pieces)
            if better is not None:
                before, after = excerpt(said.raw, better)
                yield kind.found(said.path, found=before, better=after)


def excerpt(before: str, after: str, around: int = 8) -> tuple[str, str]:
    """The first place where two texts differ, in both of them, with a little of what stands around it."""
    start = next(
        (i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    longest = min(len(before), len(after)) - start
    end = next((i for i in range(longest) if before[-1 - i] != after[-1 - i]), longest)
    first = max(start - around, 0)
    shown = [text[first : min(len(text) - end + around, start + 60)] for text in (before, after)]
    cut = "…" if first else ""
    return cut + shown[0].strip("\n").replace("\n", " "), cut + shown[1].strip("\n").replace("\n", " ")


@lint(HALF_WIDTH, _fix(setting.full_width_marks))
def chinese_has_full_width_punctuation(subject: Subject) -> Iterator[Finding]:
    """Beside Chinese characters, commas, colons, brackets, quotation marks and their like are full-width."""
    return _set(subject, HALF_WIDTH, "zh", setting.full_width_marks)


@lint(NO_SPACE, _fix(setting.spaces_between_scripts))
def a_space_stands_between_the_scripts(subject: Subject) -> Iterator[Finding]:
    """Between Chinese characters and Latin letters, digits or code stands a space."""
    return _set(subject, NO_SPACE, "zh", setting.spaces_between_scripts)


@lint(STRAY_SPACE, _fix(setting.no_space_in_chinese))
def no_space_stands_inside_chinese(subject: Subject) -> Iterator[Finding]:
    """No space stands beside a full-width mark, which brings its own, or between Chinese characters."""
    return _set(subject, STRAY_SPACE, "zh", setting.no_space_in_chinese)


@lru_cache(maxsize=1)
def _autocorrect() -> Masked | None:
    """The library's function; None where it is not installed."""
    try:
        library = importlib.import_module("autocorrect_py")
    except ImportError:
        return None
    return cast("Masked", library.format)


def _as_library(text: str) -> str:
    """What the library makes of a text, after what the checks here have made of it: those are reported on their own."""
    library = _autocorrect()
    ours = setting.as_chinese(text)
    corrected = library(ours) if library else ours
    return text if corrected == ours else corrected


@lint(AUTOCORRECT, _fix(_as_library))
def chinese_is_set_well(subject: Subject) -> Iterator[Finding]:
    """The library autocorrect finds nothing to mend in Chinese texts."""
    return _set(subject, AUTOCORRECT, "zh", _as_library)


@lint(UNCHECKED)
def the_library_is_there(_subject: Subject) -> Iterator[Finding]:
    """Without the library a part of the typography is not checked, and that must not go unseen."""
    if _autocorrect() is None:
        yield UNCHECKED.found(())


@lint(FULL_WIDTH, _fix(setting.half_width))
def english_has_half_width_punctuation(subject: Subject) -> Iterator[Finding]:
    """English texts hold no full-width punctuation, letters or digits, save inside Chinese words that they quote."""
    return _set(subject, FULL_WIDTH, "en", setting.half_width)


@lint(WHITE_SPACE, _fix(setting.single_spaces))
def spaces_are_single(subject: Subject) -> Iterator[Finding]:
    """Words stand one space apart, no space comes before a comma or full stop, none at the ends of a text."""
    yield from _set(subject, WHITE_SPACE, "en", setting.single_spaces)
    yield from _set(subject, WHITE_SPACE, "zh", setting.single_spaces)


@lint(BRACKETS)
def brackets_come_in_pairs(subject: Subject) -> Iterator[Finding]:
    """Brackets and quotation marks are closed in the paragraph that opens them."""
    for language in ("en", "zh"):
        for said in subject.said(language):
            if alone := next(_alone(said.masked), None):
                yield BRACKETS.found(said.path, sign=alone[0], found=alone[1])


def _alone(text: str) -> Iterator[tuple[str, str]]:
    """Signs without a partner, paragraph by paragraph, with a little of what stands around them."""
    for paragraph in re.split(r"\n[ \t]*\n", text):
        for at in setting.unpaired(paragraph):
            shown = paragraph[max(at - 8, 0) : at + 9].replace("\n", " ")
            yield paragraph[at], re.sub("[\ufdd0-\ufdd5]", "…", shown)


@lint(REPEATED, _fix(setting.single_marks))
def marks_stand_once(subject: Subject) -> Iterator[Finding]:
    """No comma or full stop stands twice."""
    look = partial(_set, subject, REPEATED, change=setting.single_marks)
    yield from look("en")
    yield from look("zh")
