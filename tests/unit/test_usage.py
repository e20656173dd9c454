"""Help and wrong usage are in our own words, in both languages, and tell what to type instead."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from tongwen.cli import language
from tongwen.cli.main import COMMANDS, application
from tongwen.encode.wrap import width

from tests.support import ROOT, run_cli

CHINESE = re.compile("[\u4e00-\u9fff]")
#: Words of click, none of which may be left.
THEIRS = re.compile(r"Usage|Options|Commands|Arguments|Error|Try |Show this|Missing|Invalid|default|No such")


@pytest.mark.parametrize(
    ("args", "english", "chinese"),
    [
        (["bild"], "there is no command bild. Did you mean build?", "没有命令 bild。您是不是想用 build？"),
        (["frobnicate"], "there is no command frobnicate", "没有命令 frobnicate"),
        (["--frob", "build"], "there is no option --frob", "没有选项 --frob"),
        (
            ["build", "--chek"],
            "there is no option --chek. Did you mean --check?",
            "没有选项 --chek。您是不是想用 --check？",
        ),
        (["build", "--target"], "the option --target needs a value", "选项 --target 需要一个值"),
        (["build", "--check=3"], "the option --check takes no value", "选项 --check 不带值"),
        (["build", "now"], "one argument too many: now", "多了一个参数：now"),
        (["build", "-C", "nowhere"], "--project: there is no folder nowhere", "--project：没有文件夹 nowhere"),
        (["build", "-C", "dev.py"], "--project: dev.py is not a folder", "--project：dev.py 不是文件夹"),
        (["explain"], "NAME is missing", "缺少 NAME"),
        (
            ["lint", "--format", "xml"],
            "--format: it must be one of text, json, github",
            "--format：只能是 text，json，github 之一",
        ),
        (
            ["verify", "--timeout", "0"],
            "--timeout: it must be a number from 0.01 to 3600",
            "--timeout：应为 0.01 到 3600 之间的数",
        ),
        (["verify", "--timeout", "nan"], "--timeout: it must be a number from", "--timeout：应为"),
        (
            ["simulate", "--port", "x"],
            "--port: it must be a whole number from 0 to 65535",
            "--port：应为 0 到 65535 之间的整数",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage_says_what_is_wrong_and_where_to_read_on(args: list[str], english: str, chinese: str) -> None:
    for name, words, usage in (("en", english, "Usage: tongwen"), ("zh", chinese, "用法：tongwen")):
        done = run_cli(args, ROOT, {"TONGWEN_LANG": name})
        assert (done.returncode, done.stdout) == (2, "")
        assert words in done.stderr
        assert usage in done.stderr
        assert "--help" in done.stderr
        assert name == "en" or not THEIRS.search(done.stderr)


def test_a_language_that_there_is_not_is_told_in_english() -> None:
    done = run_cli(["lint", "--lang", "fr"], ROOT, {"TONGWEN_LANG": "zh"})
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, "Wrong usage: --lang: it must be one of en, zh")


def test_without_a_command_the_help_is_printed_and_the_exit_code_is_2() -> None:
    done = run_cli([], ROOT)
    assert done.returncode == 2
    assert done.stdout.startswith("Usage: tongwen")


def tree() -> list[tuple[str, click.Command]]:
    root = application()
    ctx = click.Context(root, info_name="tongwen")
    found: list[tuple[str, click.Command]] = [("tongwen", root)]
    for name in root.list_commands(ctx):  # those below them: tests/house/test_help_tree.py
        command = root.get_command(ctx, name)
        assert command is not None
        found.append((f"tongwen {name}", command))
    return found


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["tongwen", "--lang", "zh"])
    language.current.cache_clear()
    monkeypatch.setattr(language, "current", lambda: "zh")


@pytest.mark.usefixtures("chinese")
def test_every_command_and_every_option_is_described_in_chinese() -> None:
    for path, command in tree():
        assert CHINESE.search(command.help or ""), path
        for parameter in command.get_params(click.Context(command)):
            words = getattr(parameter, "help", None) or ""
            assert CHINESE.search(words), (path, parameter.name)


@pytest.mark.usefixtures("chinese")
def test_the_help_in_chinese_has_no_word_of_click_and_no_line_too_wide() -> None:
    for path, command in tree():
        text = command.get_help(click.Context(command, info_name=path))
        assert not THEIRS.search(text), path
        assert max(map(width, text.splitlines())) <= 100


def test_each_command_is_loaded_when_it_is_called_and_no_other() -> None:
    program = (
        "import sys; sys.argv = ['tongwen', '--version']\n"
        "from tongwen.cli.main import main; main()\n"
        "print(sorted(name for name in sys.modules if name.startswith('tongwen.cli.')))\n"
        "print(sorted({'asyncio', 'msgspec', 'yaml', 'jinja2', 'babel', 'difflib'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": str(ROOT / "generator")},
        capture_output=True,
        text=True,
        check=True,
    )
    _, ours, heavy = done.stdout.splitlines()
    assert heavy == "[]"
    assert not {f"'{place}'" for place in COMMANDS.values()} & set(ours.strip("[]").split(", "))


def test_an_option_named_like_another_is_suggested_only_if_it_is_near(tmp_path: Path) -> None:
    assert "Did you mean" not in run_cli(["build", "--zzzzzz"], tmp_path).stderr
