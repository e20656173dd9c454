"""The matrix: one case for each cell of the decision table, and walks from state to state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from tongwen.behaviour.arrange import Asking, steps_of
from tongwen.behaviour.calls import Call
from tongwen.behaviour.cover import Dropped, every, pairwise
from tongwen.behaviour.expect import Expecting
from tongwen.behaviour.findings import Finding
from tongwen.behaviour.matrix import Case
from tongwen.behaviour.situations import told
from tongwen.behaviour.table import Cell, Table, decide
from tongwen.behaviour.walks import walks
from tongwen.model.base import Record
from tongwen.model.behaviour import Outcome
from tongwen.model.spec import Document

SEEN: dict[str, str] = {
    "none": "",
    "scope": "asks",
    "scope-twice": "asks-twice",
    "settings": "opens-settings",
    "privacy": "shows-agreement",
    "privacy-then-scope": "shows-agreement-and-asks",
    "scope-with-privacy": "asks-with-agreement",
}


def cases(document: Document, limit: int | None = None) -> list[Case]:
    """All cases, ordered by profile: one for each decided cell, by call and situation, and then the walks."""
    return matrix(document, decide(document), limit).cases


class Matrix(Record, frozen=True, kw_only=True):
    """The cases of a table, and what they leave out."""

    cases: Annotated[list[Case], Meta(description="Cells and walks, ordered by profile.")]
    cells: Annotated[list[Case], Meta(description="The cells alone.")]
    walks: Annotated[list[Case], Meta(description="The walks alone.")]
    transitions: Annotated[int, Meta(description="Transitions of the graphs of consent, each taken by some walk.")]
    pairs: Annotated[int, Meta(description="Ordered pairs of them, each taken by some walk one right after the other.")]
    unreachable: Annotated[list[Finding], Meta(description="Cells that no public action reaches.")]
    dropped: Annotated[list[Dropped], Meta(description="Cells left out because the matrix would be too large.")]


def matrix(document: Document, table: Table, limit: int | None = None) -> Matrix:
    """The matrix of a table. If it has more cells than `limit`, it falls back to a pairwise cover.

    `limit`: by default what the manifest says; none there either: there is no limit.
    """
    if limit is None and document.tongwen is not None:
        limit = document.tongwen.matrix_limit
    found, unreachable, dropped = _cells(document, table, limit)
    walked = walks(document, table, shared_prefix(document.scopes))
    order = {name: entry.order for name, entry in document.profiles.items()}
    cells = sorted(found, key=lambda case: (order[case.profile], case.profile, case.act.call))
    return Matrix(
        cases=sorted([*cells, *walked.cases], key=lambda case: (order[case.profile], case.profile)),
        cells=cells,
        walks=walked.cases,
        transitions=walked.transitions,
        pairs=walked.pairs,
        unreachable=unreachable,
        dropped=dropped,
    )


def unreachable(document: Document, table: Table) -> list[Finding]:
    """A finding for each cell that no public action reaches."""
    return _cells(document, table, None)[1]


def _cells(document: Document, table: Table, limit: int | None) -> tuple[list[Case], list[Finding], list[Dropped]]:
    writer = Writer(document, table)
    whole = limit is None or table.count() <= limit
    found: list[Case] = []
    lost: list[Finding] = []
    dropped: list[Dropped] = []
    for group in table.groups:
        picked, left_out = (every(group), []) if whole else pairwise(group)
        dropped += left_out
        without: dict[int, list[str]] = {}
        for call, cells in picked:
            for cell in cells:
                case = writer.case(call, cell)
                if case is None:
                    without.setdefault(id(cell), []).append(call.name)
                else:
                    found.append(case)
        lost += [_unreachable(group.profile, cell, without[id(cell)]) for cell in group.cells if id(cell) in without]
    return found, lost, dropped


def _unreachable(profile: str, cell: Cell, calls: list[str]) -> Finding:
    path = ("rules", cell.rule)
    situation = told(cell.situation)
    return Finding(
        kind="unreachable", path=path, rules=(cell.rule,), profile=profile, calls=tuple(calls), cell=situation
    )


def plain(found: list[Case]) -> list[dict[str, Any]]:
    """Cases as plain mappings, ready for JSON."""
    return [msgspec.to_builtins(case) for case in found]


class Writer:
    """What the cases of one document share."""

    def __init__(self, document: Document, table: Table) -> None:
        self.document = document
        self.asking = Asking(document, table)
        self.expecting = Expecting(document)
        self.prefixes = (shared_prefix(document.apis), shared_prefix(document.scopes))

    def case(self, call: Call, cell: Cell) -> Case | None:
        """The case of a cell for one of its calls."""
        steps = steps_of(self.document, cell, call, self.asking)
        if steps is None:
            return None
        return Case(
            id=self._id(call, cell, self.document.rules[cell.rule].then),
            profile=call.profile,
            rule=cell.rule,
            world=self.expecting.world(call, cell),
            arrange=steps,
            act=self.expecting.act(call, cell),
            read=self.expecting.reads[call.profile],
            expect=self.expecting.expect(call, cell, steps),
        )

    def _id(self, call: Call, cell: Cell, then: Outcome) -> str:
        """Profile, call, scope where the call takes one, what is out of the ordinary, outcome."""
        words = [call.profile, call.api.removeprefix(self.prefixes[0])]
        if call.kind in ("ask", "read", "settings"):
            words.append(call.scopes[0].removeprefix(self.prefixes[1]))
        for name, dimension in self.document.dimensions.items():
            if name in cell.situation and not dimension.values[cell.situation[name]].silent:
                words.append(cell.situation[name])
        ending = "succeeds" if then.result == "success" else "fails"
        seen = SEEN[then.prompt]
        return ".".join([*words, f"{seen}-and-{ending}" if seen else f"{ending}-without-prompt"])


def shared_prefix(names: Iterable[str]) -> str:
    """The first word of most names, with its dot: what a reader of many case names can do without."""
    words = Counter(name.partition(".")[0] for name in names if "." in name)
    return f"{min(words, key=lambda word: (-words[word], word))}." if words else ""
