"""Delimiters that a template writes itself: an insertion must stand outside of its strings and comments.

An encoder gives whole tokens, so that a quote of the template's beside one, or around it, would let text out of it.
This walks a template as the renderer would, through both branches of each `if` and round each loop, and keeps the
states that the output can be in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from jinja2 import nodes

Refuse = Callable[[str, int], None]
#: What the output may be inside of ("" is code), and the last character before here.
State = tuple[str, str]
_INSERTION = "\0"
_QUOTES = ('"', "'", "`")

#: For each language with strings and comments of its own: how they open, and what ends them.
_OPENERS = {
    "python": re.compile(r"\"\"\"|'''|\"|'|#"),
    "typescript": re.compile(r"//|/\*|[\"'`]"),
}
_ENDS = {
    opener: re.compile(pattern, re.DOTALL)
    for opener, pattern in {
        '"""': r'(?:[^\\"]|\\.|"(?!""))*"""',
        "'''": r"(?:[^\\']|\\.|'(?!''))*'''",
        '"': r'(?:[^\\"\n]|\\.)*["\n]',
        "'": r"(?:[^\\'\n]|\\.)*['\n]",
        "`": r"(?:[^\\`]|\\.)*`",
        "#": r"[^\n]*\n",
        "//": r"[^\n]*\n",
        "/*": r".*?\*/",
    }.items()
}


def check(tree: nodes.Template, language: str, refuse: Refuse) -> None:
    """Call `refuse` with what is wrong and the line of the first insertion that stands inside or beside a delimiter."""
    _Walk(language, refuse).through(tree.body, frozenset({("", "")}))


class _Walk:
    """One walk through a template."""

    def __init__(self, language: str, refuse: Refuse) -> None:
        self._openers = _OPENERS.get(language)
        self._refuse = refuse

    def through(self, body: Iterable[nodes.Node], states: frozenset[State]) -> frozenset[State]:
        """The states after a run of nodes."""
        for node in body:
            match node:
                case nodes.Output():
                    states = self.through(node.nodes, states)
                case nodes.TemplateData():
                    states = self._data(node, states)
                case nodes.If():
                    branches = [node.body, *(branch.body for branch in node.elif_), node.else_]
                    states = frozenset[State]().union(*(self.through(branch, states) for branch in branches))
                case nodes.For():
                    states = self._loop(node, states)
                case _:
                    states = self._insertion(node, states)
        return states

    def _loop(self, node: nodes.For, states: frozenset[State]) -> frozenset[State]:
        before = frozenset[State]()
        while before != states:
            before, states = states, states | self.through(node.body, states)
        return states | self.through(node.else_, states)

    def _insertion(self, node: nodes.Node, states: frozenset[State]) -> frozenset[State]:
        for mode, last in states:
            if last in _QUOTES:
                self._refuse("a quote stands beside an insertion", node.lineno)
            if mode:
                self._refuse(f"an insertion stands inside {mode} of the template", node.lineno)
        return frozenset({("", _INSERTION)})

    def _data(self, node: nodes.TemplateData, states: frozenset[State]) -> frozenset[State]:
        if not node.data:
            return states
        if node.data[0] in _QUOTES and any(last == _INSERTION for _, last in states):
            self._refuse("a quote stands beside an insertion", node.lineno)
        return frozenset((self._mode(mode, node.data), node.data[-1]) for mode, _ in states)

    def _mode(self, mode: str, data: str) -> str:
        """What the output is inside of after these characters."""
        at = 0
        while self._openers is not None:
            if mode:
                end = _ENDS[mode].match(data, at)
                if end is None:
                    return mode
                at, mode = end.end(), ""
            opener = self._openers.search(data, at)
            if opener is None:
                return ""
            at, mode = opener.end(), opener[0]
        return ""
