"""The test matrix: the decision table as cases for pytest, and as JSON for every other language."""

from __future__ import annotations

from collections.abc import Iterable

from tongwen.targets.base import PlannedFile, Request, Target
from tongwen.targets.matrix.views import case_files, matrix_view, schema_view


def plan(request: Request) -> Iterable[PlannedFile]:
    """`matrix.json` with its schema, and a pytest file for each profile."""
    yield PlannedFile("matrix.json", "matrix/matrix.json.j2", matrix_view(request), "json")
    yield PlannedFile("matrix.schema.json", "matrix/schema.json.j2", schema_view(), "json")
    yield PlannedFile("conftest.py", "matrix/conftest.py.j2", None, "python")
    for view in case_files(request):
        yield PlannedFile(view.path, "matrix/cases.py.j2", view, "python")


TARGET = Target(name="matrix", plan=plan, options={})
