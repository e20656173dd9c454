"""Planned files to bytes: one set of strict templates for each output language and its prose.

Rendering is a pure function of the plan. A template may loop, ask a flag, include, and insert what a filter has
encoded; `tongwen.render.rules` refuses anything else before it is compiled, and nothing but code of the file's own
language is inserted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from traceback import walk_tb
from typing import Any, NamedTuple

from tongwen.diagnostics import N_, Diagnostic, Kind, Place
from tongwen.render import parse
from tongwen.render.compiled import MARK, TemplateRefused
from tongwen.render.filters import filters_for
from tongwen.render.notes import Listening, Notes
from tongwen.render.sheet import Sheet
from tongwen.render.stamp import Content, seal, seal_of
from tongwen.render.templates import Templates
from tongwen.targets.base import BadName, Later, PlannedFile
from tongwen.text.phrase import Catalogue

TEMPLATE = Kind("TW710", "error", N_("the template {template} cannot make {file}: {problem}"), N_("mend the template"))
BROKEN = Kind("TW711", "error", N_("the file {file} would not parse: {problem}"), N_("mend the template or encoder"))


#: What a template can raise: its view has no such field, a filter cannot take the value, it includes itself.
FAULTS = (
    TemplateRefused,
    NameError,
    TypeError,
    ValueError,
    LookupError,
    AttributeError,
    RecursionError,
    OverflowError,
)


class _Unparsable(Exception):
    """A rendered file that its language does not read."""


class Rendered(NamedTuple):
    """A file's path in the project and its bytes; the notes of it, if they are taken."""

    path: str
    content: Content
    notes: Notes | None = None


class Renderer:
    """Holds the compiled templates for one build. With `owners` it notes which texts of the spec are said where.

    They are the numbers of the entries that the texts belong to, in the order of the numbers of the texts.
    """

    def __init__(self, templates: Path, catalogue: Catalogue, owners: Sequence[int] | None = None) -> None:
        self._folder = templates
        self._catalogue = catalogue
        self._owners = owners
        self._templates: dict[tuple[str, tuple[str, ...]], Templates] = {}
        #: The view that was made last: the next file may be the same page in another language.
        self._made: tuple[Any, Any] = (None, None)

    def render(self, folder: str, plan: Iterable[PlannedFile]) -> Iterator[Rendered | Diagnostic]:
        """The content of each planned file, or what is wrong with its template."""
        return (self.make(folder, file) for file in plan)

    def make(self, folder: str, file: PlannedFile) -> Rendered | Diagnostic:
        """The content of a planned file. Raises `BadName` for a view that is made only now, of what has no name."""
        try:
            return self._rendered(f"{folder}/{file.path}", file)
        except _Unparsable as error:
            return BROKEN.at(None, file=file.path, problem=str(error))
        except BadName:
            raise
        except FAULTS as error:
            problem = str(error) or type(error).__name__
            return TEMPLATE.at(_place(error, file), template=file.template, file=file.path, problem=problem)

    def whole(self, file: PlannedFile) -> Sheet:
        """The text of a planned file, still in pieces. Raises whatever a view, a template or a filter does."""
        return self._written(file, in_pieces=True)

    def _written(self, file: PlannedFile, *, in_pieces: bool = False) -> Sheet:
        listening = Listening(file.link, self._owners) if self._owners is not None else None
        sheet, view = Sheet(listening, in_pieces=in_pieces), self._view(file.view)
        self._for(file.language, file.prose).render(file.template, view, listening or file.link, sheet)
        return sheet

    def _rendered(self, path: str, file: PlannedFile) -> Rendered:
        sheet = self._written(file)
        sheet.gather()
        content, listening = sheet.content, sheet.listening
        of = {"language": file.language, "prose": file.prose, "seal": seal_of(content)}
        notes = listening.notes(of) if listening else None
        del sheet, listening  # with a long file they take as much memory as its content
        try:
            parse.check(file.language, content)
        except (SyntaxError, ValueError) as error:
            raise _Unparsable(str(error)) from error
        return Rendered(path, seal(content), notes)

    def _view(self, view: Any) -> Any:
        if isinstance(view, Later):
            if self._made[0] is not view:
                self._made = (None, None)  # the one before may be as large as this one
                self._made = view, view()
            return self._made[1]
        return view

    def _for(self, language: str, prose: tuple[str, ...]) -> Templates:
        key = (language, prose)
        if key not in self._templates:
            filters = filters_for(language, prose, self._catalogue, notes=self._owners is not None)
            self._templates[key] = Templates(self._folder, language, filters)
        return self._templates[key]


def _place(error: BaseException, file: PlannedFile) -> Place:
    """Where in a template the fault lies: where the error says, or the innermost line that was being rendered."""
    if isinstance(error, TemplateRefused):
        return Place(f"templates/{error.name}", error.lineno)
    place = Place(f"templates/{file.template}")
    for frame, line in walk_tb(error.__traceback__):
        if frame.f_code.co_filename.startswith(MARK):
            place = Place(f"templates/{frame.f_code.co_filename.removeprefix(MARK)}", line)
    return place
