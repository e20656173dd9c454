"""What the README promises about the real spec, on a copy of the checkout."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from tongwen.pipeline import Options, Report, build
from tongwen.translation import lock

ROOT = Path(__file__).resolve().parents[2]
OUTPUTS = ("sdk", "site/docs", "tests/matrix", "editor")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the spec and of everything that is generated from it."""
    for folder in ("spec", "locales", *OUTPUTS):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    return tmp_path


def states(report: Report) -> dict[str, str]:
    """Path to state, for every file that is not as it should be."""
    return {p: s for files in report.states.values() for p, s in files.items() if s != "unchanged"}


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def snapshot(project: Path) -> dict[str, tuple[int, bytes]]:
    return {
        path.relative_to(project).as_posix(): (path.stat().st_mtime_ns, path.read_bytes())
        for folder in OUTPUTS
        for path in sorted((project / folder).rglob("*"))
        if path.is_file()
    }


def test_what_is_committed_is_what_the_spec_says(project: Path) -> None:
    report = build(project, Options(check=True))
    assert report.found == []
    assert states(report) == {}


def test_a_second_build_touches_no_file(project: Path) -> None:
    build(project, Options())
    before = snapshot(project)
    report = build(project, Options())
    assert snapshot(project) == before
    assert states(report) == {}


def test_one_chinese_word_makes_exactly_the_files_stale_that_show_it(project: Path) -> None:
    replace(project / "spec/glossary.yaml", "\n", "\n")
    replace(
        project / "spec/scopes/microphone.yaml",
        "title: {en: Microphone, zh: 麦克风}",
        "title: {en: Microphone, zh: 话筒}",
    )
    report = build(project, Options(check=True, contents=True))
    stale = states(report)
    assert stale
    assert set(stale.values()) == {"stale"}
    assert report.new.keys() == stale.keys()
    assert all((project / path).read_bytes() != content for path, content in report.new.items())
    assert stale.pop(lock.FILE), "the record of translations holds both texts"
    assert not [path for path in stale if "/en/" in path], "a Chinese word does not change an English page"
    assert all("话筒".encode() in report.new[path] for path in stale if path.endswith(".md"))


def test_a_scope_and_an_api_in_one_new_file_change_all_four_outputs(project: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"One new file, all four outputs change:\n\n((?:    .*\n)+)", readme)
    assert block
    text = "".join(line[4:] for line in block[1].splitlines(keepends=True))
    (project / "spec/apis/clipboard.yaml").write_text(text, encoding="utf-8")
    report = build(project, Options(check=True, contents=True))
    assert [d.message() for d in report.found] == []
    changed = states(report)
    for root in ("sdk/python/", "sdk/typescript/", "site/docs/en/", "site/docs/zh/", "tests/matrix/"):
        assert [path for path in changed if path.startswith(root)], root
    assert any(b"read_clipboard" in report.new[path] for path in changed if path.startswith("sdk/python/"))
    assert any(b"readClipboard" in report.new[path] for path in changed if path.startswith("sdk/typescript/"))
    assert changed["site/docs/zh/apis/wx.readClipboard.md"] == "missing"
    assert b"readClipboard" in report.new["tests/matrix/matrix.json"]


def test_each_kind_of_drift_is_told_apart_and_nothing_is_lost(project: Path) -> None:
    build(project, Options())
    deleted, edited = project / "sdk/typescript/index.d.ts", project / "site/docs/zh/glossary.md"
    orphan, foreign = project / "site/docs/en/scopes/old.md", project / "sdk/python/notes.txt"
    orphan.write_bytes((project / "site/docs/en/scopes/record.md").read_bytes())
    deleted.unlink()
    edited.write_text(edited.read_text(encoding="utf-8") + "mine\n", encoding="utf-8")
    foreign.write_text("mine\n", encoding="utf-8")
    assert states(build(project, Options(check=True))) == {
        "sdk/typescript/index.d.ts": "missing",
        "site/docs/zh/glossary.md": "edited",
        "site/docs/en/scopes/old.md": "orphaned",
        "sdk/python/notes.txt": "foreign",
    }
    assert build(project, Options()).failed
    assert deleted.exists()
    assert not orphan.exists()
    assert edited.read_text(encoding="utf-8").endswith("mine\n")
    assert not build(project, Options(force=True)).failed
    assert not edited.read_text(encoding="utf-8").endswith("mine\n")
    assert foreign.read_text(encoding="utf-8") == "mine\n"
