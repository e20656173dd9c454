"""A third language: catalogues are all it needs. And what is wrong with catalogues."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from tongwen.encode.comment import Commenter
from tongwen.encode.voice import Voice
from tongwen.model.base import Localized
from tongwen.pipeline import Options, build
from tongwen.text.opaque import Text
from tongwen.text.phrase import Phrase
from tongwen.translation.catalogues import load

from tests.checks.cases import shows
from tests.support import GARDEN, ROOT, project, run_cli

JA = "locales/ja/LC_MESSAGES"
SPEC = GARDEN.replace("targets: {}", "targets: {docs: {output: docs, options: {languages: [en, zh, ja]}}}")
ENGLISH = "Opens a valve."
DOCS = SPEC.replace(
    f"{{en: {ENGLISH}, zh: 打开一个阀门。}}",
    "{en: 'See [[scope.water]] and `litres`.', zh: '见 [[scope.water]] 和 `litres`。'}",
)


def fill(file: Path, words: Callable[[str], str | None]) -> None:
    """Translate a catalogue, entry by entry; None leaves it as it is."""
    with file.open("rb") as stream:
        catalogue = read_po(stream)
    for message in catalogue:
        translation = words(str(message.id)) if message.id else None
        if translation is not None:
            message.string = translation
    with file.open("wb") as out:
        write_po(out, catalogue, width=0)


def japanese(text: str) -> str:
    """Every line keeps its parts; the mark shows that it went through the catalogue."""
    return re.sub(r"(?m)^(- )?(?=\S)", r"\1日", text)


@pytest.fixture
def garden(tmp_path: Path) -> Path:
    """The small spec with a Japanese catalogue, begun and empty."""
    project(tmp_path, base=SPEC)
    done = run_cli(["i18n", "update", "ja"], tmp_path)
    assert done.stdout == f"written: {JA}/messages.po\nwritten: {JA}/spec.po\n", done.stderr
    return tmp_path


def page(folder: Path, path: str = "ja/apis/garden.openValve.md") -> str:
    return (folder / "docs" / path).read_text(encoding="utf-8")


def digest(folder: Path) -> str:
    files = sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    return hashlib.sha256(b"".join(str(p).encode() + p.read_bytes() for p in files)).hexdigest()


def test_a_third_language_is_added_by_catalogues_alone(tmp_path: Path) -> None:
    for folder in ("generator", "templates", "locales", "spec"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    before = digest(tmp_path / "generator"), digest(tmp_path / "templates")

    def run(*arguments: str) -> str:
        environment = {**os.environ, "PYTHONPATH": str(tmp_path / "generator"), "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, "-m", "tongwen", *arguments]
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("i18n", "update", "ja")
    fill(tmp_path / JA / "messages.po", japanese)
    fill(tmp_path / JA / "spec.po", japanese)
    manifest = tmp_path / "spec/tongwen.yaml"
    text = manifest.read_text(encoding="utf-8")
    text = text.replace("languages: [en, zh]", "languages: [en, zh, ja]").replace(
        "comments: [en, zh]", "comments: [ja]"
    )
    manifest.write_text(text.replace("docstrings: [en]", "docstrings: [ja, en]"), encoding="utf-8")
    run("build")
    pages = {
        lang: {p.relative_to(tmp_path / "site/docs" / lang) for p in (tmp_path / "site/docs" / lang).rglob("*.md")}
        for lang in ("en", "ja")
    }
    assert pages["ja"] == pages["en"]
    assert len(pages["ja"]) > 300
    for path in pages["ja"]:
        words = (tmp_path / "site/docs/ja" / path).read_text(encoding="utf-8")
        assert "&#91;en&#93;" not in words.replace("<code>&#91;en&#93;</code>", ""), path
        assert "untranslated:" not in words, path
    assert "日" in (tmp_path / "sdk/python/wxauth/_wx.py").read_text(encoding="utf-8")
    assert "日" in (tmp_path / "sdk/typescript/index.d.ts").read_text(encoding="utf-8")
    assert "日No errors." in run("--lang", "ja", "lint")
    assert "日" in run("--lang", "ja", "diff", ".")
    assert "日Check the spec" in run("--lang", "ja", "lint", "--help")
    counts = json.loads(run("i18n", "status", "--format", "json"))["languages"]["ja"]
    assert (counts["texts"]["done"], counts["files"]) == (counts["texts"]["total"], [])
    run("build", "--check")
    assert (digest(tmp_path / "generator"), digest(tmp_path / "templates")) == before


def test_what_is_not_translated_is_shown_in_english_with_a_mark(garden: Path) -> None:
    fill(garden / JA / "spec.po", lambda text: None if text == ENGLISH else japanese(text))
    fill(garden / JA / "messages.po", japanese)
    assert build(garden, Options()).found == []
    assert "&#91;en&#93; Opens a valve." in page(garden)
    assert "\nuntranslated: true\n" in page(garden)
    assert "日Its number." in page(garden)
    assert "&#91;en&#93;" not in page(garden, "ja/errors/index.md")
    assert "untranslated" not in page(garden, "ja/errors/index.md")
    assert "untranslated" not in page(garden, "en/apis/garden.openValve.md")


def test_a_sentence_in_english_has_one_mark_whatever_fills_it(garden: Path) -> None:
    fill(garden / JA / "spec.po", japanese)
    catalogue = load(garden, ["ja"]).catalogue
    title = Localized(en=Text("Keeper"), zh=Text("园丁"))
    said = Commenter(Voice(("ja",), catalogue), str, 100).line(Phrase("{profile} is not there", profile=title))
    assert said == "[en] Keeper is not there"
    assert catalogue.said("ja", title) == Text("日Keeper")


def test_fixed_wording_that_is_not_translated_is_marked_too(garden: Path) -> None:
    fill(garden / JA / "spec.po", japanese)
    fill(garden / JA / "messages.po", lambda text: None if text == "Signature" else japanese(text))
    build(garden, Options())
    assert "## &#91;en&#93; Signature { #signature }" in page(garden)


def test_a_translation_that_is_fuzzy_counts_as_not_done(garden: Path) -> None:
    fill(garden / JA / "spec.po", japanese)
    file = garden / JA / "spec.po"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(f'msgid "{ENGLISH}"', f'#, fuzzy\nmsgid "{ENGLISH}"'), encoding="utf-8")
    build(garden, Options())
    assert "&#91;en&#93; Opens a valve." in page(garden)
    counts = json.loads(run_cli(["i18n", "status", "--format", "json"], garden).stdout)["languages"]["ja"]["texts"]
    assert (counts["total"] - counts["done"], counts["stale"], counts["missing"]) == (1, 1, 0)


def test_english_that_changes_is_fuzzy_after_an_update_and_nothing_else_changes(garden: Path) -> None:
    fill(garden / JA / "spec.po", japanese)
    run_cli(["i18n", "update", "ja"], garden)
    before = (garden / JA / "spec.po").read_text(encoding="utf-8").splitlines()
    manifest = garden / "spec/tongwen.yaml"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace(ENGLISH, "Opens one valve."), encoding="utf-8")
    assert run_cli(["i18n", "update"], garden).stdout == f"written: {JA}/spec.po\n"
    after = (garden / JA / "spec.po").read_text(encoding="utf-8").splitlines()
    assert set(after) - set(before) == {"#, fuzzy", f'#| msgid "{ENGLISH}"', 'msgid "Opens one valve."'}
    assert set(before) - set(after) == {f'msgid "{ENGLISH}"'}
    assert run_cli(["i18n", "update"], garden).stdout == "Nothing changed.\n"


def test_gettext_tools_find_the_texts_of_a_spec(tmp_path: Path) -> None:
    file = project(tmp_path, base=SPEC) / "spec/tongwen.yaml"
    with file.open("rb") as stream:
        rows = list(extract("tongwen", stream))
    assert (44, ENGLISH, ["apis/garden.openValve/summary"], None) in rows
    assert len(rows) == SPEC.count("{en: ")
    done = run_cli(["i18n", "extract"], tmp_path)
    template = read_po(done.stdout.encode().splitlines(keepends=True))  # type: ignore[arg-type]
    assert {str(message.id) for message in template if message.id} == {row[1] for row in rows}
    wording = run_cli(["i18n", "extract", "--wording", "--output", "w.pot"], tmp_path)
    assert (wording.returncode, wording.stdout) == (0, "")
    assert 'msgid "Signature"' in (tmp_path / "w.pot").read_text(encoding="utf-8")


def catalogue(folder: Path, content: bytes, name: str = "spec.po") -> list[tuple[str, str]]:
    """What a build says of the small spec with this catalogue."""
    (folder / JA).mkdir(parents=True, exist_ok=True)
    (folder / JA / name).write_bytes(content)
    return [(d.code, str(d.place)) for d in build(folder, Options()).found]


HEAD = b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'


@shows("TW584")
@pytest.mark.parametrize(
    ("content", "line"),
    [
        (HEAD + 'msgid "A."\nmsgstr "é"\n'.encode("latin-1"), 6),
        (HEAD + b'msgid "A."\n\nmsgid "B."\nmsgstr "C."\n', None),
        (b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=nonsense\\n"\n\nmsgid "A."\nmsgstr "B."\n', None),
        (b"<<<<<<< HEAD\n" + HEAD, 1),
    ],
)
def test_a_catalogue_that_cannot_be_read_is_told_and_kept(content: bytes, line: int | None, tmp_path: Path) -> None:
    project(tmp_path, base=SPEC)
    [(code, place)] = catalogue(tmp_path, content)
    assert (code, place.rsplit(":", 2)[0]) == ("TW584", f"{JA}/spec.po")
    assert line is None or place == f"{JA}/spec.po:{line}:1"
    done = run_cli(["i18n", "update", "ja"], tmp_path)
    assert (done.returncode, "TW584" in done.stderr) == (2, True)
    assert (tmp_path / JA / "spec.po").read_bytes() == content


@shows("TW585")
@pytest.mark.parametrize("words", ["[[scope.water]] を見る。", "`litres` を見る。", "[[scope.watr]] と `litres`。"])
def test_a_translation_without_the_parts_of_its_original_is_told_and_not_used(words: str, tmp_path: Path) -> None:
    project(tmp_path, base=DOCS)
    entry = f'msgid "See [[scope.water]] and `litres`."\nmsgstr "{words}"\n'
    assert catalogue(tmp_path, HEAD + entry.encode()) == [("TW585", f"{JA}/spec.po:5:1")]
    assert "&#91;en&#93; See" in page(tmp_path)
    right = entry.replace(words, "`litres` は [[scope.water]] から。")
    assert catalogue(tmp_path, HEAD + right.encode()) == []
    assert "&#91;en&#93; See" not in page(tmp_path)


def test_a_dropped_name_in_braces_is_told_and_the_original_is_shown(tmp_path: Path) -> None:
    project(tmp_path, base=SPEC)
    entry = 'msgid "needs {scope}"\nmsgstr "が必要"\n'
    assert catalogue(tmp_path, HEAD + entry.encode(), "messages.po") == [("TW585", f"{JA}/messages.po:5:1")]
    assert load(tmp_path, ["ja"]).catalogue.get("ja", "needs {scope}") == "[en] needs {scope}"


@shows("TW586")
def test_a_language_without_a_catalogue_is_told_where_the_manifest_asks_for_it(tmp_path: Path) -> None:
    project(tmp_path, base=SPEC)
    report = build(tmp_path, Options())
    assert [(d.code, str(d.place)) for d in report.found] == [("TW586", "spec/tongwen.yaml:9:64")]
    assert "tongwen i18n update ja" in report.found[0].help()


@shows("TW588")
@pytest.mark.parametrize("code", ["Japanese", "en", "../x", "ja_JP.UTF-8"])
def test_what_is_no_code_of_a_language_is_told(code: str, tmp_path: Path) -> None:
    project(tmp_path, base=GARDEN)
    done = run_cli(["i18n", "update", code], tmp_path)
    assert (done.returncode, "error TW588" in done.stderr) == (2, True)
    assert not (tmp_path / "locales").exists()


def test_the_table_of_the_status_lists_what_is_left(garden: Path) -> None:
    fill(garden / JA / "spec.po", lambda text: None if text == ENGLISH else japanese(text))
    lines = run_cli(["i18n", "status"], garden).stdout.splitlines()
    assert lines[0].split() == ["total", "done", "stale", "missing"]
    assert any(re.match(r"  ja +spec/tongwen.yaml +\d+ +\d+ \(9\d %\) +0 +1$", line) for line in lines)
    chinese = run_cli(["--lang", "zh", "i18n", "status"], garden).stdout
    assert "总数" in chinese.splitlines()[0]


def test_the_language_of_these_tests_keeps_lists() -> None:
    assert japanese("One.\n\n- a\n- b") == "日One.\n\n- 日a\n- 日b"
