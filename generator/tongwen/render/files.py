"""Planned files to bytes: one strict Jinja environment for each output language and its prose.

Rendering is a pure function of the plan. A template may loop, ask a flag, include, and insert what a filter has
encoded; `tongwen.render.templates` refuses anything else before it runs. `finalize` takes nothing but code of the
file's own language.
"""

from __future__ import annotations

import ast
import json
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from traceback import walk_tb
from typing import Any, NamedTuple

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from tongwen.diagnostics import N_, Diagnostic, Kind, Place
from tongwen.render.filters import filters_for
from tongwen.render.stamp import sealed
from tongwen.render.templates import StrictLoader, TemplateRefused
from tongwen.targets.base import PlannedFile
from tongwen.text.opaque import Code, OpaqueError
from tongwen.text.phrase import Catalogue, Phrase

TEMPLATE = Kind("TW710", "error", N_("the template {template} cannot make {file}: {problem}"), N_("mend the template"))
BROKEN = Kind("TW711", "error", N_("the file {file} would not parse: {problem}"), N_("mend the template or encoder"))


#: What a template can raise: its view has no such field, a filter cannot take the value, it includes itself.
_FAULTS = (
    jinja2.TemplateError,
    TemplateRefused,
    TypeError,
    ValueError,
    LookupError,
    AttributeError,
    RecursionError,
    OverflowError,
)
_PARSERS: dict[str, Callable[[str], object]] = {"python": ast.parse, "json": json.loads, "toml": tomllib.loads}


class _Unparsable(Exception):
    """A rendered file that its language does not read."""


class Rendered(NamedTuple):
    """A file's path in the project and its bytes."""

    path: str
    content: bytes


class Renderer:
    """Holds the compiled templates for one build."""

    def __init__(self, templates: Path, catalogue: Catalogue) -> None:
        self._templates = templates
        self._catalogue = catalogue
        self._environments: dict[tuple[str, tuple[str, ...]], jinja2.Environment] = {}

    def render(self, folder: str, plan: Iterable[PlannedFile]) -> Iterator[Rendered | Diagnostic]:
        """The content of each planned file, or what is wrong with its template."""
        for file in plan:
            try:
                yield Rendered(f"{folder}/{file.path}", self._content(file))
            except _Unparsable as error:
                yield BROKEN.at(None, file=file.path, problem=str(error))
            except _FAULTS as error:
                problem = str(error) or type(error).__name__
                yield TEMPLATE.at(self._place(error, file), template=file.template, file=file.path, problem=problem)

    def _content(self, file: PlannedFile) -> bytes:
        template = self._environment(file.language, file.prose).get_template(file.template)
        text = template.render(view=file.view, link=file.link)
        try:
            _PARSERS.get(file.language, str)(text)
        except (SyntaxError, ValueError) as error:
            raise _Unparsable(str(error)) from error
        return sealed(text).encode("utf-8")

    def _place(self, error: BaseException, file: PlannedFile) -> Place:
        """Where in a template the fault lies: where the error says, or the innermost line that was being rendered."""
        if isinstance(error, TemplateRefused | jinja2.TemplateSyntaxError):
            return Place(f"templates/{error.name or file.template}", error.lineno)
        place = Place(f"templates/{file.template}")
        for frame, line in walk_tb(error.__traceback__):
            path = Path(frame.f_code.co_filename)
            if path.is_relative_to(self._templates):
                place = Place(f"templates/{path.relative_to(self._templates).as_posix()}", line)
        return place

    def _environment(self, language: str, prose: tuple[str, ...]) -> jinja2.Environment:
        key = (language, prose)
        if key not in self._environments:
            self._environments[key] = environment(self._templates, language, prose, self._catalogue)
        return self._environments[key]


def environment(templates: Path, language: str, prose: tuple[str, ...], catalogue: Catalogue) -> jinja2.Environment:
    """The strict environment. `autoescape` is off: escaping is not the last step here, it is the only one."""

    def finalize(value: Any) -> str:
        kind = type(value)
        if kind is Code and value.language == language:
            return value.source  # type: ignore[no-any-return]
        if kind is int:
            return str(value)
        if isinstance(value, jinja2.Undefined):
            return str(value)  # which raises, and names what is not there
        raise OpaqueError(f"{kind.__name__} in a {language} file: pass it through a filter of that language")

    made = ImmutableSandboxedEnvironment(
        loader=StrictLoader(templates, language),
        undefined=jinja2.StrictUndefined,
        finalize=finalize,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        newline_sequence="\n",
        auto_reload=False,
        cache_size=-1,
    )
    made.filters.clear()
    made.filters.update(filters_for(language, prose, catalogue))
    made.tests.clear()
    made.globals.clear()
    made.globals["_"] = _phrase
    return made


@lru_cache(maxsize=4096)
def _phrase(message: str) -> Phrase:
    return Phrase(message)
