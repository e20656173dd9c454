"""Which texts of the spec an output says, and where: so that a changed text changes these places and nothing else.

A text has a number while a build takes notes. A filter tells of each token that it makes of such texts, with the recipe
to make it again of other words. A text that something else has read (a label, a list in JSON) is *apart*: nobody knows
where it went, so a change of it is a change of the spec like any other.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, Protocol

from tongwen.text.doc import Meanings, Prose, Sample, Tag
from tongwen.text.opaque import Code, Text
from tongwen.text.phrase import Bilingual, Known, Phrase

#: Numbers of the texts that are apart, and of those among them that nobody has been told of yet. Of one build: `count`
#: begins anew.
_apart: set[int] = set()
_untold: set[int] = set()
#: A string as JSON.
_quoted = json.encoder.encode_basestring
#: A value as JSON, without blanks.
as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
#: Recipes that are kept, at most (then all are let go); and the filters of trees that are the same in several files.
_SHARED = 5_000
_SHARING = ("doc",)
#: What stands in a recipe for the blocks of a documentation tree.
_BLOCKS: dict[str, type[Any]] = {"P": Prose, "T": Tag, "S": Sample, "M": Meanings}


#: How a token is made: name of the filter and its arguments; what the number that is noted with a token stands for
#: follows from the place in the list.
_styles: list[tuple[str, tuple[Any, ...]]] = []
#: The texts of one entry in both languages, the same as the only paragraphs of a documentation tree, or a recipe.
ALONE, ALONE_IN_TREE, BY_RECIPE = range(3)


#: What a token was made of: the number of the English of a text, or a recipe and the numbers of the texts in it.
What = int | tuple[str, tuple[int, ...]]


class Hearer(Protocol):
    """The link of a file in which notes are taken."""

    #: What was written so far: a token that is made now will be the next of these.
    pieces: list[str]
    #: Of each token that says texts of the spec its place among the pieces, itself, its style, and what it was made of.
    told: list[tuple[int, str, int, What]]


class NoRecipe(Exception):
    """What is said was made in a way that cannot be written down."""


def count(texts: Iterable[Bilingual]) -> None:
    """Number the texts of a spec: the English of each with an even number, its Chinese with the next."""
    _apart.clear()
    _untold.clear()
    for number, text in enumerate(texts):
        text.en.number, text.zh.number = 2 * number, 2 * number + 1


def keep_apart(value: Any) -> None:
    """Somebody has read a text, a text in both languages, or a phrase with such values, and does not say what for."""
    if isinstance(value, Text):
        _keep(value.number)
    elif isinstance(value, Phrase):
        for inner in value.values.values():
            keep_apart(inner)
    elif hasattr(value, "en") and hasattr(value, "zh"):
        keep_apart(value.en)
        keep_apart(value.zh)


def keep_shown(hearer: Hearer, shown: str) -> None:
    """Of the file that was heard last some lines are shown elsewhere: what says them is kept apart."""
    for _, token, _, what in hearer.told:
        if any(core in shown for line in token.split("\n") if (core := line.strip('/* "#'))):
            for number in (what, what + 1) if isinstance(what, int) else what[1]:
                _keep(number)


def style(number: int) -> tuple[str, tuple[Any, ...], int]:
    """Filter, arguments, and what stands for what, of a token that was noted in this process."""
    return *_styles[number // 3], number % 3


def _keep(number: int) -> None:
    if number >= 0 and number not in _apart:
        _apart.add(number)
        _untold.add(number)


def apart() -> tuple[int, ...]:
    """The texts that this process has kept apart since the last time it was asked."""
    found = tuple(_untold)
    _untold.clear()
    return found


def recipe(value: Any, numbers: list[int]) -> str:
    """A value that a filter was given, as JSON; the numbers of its texts are added to `numbers`. Raises `NoRecipe`."""
    kind = type(value)
    write = _WRITERS.get(kind)
    if write is not None:
        return write(value, numbers)
    if kind in _BILINGUAL or _is_bilingual(value):
        return f'["b",{_text(value.en, numbers)},{_text(value.zh, numbers)}]'
    raise NoRecipe


#: Types of words in both languages and nothing else.
_BILINGUAL: set[type] = set()


def _is_bilingual(value: Any) -> bool:
    """Whether this value is no more than words in both languages, whatever others of its type may hold."""
    if not (hasattr(value, "zh") and hasattr(value, "en")) or hasattr(value, "fit") or getattr(value, "others", None):
        return False
    if not hasattr(value, "others"):
        _BILINGUAL.add(type(value))
    return True


def _text(text: Text, numbers: list[int]) -> str:
    number = text.number
    if number < 0 or number in _apart:  # what is apart changes with everything else
        return str(_quoted(text.raw))
    numbers.append(number)
    return str(number)


def _phrase(phrase: Phrase, numbers: list[int]) -> str:
    if not phrase.values:
        return f'["p",{_quoted(phrase.message)},{{}}]'
    inside = [f"{_quoted(name)}:{recipe(inner, numbers)}" for name, inner in phrase.values.items()]
    return f'["p",{_quoted(phrase.message)},{{{",".join(inside)}}}]'


def _parts(sign: str) -> _Write:
    def write(value: Iterable[Any], numbers: list[int]) -> str:
        return ",".join([f'["{sign}"', *[recipe(inner, numbers) for inner in value]]) + "]"

    return write


def _tag(tag: Tag, numbers: list[int]) -> str:
    name, term, text, notes = tag
    said = "null" if text is None else recipe(text, numbers)
    about = "null" if term is None else _code(term, numbers)
    return f'["T",{_quoted(name)},{about},{said},{_several(notes, numbers) if notes else _NONE}]'


def _code(code: Code, _: list[int]) -> str:
    return f'["c","{code.language}",{_quoted(code.source)}]'


_Write = Callable[[Any, list[int]], str]
_several, _NONE = _parts("l"), '["l"]'
#: How values are written down, by their types. What is not here is words in both languages, or has no recipe.
_WRITERS: dict[type, _Write] = {
    Text: lambda value, numbers: f'["t",{_text(value, numbers)}]',
    Code: _code,
    Phrase: _phrase,
    Prose: lambda value, numbers: f'["P",{recipe(value.text, numbers)}]',
    Tag: _tag,
    tuple: _several,
    str: lambda value, _: str(_quoted(value)),
    int: lambda value, _: str(value),
    type(None): lambda _value, _: "null",
    **{block: _parts(sign) for sign, block in _BLOCKS.items() if block not in (Prose, Tag)},
}


def cooked(made: Any, text: Callable[[int], Text]) -> Any:
    """The value of a recipe, with `text` for the numbered texts. Raises `NoRecipe` for what is none."""
    match made:
        case ["b", en, zh]:
            return Known(en=_of(en, text), zh=_of(zh, text))
        case ["t", one]:
            return _of(one, text)
        case ["p", str(message), dict(values)]:
            return Phrase(message, **{name: cooked(inner, text) for name, inner in values.items()})
        case ["c", str(language), str(source)]:
            return Code(language, source)
        case [str(sign), *fields] if sign == "l" or sign in _BLOCKS:
            inside = tuple(cooked(inner, text) for inner in fields)
            return inside if sign == "l" else _BLOCKS[sign](*inside)
        case str() | int() | None:
            return made
    raise NoRecipe


def _of(one: int | str, text: Callable[[int], Text]) -> Text:
    return text(one) if isinstance(one, int) else Text(one)


def noted(name: str, speak: Callable[..., str], speak_apart: Callable[..., str]) -> Callable[..., str]:
    """A filter that tells the link of the file, which must be a `Hearer`, what it makes of numbered texts.

    `speak_apart` is the same filter where every text that it hears is kept apart: for what has no recipe.
    """
    recipe_of = _Trees().recipe if name in _SHARING else _recipe
    styles: dict[tuple[Any, ...], int] = {}

    def filtered(value: Any, link: Any, *arguments: Any) -> str:
        token = speak(value, link, *arguments)
        kind = type(value)
        if kind is str or (kind is Phrase and not value.values):
            return token
        number, shape = -1, ALONE
        if kind is not tuple:
            number = _number(value)
        elif len(value) == 1 and type(value[0]) is Prose:
            number, shape = _number(value[0].text), ALONE_IN_TREE
        what: What = number
        if number < 0:
            try:
                what = recipe_of(value) if kind is tuple else _recipe(value)
            except NoRecipe:
                return speak_apart(value, link, *arguments)
            if _apart.issuperset(what[1]):  # of what is apart already no note would be of use
                return token
            shape = BY_RECIPE
        elif number in _apart and number + 1 in _apart:
            return token
        style = styles.get(arguments)
        if style is None:
            style = styles[arguments] = 3 * len(_styles)
            _styles.append((name, arguments))
        link.told.append((len(link.pieces), token, style + shape, what))
        return token

    return filtered


def _recipe(value: Any) -> tuple[str, tuple[int, ...]]:
    """The recipe of a value, and the numbers of its texts. Raises `NoRecipe`."""
    if type(value) is Phrase and all(type(inner) is Code or type(inner) is int for inner in value.values.values()):
        return "", ()
    numbers: list[int] = []
    return recipe(value, numbers), tuple(numbers)


class _Trees:
    """Recipes of documentation trees and the numbers of their texts. They are kept: files have trees in common."""

    def __init__(self) -> None:
        self._shared: dict[int, tuple[Any, str, tuple[int, ...]]] = {}

    def recipe(self, value: Any) -> tuple[str, tuple[int, ...]]:
        """The recipe of a tree. Raises `NoRecipe`."""
        known = self._shared.get(id(value))
        if known is None:
            known = (value, *_recipe(value))
            if len(self._shared) >= _SHARED:
                self._shared.clear()
            self._shared[id(value)] = known  # with the tree, so that no other gets its number
        return known[1:]


def _number(value: Any) -> int:
    """Of a text of the spec in both languages the number of its English; below 0 for anything else."""
    en = getattr(value, "en", None)
    return en.number if en is not None and value.zh.number == en.number + 1 else -1
