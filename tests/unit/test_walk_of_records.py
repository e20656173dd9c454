"""The walk through a spec finds every record, in order, however little it looks at on the way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tongwen.checks.registry import Gaps, all_checks, run_checks
from tongwen.diagnostics import Path
from tongwen.load.files import load_many
from tongwen.model.assemble import assemble
from tongwen.model.base import Record
from tongwen.model.walk import records

from tests.support import GARDEN, weixin


def plainly(path: Path, value: Any) -> Iterator[tuple[Path, Record]]:
    """The same by looking at everything."""
    children: list[tuple[str | int, Any]] = []
    if isinstance(value, Record):
        yield path, value
        names = zip(value.__struct_fields__, value.__struct_encode_fields__, strict=True)
        children = [(name, getattr(value, field)) for field, name in names]
    elif isinstance(value, dict):
        children = list(value.items())
    elif isinstance(value, list):
        children = list(enumerate(value))
    for step, child in children:
        yield from plainly((*path, step), child)


def test_every_record_of_the_real_spec_is_visited_once_and_in_order() -> None:
    seen = list(records(weixin()))
    assert seen == list(plainly((), weixin()))
    assert len(seen) > 1000


def test_checks_that_share_a_walk_report_one_after_another_in_the_order_of_their_definition() -> None:
    """And not in the order of the walk, which comes to the name first."""
    wrong = (
        GARDEN.replace("default: 5", "default: five")
        .replace("scope: any, description", "scope: [scope.nowhere], description")
        .replace("{type: number", "{type: Litres")
    )
    sources = load_many([("spec/tongwen.yaml", wrong.encode())]).sources
    document = assemble(sources).document
    found = [d.code for d in run_checks(document, sources, Gaps())]
    functions = [check.function.__name__ for check in all_checks()]
    order = [functions.index(name) for name in ("defaults_fit", "names_lead_somewhere", "types_exist")]
    assert order == sorted(order)
    assert found == ["TW320", "TW301", "TW305"]
