"""The matrix grows with the number of calls and no faster: in bytes, and in what is decided."""

from __future__ import annotations

import pickle
from collections import Counter
from pathlib import Path

import msgspec
import pytest
from tongwen.behaviour import walks
from tongwen.behaviour.cases import Matrix, Writer
from tongwen.behaviour.table import decide
from tongwen.behaviour.whole import Behaviour, behaviour
from tongwen.encode.literal import json_lines
from tongwen.model.spec import Document
from tongwen.pipeline import read
from tongwen.targets.matrix.views import Cells, Walks

from tests.support import ROOT

STARTER = Path(ROOT / "templates" / "starter")


def times(count: int) -> Document:
    """The spec of the starter with each scope, and each call that needs it, under `count` more names."""
    spec = read(STARTER).document
    scopes = {**spec.scopes}
    apis = {**spec.apis}
    for number in range(count):
        scopes |= {f"{name}{number}": scope for name, scope in spec.scopes.items()}
        for name, api in spec.apis.items():
            if api.needs:
                needs = [f"{scope}{number}" for scope in api.needs]
                apis[f"{name}{number}"] = msgspec.structs.replace(api, needs=needs)
    grown: Document = msgspec.structs.replace(spec, scopes=scopes, apis=apis)
    return grown


def size(made: Matrix) -> float:
    """Bytes of `matrix.json` for each case."""
    cells, tours = list(made.bare()), list(made.walked)
    count = len(cells) + sum(len(tour.walks) for tour in tours)
    return len(json_lines(cells) + json_lines(tours)) / count


def test_a_case_takes_no_more_room_in_a_large_matrix_than_in_a_small_one() -> None:
    small, large = (Behaviour(times(count)).matrix for count in (10, 160))
    assert sum(large.counts.values()) > 14 * sum(small.counts.values())
    assert size(large) < 1.05 * size(small)


def test_a_case_that_told_every_scope_would_be_found() -> None:
    def whole(made: Matrix) -> float:
        scopes = dict.fromkeys(made.writer.document.scopes)
        cells = [
            msgspec.structs.replace(case, expect=msgspec.structs.replace(case.expect, afterwards=scopes))
            for case in made.bare()
        ]
        return len(json_lines(cells)) / len(cells)

    small, large = (Behaviour(times(count)).matrix for count in (10, 40))
    assert whole(large) > 1.5 * whole(small)


def test_calls_that_are_alike_are_decided_and_walked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    called: Counter[str] = Counter()
    real = walks._Router.route

    def counted(router: walks._Router, graph: walks.Consent) -> object:
        called["route"] += 1
        return real(router, graph)

    monkeypatch.setattr(walks._Router, "route", counted)
    found = []
    for count in (10, 40):
        called.clear()
        made = Behaviour(times(count))
        list(made.matrix.walked)
        found.append((called["route"], sum(len(group.cells) for group in made.table.groups)))
    assert found[0] == found[1]
    assert found[0][0] > 0


def test_calls_that_reach_the_same_cells_share_one_list_of_them() -> None:
    spec = times(20)
    writer = Writer(spec, decide(spec))
    lists = {id(writer.reached(call)) for group in writer.table.groups for call in group.calls}
    assert len(lists) == len(writer.table.groups)


def test_what_a_file_holds_is_made_in_another_process_as_well() -> None:
    spec = times(2)
    for lines in (Cells(spec), Walks(spec)):
        text = json_lines(lines)
        assert text
        assert json_lines(lines) == text  # as often as it is asked for
        assert json_lines(pickle.loads(pickle.dumps(lines))) == text  # noqa: S301 (our own)


def test_a_document_is_decided_once_and_another_of_the_same_content_for_itself() -> None:
    spec = read(STARTER).document
    assert behaviour(spec) is behaviour(spec)
    assert behaviour(spec) is not behaviour(msgspec.structs.replace(spec))
