"""The matrix: one case for each cell of the decision table, and walks from state to state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import msgspec

from tongwen.behaviour.arrange import Asking, steps
from tongwen.behaviour.calls import Call
from tongwen.behaviour.common import Common
from tongwen.behaviour.cover import Dropped, pairwise
from tongwen.behaviour.expect import Expecting
from tongwen.behaviour.findings import Finding
from tongwen.behaviour.graph import Consent, consent
from tongwen.behaviour.matrix import Case, Read, Step
from tongwen.behaviour.situations import told
from tongwen.behaviour.table import Cell, Group, Table, decide
from tongwen.behaviour.walks import Walks
from tongwen.model.spec import Document


def cases(document: Document, limit: int | None = None) -> list[Case]:
    """All cases, ordered by profile: one for each decided cell, by call and situation, and then the walks."""
    return matrix(document, decide(document), limit).cases


def matrix(document: Document, table: Table, limit: int | None = None) -> Matrix:
    """The matrix of a table. If it has more cells than `limit`, it falls back to a pairwise cover.

    `limit`: by default what the manifest says; none there either: there is no limit.
    """
    return Matrix(Writer(document, table), limit)


class Picked(NamedTuple):
    """A call, and the cells that it has a case for."""

    call: Call
    cells: Sequence[Common]


class Matrix:
    """The cases of a table, and what they leave out. Each part is made when it is first asked for."""

    def __init__(self, writer: Writer, limit: int | None = None) -> None:
        self.writer = writer
        if limit is None and writer.document.tongwen is not None:
            limit = writer.document.tongwen.matrix_limit
        order = {name: entry.order for name, entry in writer.document.profiles.items()}
        self._order = {profile: place for place, profile in enumerate(sorted(order, key=lambda p: (order[p], p)))}
        whole = limit is None or writer.table.count() <= limit
        #: Cells left out because the matrix would be too large.
        self.dropped: list[Dropped] = []
        found = [pick for group in writer.table.groups for pick in (self._all(group) if whole else self._some(group))]
        #: By profile and call.
        self.picked = sorted(found, key=lambda pick: (self._order[pick.call.profile], pick.call.api))

    def _all(self, group: Group) -> Iterable[Picked]:
        return (Picked(call, self.writer.reached(call)) for call in group.calls)

    def _some(self, group: Group) -> Iterable[Picked]:
        picked, dropped = pairwise(group)
        self.dropped += dropped
        for call, cells in picked:
            chosen = set(map(id, cells))
            yield Picked(call, [common for common in self.writer.reached(call) if id(common.cell) in chosen])

    @property
    def reads(self) -> dict[str, Read | None]:
        """How the answers of each profile are read."""
        return self.writer.expecting.reads

    def each(self) -> Iterator[Case]:
        """The cells, made one by one: a large spec has more of them than should be kept."""
        return (self.writer.made(call, common) for call, common in self.held())

    def bare(self) -> Iterator[Case]:
        """The same without how answers are read: files say that once for each profile."""
        return (msgspec.structs.replace(case, read=None) for case in self.each())

    def held(self) -> Iterator[tuple[Call, Common]]:
        """The cells that have a case, ordered by profile and call."""
        return ((call, common) for call, cells in self.picked for common in cells)

    @cached_property
    def cells(self) -> list[Case]:
        """The cells alone, ordered by profile and call."""
        return list(self.each())

    @cached_property
    def counts(self) -> Counter[str]:
        """The number of cells that have a case, by profile."""
        found: Counter[str] = Counter()
        for call, cells in self.picked:
            found[call.profile] += len(cells)
        return found

    @cached_property
    def walked(self) -> Walks:
        """The walks by graph, as a file holds them."""
        writer = self.writer
        return Walks(writer.document, writer.graphs, writer.expecting, writer.asking, writer.prefixes[1])

    @cached_property
    def walks(self) -> list[Case]:
        """The walks alone, as cases."""
        return [case for tour in self.walked for case in tour.cases(self.reads[tour.profile])]

    @cached_property
    def cases(self) -> list[Case]:
        """Cells and walks, ordered by profile."""
        return sorted([*self.cells, *self.walks], key=lambda case: self._order[case.profile])

    @property
    def transitions(self) -> int:
        """Transitions of the graphs of consent, each taken by some walk."""
        return self.walked.transitions

    @property
    def pairs(self) -> int:
        """Ordered pairs of them, each taken by some walk one right after the other."""
        return self.walked.pairs

    @cached_property
    def unreachable(self) -> list[Finding]:
        """Cells that no public action reaches."""
        return self.writer.unreachable()


def unreachable(document: Document, table: Table) -> list[Finding]:
    """A finding for each cell that no public action reaches."""
    return Writer(document, table).unreachable()


def plain(found: Iterable[Case]) -> list[dict[str, Any]]:
    """Cases as plain mappings, ready for JSON."""
    return [msgspec.to_builtins(case) for case in found]


class Writer:
    """What the cases of one document share."""

    def __init__(self, document: Document, table: Table) -> None:
        self.document = document
        self.table = table
        self.asking = Asking(document, table)
        self.expecting = Expecting(document)
        self.prefixes = (shared_prefix(document.apis), shared_prefix(document.scopes))
        #: The call that was last looked at, how the ids of its cases begin, and how it reaches what it reaches.
        self._of: Call | None = None
        self._begins = ""
        self._taken: dict[int, list[Step] | None] = {}

    @cached_property
    def graphs(self) -> list[Consent]:
        """The graphs of consent."""
        return consent(self.document, self.table)

    def case(self, call: Call, cell: Cell) -> Case | None:
        """The case of a cell for one of its calls; none if no public action reaches it."""
        common = self.expecting.common(call.profile, cell)
        return None if self._steps(common, call) is None else self.made(call, common)

    def made(self, call: Call, common: Common) -> Case:
        """The case of a cell that is reached."""
        taken = self._steps(common, call) or []
        return Case(
            id=self.id(call, common),
            profile=call.profile,
            rule=common.cell.rule,
            world=common.world,
            arrange=taken,
            act=self.expecting.act(call, common),
            read=self.expecting.reads[call.profile],
            expect=self.expecting.expect(call, common, taken),
        )

    def reached(self, call: Call) -> list[Common]:
        """The decided cells of a call of the table to which public actions lead: what must be asked for can be."""
        return self._reached[id(call)]

    @cached_property
    def _reached(self) -> dict[int, list[Common]]:
        return {id(call): cells for group in self.table.groups for call, cells in self._of_group(group)}

    def _of_group(self, group: Group) -> Iterator[tuple[Call, list[Common]]]:
        """The same list for all calls that reach the same."""
        cells = self._decided(group)
        ways = {common.way: common for common in cells}
        found: dict[frozenset[int], list[Common]] = {}
        for call in group.calls:
            lost = frozenset(way for way, common in ways.items() if self._steps(common, call) is None)
            if lost not in found:
                found[lost] = [common for common in cells if common.way not in lost]
            yield call, found[lost]

    def _decided(self, group: Group) -> list[Common]:
        return [self.expecting.common(group.profile, cell) for cell in group.cells if cell.rule]

    def unreachable(self) -> list[Finding]:
        """A finding for each decided cell that some calls do not reach."""
        found: list[Finding] = []
        for group in self.table.groups:
            cells = self._decided(group)
            short = [call for call in group.calls if len(self.reached(call)) < len(cells)]
            missing = [(call.name, set(map(id, cells)).difference(map(id, self.reached(call)))) for call in short]
            for common in cells if short else ():
                calls = tuple(name for name, lost in missing if id(common) in lost)
                found += [_unreachable(group.profile, common.cell, calls)] if calls else []
        return found

    def _steps(self, common: Common, call: Call) -> list[Step] | None:
        """The actions that lead to a cell; none if they cannot be taken."""
        if not common.actions:
            return []
        self._turn_to(call)
        if common.way not in self._taken:
            self._taken[common.way] = steps(common.actions, call, self.asking, another=common.another)
        return self._taken[common.way]

    def id(self, call: Call, common: Common) -> str:
        """Profile, call, scope where the call takes one, what is out of the ordinary, outcome."""
        return f"{self.beginning(call)}.{common.ending}"

    def beginning(self, call: Call) -> str:
        """The first part of the ids of a call's cases."""
        self._turn_to(call)
        if not self._begins:
            words = [call.profile, call.api.removeprefix(self.prefixes[0])]
            if call.kind in ("ask", "read", "settings"):
                words.append(call.scopes[0].removeprefix(self.prefixes[1]))
            self._begins = ".".join(words)
        return self._begins

    def _turn_to(self, call: Call) -> None:
        """Calls are gone through one by one, and many cells of a call are reached alike."""
        if call is not self._of:
            self._of, self._begins, self._taken = call, "", {}


def _unreachable(profile: str, cell: Cell, calls: tuple[str, ...]) -> Finding:
    path = ("rules", cell.rule)
    situation = told(cell.situation)
    return Finding(kind="unreachable", path=path, rules=(cell.rule,), profile=profile, calls=calls, cell=situation)


def shared_prefix(names: Iterable[str]) -> str:
    """The first word of most names, with its dot: what a reader of many case names can do without."""
    words = Counter(name.partition(".")[0] for name in names if "." in name)
    return f"{min(words, key=lambda word: (-words[word], word))}." if words else ""
