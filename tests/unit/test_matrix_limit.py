"""Above the limit of the manifest the matrix is a pairwise cover, and every output says which cells it leaves out."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.support import ROOT, problems, run_cli

LIMIT = 20


def start(folder: Path, limit: object) -> Path:
    """A new project with a limit in its manifest."""
    shutil.copytree(ROOT / "templates" / "starter", folder)
    manifest = folder / "spec" / "tongwen.yaml"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace("  version: 1\n", f"  version: 1\n  matrix_limit: {limit}\n", 1), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = start(tmp_path_factory.mktemp("limit") / "tea", LIMIT)
    done = run_cli(["build"], folder)
    assert done.returncode == 0, done.stderr
    return folder


def matrix(folder: Path) -> dict[str, Any]:
    (file,) = folder.rglob("matrix.json")
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def cells(found: dict[str, Any]) -> int:
    return len(found["cases"])


def test_every_cell_is_either_a_case_or_told_to_be_left_out(small: Path) -> None:
    found = matrix(small)
    left_out = sum(len(left["calls"]) for left in found["dropped"])
    assert cells(found) + left_out == found["cells"] > LIMIT
    assert left_out > 0
    assert all(left["situation"] for left in found["dropped"])


def test_the_walks_stay(small: Path, tmp_path: Path) -> None:
    whole = start(tmp_path / "tea", 10_000)
    assert run_cli(["build"], whole).returncode == 0
    found = matrix(whole)
    assert (found["dropped"], cells(found)) == ([], found["cells"])
    assert found["walks"] == matrix(small)["walks"] != []


def test_the_shorter_matrix_has_the_shape_of_its_schema(small: Path) -> None:
    (file,) = small.rglob("matrix.schema.json")
    jsonschema.validate(matrix(small), json.loads(file.read_text(encoding="utf-8")))


@pytest.mark.parametrize(("language", "words"), [("en", "a pairwise cover"), ("zh", "成对覆盖")])
def test_lint_says_so(small: Path, language: str, words: str) -> None:
    done = run_cli(["lint", "--lang", language], small)
    assert done.returncode == 0
    assert words in done.stdout
    assert f"{LIMIT}" in done.stdout


@pytest.mark.parametrize(("language", "heading"), [("en", "## Left out"), ("zh", "## 未覆盖")])
def test_the_site_lists_each_situation_that_is_left_out(small: Path, language: str, heading: str) -> None:
    (page,) = [path for path in small.rglob("coverage.md") if path.parts[-3] == language]
    section = page.read_text(encoding="utf-8").partition(heading)[2]
    assert len([line for line in section.splitlines() if line.startswith("| [")]) == len(matrix(small)["dropped"])


@pytest.mark.parametrize("limit", [0, -1, "many"])
def test_a_limit_that_is_no_number_of_cells_is_refused_with_its_place(tmp_path: Path, limit: object) -> None:
    found = problems(start(tmp_path / "tea", limit))
    assert [place.rpartition(":")[0] for _, place in found] == ["spec/tongwen.yaml:9"]
