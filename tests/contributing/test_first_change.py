"""The ten-minute first change of CONTRIBUTING, carried out word for word in a fresh clone."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support import ROOT, parse, require

PAGES = ("CONTRIBUTING.md", "CONTRIBUTING.zh.md")
HEADINGS = ("## Your first change, in ten minutes", "## 十分钟完成第一次改动")


class Step(NamedTuple):
    """A fenced block of the page: commands to type, or lines to change in the file that was named last."""

    kind: str
    text: str
    file: str


def steps(page: str) -> list[Step]:
    """What a reader of the page does, in order."""
    text = (ROOT / page).read_text(encoding="utf-8")
    heading = HEADINGS[PAGES.index(page)]
    section = text.partition(heading + "\n")[2].partition("\n## ")[0]
    found, file = [], ""
    for prose, kind, block in re.findall(r"(.*?)(?:```(\w+)\n(.*?)```|\Z)", section, re.DOTALL):
        named = re.findall(r"`(spec/[\w/.-]+)`", prose)
        file = named[-1] if named else file
        if kind:
            found.append(Step(kind, block, file))
    return found


def edited(text: str, block: str) -> str:
    """A text after the change that a block shows: its lines with `-` become those with `+`."""
    rows = block.splitlines(keepends=True)
    old, new = ("".join(row[1:] for row in rows if row[0] == sign) for sign in "-+")
    assert text.count(old) == 1, old
    return text.replace(old, new)


def git(folder: Path, *args: str) -> str:
    done = subprocess.run([require("git"), *args], cwd=folder, capture_output=True, encoding="utf-8", check=True)
    return done.stdout.strip()


@pytest.fixture(scope="module")
def upstream(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as it would be committed now."""
    folder = tmp_path_factory.mktemp("upstream")
    listed = subprocess.run(
        [require("git"), "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, check=True
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes((ROOT / name).read_bytes())
    git(folder, "init", "--quiet", "--initial-branch", "main")
    git(folder, "config", "user.name", "Upstream")
    git(folder, "config", "user.email", "upstream@tongwen.example")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "As it is")
    return folder


@pytest.fixture
def clone(upstream: Path, tmp_path: Path) -> Path:
    """A fresh clone. What `dev.py` would download is there already, so that the test needs no network."""
    git(tmp_path, "clone", "--quiet", str(upstream), "clone")
    folder = tmp_path / "clone"
    environment = folder / ".venv"
    venv.create(environment, with_pip=False, symlinks=True)
    own = sysconfig.get_path("purelib", vars={"base": str(environment), "platbase": str(environment)})
    here = [str(folder / "generator"), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    Path(own, "here.pth").write_text("\n".join(dict.fromkeys(here)) + "\n", encoding="utf-8")
    command = environment / "bin" / "tongwen"
    command.write_text(
        f"#!{environment}/bin/python\nimport sys\nfrom tongwen.cli.main import main\nsys.exit(main())\n",
        encoding="utf-8",
    )
    command.chmod(0o755)
    for extras in re.findall(r'install\("([\w,]+)"\)', (folder / "dev.py").read_text(encoding="utf-8")):
        wanted = hashlib.sha256((folder / "pyproject.toml").read_bytes() + extras.encode()).hexdigest()
        (environment / f"installed-{extras}").write_text(wanted, encoding="utf-8")
    return folder


def typed(command: str, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """What somebody types into a shell, in their own surroundings."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LANG", "LC_", "TONGWEN", "PYTHON", "GIT_"))}
    who = {
        f"GIT_{role}_{what}": value
        for role in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "Newcomer"), ("EMAIL", "newcomer@tongwen.example"))
    }
    path = os.pathsep.join([str(Path(sys.executable).parent), kept["PATH"]])
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],
        cwd=folder,
        env={**kept, **who, "PATH": path, **more},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


def test_both_pages_say_to_do_the_same() -> None:
    english, chinese = map(steps, PAGES)
    assert english == chinese
    assert [step.kind for step in english].count("diff") == 2
    assert len(english) > 5


def test_the_edit_is_one_sentence_in_both_languages() -> None:
    english, chinese = (step.text for step in steps(PAGES[0]) if step.kind == "diff")
    assert not re.search("[\u4e00-\u9fff]", english)
    assert re.search("[\u4e00-\u9fff]", chinese)


@pytest.mark.parametrize("page", PAGES)
def test_the_first_change_works_word_for_word(page: str, clone: Path) -> None:
    printed = {}
    for step in steps(page):
        if step.kind == "diff":
            file = clone / step.file
            file.write_text(edited(file.read_text(encoding="utf-8"), step.text), encoding="utf-8")
            continue
        assert step.kind == "sh"
        for line in step.text.splitlines():
            done = typed(line, clone)
            assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
            printed[line] = done.stdout + done.stderr
    assert printed["python3 dev.py build"].endswith("Nothing changed.\n")
    assert "No errors." in printed[".venv/bin/tongwen lint"]
    assert "site/docs" in printed["git diff --stat"]
    assert "scope.camera" in printed[".venv/bin/tongwen diff main..."]
    assert git(clone, "status", "--porcelain") == ""
    assert git(clone, "rev-list", "--count", "main..HEAD") == "1"
    summarized(clone)


def summarized(clone: Path) -> None:
    """The workflow of the pull request finds nothing wrong, and its summary names the entry in both languages."""
    workflow = parse((clone / ".github" / "workflows" / "spec.yml").read_text(encoding="utf-8"))
    summary = clone.parent / "summary.md"
    surroundings = {"BASE": git(clone, "rev-parse", "main"), "GITHUB_STEP_SUMMARY": str(summary), "TONGWEN_LANG": "en"}
    commands = [step["run"] for step in workflow["jobs"]["review"]["steps"] if "run" in step]
    ours = [command for command in commands if command.startswith("tongwen ") and " site " not in command]
    assert len(ours) == 4
    for command in ours:
        done = typed(f'PATH="$PWD/.venv/bin:$PATH"; {command}', clone, **surroundings)
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    text = summary.read_text(encoding="utf-8")
    assert text.count("scope.camera") >= 2
    assert re.search("[\u4e00-\u9fff]", text)


def test_an_edit_that_no_longer_fits_the_file_would_be_seen() -> None:
    with pytest.raises(AssertionError):
        edited("other words\n", "-some words\n+better words\n")
    assert edited("a\nsome words\nb\n", "-some words\n+better words\n") == "a\nbetter words\nb\n"


@pytest.mark.parametrize("page", PAGES)
def test_every_folder_that_it_names_is_there_and_every_folder_of_tests_is_named(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    package = {f.name for f in (ROOT / "generator" / "tongwen").iterdir() if f.is_dir() and f.name[0] not in "_."}
    tests = {f.name for f in (ROOT / "tests").iterdir() if f.is_dir() and any(f.glob("test_*.py"))}
    assert sorted(name for name in package | tests if f"`{name}`" not in text and f"/{name}/`" not in text) == []
