"""The page that tells how the rules are tested: for each dimension, the cases of each rule by value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tongwen.behaviour.cover import Dropped
from tongwen.behaviour.situations import in_order, told
from tongwen.model.base import Localized, Record
from tongwen.model.behaviour import Dimension
from tongwen.model.spec import Document
from tongwen.targets.base import Later
from tongwen.targets.docs import naming
from tongwen.targets.docs.atlas import Page
from tongwen.targets.docs.parts import Head, Made, Site
from tongwen.text.opaque import Code
from tongwen.text.phrase import Phrase

#: Rule, dimension and value to the number of cases: situations times calls.
_Counts = Counter[tuple[str, str, str]]
#: The same to the id of the first case.
_First = dict[tuple[str, str, str], str]
PATH = "behaviour/coverage.md"


class Count(Record, frozen=True, kw_only=True):
    """A number of cases, and the first of them in the playground."""

    number: int
    to: Code | None


class Row(Record, frozen=True, kw_only=True):
    """A rule, and its number of cases for each value of the dimension."""

    rule: str
    counts: tuple[Count, ...]


class DimensionView(Record, frozen=True, kw_only=True):
    """A dimension: the cases of all rules together, and of each rule that meets it."""

    mention: Localized
    title: Localized
    heading: Code
    values: tuple[Localized, ...]
    totals: tuple[int, ...]
    rows: tuple[Row, ...]


class Overall(Record, frozen=True, kw_only=True):
    """A profile and the number of its cases and walks."""

    profile: str
    count: int
    walks: int


class DroppedView(Record, frozen=True, kw_only=True):
    """A situation that some calls have no case for."""

    profile: str
    situation: tuple[Localized, ...]
    calls: Code | None


class CoveragePage(Record, frozen=True, kw_only=True):
    """All dimensions."""

    head: Head
    tests: int
    count: int
    cells: int
    limit: int
    walks: int
    transitions: int
    pairs: int
    profiles: tuple[Overall, ...]
    dropped: tuple[DroppedView, ...]
    dimensions: tuple[DimensionView, ...]

    @property
    def proof(self) -> Code:
        """The command that shows that the tests can fail."""
        return naming.span("tongwen verify --mutants")

    @property
    def whole(self) -> bool:
        """Whether every cell is a case."""
        return not self.dropped


def pages(site: Site) -> Iterator[Made]:
    """The page."""
    yield Made(PATH, "docs/coverage.md.j2", Later(_page, site))


def _page(site: Site) -> CoveragePage:
    counts = _counts(site)
    first = _first(site)
    document = site.document
    matrix = site.matrix
    return CoveragePage(
        head=Head(
            title=Phrase("Coverage"),
            description=Phrase("How many cases of the test matrix hold each rule, by what the situation is made of."),
            source="",
        ),
        tests=matrix.counts.total(),
        count=len(document.rules),
        cells=site.table.count(),
        limit=site.manifest.matrix_limit or 0,
        walks=site.matrix.walked.counts.total(),
        transitions=matrix.transitions,
        pairs=matrix.pairs,
        profiles=tuple(_profiles(site)),
        dropped=tuple(_dropped(document, left) for left in matrix.dropped),
        dimensions=tuple(_dimension(site, counts, first, name, entry) for name, entry in in_order(document.dimensions)),
    )


def _profiles(site: Site) -> Iterator[Overall]:
    profiles = site.document.profiles
    for name in sorted(profiles, key=lambda name: (profiles[name].order, name)):
        yield Overall(
            profile=f"profile:{name}",
            count=site.matrix.counts[name],
            walks=site.matrix.walked.counts[name],
        )


def _dropped(document: Document, left: Dropped) -> DroppedView:
    return DroppedView(
        profile=f"profile:{left.profile}",
        situation=tuple(document.dimensions[name].values[value].title for name, value in left.situation.items()),
        calls=naming.spans(left.calls),
    )


def _counts(site: Site) -> _Counts:
    found: _Counts = Counter()
    dropped: dict[tuple[str, str], set[str]] = {}
    for left in site.matrix.dropped:
        dropped.setdefault((left.profile, told(left.situation)), set()).update(left.calls)
    for group in site.table.groups:
        for cell in group.cells:
            without = dropped.get((group.profile, told(cell.situation)), ()) if dropped else ()
            number = len(group.calls) - (sum(call.name in without for call in group.calls) if without else 0)
            for name, value in cell.situation.items():
                found[cell.rule, name, value] += number
    return found


def _first(site: Site) -> _First:
    """The first case of each rule with each value; the playground shows it."""
    found: _First = {}
    cells = {id(call): cells for call, cells in site.matrix.picked}
    for group in site.table.groups:
        wanted = {(cell.rule, *pair) for cell in group.cells for pair in cell.situation.items()} - found.keys()
        for call in group.calls:
            if not wanted:
                break
            for common in cells[id(call)]:
                cell = common.cell
                met = wanted.intersection((cell.rule, *pair) for pair in cell.situation.items())
                found.update(dict.fromkeys(met, site.matrix.writer.id(call, common)))
                wanted -= met
    return found


def _count(page: Page, counts: _Counts, first: _First, key: tuple[str, str, str]) -> Count:
    number = counts[key]
    return Count(number=number, to=page.played(first[key]) if number and key in first else None)


def _dimension(site: Site, counts: _Counts, first: _First, name: str, entry: Dimension) -> DimensionView:
    page = site.page(PATH)
    rows = [
        Row(rule=f"rule:{rule}", counts=tuple(_count(page, counts, first, (rule, name, v)) for v in entry.values))
        for rule in site.document.rules
    ]
    return DimensionView(
        mention=naming.mention(f"dimension:{name}"),
        title=entry.title,
        heading=naming.heading("coverage", name),
        values=tuple(value.title for value in entry.values.values()),
        totals=tuple(map(sum, zip(*([count.number for count in row.counts] for row in rows), strict=True)))
        or (0,) * len(entry.values),
        rows=tuple(row for row in rows if any(count.number for count in row.counts)),
    )
