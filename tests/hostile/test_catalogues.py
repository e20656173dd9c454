"""Every hostile catalogue: refused at its line, or shown as it is typed; nothing in it is ever carried out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tongwen.model.base import Localized
from tongwen.text.opaque import Text
from tongwen.translation import catalogues

from tests.checks.cases import complete, shows
from tests.hostile.yard import cases
from tests.support import GARDEN, project

CATALOGUES = cases("catalogues")
FOLDER = "locales/ja/LC_MESSAGES"


def written(folder: Path, case: dict[str, Any]) -> Path:
    """A project with the catalogue of a case."""
    head = case.get("head", "Content-Type: text/plain; charset=utf-8\\n")
    head = head.replace("\n", "\\n")
    flag = f"#, {case['flag']}\n" if "flag" in case else ""
    entry = case["text"].replace("|", "\n")
    text = f'msgid ""\nmsgstr ""\n"{head}"\n\n{flag}{entry}\n'
    name = "messages.po" if case["file"] == "messages" else "spec.po"
    return project(folder, {f"{FOLDER}/{name}": text.encode()}, base=GARDEN)


@pytest.mark.parametrize("case", CATALOGUES)
@shows("TW589")
def test_a_hostile_catalogue_is_refused_or_shown_as_it_is_typed(case: str, tmp_path: Path) -> None:
    wanted = CATALOGUES[case]
    loaded = catalogues.load(written(tmp_path, wanted), ["ja"])
    assert [d.code for d in loaded.found] == ([wanted["code"]] if wanted["code"] else [])
    for diagnostic in loaded.found:
        complete(diagnostic)
        assert diagnostic.place is not None
        assert diagnostic.place.file.startswith(FOLDER)
    original = wanted["text"].split('msgid "')[1].split('"')[0]
    if wanted["file"] == "messages":
        assert loaded.catalogue.get("ja", original) == wanted["shown"]
    else:
        said = loaded.catalogue.said("ja", Localized(en=Text(original), zh=Text("无。")))
        assert said.raw == f"[en] {original}"


def test_a_catalogue_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogues, "FILE_LIMIT", 100)
    folder = written(tmp_path, CATALOGUES["walk-beside-the-name"])
    [one] = catalogues.load(folder, ["ja"]).found
    assert (one.code, str(one.place)) == ("TW112", f"{FOLDER}/messages.po:1:1")
