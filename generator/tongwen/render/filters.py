"""The filters that templates may use: for each output language, the few that give code of that language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context

from tongwen.encode import literal, markdown, python, svg, typescript
from tongwen.encode.summary import Summary
from tongwen.encode.voice import Voice
from tongwen.text.doc import Prose
from tongwen.text.opaque import Code
from tongwen.text.phrase import Catalogue

Filters = dict[str, Callable[..., Code]]
COLUMNS = 100


def filters_for(language: str, prose: tuple[str, ...], catalogue: Catalogue) -> Filters:
    """The allow-list for a language. A name that is not here cannot be used in its templates."""
    voice = Voice(prose, catalogue)
    makers: dict[str, Callable[[Voice], Filters]] = {
        "python": _python,
        "typescript": _typescript,
        "markdown": _markdown,
        "json": lambda _: {
            "json": lambda value, indent=1: Code("json", literal.json_value(value, indent)),
            "compact": lambda value: Code("json", literal.json_value(value)),
        },
        "toml": lambda _: {"lit": lambda value: Code("toml", literal.toml_string(value))},
    }
    return makers[language](voice)


def _python(voice: Voice) -> Filters:
    @pass_context
    def doc(context: Context, value: Any, indent: int = 0) -> Code:
        # the quotes of a docstring of one line take six columns
        encoder = python.Docstrings(voice, context["link"], COLUMNS - indent - 6)
        tree = value if isinstance(value, tuple) else (Prose(value),)
        return Code("python", encoder.docstring(tree, " " * indent))

    @pass_context
    def comment(context: Context, value: Any, indent: int = 0) -> Code:
        encoder = python.Docstrings(voice, context["link"], COLUMNS - indent - 2)
        return Code("python", python.comment(encoder.blocks(value, encoder.columns), " " * indent))

    @pass_context
    def text(context: Context, value: Any, indent: int = 0, before: int = 0) -> Code:
        encoder = python.Docstrings(voice, context["link"], COLUMNS - indent - 8)
        line = encoder.line(value)
        return Code("python", python.string(line, encoder.columns, " " * indent, COLUMNS - indent - before))

    return {"doc": doc, "comment": comment, "text": text, "lit": python.literal}


def _typescript(voice: Voice) -> Filters:
    @pass_context
    def jsdoc(context: Context, value: Any, indent: int = 0) -> Code:
        encoder = typescript.JSDoc(voice, context["link"], COLUMNS - indent - 3)
        tree = value if isinstance(value, tuple) else (Prose(value),)
        return Code("typescript", encoder.jsdoc(tree, " " * indent))

    return {"jsdoc": jsdoc, "lit": typescript.literal}


def _markdown(voice: Voice) -> Filters:
    @pass_context
    def md(context: Context, value: Any, indent: int = 0) -> Code:
        return Code("markdown", markdown.blocks(value, context["link"], voice, " " * indent))

    @pass_context
    def line(context: Context, value: Any) -> Code:
        return Code("markdown", markdown.line(value, context["link"], voice))

    @pass_context
    def ref(context: Context, target: str) -> Code:
        made = context["link"](target)
        return made if isinstance(made, Code) else Code("markdown", markdown.code_span(made))

    @pass_context
    def graph(context: Context, value: svg.Picture) -> Code:
        return Code("markdown", svg.graph(value, context["link"], voice))

    @pass_context
    def front(context: Context, value: Any) -> Code:
        text = value if isinstance(value, str) else Summary(voice, context["link"], COLUMNS).line(value)
        return Code("markdown", literal.yaml_string(text))

    return {
        "md": md,
        "line": line,
        "ref": ref,
        "front": front,
        "graph": graph,
        "code": lambda value: Code("markdown", markdown.code_span(_written(value))),
        "fence": lambda value, language, indent=0: Code("markdown", markdown.fence(value, language, " " * indent)),
        "json": lambda value: Code("markdown", literal.json_value(value)),
    }


def _written(value: Any) -> str:
    """A name, or a default value as it is written in JavaScript and in the spec."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
