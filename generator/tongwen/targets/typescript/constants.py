"""The one module with code: names of scopes, and what leads a failure back to its meaning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tongwen.behaviour.wordings import numbers, root_error, wordings
from tongwen.model.spec import Document
from tongwen.targets.base import Later, PlannedFile, Request
from tongwen.targets.typescript import naming
from tongwen.targets.typescript.profile import manifest_of
from tongwen.targets.typescript.views import Constant, Constants, Meaning, Sign
from tongwen.text.doc import Doc, Prose, Tag, Words
from tongwen.text.phrase import Phrase

MODULE = "constants"


def constants_files(request: Request, prose: tuple[str, ...]) -> Iterator[PlannedFile]:
    """The module and its declarations."""
    view = Later(_view, request)
    for kind in ("mjs", "d.mts"):
        template = f"typescript/constants.{kind}.j2"
        yield PlannedFile(f"{MODULE}.{kind}", template, view, naming.LANGUAGE, prose, _span)


def _view(request: Request) -> Constants:
    document = request.document
    short = short_names(document)
    name = naming.span(manifest_of(request).namespace)
    purpose = Phrase("Names of scopes, and the meaning of failures, of the calls of {name}.", name=name)
    return Constants(
        doc=(Prose(manifest_of(request).title), Prose(purpose), Tag("packageDocumentation", None, None)),
        scopes=tuple(
            Constant(
                name=naming.property_name(short[scope]),
                value=scope,
                doc=_doc(entry.title, place=request.source("scopes", scope)),
            )
            for scope, entry in document.scopes.items()
        ),
        meanings=tuple(
            Meaning(
                name=error,
                key=naming.property_name(error),
                parent=entry.parent or "",
                doc=_doc(entry.title, entry.description, entry.remedy, place=request.source("errors", error)),
            )
            for error, entry in document.errors.items()
        ),
        signs=tuple(_signs(document)),
        numbers=tuple((naming.value("integer", str(n.number)), n.error) for n in numbers(document)),
        root=root_error(document) or "failed",
        words=(*failure_fields(document, "string"), "message"),
        errnos=failure_fields(document, "integer"),
    )


def short_names(document: Document) -> dict[str, str]:
    """A scope's name after its last dot; all of it where two scopes would share one."""
    ends = Counter(scope.rpartition(".")[2] for scope in document.scopes)
    return {scope: end if ends[end := scope.rpartition(".")[2]] == 1 else scope for scope in document.scopes}


def failure_fields(document: Document, kind: str) -> tuple[str, ...]:
    """The fields of this type that failures have, in any form of call."""
    found = (name for form in document.forms.values() for name, field in form.failure.items() if field.type == kind)
    return tuple(dict.fromkeys(found))


def _signs(document: Document) -> Iterator[Sign]:
    """What means something in one call only comes first, as it is the more exact."""
    for wording in sorted(wordings(document), key=lambda one: not one.call):
        yield Sign(call=wording.call, pattern=wording.pattern, meaning=wording.error)


def _doc(*words: Words, place: str) -> Doc:
    blocks = [Prose(one) for one in words]
    return (*blocks, Tag("see", naming.place(place), None)) if place else tuple(blocks)


def _span(target: str) -> str:
    """References have nothing to lead to in this module."""
    return target.partition(":")[2] or target
