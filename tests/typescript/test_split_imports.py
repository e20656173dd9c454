"""What the files of a client in parts import: the names that they use, in code and in comments, and no others."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.typescript.split import Files, Packages, imported, misfits, packages, write
from tests.typescript.test_typescript import HERE, node

__all__ = ["node", "packages"]  # fixtures


@pytest.mark.parametrize("spec", ["small", "real"])
def test_a_file_imports_what_it_uses_and_nothing_else(packages: Packages, spec: str) -> None:
    _, split = packages[spec]
    assert misfits(split) == []
    assert sum(len(imported(text)) for text in split.values()) > 10


def spoilt(packages: Packages, file: str, old: str, new: str) -> Files:
    split = packages["small"][1]
    assert old in split[file]
    return {**split, file: split[file].replace(old, new, 1)}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  Marks,\n", "", ["index-fire.d.ts lacks Marks"]),
        ("  Bed,\n", "", ["index-fire.d.ts lacks Bed"]),
        ("  Bed,\n", "  Ash,\n  Bed,\n", ["index-fire.d.ts needs no Ash"]),
        ("  Bed,\n  Callbacks,\n", "  Callbacks,\n  Bed,\n", ["index-fire.d.ts has no order"]),
        ("  Bed,\n", "  Bed,\n  Bush,\n", ["index-fire.d.ts needs no Bush", "index has no Bush"]),
    ],
)
def test_an_import_too_many_or_too_few_would_be_seen(packages: Packages, old: str, new: str, said: list[str]) -> None:
    assert misfits(spoilt(packages, "index-fire.d.ts", old, new)) == said


def test_what_is_imported_follows_from_types_and_from_references_of_comments(
    packages: Packages,
) -> None:
    _, split = packages["small"]
    assert imported(split["index-fire.d.ts"]) == [
        "Bed",  # of the text about the group
        "Callbacks",
        "Hose",  # of a comment
        "Keeper",
        "Marks",
        "ReadLeaveResult",  # of the other part
        "Reason",
        "Success",
    ]
    assert "Bed" not in imported(split["guest-fire.d.ts"])  # which the profile has not
    assert imported(split["index.d.ts"]) == ["KeeperWater", "OpenGateOptions", "KeeperFire"]


def links(node: str, folder: Path) -> dict[str, list[list[str]]]:
    """The links of all comments that lead nowhere, and how many links there are."""
    files = [str(path) for path in sorted(folder.glob("*.d.ts"))]
    done = subprocess.run([node, str(HERE / "links.cjs"), *files], capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize("spec", ["small", "real"])
def test_links_in_comments_lead_to_their_declarations(node: str, packages: Packages, spec: str, tmp_path: Path) -> None:
    found = links(node, write(tmp_path / "sdk", packages[spec][1]))
    assert found["broken"] == []
    assert int(str(found["count"])) > 20


def test_a_link_that_leads_nowhere_would_be_seen(node: str, packages: Packages, tmp_path: Path) -> None:
    folder = write(tmp_path / "sdk", spoilt(packages, "index-fire.d.ts", "  Bed,\n", ""))
    assert links(node, folder)["broken"] == [[str(folder / "index-fire.d.ts"), "Bed"]]
