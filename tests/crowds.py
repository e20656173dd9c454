"""Many texts in one file: thousands are written and read at once, and the guilty are found by halving.

For each sink (tests/sinks.py) the file is read by what reads it in the end: Python, TypeScript's own compiler,
Python-Markdown, libyaml, TOML. Its structure must be that of harmless words, and the words must arrive.
"""

from __future__ import annotations

import ast
import functools
import html
import json
import re
import subprocess
import tomllib
import warnings
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from tongwen.encode.comment import Commenter
from tongwen.encode.voice import Voice
from tongwen.text.opaque import Text
from tongwen.text.phrase import Catalogue

from tests.sinks import PARTING, SINKS, counterpart, flat, render_all
from tests.skeletons import PAGE, as_browser_shows, front_matter, squeezed, to_html

HERE = Path(__file__).resolve().parent
_HALF = re.compile("[\ud800-\udfff]")
_TAG = re.compile(r"<[^>]*>")
_ADDRESS = re.compile(r'((?:href|src)="https?:)[^"]*"')
_COLOURED = re.compile(r"</?span[^>]*>|<a [^>]*></a>")
#: Orders in comments and sessions in docstrings, which the syntax tree does not show.
_ORDER = re.compile(r"#\s*(?:type:|noqa|nosec|pragma|pyright:|mypy:|ruff:|fmt:|isort:|pylint:|flake8|yapf:)", re.I)
_SESSION = re.compile(r"(?m)^ *>>>")


class Compiler:
    """TypeScript's own, in one process for many files. Needs the packages of tests/typescript."""

    def __init__(self, node: str) -> None:
        command = [node, str(HERE / "typescript" / "read.cjs")]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="ascii")

    def read(self, source: str) -> dict[str, Any]:
        """`found`: kinds of nodes, tags and links, and how many faults; `texts`: the values of its literals."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps(source), file=self._process.stdin, flush=True)
        return json.loads(self._process.stdout.readline())  # type: ignore[no-any-return]

    def close(self) -> None:
        """End the process."""
        self._process.stdin.close()  # type: ignore[union-attr]
        self._process.wait()
        self._process.stdout.close()  # type: ignore[union-attr]


class Crowds:
    """Writes many texts into a sink, and tells which of them are more than words there."""

    def __init__(self, compiler: Compiler | None) -> None:
        self._compiler = compiler
        self._readers: dict[str, Callable[[str, Sequence[str]], bool]] = {
            "python": self._python,
            "typescript": self._typescript,
            "markdown": self._markdown,
            "json": _json,
            "toml": _toml,
        }

    def guilty(self, sink: str, texts: Sequence[str]) -> list[str]:
        """The texts that change the structure of their file, or do not arrive; all of them if only together they do."""
        if self.good(sink, texts):
            return []
        if len(texts) == 1:
            return list(texts)
        half = len(texts) // 2
        return self.guilty(sink, texts[:half]) + self.guilty(sink, texts[half:]) or list(texts)

    def good(self, sink: str, texts: Sequence[str]) -> bool:
        """Whether these texts are words in this sink, and nothing but words."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                return self._readers[SINKS[sink].language](sink, texts)
        except Exception:  # no file at all is as bad
            return False

    def _python(self, sink: str, texts: Sequence[str]) -> bool:
        source = render_all(sink, texts)
        kinds, strings = _shape(source)
        orders = "comment" in sink and _ORDER.search(source)
        same = kinds == _quiet_python(sink, len(texts)) and not orders
        sessions = "docstring" in sink and any(map(_SESSION.search, strings))
        return same and not sessions and _arrived(sink, texts, strings)

    def _typescript(self, sink: str, texts: Sequence[str]) -> bool:
        assert self._compiler is not None
        read = self._compiler.read(render_all(sink, texts))
        quiet = self._quiet_typescript(sink, len(texts))
        arrived = "literal" not in sink or read["texts"] == [whole for raw in texts for whole in [_paired(raw)] * 2]
        return bool(read["found"] == quiet and arrived)

    @functools.cache  # noqa: B019 - as many as there are sinks and sizes
    def _quiet_typescript(self, sink: str, count: int) -> Any:
        assert self._compiler is not None
        return self._compiler.read(render_all(sink, ["words"] * count))["found"]

    def _markdown(self, sink: str, texts: Sequence[str]) -> bool:
        if sink == "markdown-front":
            titles = front_matter(render_all(sink, texts))[0]["titles"]
            if any(set('<>"') & {*title} for title in titles):  # themes put it into HTML as it is
                return False
            shown = [squeezed(html.unescape(title)) for title in titles]
            return shown == [squeezed(flat(_HALF.sub("\ufffd", raw))) for raw in texts]
        slots = _slots(sink, texts)
        if len(slots) != len(texts):
            return False
        frame = _frame(sink)
        for raw, slot in zip(texts, slots, strict=True):
            if _tags(slot) != _quiet_markdown(sink, counterpart(sink, raw)):
                return False
            if frame is not None and _words(slot) != frame(squeezed(as_browser_shows(_said(sink, raw)))):
                return False
        return True


def _json(sink: str, texts: Sequence[str]) -> bool:
    def data(raw: str) -> Any:
        return {"plain": raw, "list": [raw, {"inner": raw}], "number": 1}

    wholes = map(_paired, texts)
    shapes = {
        "json-compact": lambda raw: [data(raw), raw],
        "json-lines": lambda raw: [{"text": raw}, {"text": "words"}],
    }
    wanted = [shapes.get(sink, data)(raw) for raw in wholes]
    return bool(json.loads(render_all(sink, texts)) == [*wanted, 0])


def _toml(sink: str, texts: Sequence[str]) -> bool:
    found = tomllib.loads(render_all(sink, texts))
    return found == {"texts": [whole for raw in texts for whole in [_HALF.sub("\ufffd", raw)] * 2]}


def _paired(raw: str) -> str:
    """Two halves side by side are one character to whoever counts in halves."""
    return raw.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass") if _HALF.search(raw) else raw


def _shape(source: str) -> tuple[list[str], list[str]]:
    """Kinds and names of all nodes, and the strings."""
    kinds, strings = [], []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            strings.append(node.value)
        kinds.append(type(node).__name__ + str(getattr(node, "id", getattr(node, "name", ""))))
    return kinds, strings


@functools.cache
def _quiet_python(sink: str, count: int) -> list[str]:
    return _shape(render_all(sink, ["words"] * count))[0]


def _arrived(sink: str, texts: Sequence[str], strings: list[str]) -> bool:
    if sink == "python-literal":
        return sorted(strings) == sorted(list(texts) * 3)
    if sink == "python-text":
        return sorted(strings) == sorted(list(map(without_marks, texts)) * 3)
    if sink == "python-module-docstring":
        shown = [squeezed(doc.replace("\\>>>", ">>>")) for doc in strings]
        return shown == [squeezed(without_marks(raw, items=True)) for raw in texts]
    return True


_PLAIN = Commenter(Voice(("en",), Catalogue({})), str, 10_000)


def without_marks(raw: str, *, items: bool = False) -> str:
    """The words of a description as comments write them; with the hyphens of its items, or on one line."""
    return "\n".join(_PLAIN.blocks(Text(raw), 10_000)) if items else _PLAIN.line(Text(raw))


def _slots(sink: str, texts: Iterable[str]) -> list[str]:
    """The rendered page, cut where one text's place ends and the next begins."""
    return to_html(render_all(sink, list(texts)), PAGE).split(PARTING)[:-1]


@functools.lru_cache(maxsize=20_000)
def _quiet_markdown(sink: str, quiet: str) -> list[str]:
    [slot] = _slots(sink, [quiet])
    return _tags(slot)


def _tags(slot: str) -> list[str]:
    """All tags of a piece of HTML, addresses out of the project without their paths; code is coloured by its words."""
    tags = [_ADDRESS.sub(r'\1"', tag) for tag in _TAG.findall(slot)]
    return tags if "<pre" not in slot else [tag for tag in tags if not _COLOURED.match(tag)]


def _words(slot: str) -> str:
    return squeezed(html.unescape(_TAG.sub("", slot)))


def _said(sink: str, raw: str) -> str:
    return flat(raw) if SINKS[sink].prose else raw


def _frame(sink: str) -> Callable[[str], str] | None:
    """All the words of a sink's page around those of a text."""
    return {
        "markdown-blocks": lambda words: f"Title{words}After.",
        "markdown-heading-alone": lambda words: f"{words}After.",
        "markdown-cell": lambda words: f"AB{words}{words}After.",
        "markdown-item": lambda words: f"{words}secondAfter.",
        "markdown-phrase": lambda words: f"Before{words}after{words}",
        "markdown-code": lambda words: f"Here:{words}.",
    }.get(sink)
