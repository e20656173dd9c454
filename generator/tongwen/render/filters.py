"""The filters that templates may use: for each output language, the few that give whole tokens of that language.

A filter takes a value and the `link` of the file that is being rendered, and then what the template says in brackets.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

from tongwen.encode import literal, markdown, python, typescript
from tongwen.encode.comment import Commenter
from tongwen.encode.front import front as as_front
from tongwen.encode.summary import Summary
from tongwen.encode.voice import Linker, Voice
from tongwen.text.doc import Doc, Prose
from tongwen.text.hearing import noted
from tongwen.text.opaque import Code
from tongwen.text.phrase import Catalogue

Filters = dict[str, Callable[..., str]]
COLUMNS = 100
#: Trees whose tokens are kept, at most. Then all are let go: those of the next files are others, as those that have
#: trees in common are made one after the other.
_KEPT = 20_000


#: Filters of prose. What the others make of texts is not to be found again in a file.
_PROSE = ("doc", "comment", "text", "jsdoc", "md", "line", "front")
#: Other filters with links.
_LINKING = ("ref", "graph")


def filters_for(language: str, prose: tuple[str, ...], catalogue: Catalogue, *, notes: bool = False) -> Filters:
    """The allow-list for a language. A name that is not here cannot be used in its templates.

    With `notes` the filters of prose note what they make of the texts of a spec: see `tongwen.text.hearing`.
    """
    quiet = _MAKERS[language](Voice(prose, catalogue, apart=False))
    if not notes:
        return quiet
    apart = _MAKERS[language](Voice(prose, catalogue))
    prose_filters = {name: noted(name, quiet[name], apart[name]) for name in _PROSE if name in apart}
    linking = {name: _plainly(apart[name]) for name in _LINKING if name in apart}
    return {**apart, **prose_filters, **linking}


def _plainly(made: Callable[..., str]) -> Callable[..., str]:
    """A filter of which nothing is noted, neither the links."""
    return lambda value, link, *arguments: made(value, getattr(link, "plain", link), *arguments)


def _python(voice: Voice) -> Filters:
    def encoder(link: Linker, indent: int) -> python.Docstrings:
        return python.Docstrings(voice, link, COLUMNS - indent - 6)  # the quotes of a docstring of one line take six

    # what files share is said of calls, at length
    doc = _kept(encoder, python.Docstrings.docstring, range(200, sys.maxsize))

    def comment(value: Any, link: Linker, indent: int = 0) -> str:
        encoder = python.Docstrings(voice, link, COLUMNS - indent - 2)
        return python.comment(encoder.blocks(value, encoder.columns), " " * indent)

    def text(value: Any, link: Linker, indent: int = 0, before: int = 0) -> str:
        encoder = python.Docstrings(voice, link, COLUMNS - indent - 8)
        return python.string(encoder.line(value), encoder.columns, " " * indent, COLUMNS - indent - before)

    # names recur; a text must reach its encoder each time, to be kept apart
    name = lru_cache(maxsize=1 << 14)(literal.python_string)

    def lit(value: Any, _: Linker) -> str:
        return name(value) if type(value) is str else python.literal(value).source

    return {"doc": doc, "comment": comment, "text": text, "lit": lit}


def _typescript(voice: Voice) -> Filters:
    def encoder(link: Linker, indent: int) -> typescript.JSDoc:
        return typescript.JSDoc(voice, link, COLUMNS - indent - 3)

    # what files share is said of fields; what is said of a call depends on the profile
    jsdoc = _kept(encoder, typescript.JSDoc.jsdoc, range(400))
    return {"jsdoc": jsdoc, "lit": lambda value, _: typescript.literal(value).source}


def _markdown(voice: Voice) -> Filters:
    def ref(target: str, link: Linker) -> str:
        made = link(target)
        return made.source if isinstance(made, Code) else markdown.code_span(made)

    def front(value: Any, link: Linker) -> str:
        if isinstance(value, str):
            return as_front(value)
        return as_front(voice.bare(value) or Summary(voice, link, COLUMNS).line(value))

    def graph(value: Any, link: Linker) -> str:
        from tongwen.encode import svg  # few pages have a picture

        return svg.graph(value, link, voice)

    return {
        "md": lambda value, link, indent=0: markdown.blocks(value, link, voice, " " * indent),
        "line": lambda value, link: voice.bare(value) or markdown.line(value, link, voice),
        "ref": ref,
        "front": front,
        "graph": graph,
        "code": lambda value, _: markdown.code_span(_written(value)),
        "fence": lambda value, _, language, indent=0: markdown.fence(value, language, " " * indent),
        "json": lambda value, _: literal.json_value(value),
    }


def _json(_: Voice) -> Filters:
    return {
        "json": lambda value, _, indent=1: literal.json_value(value, indent),
        "compact": lambda value, _: literal.json_value(value),
        "lines": lambda records, _: literal.json_lines(records),
    }


def _toml(_: Voice) -> Filters:
    return {"lit": lambda value, _: literal.toml_string(value)}


_MAKERS: dict[str, Callable[[Voice], Filters]] = {
    "python": _python,
    "typescript": _typescript,
    "markdown": _markdown,
    "json": _json,
    "toml": _toml,
}


C = TypeVar("C", bound=Commenter)


def _kept(
    encoder: Callable[[Linker, int], C], encode: Callable[[C, Doc, str], str], lengths: range
) -> Callable[..., str]:
    """A filter of documentation trees. Targets use one tree in several files: it is encoded anew where it has links.

    Of the tokens only those of these lengths are kept.
    """
    made: dict[tuple[int, int], tuple[Doc, str]] = {}
    #: For each indentation the one that was used last: a file has one link.
    encoders: dict[int, C] = {}

    def filtered(value: Any, link: Linker, indent: int = 0) -> str:
        doc = value if type(value) is tuple else (Prose(value),)  # a named tuple is words in both languages
        known = made.get((id(doc), indent))
        if known is not None:
            return known[1]
        commenter = encoders.get(indent)
        if commenter is None or commenter.link is not link:
            commenter = encoders[indent] = encoder(link, indent)
        commenter.linked = False
        source = encode(commenter, doc, " " * indent)
        if not commenter.linked and doc is value and len(source) in lengths:
            if len(made) >= _KEPT:
                made.clear()
            made[id(doc), indent] = doc, source  # with the tree, so that no other tree gets its number
        return source

    return filtered


def _written(value: Any) -> str:
    """A name, or a default value as it is written in JavaScript and in the spec."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
