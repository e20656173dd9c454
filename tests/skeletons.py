"""The structure of a file without its words: what must not change when only the words do."""

from __future__ import annotations

import ast
import html
import io
import json
import re
import tokenize
import tomllib
from html.parser import HTMLParser
from typing import Any

import markdown
import yaml
from tongwen.encode.literal import UNSAFE

#: What the site switches on. Two more sets show that the encoder does not depend on the choice.
SITE = [
    "admonition",
    "attr_list",
    "md_in_html",
    "tables",
    "toc",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.emoji",
]
BARE: list[str] = []
MORE = [
    "abbr",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    "pymdownx.betterem",
    "pymdownx.blocks.admonition",
    "pymdownx.blocks.html",
    "pymdownx.caret",
    "pymdownx.critic",
    "pymdownx.details",
    "pymdownx.keys",
    "pymdownx.mark",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    "pymdownx.tilde",
]
#: The site's extensions without the one that adds marks of its own to headings.
PAGE = [name for name in SITE if name != "toc"]
SETTINGS: dict[str, dict[str, Any]] = {
    "toc": {"permalink": True},
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.highlight": {"use_pygments": False},  # code is coloured by its words, which takes more than all the rest
}
_ORDER = re.compile(
    r"#\s*(type:|noqa|nosec|pragma|pyright:|mypy:|ruff:|fmt:|isort:|pylint:|flake8|yapf:)", re.IGNORECASE
)
_SCRIPT = re.compile(
    r"(?P<comment>/\*.*?\*/|//[^\n\r\u2028\u2029]*)"
    r"|(?P<string>\"(?:[^\"\\\n\r]|\\.)*\"|'(?:[^'\\\n\r]|\\.)*'|`(?:[^`\\]|\\.)*`)"
    r"|(?P<word>[\w$]+)|(?P<sign>\S)",
    re.DOTALL,
)
_TAG = re.compile(r"(?:(?<=[\s{*])|^)@[A-Za-z]+")


def skeleton(language: str, source: str) -> list[Any]:
    """The structure of a source. Raises what the language's parser raises."""
    return list(_READERS[language](source))


def _python(source: str) -> list[str]:
    tree = ast.parse(source)
    sessions = 0
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            sessions += len(re.findall(r"(?m)^ *>>>", ast.get_docstring(node) or ""))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = "words"
    orders = [
        token.string
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.COMMENT and (_ORDER.search(token.string) or _early(token))
    ]
    return [ast.dump(tree), *orders, f"{sessions} lines for doctest"]


def _early(token: tokenize.TokenInfo) -> bool:
    """A comment in the first two lines, where Python and the shell look for orders of theirs."""
    return token.start[0] <= 2 and bool(re.search(r"coding[:=]|^#!", token.string))


def _typescript(source: str) -> list[str]:
    out = []
    for match in _SCRIPT.finditer(source):
        if match.lastgroup == "comment":
            out += ["comment", *_tags(match[0])]
        else:
            out.append("words" if match.lastgroup == "string" else match[0])
    return out


def _tags(comment: str) -> list[str]:
    """The tags of a comment as the compiler finds them: none between two backticks, wherever the second stands."""
    parts = re.split(r"(?<!\\)`", comment)
    return _TAG.findall("`".join("code" if number % 2 else part for number, part in enumerate(parts)))


def _markdown(source: str) -> list[Any]:
    """Without the ids that headings of a README get from their words; explicit ones count."""
    matter, body = front_matter(source)
    return [_shape(matter), *elements(to_html(body, PAGE))]


def front_matter(source: str) -> tuple[Any, str]:
    """The mapping at the top of a page, and the rest, cut as the site's builder cuts them."""
    match = re.match(r"\A---[ \t]*\n(.*?\n)---[ \t]*\n", source, re.DOTALL)
    return (yaml.load(match[1], yaml.CSafeLoader), source[match.end() :]) if match else (None, source)


_RENDERERS: dict[tuple[str, ...], markdown.Markdown] = {}


def to_html(source: str, extensions: list[str] = SITE) -> str:
    """Markdown as the site renders it."""
    key = tuple(extensions)
    if key not in _RENDERERS:
        settings = {name: value for name, value in SETTINGS.items() if name in extensions}
        _RENDERERS[key] = markdown.Markdown(extensions=extensions, extension_configs=settings)
    return str(_RENDERERS[key].reset().convert(source))


class _Elements(HTMLParser):
    """Collects elements and words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Any] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, sorted((name, _address(name, value or "")) for name, value in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.found.append(f"/{tag}")

    def handle_comment(self, data: str) -> None:
        self.found.append("comment")

    def handle_decl(self, decl: str) -> None:
        self.found.append("declaration")

    def handle_pi(self, data: str) -> None:
        self.found.append("instruction")

    def unknown_decl(self, data: str) -> None:
        self.found.append("declaration")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _address(name: str, value: str) -> str:
    """An address out of the project is its scheme: the path may be text's."""
    outward = re.match(r"(https?):", value) if name in ("href", "src") else None
    return outward[1] if outward else value


def _read(page: str) -> _Elements:
    reader = _Elements()
    reader.feed(page)
    reader.close()
    return reader


def elements(page: str) -> list[Any]:
    """Start tags with attributes, and end tags, in order. Code is coloured by its words: spans in it are left out."""
    out: list[Any] = []
    depth = 0
    for item in _read(page).found:
        name = item[0] if isinstance(item, tuple) else item
        depth += {"pre": 1, "/pre": -1}.get(name, 0)
        if not (depth and name in ("span", "/span", "a", "/a")):
            out.append(item)
    return out


def visible(page: str) -> str:
    """What a reader reads."""
    return "".join(_read(page).words)


def as_browser_shows(raw: str) -> str:
    """Control characters by number mean something else in HTML, or nothing."""
    return UNSAFE.sub(lambda match: html.unescape(f"&#{ord(match[0])};"), raw)


def squeezed(text: str) -> str:
    """Without white space, which renderers may change."""
    return "".join(text.split())


def _shape(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _shape(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_shape(inner) for inner in value]
    return type(value).__name__


def _navigation(value: Any) -> Any:
    """A tree whose keys are titles: the order and what they lead to."""
    if isinstance(value, dict):
        return [_navigation(inner) for inner in value.values()]
    if isinstance(value, list):
        return [_navigation(inner) for inner in value]
    return value if isinstance(value, str) and value.endswith((".md", ".yml")) else type(value).__name__


_READERS = {
    "python": _python,
    "typescript": _typescript,
    "markdown": _markdown,
    "json": lambda source: [_shape(json.loads(source))],
    "yaml": lambda source: [_navigation(yaml.safe_load(source))],
    "toml": lambda source: [_shape(tomllib.loads(source))],
}
