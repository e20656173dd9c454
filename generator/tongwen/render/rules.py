"""What a template may say. Checked on its syntax tree before it is compiled: an allow-list, not a list of dangers.

A template may insert an encoded value, loop over a list of its view, ask a flag, include another template, and call `_`
with literal wording. No macros, no `set`, no filter blocks, no arithmetic, no slices, no calls, no tests.
"""

from __future__ import annotations

import jinja2
from jinja2 import nodes

from tongwen.render import delimiters
from tongwen.render.compiled import TemplateRefused

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

#: Loops inside of one another. Nothing else stops a template that goes through a list for each item of a list.
_LOOPS = 5


def parse(source: str, name: str) -> nodes.Template:
    """The syntax tree of a template. Raises `TemplateRefused` for what is no template at all."""
    environment = jinja2.Environment(trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)  # noqa: S701
    try:
        return environment.parse(source, name)
    except RecursionError as error:
        raise TemplateRefused("nested too deeply", name, 1) from error
    except jinja2.TemplateSyntaxError as error:
        raise TemplateRefused(str(error.message), name, error.lineno) from error


def inspect(source: str, name: str, language: str) -> nodes.Template:
    """The syntax tree. Raises `TemplateRefused` for the first thing in the template that is not allowed."""
    tree = parse(source, name)
    for node in [tree, *tree.find_all(nodes.Node)]:
        if not isinstance(node, _ALLOWED):
            raise TemplateRefused(f"templates may not use {type(node).__name__}", name, _line(node))
        if isinstance(node, nodes.Call) and not _is_wording(node):
            raise TemplateRefused("the only call is _('literal wording')", name, node.lineno)
        if isinstance(node, nodes.Include) and not isinstance(node.template, nodes.Const):
            raise TemplateRefused("include takes a literal name", name, node.lineno)

    for loop in tree.find_all(nodes.For):
        if _loops(loop) > _LOOPS:
            raise TemplateRefused(f"more than {_LOOPS} loops inside of one another", name, loop.lineno)

    def refuse(problem: str, lineno: int) -> None:
        raise TemplateRefused(problem, name, lineno)

    delimiters.check(tree, language, refuse)
    return tree


def _loops(node: nodes.Node) -> int:
    """How many loops lie inside of one another, the node itself counted if it is one."""
    inside = max(map(_loops, node.iter_child_nodes()), default=0)
    return inside + isinstance(node, nodes.For)


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
