"""What a file imports from the others of its profile: the names that its code uses, and that its comments lead to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tongwen.encode.voice import Voice
from tongwen.targets.typescript import naming
from tongwen.targets.typescript.profile import Profile
from tongwen.targets.typescript.views import Import
from tongwen.text.doc import Doc, DocBlock, Meanings, Prose, Sample, Tag, Words
from tongwen.text.grammar import references
from tongwen.text.opaque import Code


def imported(names: Iterable[str], module: str) -> Import:
    """Types of another module of the package."""
    listed, specifier = sorted(names), f"./{module}.js"
    line = f'import type {{ {", ".join(listed)} }} from "{specifier}";'
    return Import(
        names=tuple(naming.identifier(name) for name in listed),
        specifier=specifier,
        is_tall=len(line) > naming.COLUMNS,
    )


def foreign(profile: Profile, docs: Iterable[Doc], prose: tuple[str, ...]) -> set[str]:
    """The names that a file uses and does not declare. `docs` are its comments, made while they are looked through.

    References are read from the texts and not kept apart (`tongwen.text.hearing`): a text with other references than
    before is more than changed words anyway.
    """
    voice = Voice(prose, profile.request.catalogue, apart=False)
    for doc in docs:
        for block in doc:
            for words in (block.text,) if type(block) is Prose else _said(block):
                if not voice.bare(words):  # as most are: without references
                    for target in _references(words, voice):
                        profile.links(target)
    return profile.names.foreign()


def _said(block: DocBlock) -> Iterator[Words]:
    """The prose of a block."""
    match block:
        case Prose(text):
            yield text
        case Tag(_, _, text, notes):
            yield from notes if text is None else (text, *notes)
        case Sample(title, _):
            yield title
        case Meanings(heading, items):
            yield from () if heading is None else (heading,)
            yield from (meaning for _, meaning in items)


def _references(words: Words, voice: Voice) -> Iterator[str]:
    """The targets of references, in all languages of the file."""
    for _, text, values in voice.texts(words):
        yield from references(text)
        for value in values.values():
            if not isinstance(value, Code | int):  # whoever made a link of it has told what it uses
                yield from _references(value, voice)
