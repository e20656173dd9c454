"""The command line in Chinese: every command at every depth, every option, and every message that it can print."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click
import pytest
from babel.messages.extract import extract_from_dir
from tongwen.cli.help import help_of
from tongwen.cli.language import speaking, translate
from tongwen.cli.main import application

CLI = Path(__file__).resolve().parents[2] / "generator" / "tongwen" / "cli"
HAN = re.compile("[\u4e00-\u9fff]")
CODE = re.compile(r"`[^`]*`|\[--[^\]]*\]|https?://\S+|\{\w+\}")
#: Words that no English sentence does without, and the headings of a help text.
ENGLISH = re.compile(
    r"\b(the|an?|of|for|and|or|is|are|be|to|in|on|with|without|only|it|this|that|what|your?|from|by|as|not|no|do|"
    r"show|write|print|usage|options?|commands?|arguments?|default|examples?)\b",
    re.IGNORECASE,
)
#: Three plain words in a row, whatever they are.
SENTENCE = re.compile(r"\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\b")


class Told(NamedTuple):
    """A command, each piece of its help with the part that it belongs to, and the whole page."""

    path: str
    words: list[tuple[str, str]]
    page: str


def below(command: click.Command, parent: click.Context | None, name: str) -> Iterator[Told]:
    context = click.Context(command, parent=parent, info_name=name)
    words = [("help", paragraph) for paragraph in (command.help or "").split("\n\n")]
    words += [("epilog", command.epilog)] if command.epilog else []
    words += [(str(p.name), getattr(p, "help", None) or "") for p in command.get_params(context)]
    yield Told(context.command_path, words, help_of(command, context))
    if isinstance(command, click.Group):
        for sub in command.list_commands(context):
            found = command.get_command(context, sub)
            assert found is not None
            yield from below(found, context, sub)


def tree(lang: str) -> list[Told]:
    """Every command there is, as it speaks a language."""
    with speaking(lang):
        return list(below(application(), None, "tongwen"))


def english(text: str) -> list[str]:
    """English that is left in a Chinese text, outside of code."""
    plain = CODE.sub("", text)
    return [match[0] for match in (ENGLISH.search(plain), SENTENCE.search(plain)) if match]


PATHS = [told.path for told in tree("en")]


def test_the_tree_has_commands_below_commands() -> None:
    assert {"tongwen", "tongwen build", "tongwen site serve", "tongwen new api"} <= set(PATHS)
    assert [told.path for told in tree("zh")] == PATHS


@pytest.mark.parametrize("path", PATHS)
def test_a_command_says_everything_in_chinese(path: str) -> None:
    (told,) = (one for one in tree("zh") if one.path == path)
    for part, words in told.words:
        assert HAN.search(words), f"{path}: {part}: {words}"
        assert english(words) == [], f"{path}: {part}: {words}"


@pytest.mark.parametrize("path", PATHS)
def test_the_whole_page_of_help_has_no_english_in_it(path: str) -> None:
    (told,) = (one for one in tree("zh") if one.path == path)
    # commands, options and what stands for their values are the same in every language
    names = re.compile(r"^(用法：[^\[]*|  (-\w, )?--[\w-]+( [A-Z]+| [\w|-]+)?|  [a-z0-9]+(?=  |$)|  [A-Z]+)")
    rest = CODE.sub("", "\n".join(names.sub("", line) for line in told.page.splitlines()))
    assert not ENGLISH.search(rest), rest
    assert not SENTENCE.search(rest), rest


@pytest.mark.parametrize("path", PATHS)
def test_both_languages_show_the_same_code(path: str) -> None:
    en, zh = (next(one for one in tree(lang) if one.path == path) for lang in ("en", "zh"))
    for (part, words), (_, chinese) in zip(en.words, zh.words, strict=True):
        spans = [sorted(re.findall("`[^`]*`", text)) for text in (words, chinese)]
        assert spans[0] == spans[1], f"{path}: {part}"


def messages() -> set[str]:
    """Everything that the modules of the command line can say."""
    keywords = {"_": None, "N_": None, "Phrase": None}
    rows = extract_from_dir(CLI, [("**.py", "python")], keywords=keywords)
    return {message for _file, _line, message, _comments, _context in rows if isinstance(message, str) and message}


def test_every_message_of_the_command_line_has_its_chinese_with_the_same_values() -> None:
    found = messages()
    assert len(found) > 100
    with speaking("zh"):
        chinese = {message: translate(message) for message in found}
    worded = {m for m in found if re.search("[A-Za-z]{2}", CODE.sub("", m))}
    assert sorted(m for m in worded if not HAN.search(chinese[m])) == []
    values = re.compile(r"\{\w+\}")
    assert [m for m in found if sorted(values.findall(m)) != sorted(values.findall(chinese[m]))] == []


def untold(source: str) -> list[str]:
    """Words that a module prints or explains without having them translated."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        given = [k.value for k in node.keywords if k.arg in ("help", "epilog", "short_help")]
        given += node.args[:1] if name in ("echo", "secho", "UsageError", "BadParameter", "fail") else []
        for value in given:
            parts = value.values if isinstance(value, ast.JoinedStr) else [value]
            words = [p.value for p in parts if isinstance(p, ast.Constant) and isinstance(p.value, str)]
            found += [word for word in words if re.search("[A-Za-z]{2,} [A-Za-z]{2,}", word)]
    return found


@pytest.mark.parametrize("module", sorted(CLI.glob("*.py")), ids=lambda p: p.name)
def test_no_module_prints_words_that_nobody_translates(module: Path) -> None:
    assert untold(module.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("words", ['"Nothing was done."', 'f"{count} files were written"'])
@pytest.mark.parametrize("call", ["click.echo(WORDS)", 'option("--x", help=WORDS)', "raise click.UsageError(WORDS)"])
def test_words_that_nobody_translates_would_be_seen(call: str, words: str) -> None:
    assert untold(call.replace("WORDS", words))
    assert not untold(call.replace("WORDS", f"_({words})"))


@pytest.mark.parametrize("text", ["显示 the help", "Usage: x", "先 build every output 再说", "默认 default"])
def test_english_that_was_left_would_be_seen(text: str) -> None:
    assert english(text)


@pytest.mark.parametrize("text", ["写出 JUnit XML 报告。", "示例：`tongwen build to the end`。", "使用 matrix.json"])
def test_names_and_code_are_no_english(text: str) -> None:
    assert english(text) == []
