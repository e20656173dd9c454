"""Texts that say nothing new: the id once more, the title once more, another entry's words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from tongwen.diagnostics import N_, Finding, Kind, Path
from tongwen.lint.registry import lint
from tongwen.lint.subject import Said, Subject, Twin
from tongwen.model.base import Localized
from tongwen.model.walk import records

COPY_OF_ID = Kind(
    "TW540",
    "warning",
    N_("the text only repeats the id {id}"),
    N_("say what it is or does, in words that the id does not have"),
)
REPEATS = Kind(
    "TW541",
    "warning",
    N_("{field} repeats {other} word for word"),
    N_("say more than {other} does, or leave it out if it may be"),
)
SAME_TEXT = Kind(
    "TW542",
    "warning",
    N_("{name} and {other} have the same {field}, so one of the two is wrong"),
    N_("say what tells them apart"),
)
#: Of an entry: what names it, and what tells of it.
_NAMING = ("title", "summary")
_TELLING = ("summary", "description", "text", "note", "definition")
#: Mappings whose entries stand side by side, so that readers choose between them by their texts.
_SIDE_BY_SIDE = frozenset("values known parameters result fields attributes events callbacks failure".split())
#: Kinds whose entries may well be alike: sections of two editions of a document, values of several dimensions.
_ALIKE = frozenset(["sources", "suppressions"])


def _folded(text: str) -> str:
    """Only what is said: without case, marks and white space."""
    return re.sub(r"[\W_]+", "", text).lower()


@lint(COPY_OF_ID)
def a_text_is_no_copy_of_its_id(subject: Subject) -> Iterator[Finding]:
    """A text that tells of an entry says more than its id."""
    for twin in subject.twins:
        if twin.role == "title" or twin.path[0] == "glossary":
            continue
        owner = _owner(twin)
        ids = {_folded(owner), _folded(owner.rpartition(".")[2])}
        if twin.role == "meaning" and len(twin.en.raw.split()) == 1:
            continue  # `camera: Camera`: of a value there may be no more to say, and the Chinese says it
        for said in (twin.en, twin.zh):
            if _folded(said.raw) in ids:
                yield COPY_OF_ID.found(said.path, id=owner)


def _owner(twin: Twin) -> str:
    """The id or name of what a text tells of: the last step of its path, unless that is a key of the record."""
    steps = [str(step) for step in (twin.path if twin.role == "meaning" else twin.path[:-1])]
    return steps[-1] if steps else ""


@lint(REPEATS)
def a_description_says_more_than_the_title(subject: Subject) -> Iterator[Finding]:
    """Of the texts of one entry none repeats another in the same language."""
    for path, record in records(subject.document):
        texts = {field: getattr(record, field) for field in (*_NAMING, *_TELLING) if hasattr(record, field)}
        for field, text in texts.items():
            for other in list(texts)[: list(texts).index(field)]:
                twin = texts[other]
                if other in _NAMING and isinstance(text, Localized) and isinstance(twin, Localized):
                    yield from _repeated((*path, field), text, (*path, other), twin)


def _repeated(path: Path, text: Localized, other: Path, twin: Localized) -> Iterator[Finding]:
    for language in ("en", "zh"):
        if _folded(getattr(text, language).raw) == _folded(getattr(twin, language).raw):
            field, named = str(path[-1]), str(other[-1])
            yield REPEATS.found((*path, language), (*other, language), field=field, other=named)
            return


@lint(SAME_TEXT)
def entries_side_by_side_differ(subject: Subject) -> Iterator[Finding]:
    """Two entries of a kind, or two fields or values of one entry, are not told in the same words."""
    groups: dict[Path, dict[str, Said]] = defaultdict(dict)
    for twin in subject.twins:
        group = _group(twin)
        if group is None:
            continue
        for said in (twin.en, twin.zh):
            first = groups[(*group, said.language)].setdefault(_folded(said.raw), said)
            if first is not said:
                field = str(twin.path[-1]) if twin.role != "meaning" else "text"
                at = len(group) - 2 if twin.role != "meaning" else len(group) - 1
                name, other = str(said.path[at]), str(first.path[at])
                yield SAME_TEXT.found(said.path, first.path, name=name, other=other, field=field)
                break


def _group(twin: Twin) -> Path | None:
    """Where its likes stand: its path with the name of the entry taken out. None: readers need not tell them apart."""
    path = twin.path
    if path[0] in _ALIKE:
        return None
    if len(path) == 3 and path[-1] in (*_NAMING, "description", "definition"):
        return (path[0], "*", path[-1])
    if twin.role == "meaning" and len(path) > 3 and path[-2] in _SIDE_BY_SIDE:
        return (*path[:-1], "*")
    if path[-1] == "description" and len(path) > 4 and path[-3] in _SIDE_BY_SIDE:
        return (*path[:-2], "*", "description")
    return None
