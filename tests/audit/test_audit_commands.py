"""The commands `tongwen audit page` and `tongwen audit typings`: exit codes, forms of the report, bad input."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.checks.cases import shows
from tests.support import ROOT, project, run_cli

CJK = re.compile("[\u4e00-\u9fff]")
GOOD = "# Leave\n\n| Scope | Calls | What |\n|---|---|---|\n| scope.water | garden.openValve | Watering |\n"
BAD = GOOD.replace("garden.openValve", "garden.opneValve")
TYPES = """\
interface Garden {
  askLeave(option: { scope: string; success?: () => void }): void
  openValve(option: { valve: number; minutes?: number; success?: (r: { litres: number }) => void }): void
}
declare const garden: Garden
"""
RECORD = """\
differences:
  d01:
    kind: typo
    found: {en: Two letters are exchanged., zh: 两个字母颠倒了。}
    resolution: {en: It is another name., zh: 应为另一个名称。}
    printed: garden.opneValve
    audits: ["missing:scope.water#garden.openValve"]
"""


def folder(tmp_path: Path, **files: str) -> Path:
    return project(tmp_path, {name.replace("_", "."): text for name, text in files.items()})


def test_a_page_without_a_fault_exits_with_0_and_says_as_what_it_was_read(tmp_path: Path) -> None:
    done = run_cli(["audit", "page", "good.md"], folder(tmp_path, good_md=GOOD))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "good.md: read as keeper (guessed; --profile says otherwise)\nno difference\n"


def test_a_page_with_a_fault_exits_with_1_and_names_its_line(tmp_path: Path) -> None:
    done = run_cli(["audit", "page", "bad.md", "--profile", "keeper"], folder(tmp_path, bad_md=BAD))
    assert done.returncode == 1
    assert "bad.md:5:17: error TW940: garden.opneValve is not in the spec" in done.stdout
    assert done.stdout.endswith("\ndifferences not recorded: 1\n")


def test_several_pages_are_told_one_after_the_other_and_one_of_them_decides(tmp_path: Path) -> None:
    done = run_cli(["audit", "page", "good.md", "bad.md"], folder(tmp_path, good_md=GOOD, bad_md=BAD))
    assert done.returncode == 1
    assert re.findall(r"(?m)^(\w+\.md): read as", done.stdout) == ["good.md", "bad.md"]


def test_what_the_spec_has_recorded_does_not_fail_and_is_listed_on_request(tmp_path: Path) -> None:
    home = project(tmp_path, {"bad.md": BAD, "spec/differences.yaml": RECORD})
    done = run_cli(["audit", "page", "bad.md"], home)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "recorded: 1")
    assert "TW940" not in done.stdout
    listed = run_cli(["audit", "page", "bad.md", "--all"], home)
    assert listed.returncode == 0
    assert "bad.md:5:17: known, d01 TW940: garden.opneValve" in listed.stdout


def test_the_json_has_every_finding_with_its_stable_name_in_both_languages(tmp_path: Path) -> None:
    home = project(tmp_path, {"bad.md": BAD, "spec/differences.yaml": RECORD})
    done = run_cli(["audit", "page", "bad.md", "--format", "json"], home)
    told = json.loads(done.stdout)
    assert told["version"] == 1
    (each,) = told["documents"]
    assert {k: each[k] for k in ("files", "profile", "guessed", "source", "not_covered", "empty")} == {
        "files": ["bad.md"],
        "profile": "keeper",
        "guessed": True,
        "source": None,
        "not_covered": 0,
        "empty": False,
    }
    (finding,) = each["findings"]
    assert (finding["id"], finding["known"], finding["line"], finding["column"]) == (
        "misspelt:garden.opneValve",
        "d01",
        5,
        17,
    )
    chinese = json.loads(run_cli(["audit", "page", "bad.md", "--format", "json", "--lang", "zh"], home).stdout)
    assert chinese["documents"][0]["findings"][0]["id"] == finding["id"]
    assert CJK.search(chinese["documents"][0]["findings"][0]["message"])


def test_annotations_stand_on_the_lines_of_the_page(tmp_path: Path) -> None:
    done = run_cli(["audit", "page", "bad.md", "--format", "github"], folder(tmp_path, bad_md=BAD))
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=bad.md,line=5,col=17,title=TW940::")


def test_a_page_about_something_else_says_so(tmp_path: Path) -> None:
    done = run_cli(["audit", "page", "other.txt"], folder(tmp_path, other_txt="Nothing of this is about leave.\n"))
    assert done.returncode == 0
    assert "it names no scope and no call of the spec" in done.stdout


@pytest.mark.parametrize("command", ["page", "typings"])
@pytest.mark.parametrize(
    "bad",
    [
        ("nothing.md", None, "TW930", ""),
        ("spec", None, "TW930", ""),
        ("picture.md", b"# Leave\n\x89PNG\x00\x01", "TW931", "picture.md:2:5"),
        ("gbk.md", "# Leave\n授权".encode("gbk"), "TW932", "gbk.md:2:1"),
        ("wide.md", "授权".encode("utf-16"), "TW932", "wide.md:1:1"),
        ("empty.md", b"", "TW933", "empty.md:1:1"),
        ("blank.md", b"\n \t\n", "TW933", "blank.md:1:1"),
        ("huge.md", b"x" * (33 * 1024 * 1024), "TW934", "huge.md:1:1"),
    ],
)
@shows("TW930", "TW931", "TW932", "TW933", "TW934")
def test_bad_input_is_told_where_it_is_bad_and_exits_with_2(
    tmp_path: Path, command: str, bad: tuple[str, bytes | None, str, str]
) -> None:
    name, raw, code, where = bad
    home = folder(tmp_path)
    if raw is not None:
        (home / name).write_bytes(raw)
    for language in ("en", "zh"):
        done = run_cli(["audit", command, name, "--lang", language], home)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
        assert f"{code}: " in done.stderr
        assert done.stderr.startswith(f"{where}: " if where else ("error", "错误"))
        assert bool(CJK.search(done.stderr)) == (language == "zh")


def test_a_page_that_cannot_be_read_does_not_keep_the_others_from_being_compared(tmp_path: Path) -> None:
    done = run_cli(["audit", "page", "nothing.md", "bad.md"], folder(tmp_path, bad_md=BAD))
    assert done.returncode == 2
    assert "TW940" in done.stdout
    assert "TW930" in done.stderr


@shows("TW936")
@pytest.mark.parametrize("command", ["page", "typings"])
def test_a_profile_that_the_spec_does_not_have_is_refused_with_those_that_it_has(tmp_path: Path, command: str) -> None:
    done = run_cli(["audit", command, "good.md", "--profile", "kepeer"], folder(tmp_path, good_md=GOOD))
    assert done.returncode == 2
    assert "TW936: the spec has no profile kepeer" in done.stderr
    assert "give one of these: keeper" in done.stderr


def test_a_spec_with_errors_is_not_compared_with(tmp_path: Path) -> None:
    home = project(tmp_path, {"good.md": GOOD, "spec/bad.yaml": "scoops: {}\n"})
    done = run_cli(["audit", "page", "good.md"], home)
    assert (done.returncode, done.stdout) == (2, "")
    assert "TW201" in done.stderr


def test_outside_of_a_project_the_spec_that_comes_with_the_tool_is_used(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("Ask for scope.recrod.\n", encoding="utf-8")
    done = run_cli(["audit", "page", "page.txt"], tmp_path)
    assert done.returncode == 1
    assert "it looks like scope.record misspelt" in done.stdout


def test_typings_exit_with_0_or_1_and_count_what_the_spec_does_not_cover(tmp_path: Path) -> None:
    more = TYPES.replace("  openValve", "  plantTree(): void\n  openValve")
    home = folder(tmp_path, good_d_ts=more, bad_d_ts=TYPES.replace("valve: number", "valve?: number"))
    good = run_cli(["audit", "typings", "good.d.ts"], home)
    assert (good.returncode, good.stdout.splitlines()[-1]) == (0, "not covered by the spec: 1")
    bad = run_cli(["audit", "typings", "bad.d.ts", "--format", "github"], home)
    assert bad.returncode == 1
    assert bad.stdout.startswith("::error file=bad.d.ts,line=3,col=23,title=TW944::")


def test_declarations_that_do_not_parse_exit_with_2(tmp_path: Path) -> None:
    home = folder(tmp_path, broken_d_ts=TYPES.replace("): void", ": void"))
    done = run_cli(["audit", "typings", "broken.d.ts"], home)
    assert done.returncode == 2
    assert re.match(r"broken\.d\.ts:\d+:\d+: error TW935: ", done.stderr)


def test_without_the_parser_the_extra_is_named(tmp_path: Path) -> None:
    home = folder(tmp_path, good_d_ts=TYPES)
    (home / "sitecustomize.py").write_text(
        "import sys\nclass No:\n    def find_spec(self, name, path=None, target=None):\n"
        "        if name.startswith('tree_sitter'):\n            raise ModuleNotFoundError(name)\n"
        "import importlib.util as u\n_old = u.find_spec\n"
        "u.find_spec = lambda name, *rest: None if name.startswith('tree_sitter') else _old(name, *rest)\n",
        encoding="utf-8",
    )
    path = f"{home}:{ROOT / 'generator'}"
    done = run_cli(["audit", "typings", "good.d.ts"], home, {"PYTHONPATH": path})
    assert done.returncode == 2
    assert "TW863" in done.stderr
    assert "pip install 'tongwen[audit]'" in done.stderr


def test_audit_alone_shows_its_help(tmp_path: Path) -> None:
    done = run_cli(["audit"], tmp_path)
    assert done.returncode == 2
    assert all(name in done.stdout for name in ("page", "typings"))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(ROOT / "site" / "docs", tmp_path_factory.mktemp("site") / "docs"))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_is_found_in_the_pages_that_are_generated_from_the_spec(pages: Path, language: str) -> None:
    files = sorted(str(path.relative_to(pages)) for path in (pages / language).rglob("*.md"))
    assert len(files) > 250
    done = run_cli(["audit", "page", "--format", "json", "-C", str(ROOT), *files], pages)
    found = [
        (finding["file"], finding["line"], finding["id"])
        for each in json.loads(done.stdout)["documents"]
        for finding in each["findings"]
        if not finding["known"]
    ]
    assert found == []
    assert done.returncode == 0


def test_a_fault_planted_in_a_generated_page_is_found(pages: Path) -> None:
    page = pages / "en" / "scopes" / "index.md"
    text = page.read_text(encoding="utf-8")
    (pages / "planted.md").write_text(text.replace("[`scope.werun`]", "[`scope.werum`]", 1), encoding="utf-8")
    done = run_cli(["audit", "page", "planted.md", "-C", str(ROOT)], pages)
    assert done.returncode == 1
    assert "it looks like scope.werun misspelt" in done.stdout
