"""Every hostile file: refused with its code at its place, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tongwen import paths
from tongwen.load.files import load_text
from tongwen.pipeline import Options, build
from tongwen.targets import table

from tests.checks.cases import complete
from tests.hostile.yard import cases
from tests.plain_target import TEMPLATES
from tests.support import GARDEN, project

FILES, SCALARS = cases("files"), cases("scalars")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A project that was built once. Nothing of it may change any more."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, text in TEMPLATES.items():
        (folder / "templates" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "templates" / name).write_text(text, encoding="utf-8")
    made = project(folder / "garden", base=GARDEN.replace("targets: {}", "targets: {plain: {output: out}}"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "templates", lambda: folder / "templates")
        patch.setattr(table, "BUILT_IN", {"plain": "tests.plain_target"})
        assert build(made, Options()).found == []
        yield made


def content(case: dict[str, Any]) -> bytes:
    """The bytes of a case's file."""
    if "bytes" in case:
        return bytes.fromhex(case["bytes"])
    if "repeat" in case:
        before, unit, times, behind = case["repeat"]
        units = "".join(map(unit.format, range(times))) if "{}" in unit else unit * times
        return str(before + units + behind * (times if len(behind) == 1 else 1)).encode()
    return str(case["text"]).encode()


def tree(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file that a build could have touched, with its time stamp."""
    return {str(p): (p.read_bytes(), p.stat().st_mtime_ns) for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("case", FILES)
def test_a_hostile_file_is_refused_at_its_place_before_anything_is_written(case: str, built: Path) -> None:
    wanted, before = FILES[case], tree(built)
    file = built / "spec" / "case.yaml"
    try:
        file.write_bytes(content(wanted))
        report = build(built, Options())
    finally:
        file.unlink()
    told = {(d.code, str(d.place)): d for d in report.found}
    assert (wanted["code"], f"spec/case.yaml:{wanted['at']}") in told
    # that no kind of entries is called `a` is true, and said as well
    assert {d.code for d in report.found} <= {wanted["code"], "TW201", *wanted.get("also", [])}
    assert report.failed
    assert tree(built) == before
    for diagnostic in report.found:
        complete(diagnostic)


@pytest.mark.parametrize("case", SCALARS)
def test_a_plain_scalar_arrives_as_it_was_written(case: str) -> None:
    written, meant = SCALARS[case]["text"], SCALARS[case].get("value", SCALARS[case]["text"])
    file, found = load_text(f"a: {written}\nb: [{written}]\nc: {{x: {written}}}\n".encode(), "a.yaml")
    assert found == []
    assert file is not None
    assert repr(file.data) == repr({"a": meant, "b": [meant], "c": {"x": meant}})


@pytest.mark.parametrize("case", SCALARS)
def test_a_plain_scalar_is_the_same_text_as_a_key(case: str) -> None:
    written = SCALARS[case]["text"]
    meant = SCALARS[case]["value"] if written.startswith("'") else written
    file, found = load_text(f"{written}: x\n".encode(), "a.yaml")
    assert found == []
    assert file is not None
    assert repr(file.data) == repr({meant: "x"})
