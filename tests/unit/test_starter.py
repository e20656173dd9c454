"""The project that `tongwen init` starts: it is whole, it is about something else, and its example runs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from tongwen.behaviour.cases import matrix
from tongwen.behaviour.table import decide
from tongwen.model.walk import texts
from tongwen.pipeline import read

from tests.support import ROOT, run_cli

STARTER = ROOT / "templates" / "starter"
#: A host of the guest's phone that answers the prompt as told and keeps what it was sent.
HOST = """
import sys
sys.path.insert(0, "sdk/python")
class Host:
    def call(self, method, args):
        print(method, *args, file=sys.stderr)
        return {"scanTable": {"table": 7, "message": "scanTable:ok"}}.get(
            method, {"order": {"number": 1, "leaf": "oolong"}, "message": "orderTea:ok"}
        )
host = Host()
"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new project, built."""
    folder = tmp_path_factory.mktemp("init") / "demo"
    assert run_cli(["init", str(folder)], ROOT).returncode == 0
    done = run_cli(["build"], folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_init_copies_every_file_byte_for_byte(demo: Path) -> None:
    names = [path.relative_to(STARTER) for path in STARTER.rglob("*") if path.is_file()]
    assert {".gitignore", "README.md", "spec/tongwen.yaml"} <= {name.as_posix() for name in names}
    assert [name for name in names if (demo / name).read_bytes() != (STARTER / name).read_bytes()] == []


@pytest.mark.parametrize(("language", "words"), [("en", "No errors."), ("zh", "profiles 2")])
def test_it_has_no_errors_and_no_warnings(demo: Path, language: str, words: str) -> None:
    done = run_cli(["lint", "--lang", language], demo)
    assert (done.returncode, done.stderr) == (0, "")
    assert words in done.stdout


def test_it_is_checked_against_its_own_outputs(demo: Path) -> None:
    assert run_cli(["build", "--check"], demo).returncode == 0


def test_its_decision_table_is_complete_and_every_cell_can_be_reached() -> None:
    document = read(STARTER).good
    assert document is not None
    table = decide(document)
    assert table.findings == ()
    whole = matrix(document, table)
    assert whole.unreachable == []
    assert len(whole.cells) == table.count() > 40


def test_it_says_everything_in_both_languages() -> None:
    document = read(STARTER).good
    assert document is not None
    chinese = re.compile("[\u4e00-\u9fff]")
    for path, text in texts(document):
        assert chinese.search(text.zh.raw), path
        assert not chinese.search(text.en.raw), path


def test_its_comments_explain_each_kind_in_both_languages() -> None:
    for file in sorted((STARTER / "spec").iterdir()):
        comments = "".join(
            line for line in file.read_text(encoding="utf-8").splitlines() if line.lstrip().startswith("#")
        )
        assert re.search("[\u4e00-\u9fff]", comments)
        assert re.search("[a-z]{4}", comments)


def test_it_has_nothing_to_do_with_weixin() -> None:
    told = re.compile(r"weixin|wechat|微信|\bwx\b|小程序|小游戏|mini program", re.IGNORECASE)
    assert [
        path for path in STARTER.rglob("*") if path.is_file() and told.search(path.read_text(encoding="utf-8"))
    ] == []


def test_its_example_runs_and_prints_what_it_says(demo: Path) -> None:
    document = read(STARTER).good
    assert document is not None
    (example,) = document.examples.values()
    done = subprocess.run(
        [sys.executable, "-c", HOST + example.code["python"]],
        cwd=demo,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, f"{example.prints}\n"), done.stderr
    assert "'table': 7" in done.stderr
    assert "'leaf': 'oolong'" in done.stderr
