"""All that follows from the rules of one document, each part made once, when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from typing import NamedTuple

from tongwen.behaviour.calls import Call
from tongwen.behaviour.cases import Matrix, Writer
from tongwen.behaviour.graph import Consent
from tongwen.behaviour.table import Group, Table, decide
from tongwen.model.spec import Document


class Part(NamedTuple):
    """Calls that have something in common, and their group, which says what is decided of them."""

    group: Group
    calls: list[Call]


class Behaviour:
    """The table, its matrix and its graphs, with indexes of what pages look up."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def table(self) -> Table:
        """The decision table."""
        return decide(self.document)

    @cached_property
    def writer(self) -> Writer:
        """Makes the cases."""
        return Writer(self.document, self.table)

    @cached_property
    def matrix(self) -> Matrix:
        """The matrix, no larger than the manifest allows."""
        return Matrix(self.writer)

    @property
    def graphs(self) -> list[Consent]:
        """The graphs of consent."""
        return self.writer.graphs

    @cached_property
    def of_api(self) -> Mapping[str, list[Part]]:
        """The calls of each API and component, in the order of the table."""
        return self._parts(lambda call: call.api)

    @cached_property
    def asking(self) -> Mapping[str, list[Part]]:
        """The calls that ask for each scope, in the order of the table."""
        return self._parts(lambda call: call.scopes[0] if call.kind == "ask" and call.offered else "")

    def _parts(self, key: Callable[[Call], str]) -> dict[str, list[Part]]:
        found: dict[str, list[Part]] = {}
        for group in self.table.groups:
            chosen: dict[str, list[Call]] = {}
            for call in group.calls:
                chosen.setdefault(key(call), []).append(call)
            for name, calls in chosen.items():
                found.setdefault(name, []).append(Part(group, calls))
        return found


def behaviour(document: Document) -> Behaviour:
    """What follows from a document. While the same document is asked for, it is not made a second time."""
    return _behaviour(_Same(document))


class _Same:
    """A document as the key of a cache: documents have no hash, and to compare two costs more than to look one up."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def __hash__(self) -> int:
        return id(self.document)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.document is self.document


@lru_cache(maxsize=2)  # as many as are compared with one another
def _behaviour(key: _Same) -> Behaviour:
    return Behaviour(key.document)
