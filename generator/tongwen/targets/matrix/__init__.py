"""The test matrix: the decision table as cases for pytest, and as JSON for every other language."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tongwen.behaviour.whole import behaviour
from tongwen.diagnostics import N_
from tongwen.targets.base import PlannedFile, Request, Target
from tongwen.targets.matrix.views import case_files, host_view, matrix_view, schema_view


def plan(request: Request) -> Iterable[PlannedFile]:
    """`matrix.json` with its schema, and a pytest file for each profile."""
    made = behaviour(request.document).matrix
    yield PlannedFile("matrix.json", "matrix/matrix.json.j2", matrix_view(request, made), "json")
    yield PlannedFile("matrix.schema.json", "matrix/schema.json.j2", schema_view(), "json")
    yield PlannedFile("conftest.py", "matrix/conftest.py.j2", host_view(request), "python")
    for view in case_files(request, made):
        yield PlannedFile(view.path, "matrix/cases.py.j2", view, "python")


def _host(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"\w+(\.\w+)*:\w+", value, re.ASCII) is not None


TARGET = Target(
    name="matrix",
    plan=plan,
    options={"host": (_host, N_("the host that the tests run against, as package.module:HostClass"))},
)
