"""The comparison of structures can fail: encoders broken on purpose, each caught by it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from tongwen.encode import bare, comment, literal, markdown, python, svg, typescript

from tests.crowds import Crowds
from tests.hostile.yard import crowds
from tests.sinks import hostile

__all__ = ["crowds"]
Break = Callable[[pytest.MonkeyPatch], None]


def replace(module: Any, name: str, value: Any) -> Break:
    """A break that puts something else in a module's place."""
    return lambda patch: patch.setattr(module, name, value)


def quoted(text: Any) -> str:
    return '"' + getattr(text, "raw", text) + '"'


def half_escaped(text: Any) -> str:
    return '"' + getattr(text, "raw", text).replace('"', '\\"').replace("\n", "\\n") + '"'


def widened(before: str, after: str) -> Break:
    """Texts count as bare that hold more than may be: `after` instead of `before`, where that stands first."""
    return replace(bare, "_BARE", re.compile(bare._BARE.pattern.replace(before, after, 1)))


NEVER = re.compile(r"(?!)")
BROKEN: dict[str, tuple[list[str], Break]] = {
    "python literals are not escaped": (["python-literal"], replace(python, "python_string", quoted)),
    "python literals escape quotes but no backslash": (
        ["python-literal"],
        replace(python, "python_string", half_escaped),
    ),
    "docstrings are not escaped": (["python-docstring"], replace(python, "_ESCAPED", NEVER)),
    "docstrings escape quotes but no backslash": (["python-docstring"], replace(python, "_ESCAPED", re.compile('"'))),
    "docstrings escape backslashes but no quote": (
        ["python-docstring"],
        replace(python, "_ESCAPED", re.compile(r"\\")),
    ),
    "docstrings take every quote for one alone": (["python-docstring"], replace(python, "_ALONE", re.compile('"'))),
    "docstrings may hold sessions": (["python-module-docstring"], replace(python, "_SESSION", NEVER)),
    "comments may give orders": (["python-comment"], replace(python, "_ORDER", NEVER)),
    "comments mark their first line only": (
        ["python-comment"],
        replace(python, "comment", lambda lines, indent: "# " + f"\n{indent}".join(lines)),
    ),
    "typescript literals are not escaped": (["typescript-literal"], replace(typescript, "script_string", quoted)),
    "typescript literals are template literals": (
        ["typescript-literal"],
        replace(typescript, "script_string", lambda text: f"`{getattr(text, 'raw', text)}`"),
    ),
    "jsdoc is not escaped": (["typescript-jsdoc"], replace(typescript, "_harmless", str)),
    "jsdoc escapes the end but no tag": (["typescript-jsdoc"], replace(typescript, "_TAG", NEVER)),
    "jsdoc lets marks of ours through": (
        ["typescript-jsdoc"],
        lambda patch: patch.setattr(typescript.JSDoc, "words", comment.Commenter.words),
    ),
    "jsdoc lets a backtick swallow the next tag": (["typescript-jsdoc"], replace(typescript, "_LONE", NEVER)),
    "jsdoc lets a backslash keep code open": (["typescript-jsdoc"], replace(typescript, "_LAST_BACKSLASH", NEVER)),
    "jsdoc lets a name be followed by a tag": (["typescript-jsdoc"], replace(typescript, "_ANY_TAG", NEVER)),
    "jsdoc lets a brace be a type": (["typescript-jsdoc"], replace(typescript, "_TYPE", NEVER)),
    "markdown makes images of links": (
        ["markdown-blocks"],
        replace(markdown, "_beside", "".join),
    ),
    "markdown makes one span of two": (
        ["markdown-blocks"],
        replace(markdown, "_code_element", lambda code: f"`{code}`"),
    ),
    "markdown is not escaped": (["markdown-blocks", "markdown-cell"], replace(markdown, "_ACTIVE", NEVER)),
    "markdown escapes backslash-wise": (
        ["markdown-blocks", "markdown-cell"],
        replace(markdown, "_entity", lambda match: "\\" + match[0]),
    ),
    "markdown escapes HTML only": (["markdown-blocks"], replace(markdown, "_ACTIVE", re.compile("[<>&]"))),
    "markdown forgets the start of a line": (["markdown-blocks"], replace(markdown, "at_start", str)),
    "markdown forgets the pipe": (
        ["markdown-cell"],
        replace(markdown, "_ACTIVE", literal.unsafe_or(markdown._MARKS.replace("|", ""))),
    ),
    "markdown takes every hyphen and colon for a quiet one": (
        ["markdown-blocks"],
        replace(markdown, "_QUIET", re.compile("[-:+]")),
    ),
    "markdown takes every text for a bare one": (
        ["markdown-blocks", "markdown-cell", "markdown-heading", "markdown-item"],
        replace(bare, "_BARE", re.compile(".*", re.DOTALL)),
    ),
    "bare texts may begin with a number": (["markdown-blocks"], widened("[", "[0-9")),
    "bare texts may hold marks of markup": (["markdown-blocks", "markdown-cell"], widened("%", "%*_|<&")),
    "bare texts may hold backticks": (["markdown-cell"], widened("%", "%`")),
    "bare texts may hold what nobody sees": (["typescript-jsdoc"], widened("%", "%\ue000-\ue0ff{}@")),
    "bare texts may break lines": (["markdown-cell"], widened("%", "%\n")),
    "code spans always use one backtick": (["markdown-code"], replace(markdown, "code_span", lambda code: f"`{code}`")),
    "fences always have three backticks": (["markdown-fence"], replace(markdown, "_FENCE", NEVER)),
    "fences keep what nobody sees": (["markdown-fence"], replace(markdown, "_PERHAPS_INVISIBLE", NEVER)),
    "fences lose the indentation": (
        ["markdown-fence"],
        replace(markdown, "fence", lambda code, language, indent="": f"```{language}\n{code}\n```"),
    ),
    "words of a picture are not escaped": (["markdown-graph"], replace(svg, "_HARMFUL", NEVER)),
    "json in HTML is plain json": (["markdown-json"], replace(literal, "_JSON_UNSAFE", NEVER)),
    "json keeps what scripts cannot": (
        ["markdown-json"],
        replace(literal, "json_value", lambda value, _=None: json.dumps(value, default=str)),
    ),
    "front matter is a plain scalar": (
        ["markdown-front"],
        replace(literal, "python_string", lambda text: getattr(text, "raw", text)),
    ),
    "front matter escapes no backslash": (["markdown-front"], replace(literal, "python_string", half_escaped)),
    "toml takes Python's literals": (["toml"], replace(literal, "toml_string", ascii)),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_encoder_is_caught(fault: str, crowds: Crowds, monkeypatch: pytest.MonkeyPatch) -> None:
    sinks, break_it = BROKEN[fault]
    texts = [*hostile().values()]
    assert all(crowds.good(sink, texts) for sink in sinks)
    break_it(monkeypatch)
    assert not any(crowds.good(sink, texts) for sink in sinks)
