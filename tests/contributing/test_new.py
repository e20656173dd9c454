"""`tongwen new`: an entry begun in both languages, that nobody can forget to finish."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from tongwen.diagnostics import Words
from tongwen.load.files import load_text
from tongwen.model.schema import schema
from tongwen.pipeline import Options, build, read
from tongwen.skeleton.insert import Added, add

from tests.checks.cases import case, holds, shows
from tests.support import GARDEN, ROOT, found, project, run_cli

STARTER = ROOT / "templates" / "starter"


def begin(folder: Path, *args: str, code: int = 0) -> str:
    """Run it; gives what is printed where it should be."""
    done = run_cli(["new", *args], folder)
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr if code else done.stdout.strip()


@pytest.fixture
def teahouse(tmp_path: Path) -> Path:
    """A project as `tongwen init` leaves it."""
    return Path(shutil.copytree(STARTER, tmp_path / "tea"))


@pytest.fixture
def real(tmp_path: Path) -> Path:
    """The spec that ships with the tool."""
    shutil.copytree(ROOT / "spec", tmp_path / "real" / "spec")
    return tmp_path / "real"


def unfinished(folder: Path) -> list[tuple[str, str]]:
    """What lint finds: code and `file:line`."""
    return [(d.code, str(d.place).rpartition(":")[0]) for d in found(folder)]


@pytest.mark.parametrize(
    ("args", "place", "marks"),
    [
        (["scope", "scope.clipboardRead"], "spec/scopes/clipboard-read.yaml:2:3", 4),
        (["api", "wx.readClipboard"], "spec/apis/read-clipboard.yaml:2:3", 2),
        (["api", "wx.whereAmI", "--needs", "scope.userLocation"], "spec/apis/location.yaml:", 2),
        (["guide", "reading-the-clipboard"], "spec/guides/reading-the-clipboard.yaml:2:3", 8),
    ],
    ids=lambda value: str(value[1]) if isinstance(value, list) else "",
)
def test_only_what_the_author_must_write_is_found_wanting(real: Path, args: list[str], place: str, marks: int) -> None:
    told = begin(real, *args)
    assert told.startswith(place)
    assert unfinished(real) == [("TW964", row) for _, row in unfinished(real)]
    assert len(unfinished(real)) == marks
    assert {row.partition(":")[0] for _, row in unfinished(real)} == {told.partition(":")[0]}


@pytest.mark.parametrize(
    ("args", "file"),
    [
        (["scope", "scope.bell"], "spec/permissions.yaml"),
        (["api", "tea.ring"], "spec/apis.yaml"),
        (["guide", "ringing"], "spec/pages.yaml"),
    ],
)
def test_where_the_entries_of_a_kind_share_a_file_it_comes_after_the_last(
    teahouse: Path, args: list[str], file: str
) -> None:
    old = (teahouse / file).read_bytes()
    told = begin(teahouse, *args)
    new = (teahouse / file).read_bytes()
    at = next(i for i in range(len(old)) if old[i] != new[i]) if not new.startswith(old) else len(old)
    added = new[at : at + len(new) - len(old)]
    assert any(new == old[:i] + new[i : i + len(added)] + old[i:] for i in range(len(old) + 1))
    assert told.partition(":")[0] == file
    assert {code for code, _ in unfinished(teahouse)} == {"TW964"}


def test_once_the_marks_are_written_the_spec_is_whole(teahouse: Path) -> None:
    begin(teahouse, "api", "tea.ring", "--needs", "scope.notice")
    file = teahouse / "spec" / "apis.yaml"
    text = file.read_text(encoding="utf-8")
    text = re.sub('en: "TODO:[^"]*"', "en: Rings the bell.", text)
    file.write_text(re.sub('zh: "待写：[^"]*"', "zh: 摇铃。", text), encoding="utf-8")
    assert found(teahouse) == []
    api = read(teahouse).document.apis["tea.ring"]
    assert (api.needs, list(api.profiles), api.group) == (["scope.notice"], ["guest"], "ordering")
    assert api.sources == ["house-rules#calls"]


def test_a_skeleton_comes_through_no_build(teahouse: Path) -> None:
    assert not build(teahouse, Options()).failed
    before = (teahouse / "sdk" / "python" / "pyproject.toml").read_bytes()
    begin(teahouse, "scope", "scope.bell")
    result = build(teahouse, Options())
    assert {d.code for d in result.found} == {"TW964"}
    assert result.changed is None
    assert (teahouse / "sdk" / "python" / "pyproject.toml").read_bytes() == before


def test_each_mark_says_in_its_language_what_the_spec_language_says_of_the_key(teahouse: Path) -> None:
    begin(teahouse, "scope", "scope.bell")
    words = schema()["$defs"]["Scope"]["properties"]["description"]["description"]
    text = (teahouse / "spec" / "permissions.yaml").read_text(encoding="utf-8")
    assert f'en: "TODO: {words}"' in text
    assert len(re.findall('zh: "待写：[\u4e00-\u9fff]', text)) == 2


def test_what_was_guessed_is_said_and_what_was_given_is_not(teahouse: Path) -> None:
    done = run_cli(["new", "api", "tea.ring"], teahouse)
    assert "2 texts are to be written" in done.stderr
    assert "Look over what was filled in after its like: group, profiles, sources." in done.stderr or (
        "group, profiles, promise, sources." in done.stderr
    )
    given = ["--profile", "guest", "--group", "ordering", "--source", "house-rules#calls"]
    assert "group" not in run_cli(["new", "api", "tea.knock", *given], teahouse).stderr


def test_a_guide_comes_after_the_others(real: Path) -> None:
    last = max(guide.order for guide in read(real).document.guides.values())
    begin(real, "guide", "new-one")
    assert f"order: {last + 10}\n" in (real / "spec/guides/new-one.yaml").read_text(encoding="utf-8")


def test_it_is_added_to_the_file_that_was_named(teahouse: Path) -> None:
    told = begin(teahouse, "scope", "scope.bell", "--file", "spec/more/bell.yaml")
    assert told == "spec/more/bell.yaml:2:3"
    told = begin(teahouse, "api", "tea.ring", "--file", "spec/more/bell.yaml")
    text = (teahouse / "spec/more/bell.yaml").read_text(encoding="utf-8")
    assert text.splitlines()[int(told.split(":")[1]) - 1] == "  tea.ring:"
    assert {code for code, _ in unfinished(teahouse)} == {"TW964"}


def test_a_project_that_is_named_from_afar_takes_its_own_paths(teahouse: Path) -> None:
    told = run_cli(["new", "scope", "scope.bell", "--file", "spec/bell.yaml", "-C", str(teahouse)], teahouse.parent)
    assert told.returncode == 0
    assert (teahouse / "spec/bell.yaml").is_file()


@shows("TW960")
def test_an_id_that_is_taken_is_named_with_its_place(teahouse: Path) -> None:
    before = (teahouse / "spec/permissions.yaml").read_bytes()
    told = begin(teahouse, "scope", "scope.camera", code=1)
    line = before.decode().splitlines().index("  scope.camera:") + 1
    assert told.startswith(f"spec/permissions.yaml:{line}:")
    assert "error TW960: there is an entry scope.camera among the scopes already" in told
    assert (teahouse / "spec/permissions.yaml").read_bytes() == before


@shows("TW961")
@pytest.mark.parametrize(
    ("kind", "name"), [("scope", "scope record"), ("api", "ring"), ("guide", "Bad_Id"), ("guide", "a" * 81)]
)
def test_an_id_of_the_wrong_form_is_refused_with_the_right_form(teahouse: Path, kind: str, name: str) -> None:
    told = begin(teahouse, kind, name, code=1)
    assert told.startswith(f"error TW961: {name} cannot be an id of {kind}s\n    help: write ")


@shows("TW963")
@pytest.mark.parametrize(
    ("option", "name", "near"),
    [
        ("--needs", "scope.camra", "scope.camera"),
        ("--group", "orders", "ordering"),
        ("--profile", "gest", "guest"),
        ("--source", "house-rule#calls", "house-rules"),
    ],
)
def test_a_name_that_leads_nowhere_is_refused_before_anything_is_written(
    teahouse: Path, option: str, name: str, near: str
) -> None:
    told = begin(teahouse, "api", "tea.ring", option, name, code=1)
    assert told.startswith(f"error TW963: there is no {name.partition('#')[0]} among the ")
    assert f"did you mean {near}?" in told
    assert "tea.ring" not in (teahouse / "spec/apis.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["api", "inn.ring"], "TW314"),
        (["api", "tea.ring", "--source", "house-rules#nowhere"], "TW301"),
        (["api", "tea.class"], "TW310"),
    ],
)
def test_what_would_break_the_spec_is_not_written(teahouse: Path, args: list[str], code: str) -> None:
    before = {file: file.read_bytes() for file in (teahouse / "spec").iterdir()}
    assert f"error {code}: " in begin(teahouse, *args, code=1)
    assert {file: file.read_bytes() for file in (teahouse / "spec").iterdir()} == before


@shows("TW962")
@pytest.mark.parametrize(
    ("file", "content", "problem"),
    [
        ("../x.yaml", None, "not a YAML file below spec/"),
        ("spec/x.txt", None, "not a YAML file below spec/"),
        ("spec/.hidden/x.yaml", None, "not a YAML file below spec/"),
        ("spec/x.yaml", "scopes: [\n", "mistakes that must be mended first"),
        ("spec/x.yaml", "# nothing\n", "mistakes that must be mended first"),
        ("spec/x.yaml", "scopes: {}\n", "do not stand on lines of their own"),
        ("spec/x.yaml", "scopes:\n", "do not stand on lines of their own"),
        ("spec/x.yaml", "{scopes: {}}\n", "do not stand on lines of their own"),
        ("spec/x.yaml", "glossary: {}\n...\n", "unusual"),
    ],
)
def test_a_file_without_room_is_left_as_it_is(teahouse: Path, file: str, content: str | None, problem: str) -> None:
    if content is not None:
        (teahouse / file).write_text(content, encoding="utf-8")
    told = begin(teahouse, "scope", "scope.bell", "--file", file, code=1)
    assert "error TW962: " in told
    assert problem in told
    assert content is None or (teahouse / file).read_text(encoding="utf-8") == content


@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_what_is_no_file_is_no_place_for_an_entry(teahouse: Path, tmp_path: Path, kind: str) -> None:
    place = teahouse / "spec" / "x.yaml"
    if kind == "link":
        (tmp_path / "outside.yaml").write_text("glossary: {}\n", encoding="utf-8")
        place.symlink_to(tmp_path / "outside.yaml")
    elif kind == "pipe":
        os.mkfifo(place)
    else:
        place.mkdir()
    assert "error TW962: " in begin(teahouse, "scope", "scope.bell", "--file", "spec/x.yaml", code=1)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_without_a_kind_it_says_which_there_are(teahouse: Path, language: str) -> None:
    done = run_cli(["new", "--lang", language], teahouse)
    assert done.returncode == 2
    assert all(re.search(rf"^  {kind} ", done.stdout, re.MULTILINE) for kind in ("scope", "api", "guide"))


LAYOUTS = {
    "a comment before the next kind": (
        b"scopes:\n  a.b: {x: 1}\n\n# Calls.\napis:\n  c.d: {}\n",
        b"scopes:\n  a.b: {x: 1}\n  new.one:\n    k: v\n\n# Calls.\napis:\n  c.d: {}\n",
    ),
    "four columns": (
        b"scopes:\n    a.b:\n        x: 1\n",
        b"scopes:\n    a.b:\n        x: 1\n    new.one:\n      k: v\n",
    ),
    "no line break at the end": (b"scopes:\n  a.b: {}", b"scopes:\n  a.b: {}\n  new.one:\n    k: v\n"),
    "line ends of Windows": (
        b"scopes:\r\n  a.b: {}\r\n\r\napis:\r\n  c.d: {}\r\n",
        b"scopes:\r\n  a.b: {}\r\n  new.one:\r\n    k: v\r\n\r\napis:\r\n  c.d: {}\r\n",
    ),
    "a text that ends like a comment": (
        b"scopes:\n  a.b:\n    x: |\n      words\n      # no comment\n\napis:\n  c.d: {}\n",
        b"scopes:\n  a.b:\n    x: |\n      words\n      # no comment\n  new.one:\n    k: v\n\napis:\n  c.d: {}\n",
    ),
    "another kind only": (b"apis:\n  c.d: {}\n", b"apis:\n  c.d: {}\n\nscopes:\n  new.one:\n    k: v\n"),
    "nothing yet": (b"", b"scopes:\n  new.one:\n    k: v\n"),
    "Chinese and a comment at the end": (
        "scopes:\n  a.b: {x: 权限} # 注\n# 完\n".encode(),
        "scopes:\n  a.b: {x: 权限} # 注\n  new.one:\n    k: v\n# 完\n".encode(),
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_other_byte_stays(layout: str) -> None:
    old, new = LAYOUTS[layout]
    made = add(old, "spec/x.yaml", "scopes", "new.one", ["k: v"])
    assert isinstance(made, Added)
    assert made.content == new
    assert new.splitlines()[made.line - 1].strip() == b"new.one:"


@pytest.mark.parametrize(
    "text", ["scopes:\n  a.b:\n    x: |+\n      kept\n\n\n", "scopes:\n  a.b:\n    x: |+\n      kept\n\n\napis: {}\n"]
)
def test_a_text_that_keeps_its_empty_lines_is_not_cut(text: str) -> None:
    made = add(text.encode(), "spec/x.yaml", "scopes", "new.one", ["k: v"])
    if isinstance(made, Words):
        return
    before, after = (load_text(raw, "x")[0] for raw in (text.encode(), made.content))
    assert before is not None
    assert after is not None
    assert after.data["scopes"].pop("new.one") == {"k": "v"}
    assert after.data == before.data


CASES = [
    case("TW964", "english", "glossary:\n  a: {en: a, zh: 一, definition: {▸en: 'TODO: x', zh: 一。}}\n"),
    case("TW964", "chinese", "glossary:\n  a: {en: a, zh: 一, definition: {en: A., ▸zh: 待写：定义}}\n"),
]


@pytest.mark.parametrize("example", CASES, ids=str)
def test_a_mark_that_was_left_is_reported_at_its_place(example: object, tmp_path: Path) -> None:
    holds(example, tmp_path)  # type: ignore[arg-type]


def test_words_that_only_speak_of_marks_are_none(tmp_path: Path) -> None:
    text = "glossary:\n  a: {en: a, zh: 一, definition: {en: 'What TODO: means.', zh: 说明“待写：”的意思。}}\n"
    assert found(project(tmp_path, {"spec/a.yaml": text}, base=GARDEN)) == []
