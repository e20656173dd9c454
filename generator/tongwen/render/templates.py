"""What a template may say. Checked on its syntax tree before it is compiled: an allow-list, not a list of dangers.

A template may insert an encoded value, loop over a list of its view, ask a flag, include another template, and call `_`
with literal wording. No macros, no `set`, no filter blocks, no arithmetic, no slices, no calls, no tests.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import jinja2
from jinja2 import nodes

from tongwen.render import delimiters

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
#: A template's path below the folder of templates: no way out of it, on any system.
_NAME = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*(?:/[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)*")


class TemplateRefused(Exception):
    """The template says something that templates may not. `name` and `lineno` tell where."""

    def __init__(self, message: str, name: str, lineno: int) -> None:
        super().__init__(message)
        self.name = name
        self.lineno = lineno


class StrictLoader(jinja2.BaseLoader):
    """Reads templates below one folder and refuses those that say too much."""

    def __init__(self, folder: Path, language: str) -> None:
        self.folder = folder
        self.language = language

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """The source of a template, by its path with `/`."""
        path = self.folder / template
        if not _NAME.fullmatch(template) or not path.is_file():
            raise jinja2.TemplateNotFound(template)
        source = path.read_text(encoding="utf-8")
        inspect(environment, source, template, self.language)
        return source, str(path), lambda: True


def inspect(environment: jinja2.Environment, source: str, name: str, language: str) -> None:
    """Raise `TemplateRefused` for the first thing in the template that is not allowed."""
    tree = environment.parse(source, name)
    for node in [tree, *tree.find_all(nodes.Node)]:
        if not isinstance(node, _ALLOWED):
            raise TemplateRefused(f"templates may not use {type(node).__name__}", name, _line(node))
        if isinstance(node, nodes.Call) and not _is_wording(node):
            raise TemplateRefused("the only call is _('literal wording')", name, node.lineno)
        if isinstance(node, nodes.Include) and not isinstance(node.template, nodes.Const):
            raise TemplateRefused("include takes a literal name", name, node.lineno)

    def refuse(problem: str, lineno: int) -> None:
        raise TemplateRefused(problem, name, lineno)

    delimiters.check(tree, language, refuse)


def _line(node: nodes.Node) -> int:
    """The node's line; some, such as scopes, have none of their own."""
    inside = (inner.lineno for inner in node.find_all(nodes.Node))
    return node.lineno or next((line for line in inside if line), 1)


def _is_wording(node: nodes.Call) -> bool:
    callee = node.node
    if isinstance(callee, nodes.Call):  # _("...")(name=value)
        return _is_wording(callee) and not node.args
    literal = len(node.args) == 1 and isinstance(node.args[0], nodes.Const) and isinstance(node.args[0].value, str)
    return isinstance(callee, nodes.Name) and callee.name == "_" and literal and not node.kwargs
