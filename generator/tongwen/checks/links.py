"""Names that lead nowhere, and circles."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping

from tongwen.checks.registry import check_parts, check_records
from tongwen.diagnostics import N_, Finding, Kind, Path
from tongwen.model.base import Localized, Record
from tongwen.model.expressions import BadExpression, types_in
from tongwen.model.names import all_names, find
from tongwen.model.references import names_in, naming_fields, typed_fields
from tongwen.model.spec import Document
from tongwen.text.grammar import references

NOWHERE = Kind("TW301", "error", N_("there is no {name} among the {kinds}"), N_("did you mean {nearest}?"))
TEXT_NOWHERE = Kind("TW302", "error", N_("the reference [[{name}]] leads nowhere"), N_("did you mean [[{nearest}]]?"))
CYCLE = Kind("TW303", "error", N_("a circle: {circle}"), N_("break it at one of its links"))
BAD_TYPE = Kind(
    "TW304",
    "error",
    N_("the type {type} does not parse at {at}"),
    N_("write string, T[], map<T>, A | B, or a type's name"),
)
NO_TYPE = Kind("TW305", "error", N_("there is no type {name}"), N_("did you mean {nearest}?"))


@check_records(Record, having=naming_fields)
def names_lead_somewhere(path: Path, record: Record, document: Document) -> Iterator[Finding]:
    """Every id in `needs`, `errors`, `examples`, `sources` and their like must be the id of an entry (TW301)."""
    for where, kinds, name in names_in(path, record):
        wanted, _, section = name.partition("#") if kinds == ("sources",) else (name, "", "")
        if not _has(document, kinds, wanted):
            known = [entry for kind in kinds for entry in getattr(document, kind)]
            yield NOWHERE.found(where, name=name, kinds=", ".join(kinds), nearest=nearest(wanted, known))
        elif section and section not in document.sources[wanted].sections:
            sections = [f"{wanted}#{s}" for s in document.sources[wanted].sections]
            yield NOWHERE.found(where, name=name, kinds="sources", nearest=nearest(name, sections))


def _has(document: Document, kinds: tuple[str, ...], name: str) -> bool:
    for kind in kinds:  # noqa: SIM110 - asked for every name of a spec: half the time of `any`
        if name in getattr(document, kind):
            return True
    return False


@check_records(Localized)
def references_in_texts_lead_somewhere(path: Path, text: Localized, document: Document) -> Iterable[Finding]:
    """Every `[[reference]]` in a text must name an entry, or a field of one (TW302)."""
    if "[[" not in text.en.raw and "[[" not in text.zh.raw:
        return ()
    named = [(language, name) for language in ("en", "zh") for name in references(getattr(text, language))]
    return [
        TEXT_NOWHERE.found((*path, language), name=name, nearest=nearest(name, all_names(document)))
        for language, name in named
        if find(document, name) is None
    ]


@check_records(Record, having=typed_fields)
def types_exist(path: Path, record: Record, document: Document) -> Iterator[Finding]:
    """Every type expression must parse (TW304) and use types that exist (TW305)."""
    for field in typed_fields(type(record)):
        source = getattr(record, field)
        if not isinstance(source, str):
            continue
        try:
            names = types_in(source)
        except BadExpression as error:
            yield BAD_TYPE.found((*path, field), type=source, at=str(error))
            continue
        for name in names:
            if name not in document.types:
                yield NO_TYPE.found((*path, field), name=name, nearest=nearest(name, list(document.types)))


@check_parts
def nothing_is_its_own_ancestor(document: Document) -> Iterator[Finding]:
    """Parents of errors, exceptions among rules and exclusions among classes do not run in a circle (TW303)."""
    errors = {name: [entry.parent] if entry.parent else [] for name, entry in document.errors.items()}
    yield from _circles("errors", "parent", errors)
    yield from _circles("rules", "overrides", {name: rule.overrides for name, rule in document.rules.items()})
    yield from _circles("classes", "unless", {name: item.unless for name, item in document.classes.items()})


def _circles(kind: str, field: str, edges: Mapping[str, list[str]]) -> Iterator[Finding]:
    """Each circle once, found by an iterative walk: a chain of any length must not exhaust the stack."""
    visited: set[str] = set()
    for start in edges:
        trail: list[str] = []
        stack: list[tuple[str, int]] = [(start, 0)]
        while stack:
            name, depth = stack.pop()
            del trail[depth:]
            if name in trail:
                circle = [*trail[trail.index(name) :], name]
                path: Path = (kind, circle[0], field)
                yield CYCLE.found(path, *((kind, n, field) for n in circle[1:-1]), circle=" → ".join(circle))
            elif name not in visited:
                visited.add(name)
                trail.append(name)
                stack += [(following, depth + 1) for following in edges.get(name, ())]


#: Of so many names at most it is found out how similar they are: each takes as long as reading a page.
_CANDIDATES = 100


def nearest(name: str, known: list[str]) -> str:
    """The most similar known name; the first one if none is similar."""
    if len(known) > _CANDIDATES:
        alike = [other for other in known if other[:1] == name[:1] and abs(len(other) - len(name)) < 4]
        start = name[: len(name) * 2 // 3]
        known = [other for other in alike if other.startswith(start)] or alike or known
    return (difflib.get_close_matches(name, known[:_CANDIDATES], 1, 0.3) or known[:1] or ["-"])[0]
