"""What a template may say. Checked on its syntax tree before it is compiled: an allow-list, not a list of dangers.

A template may insert an encoded value, loop over a list of its view, ask a flag, include another template, and call `_`
with literal wording. No macros, no `set`, no filter blocks, no arithmetic, no slices, no calls, no tests.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import jinja2
from jinja2 import nodes

_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.Filter,
    nodes.Const,
    nodes.For,
    nodes.If,
    nodes.Include,
    nodes.Not,
    nodes.And,
    nodes.Or,
    nodes.Call,
    nodes.Keyword,
    nodes.Tuple,
)
_QUOTES = ('"', "'", "`")
#: In these folders an insertion behind a comment mark would put text where only an encoder may.
_WITH_COMMENTS = ("python/", "typescript/", "matrix/")
_COMMENT = re.compile(r"(//|/\*|#)[ \t]*\Z")


class TemplateRefused(Exception):
    """The template says something that templates may not. `name` and `lineno` tell where."""

    def __init__(self, message: str, name: str, lineno: int) -> None:
        super().__init__(message)
        self.name = name
        self.lineno = lineno


class StrictLoader(jinja2.BaseLoader):
    """Reads templates below one folder and refuses those that say too much."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """The source of a template, by its path with `/`."""
        path = self.folder / template
        if ".." in template or not path.is_file():
            raise jinja2.TemplateNotFound(template)
        source = path.read_text(encoding="utf-8")
        inspect(environment, source, template)
        return source, str(path), lambda: True


def inspect(environment: jinja2.Environment, source: str, name: str) -> None:
    """Raise `TemplateRefused` for the first thing in the template that is not allowed."""
    tree = environment.parse(source, name)
    for node in [tree, *tree.find_all(nodes.Node)]:
        if not isinstance(node, _ALLOWED):
            raise TemplateRefused(f"templates may not use {type(node).__name__}", name, node.lineno)
        if isinstance(node, nodes.Call) and not _is_wording(node):
            raise TemplateRefused("the only call is _('literal wording')", name, node.lineno)
        if isinstance(node, nodes.Include) and not isinstance(node.template, nodes.Const):
            raise TemplateRefused("include takes a literal name", name, node.lineno)
        if isinstance(node, nodes.Output):
            _no_quotes_beside(node, name)


def _is_wording(node: nodes.Call) -> bool:
    callee = node.node
    if isinstance(callee, nodes.Call):  # _("...")(name=value)
        return _is_wording(callee) and not node.args
    literal = len(node.args) == 1 and isinstance(node.args[0], nodes.Const) and isinstance(node.args[0].value, str)
    return isinstance(callee, nodes.Name) and callee.name == "_" and literal and not node.kwargs


def _no_quotes_beside(output: nodes.Output, name: str) -> None:
    """A quote beside an insertion means that the template wrote a delimiter that belongs to the encoder."""
    parts = output.nodes
    for before, after in pairwise(parts):
        data, other = (before, after) if isinstance(before, nodes.TemplateData) else (after, before)
        if not isinstance(data, nodes.TemplateData) or isinstance(other, nodes.TemplateData):
            continue
        touching = data.data[-1:] if data is before else data.data[:1]
        in_comment = data is before and name.startswith(_WITH_COMMENTS) and _COMMENT.search(data.data)
        if touching in _QUOTES or in_comment:
            raise TemplateRefused("a quote or comment mark stands beside an insertion", name, data.lineno)
