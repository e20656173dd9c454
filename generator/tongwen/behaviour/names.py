"""Names in rules, classes, dimensions and the situations of examples that lead nowhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from tongwen.behaviour.findings import Finding, Kind
from tongwen.behaviour.situations import as_list
from tongwen.model.behaviour import Applies, Dimension, Rule
from tongwen.model.spec import Document

Path = tuple[str, ...]


def check_names(document: Document) -> Iterator[Finding]:
    """Every name of a dimension, value, class, rule, profile or error that does not exist."""
    for name, rule in document.rules.items():
        yield from _rule(document, name, rule)
    for name, chosen in document.classes.items():
        path: Path = ("classes", name)
        yield from _known("unknown-class", (*path, "unless"), chosen.unless, document.classes)
        yield from _known("unknown-profile", (*path, "profiles"), chosen.profiles or (), document.profiles)
    for name, dimension in document.dimensions.items():
        yield from _dimension(document, name, dimension)
    for name, example in document.examples.items():
        yield from _values(("examples", name, "given"), example.given, document.dimensions)


def _rule(document: Document, name: str, rule: Rule) -> Iterator[Finding]:
    path: Path = ("rules", name)
    yield from _known("unknown-class", (*path, "for"), as_list(rule.calls), document.classes)
    yield from _known("unknown-profile", (*path, "profiles"), rule.profiles or (), document.profiles)
    yield from _known("unknown-rule", (*path, "overrides"), rule.overrides, document.rules)
    yield from _values((*path, "given"), rule.given, document.dimensions)
    if rule.then.result != "success":
        yield from _known("unknown-result", (*path, "then", "result"), (rule.then.result,), document.errors)


def _dimension(document: Document, name: str, dimension: Dimension) -> Iterator[Finding]:
    path: Path = ("dimensions", name)
    earlier = {
        other: entry for other, entry in document.dimensions.items() if (entry.order, other) < (dimension.order, name)
    }
    yield from _places(document, (*path, "applies"), dimension.applies, earlier)
    for value, entry in dimension.values.items():
        yield from _places(document, (*path, "values", value, "applies"), entry.applies, earlier)


def _places(
    document: Document, path: Path, places: Iterable[Applies], earlier: Mapping[str, Dimension]
) -> Iterator[Finding]:
    for number, place in enumerate(places):
        here: Path = (*path, str(number))
        yield from _known("unknown-class", (*here, "for"), as_list(place.calls), document.classes)
        yield from _known("unknown-profile", (*here, "profiles"), place.profiles or (), document.profiles)
        yield from _values((*here, "when"), place.when, earlier)
        yield from _values((*here, "unless"), place.unless, earlier)


def _values(path: Path, given: Mapping[str, str | list[str]], dimensions: Mapping[str, Dimension]) -> Iterator[Finding]:
    yield from _known("unknown-dimension", path, given, dimensions)
    for name, values in given.items():
        if name in dimensions:
            yield from _known("unknown-value", (*path, name), as_list(values), dimensions[name].values)


def _known(kind: Kind, path: Path, names: Iterable[str], known: Collection[str]) -> Iterator[Finding]:
    for name in names:
        if name not in known:
            rules = (path[1],) if path[0] == "rules" else ()
            yield Finding(kind=kind, path=path, name=name, known=tuple(sorted(known)), rules=rules)
