"""A template's syntax tree to a Python function that is nothing but the loops, flags and insertions it says.

Jinja reads templates and this module writes the code, because templates say so little (see `tongwen.render.templates`)
that most of what Jinja would do for each name at run time is known beforehand. ADR 0021 has the figures.

The function takes the `Sheet` that it writes to, the `link` of the file, and `scope`, the names that the template may
use. What is inserted is the source of a `Code` of the file's own language, a number, or what a filter made; anything
else goes to `plain`, which raises. Each filter is called when all that stands before its place has been added, so that
it can tell where that is.
"""

from __future__ import annotations

import ast
from collections.abc import Container, Iterable
from itertools import groupby
from typing import Any

from jinja2 import nodes

from tongwen.render.compiled import MARK, Compiled, TemplateRefused

#: What a template may ask of the loop that it is in.
_LOOP = ("first", "last")


def compiled(tree: nodes.Template, name: str, language: str, filters: Container[str]) -> Compiled:
    """The code of a template that was found to say nothing that it may not. Raises `TemplateRefused`."""
    writer = _Writer(name, language, filters)
    writer.body(tree.body, {}, loop="")
    needs = [f" v_{name} = scope[{name!r}] if {name!r} in scope else undefined({name!r})" for name in writer.free]
    lines = [1, 1, *writer.free.values(), *writer.lines, 1]
    head = [
        "def render(sheet, link, scope):",
        " out = sheet.pieces; w = out.append; e = out.extend; many = sheet.many",
    ]
    try:
        made = ast.parse("\n".join([*head, *needs, *writer.rows, " pass"]))
        for node in ast.walk(made):
            if isinstance(node, ast.stmt | ast.expr | ast.keyword | ast.arg):
                node.lineno = node.end_lineno = lines[node.lineno - 1]
        code = compile(made, MARK + name, "exec", dont_inherit=True)
    except SyntaxError as error:  # a name that is a word of Python, or too many loops in one another
        raise TemplateRefused(str(error.msg), name, lines[(error.lineno or 1) - 1]) from error
    return Compiled(code, tuple(writer.said), tuple(writer.includes.items()))


class _Writer:
    """Rows of Python, each with the template's line that it comes from."""

    def __init__(self, name: str, language: str, filters: Container[str]) -> None:
        self.rows: list[str] = []
        self.lines: list[int] = []
        self.said: list[tuple[str, str, tuple[Any, ...]]] = []
        self.includes: dict[str, int] = {}
        #: Names that whoever includes this template must have, with the line of their first use.
        self.free: dict[str, int] = {}
        self._name = name
        self._language = language
        self._filters = filters
        self._depth = 1
        self._loops = 0
        self._pieces: list[tuple[str, int]] = []

    def body(self, body: Iterable[nodes.Node], names: dict[str, str], loop: str) -> None:
        """The rows of some nodes. `names` are the variables of loops, `loop` numbers the innermost of them."""
        for node in body:
            match node:
                case nodes.Output():
                    self._pieces += [(self._piece(part, names, loop), part.lineno) for part in node.nodes]
                case nodes.If():
                    self._branches(node, names, loop)
                case nodes.For():
                    self._loop(node, names, loop)
                case nodes.Include():
                    self._include(node, names)
        self._flush()

    def _row(self, text: str, line: int) -> None:
        self._flush()
        self.rows.append(" " * self._depth + text)
        self.lines.append(line)

    def _flush(self) -> None:
        """Write the pieces of output that have gathered: rows for those of one line, so that faults have a place."""
        pieces, self._pieces = self._pieces, []
        for (line, filtered), group in groupby(pieces, lambda piece: (piece[1], piece[0].startswith("f_"))):
            run = [piece for piece, _ in group]
            rows = [f"w({piece})" for piece in run] if filtered or len(run) == 1 else [f"e(({', '.join(run)}))"]
            self.rows += [" " * self._depth + row for row in rows]
            self.lines += [line] * len(rows)

    def _piece(self, node: nodes.Node, names: dict[str, str], loop: str) -> str:
        if isinstance(node, nodes.TemplateData):
            return repr(node.data)
        if isinstance(node, nodes.Filter):
            return self._filtered(node, names, loop)
        value = self._value(node, names, loop)
        return f"(t.source if (t := {value}).__class__ is Code and t.language == {self._language!r} else plain(t))"

    def _filtered(self, node: nodes.Filter, names: dict[str, str], loop: str) -> str:
        if node.name not in self._filters:
            raise self._refused(f"No filter named {node.name!r}", node)
        if node.node is None or node.kwargs or node.dyn_args or node.dyn_kwargs:
            raise self._refused("a filter takes a value and plain arguments", node)
        constants = tuple(argument.value for argument in node.args if isinstance(argument, nodes.Const))
        if isinstance(node.node, nodes.Call) and not _values(node.node) and len(constants) == len(node.args):
            message = _wording(node.node)
            if "[[" not in message:  # what a reference becomes is known only for each file
                self.said.append((node.name, message, constants))
                return f"said[{len(self.said) - 1}]"
        arguments = [self._value(argument, names, loop) for argument in node.args]
        return f"f_{node.name}({', '.join([self._value(node.node, names, loop), 'link', *arguments])})"

    def _value(self, node: nodes.Node, names: dict[str, str], loop: str) -> str:
        match node:
            case nodes.Const():
                return repr(node.value)
            case nodes.Name(name="loop"):
                raise self._refused("'loop' is undefined", node)
            case nodes.Name():
                return names.get(node.name) or self._free(node)
            case nodes.Getattr(node=nodes.Name(name="loop")) if loop and node.attr in _LOOP:
                return f"{node.attr}_{loop}"
            case nodes.Getattr():
                if node.attr.startswith("_"):
                    raise self._refused(f"access to {node.attr!r} is unsafe", node)
                return f"{self._value(node.node, names, loop)}.{node.attr}"
            case nodes.Call():
                values = [f"{value.key}={self._value(value.value, names, loop)}" for value in _values(node)]
                return f"Phrase({', '.join([repr(_wording(node)), *values])})"
        return self._flag(node, names, loop)

    def _flag(self, node: nodes.Node, names: dict[str, str], loop: str) -> str:
        match node:
            case nodes.Not():
                return f"(not {self._value(node.node, names, loop)})"
            case nodes.And() | nodes.Or():
                word = "and" if isinstance(node, nodes.And) else "or"
                return f"({self._value(node.left, names, loop)} {word} {self._value(node.right, names, loop)})"
        raise self._refused(f"{type(node).__name__} cannot stand here", node)

    def _refused(self, problem: str, node: nodes.Node) -> TemplateRefused:
        return TemplateRefused(problem, self._name, node.lineno)

    def _free(self, node: nodes.Name) -> str:
        self.free.setdefault(node.name, node.lineno)
        return f"v_{node.name}"

    def _branches(self, node: nodes.If, names: dict[str, str], loop: str) -> None:
        for word, branch in [("if", node), *(("elif", branch) for branch in node.elif_)]:
            self._row(f"{word} {self._value(branch.test, names, loop)}:", branch.lineno)
            self._inside(branch.body, names, loop)
        if node.else_:
            self._row("else:", node.lineno)
            self._inside(node.else_, names, loop)

    def _inside(self, body: Iterable[nodes.Node], names: dict[str, str], loop: str) -> None:
        self._depth += 1
        self._row("pass", self.lines[-1])
        self.body(body, names, loop)
        self._depth -= 1

    def _loop(self, node: nodes.For, names: dict[str, str], loop: str) -> None:
        if node.test or node.recursive or node.else_:
            raise self._refused("a loop takes no condition, no `recursive` and no `else`", node)
        if not _targets(node):
            raise self._refused("a loop needs names of its own", node)
        self._loops += 1
        own = {target: f"x_{target}_{self._loops}" for target in _targets(node)}
        target, items = ", ".join(own.values()), self._value(node.iter, names, loop)
        asked = {child.attr for child in node.find_all(nodes.Getattr) if _is_loop(child)}
        at = str(self._loops)
        if "last" in asked:
            self._row(f"size_{at} = len(list_{at} := list({items}))", node.lineno)
            items = f"list_{at}"
        if asked:
            target = target if len(own) == 1 else f"({target})"
            self._row(f"for at_{at}, {target} in enumerate({items}, 1):", node.lineno)
            self._row(f" first_{at} = at_{at} == 1", node.lineno)
        else:
            self._row(f"for {target} in {items}:", node.lineno)
        if "last" in asked:
            self._row(f" last_{at} = at_{at} == size_{at}", node.lineno)
        self._inside(node.body, {**names, **own}, at)
        if not loop:
            self._row(" if len(out) > many: sheet.gather()", node.lineno)

    def _include(self, node: nodes.Include, names: dict[str, str]) -> None:
        name = node.template.value if isinstance(node.template, nodes.Const) else None
        if not isinstance(name, str) or not node.with_context or node.ignore_missing:
            raise self._refused("include takes a literal name", node)
        self.includes.setdefault(name, node.lineno)
        own = [f"{name!r}: {variable}" for name, variable in names.items()]
        self._row(f"included[{name!r}](sheet, link, {{**scope, {', '.join(own)}}})", node.lineno)


def _wording(node: nodes.Call) -> str:
    """The words of `_("words")` or `_("words")(name=value)`."""
    inner = node.node.args[0] if isinstance(node.node, nodes.Call) else node.args[0]
    return str(inner.as_const())


def _values(node: nodes.Call) -> list[nodes.Keyword]:
    return node.kwargs if isinstance(node.node, nodes.Call) else []


def _targets(node: nodes.For) -> tuple[str, ...]:
    """The variables of a loop; none if they are not all names of its own."""
    found: list[str] = []
    names = node.target.items if isinstance(node.target, nodes.Tuple) else [node.target]
    for name in names:
        if not isinstance(name, nodes.Name) or name.name in ("_", "loop", "view", "link"):
            return ()
        found.append(name.name)
    return tuple(found)


def _is_loop(node: nodes.Getattr) -> bool:
    return isinstance(node.node, nodes.Name) and node.node.name == "loop"
