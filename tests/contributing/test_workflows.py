"""What runs on a pull request is safe for forks, and the files that hosting services read are in order."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from tongwen.cli.main import COMMANDS

from tests.support import GARDEN, ROOT, parse, project, require

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").iterdir())
FORMS = sorted(file for file in (GITHUB / "ISSUE_TEMPLATE").iterdir() if file.name != "config.yml")
HAN = re.compile("[\u4e00-\u9fff]")
PINNED = re.compile(r"^\s*- uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+)*$")


def steps(workflow: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for job in workflow["jobs"].values():
        yield from job["steps"]


def unsafe(text: str) -> list[str]:
    """Why a workflow must not run on what somebody else has written."""
    workflow = parse(text)
    found = [event for event in ("pull_request_target", "workflow_run", "issue_comment") if event in workflow["on"]]
    if workflow.get("permissions") != {"contents": "read"}:
        found.append("permissions")
    if any("permissions" in job for job in workflow["jobs"].values()):
        found.append("permissions of a job")
    if re.search(r"\$\{\{[^}]*\bsecrets\b|github\.token|GITHUB_TOKEN", text):
        found.append("secrets")
    found += [line.strip() for line in text.splitlines() if "uses:" in line and not PINNED.match(line)]
    for step in steps(workflow):
        if "actions/checkout@" in step.get("uses", "") and step.get("with", {}).get("persist-credentials") is not False:
            found.append("credentials")
        if "${{" in step.get("run", ""):
            found.append("words of others in a command")
    found += ["no timeout" for job in workflow["jobs"].values() if "timeout-minutes" not in job]
    return found


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda f: f.name)
def test_each_workflow_is_safe_for_forks(file: Path) -> None:
    assert unsafe(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("  pull_request:\n", "  pull_request_target:\n", "pull_request_target"),
        ("  contents: read\n", "  contents: write\n", "permissions"),
        ("permissions:\n  contents: read\n", "", "permissions"),
        ("    timeout-minutes: 15\n", "", "no timeout"),
        ("    timeout-minutes: 15\n", "    timeout-minutes: 15\n    permissions: write-all\n", "permissions of a job"),
        ("          persist-credentials: false\n", "", "credentials"),
        ("      TONGWEN_LANG: en\n", "      TOKEN: ${{ secrets.TOKEN }}\n", "secrets"),
        ('"$BASE..." --format markdown >>', "${{ github.head_ref }} >>", "words of others in a command"),
        ("11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2", "v4", "- uses: actions/checkout@v4"),
    ],
)
def test_a_workflow_that_is_not_safe_would_be_seen(old: str, new: str, fault: str) -> None:
    text = (GITHUB / "workflows" / "spec.yml").read_text(encoding="utf-8")
    assert old in text
    assert fault in unsafe(text.replace(old, new, 1))


def test_a_pull_request_is_linted_on_its_lines_checked_for_drift_built_and_summarized() -> None:
    workflow = parse((GITHUB / "workflows" / "spec.yml").read_text(encoding="utf-8"))
    commands = [step["run"] for step in steps(workflow) if "run" in step]
    for wanted in ("lint --format github", "build --check", "site build", 'diff "$BASE..." --format markdown'):
        assert any(command.startswith(f"tongwen {wanted}") for command in commands), wanted
    assert any(command.endswith('>> "$GITHUB_STEP_SUMMARY"') for command in commands)
    assert [step["with"]["fetch-depth"] for step in steps(workflow) if "checkout" in step.get("uses", "")] == [0]


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda f: f.name)
def test_every_command_of_a_workflow_is_one_that_there_is(file: Path) -> None:
    for step in steps(parse(file.read_text(encoding="utf-8"))):
        command = step.get("run", "")
        checked = subprocess.run([require("bash"), "-n", "-c", command], capture_output=True, check=False)
        assert checked.returncode == 0
        words = shlex.split(command)
        assert "tongwen" not in words or words[1] in COMMANDS


@pytest.mark.parametrize("file", FORMS, ids=lambda f: f.name)
def test_each_form_is_whole_and_in_both_languages(file: Path) -> None:
    form = parse(file.read_text(encoding="utf-8"))
    assert set(form) == {"name", "description", "title", "labels", "body"}
    assert HAN.search(form["name"])
    assert HAN.search(form["description"])
    ids = [part["id"] for part in form["body"]]
    assert len(ids) == len(set(ids)) > 2
    for part in form["body"]:
        assert set(part) <= {"type", "id", "attributes", "validations"}
        assert part["type"] in ("input", "textarea", "dropdown")
        assert set(part["attributes"]) <= {"label", "description", "placeholder", "options", "render"}
        words = [part["attributes"][key] for key in ("label", "description") if key in part["attributes"]]
        words += part["attributes"].get("options", [])
        for said in words:
            assert HAN.search(said), said
            assert re.search("[A-Za-z]{2}", said), said
        assert ("options" in part["attributes"]) == (part["type"] == "dropdown")
        assert "render" not in part["attributes"] or part["type"] == "textarea"


def test_there_is_a_form_for_a_wrong_fact_a_wrong_translation_and_a_fault_of_the_tool() -> None:
    assert [file.stem.partition("-")[2] for file in FORMS] == ["wrong-fact", "wrong-translation", "tool-fault"]


def test_each_line_of_the_owners_names_a_path_that_is_there_and_teams() -> None:
    lines = (GITHUB / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
    rules = [line.split() for line in lines if line and not line.startswith("#")]
    assert len(rules) > 3
    for path, *owners in rules:
        assert path == "*" or (ROOT / path.strip("/")).exists(), path
        assert owners
        assert [owner for owner in owners if not re.fullmatch(r"@[a-z\d][a-z\d-]*/[a-z\d][a-z\d-]*", owner)] == []


def test_the_template_of_a_pull_request_is_in_both_languages() -> None:
    text = (GITHUB / "pull_request_template.md").read_text(encoding="utf-8")
    for line in filter(None, text.splitlines()):
        assert HAN.search(line), line
        assert re.search("[A-Za-z]{2}", line), line


HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def pre_commit(folder: Path, home: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """The real program, with a home of its own."""
    env = {**os.environ, "PRE_COMMIT_HOME": str(home), "TONGWEN_LANG": "en"}
    env["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), env["PATH"]])
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", *args],
        cwd=folder,
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def test_the_hooks_are_as_pre_commit_wants_them(tmp_path: Path) -> None:
    done = pre_commit(ROOT, tmp_path, "validate-manifest", ".pre-commit-hooks.yaml")
    assert done.returncode == 0, done.stdout
    assert [hook["id"] for hook in HOOKS] == ["tongwen-lint", "tongwen-build-check"]


def test_the_hooks_stop_a_commit_of_a_mistake_and_of_a_stale_output(tmp_path: Path) -> None:
    base = GARDEN.replace("targets: {}", "targets: {editor: {output: editor}}")
    folder = project(tmp_path / "garden", base=base)
    # as they are, but without an environment of their own, which would be downloaded
    hooks = [{**hook, "language": "system"} for hook in HOOKS]
    config = yaml.safe_dump({"repos": [{"repo": "local", "hooks": hooks}]})
    (folder / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
    (folder / ".gitignore").write_text(".tongwen/\n", encoding="utf-8")
    subprocess.run([require("git"), "init", "--quiet"], cwd=folder, check=True)

    def run(hook: str) -> tuple[int, str]:
        subprocess.run([require("git"), "add", "--all"], cwd=folder, check=True)
        done = pre_commit(folder, tmp_path / "home", "run", hook, "--all-files")
        return done.returncode, done.stdout

    code, told = run("tongwen-build-check")
    assert (code, "editor/spec.schema.json:1:1: error TW607" in told) == (1, True)
    assert run("tongwen-lint")[0] == 0
    made = subprocess.run([sys.executable, "-m", "tongwen", "build"], cwd=folder, capture_output=True, check=False)
    assert made.returncode == 0
    assert run("tongwen-build-check")[0] == 0
    (folder / "spec" / "bad.yaml").write_text("scoops: {}\n", encoding="utf-8")
    code, told = run("tongwen-lint")
    assert (code, "spec/bad.yaml:1:1: error TW201" in told) == (1, True)
