"""Which texts of the spec an output says, and where: so that a changed text changes these places and nothing else.

A text has a number while a build takes notes. What a filter makes of it is `Said`, with the recipe to make it again of
other words. A text that something else has read (a label, a list in JSON) is *apart*: nobody knows where it went, so
a change of it is a change of the spec like any other.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

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
#: Recipes that are kept, at most.
_SHARED = 20_000
#: What stands in a recipe for the blocks of a documentation tree.
_BLOCKS: dict[str, type[Any]] = {"P": Prose, "T": Tag, "S": Sample, "M": Meanings}


class Said(str):
    """A token that was made of numbered texts."""

    __slots__ = ("note", "numbers")

    #: The filter, its arguments and the recipe, as the end of a list in JSON.
    note: str
    #: The numbers of the texts in it.
    numbers: tuple[int, ...]


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


def keep_shown(pieces: Iterable[str], shown: str) -> None:
    """Of a file in pieces some lines are shown elsewhere: what says them is kept apart."""
    for piece in pieces:
        if isinstance(piece, Said) and any(
            core in shown for line in piece.split("\n") if (core := line.strip('/* "#'))
        ):
            for number in piece.numbers:
                _keep(number)


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
    write = _WRITERS.get(type(value))
    if write is not None:
        return write(value, numbers)
    both = hasattr(value, "zh") and hasattr(value, "en")
    if both and not getattr(value, "others", None) and not hasattr(value, "fit"):
        return f'["b",{_text(value.en, numbers)},{_text(value.zh, numbers)}]'
    raise NoRecipe


def _text(text: Text, numbers: list[int]) -> str:
    if text.number < 0 or text.number in _apart:  # what is apart changes with everything else
        return str(_quoted(text.raw))
    numbers.append(text.number)
    return str(text.number)


def _phrase(phrase: Phrase, numbers: list[int]) -> str:
    if not phrase.values:
        return f'["p",{_quoted(phrase.message)},{{}}]'
    inside = [f"{_quoted(name)}:{recipe(inner, numbers)}" for name, inner in phrase.values.items()]
    return f'["p",{_quoted(phrase.message)},{{{",".join(inside)}}}]'


def _parts(sign: str) -> _Write:
    def write(value: Iterable[Any], numbers: list[int]) -> str:
        return ",".join([f'["{sign}"', *[recipe(inner, numbers) for inner in value]]) + "]"

    return write


_Write = Callable[[Any, list[int]], str]
#: How values are written down, by their types. What is not here is words in both languages, or has no recipe.
_WRITERS: dict[type, _Write] = {
    Text: lambda value, numbers: f'["t",{_text(value, numbers)}]',
    Code: lambda value, _: f'["c","{value.language}",{_quoted(value.source)}]',
    Phrase: _phrase,
    Prose: lambda value, numbers: f'["P",{recipe(value.text, numbers)}]',
    tuple: _parts("l"),
    str: lambda value, _: str(_quoted(value)),
    int: lambda value, _: str(value),
    type(None): lambda _value, _: "null",
    **{block: _parts(sign) for sign, block in _BLOCKS.items() if block is not Prose},
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
    """A filter that leaves a note with what it makes of numbered texts.

    `speak_apart` is the same filter where every text that it hears is kept apart: for what has no recipe.
    """
    recipes = _Recipes()
    starts: dict[tuple[Any, ...], str] = {}

    def filtered(value: Any, link: Any, *arguments: Any) -> str:
        token = speak(value, link, *arguments)
        if type(value) is Phrase and not value.values:
            return token
        try:
            made, numbers = recipes.of(value)
        except NoRecipe:
            return speak_apart(value, link, *arguments)
        if _apart.issuperset(numbers):  # of what is apart already no note would be of use
            return token
        start = starts.get(arguments)
        if start is None:
            start = starts[arguments] = f'"{name}",{as_json(arguments)},'
        said = Said(token)
        said.note, said.numbers = f"{start}{made}]", numbers
        return said

    return filtered


class _Recipes:
    """Recipes and the numbers of their texts. Those of documentation trees, which files have in common, are kept."""

    def __init__(self) -> None:
        self._shared: dict[int, tuple[Any, str, tuple[int, ...]]] = {}

    def of(self, value: Any) -> tuple[str, tuple[int, ...]]:
        """The recipe of a value, empty where it holds no text. Raises `NoRecipe`."""
        kind = type(value)
        if kind is tuple:
            if len(value) == 1 and type(value[0]) is Prose and (number := _number(value[0].text)) >= 0:
                return f'["l",["P",["b",{number},{number + 1}]]]', (number, number + 1)
            return self._tree(value)
        if kind is not Phrase:
            if (number := _number(value)) >= 0:  # by far the most
                return f'["b",{number},{number + 1}]', (number, number + 1)
        elif all(type(inner) is Code or type(inner) is int for inner in value.values.values()):
            return "", ()
        numbers: list[int] = []
        return recipe(value, numbers), tuple(numbers)

    def _tree(self, value: Any) -> tuple[str, tuple[int, ...]]:
        known = self._shared.get(id(value))
        if known is None:
            numbers: list[int] = []
            if len(self._shared) >= _SHARED:
                self._shared.clear()
            # with the tree, so that no other gets its number
            known = self._shared[id(value)] = value, recipe(value, numbers), tuple(numbers)
        return known[1:]


def _number(value: Any) -> int:
    """Of a text of the spec in both languages the number of its English; below 0 for anything else."""
    en = getattr(value, "en", None)
    return en.number if en is not None and value.zh.number == en.number + 1 else -1
