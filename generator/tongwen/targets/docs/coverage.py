"""The page that tells how the rules are tested: for each dimension, the cases of each rule by value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tongwen.behaviour.situations import in_order
from tongwen.model.base import Localized, Record
from tongwen.model.behaviour import Dimension
from tongwen.targets.docs import naming
from tongwen.targets.docs.parts import Head, Made, Site
from tongwen.text.opaque import Code
from tongwen.text.phrase import Phrase

#: Rule, dimension and value to the number of cells: situations times calls.
_Counts = Counter[tuple[str, str, str]]


class Row(Record, frozen=True, kw_only=True):
    """A rule, and its number of cases for each value of the dimension."""

    rule: str
    counts: tuple[int, ...]


class DimensionView(Record, frozen=True, kw_only=True):
    """A dimension: the cases of all rules together, and of each rule that meets it."""

    mention: Localized
    title: Localized
    heading: Code
    values: tuple[Localized, ...]
    totals: tuple[int, ...]
    rows: tuple[Row, ...]


class Overall(Record, frozen=True, kw_only=True):
    """A profile and the number of its cases."""

    profile: str
    count: int


class CoveragePage(Record, frozen=True, kw_only=True):
    """All dimensions."""

    head: Head
    tests: int
    count: int
    profiles: tuple[Overall, ...]
    dimensions: tuple[DimensionView, ...]


def pages(site: Site) -> Iterator[Made]:
    """The page."""
    yield Made("behaviour/coverage.md", "docs/coverage.md.j2", _page(site))


def _page(site: Site) -> CoveragePage:
    counts = _counts(site)
    document = site.document
    order = sorted(document.profiles, key=lambda name: (document.profiles[name].order, name))
    return CoveragePage(
        head=Head(
            title=Phrase("Coverage"),
            description=Phrase("How many cases of the test matrix hold each rule, by what the situation is made of."),
            source="",
        ),
        tests=sum(len(ids) for ids in site.tests.values()),
        count=len(document.rules),
        profiles=tuple(Overall(profile=f"profile:{name}", count=site.table.count(name)) for name in order),
        dimensions=tuple(_dimension(site, counts, name, entry) for name, entry in in_order(document.dimensions)),
    )


def _counts(site: Site) -> _Counts:
    found: _Counts = Counter()
    for group in site.table.groups:
        for cell in group.cells:
            for name, value in cell.situation.items():
                found[cell.rule, name, value] += len(group.calls)
    return found


def _dimension(site: Site, counts: _Counts, name: str, entry: Dimension) -> DimensionView:
    rows = [
        Row(rule=f"rule:{rule}", counts=tuple(counts[rule, name, value] for value in entry.values))
        for rule in site.document.rules
    ]
    return DimensionView(
        mention=naming.mention(f"dimension:{name}"),
        title=entry.title,
        heading=naming.heading("coverage", name),
        values=tuple(value.title for value in entry.values.values()),
        totals=tuple(map(sum, zip(*(row.counts for row in rows), strict=True))) or (0,) * len(entry.values),
        rows=tuple(row for row in rows if any(row.counts)),
    )
