"""Reads declaration files with tree-sitter, a parser of the whole language that goes on after what it cannot read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING

from tongwen.audit.typings.declared import (
    Damage,
    Declarations,
    Declared,
    Function,
    Inline,
    Literal,
    Member,
    Other,
    Parameter,
    Ref,
    Several,
    Shape,
)
from tongwen.diagnostics import Place

if TYPE_CHECKING:
    from tree_sitter import Node

#: The packages of the extra `audit` that are needed here, by the module that proves that they are there.
NEEDS = {"tree_sitter": "tree-sitter", "tree_sitter_typescript": "tree-sitter-typescript"}
#: A member called `in` in a file without semicolons: the grammar takes the word for the operator.
_OPERATORS = re.compile(rb"(?m)^([ \t]*)(in|instanceof)(?=[ \t]*[(<?:])")
_MASK = "_"
#: Types around another one.
_AROUND = frozenset(["generic_type", "parenthesized_type", "readonly_type", "array_type"])
_HOLDERS = frozenset(["Array", "Partial", "Promise", "Readonly", "ReadonlyArray"])
_DECLARATIONS = {
    "interface_declaration",
    "type_alias_declaration",
    "class_declaration",
    "enum_declaration",
    "function_signature",
    "lexical_declaration",
    "variable_declaration",
}


def missing() -> list[str]:
    """The packages that are needed and not installed."""
    return [package for module, package in NEEDS.items() if find_spec(module) is None]


def read_into(found: Declarations, text: str, file: str) -> None:
    """Add the declarations of a file."""
    import tree_sitter
    import tree_sitter_typescript

    raw = _OPERATORS.sub(lambda m: m[1] + (_MASK * len(m[2])).encode(), text.encode("utf-8"))
    parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_typescript.language_typescript()))
    _Reader(found, file, text).walk(parser.parse(raw).root_node)


class _Reader:
    """Walks the tree of one file."""

    def __init__(self, found: Declarations, file: str, text: str) -> None:
        self.found = found
        self.file = file
        self.lines = text.split("\n")

    def walk(self, root: Node) -> None:
        """Everything in the file."""
        self._block(root, "", "")
        if root.has_error:
            self.found.damages += self._damages(root, None)

    def _place(self, node: Node) -> Place:
        row, column = node.start_point
        before = self.lines[row].encode("utf-8")[:column] if row < len(self.lines) else b""
        return Place(self.file, row + 1, len(before.decode("utf-8", errors="replace")) + 1)

    def _damages(self, node: Node, owner: str | None) -> Iterator[Damage]:
        if node.type in _DECLARATIONS:
            name = node.child_by_field_name("name")
            owner = _text(name) if name else owner or ""
        if node.type == "ERROR" or node.is_missing:
            words = " ".join(_text(node).split())[:60] or node.type
            yield Damage(self._place(node), words, owner)
            return
        for child in node.children:
            if child.has_error or child.is_missing:
                yield from self._damages(child, owner)

    def _block(self, node: Node, space: str, comment: str) -> None:
        for child in node.named_children:
            match child.type:
                case "comment":
                    comment = _text(child)
                    continue
                case "internal_module" | "module":
                    name, body = child.child_by_field_name("name"), child.child_by_field_name("body")
                    if name and body:
                        self._block(body, ".".join(filter(None, (space, _text(name).strip("'\"")))), "")
                case "interface_declaration" | "class_declaration" | "abstract_class_declaration":
                    self._interface(child, space)
                case "type_alias_declaration":
                    name, value = child.child_by_field_name("name"), child.child_by_field_name("value")
                    if name and value:
                        shape = self._shape(value, space)
                        self.found.add(Declared(_text(name), space, shape, (), self._place(name)))
                case "variable_declarator":
                    self._variable(child, space)
                case _:
                    if child.type not in ("function_signature", "function_declaration", "statement_block"):
                        self._block(child, space, comment)
            comment = ""

    def _interface(self, node: Node, space: str) -> None:
        name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
        if name is None or body is None:
            return
        bases = [child for child in node.named_children if child.type in ("extends_type_clause", "class_heritage")]
        extends = tuple(
            shape
            for base in bases
            for child in base.named_children
            if isinstance(shape := self._shape(child, space), Ref)
        )
        shape = Inline(self._members(body, space))
        self.found.add(Declared(_text(name), space, shape, extends, self._place(name)))

    def _variable(self, node: Node, space: str) -> None:
        name, kind = node.child_by_field_name("name"), node.child_by_field_name("type")
        if name and kind and kind.named_children:
            self.found.variables[_text(name)] = (self._shape(kind.named_children[0], space), self._place(name))

    def _members(self, body: Node, space: str) -> dict[str, Member]:
        found: dict[str, Member] = {}
        comment = ""
        for child in body.named_children:
            if child.type == "comment":
                comment = _text(child)
                continue
            name = child.child_by_field_name("name")
            if name is not None:
                member = self._member(child, name, comment, space)
                found.setdefault(member.name, member)  # of overloads the first
            comment = ""
        return found

    def _member(self, node: Node, name: Node, comment: str, space: str) -> Member:
        optional = any(child.type == "?" for child in node.children)
        parameters = node.child_by_field_name("parameters")
        if parameters is not None:
            returns = node.child_by_field_name("return_type") or node.child_by_field_name("type")
            shape: Shape = Function(tuple(self._parameters(parameters, space)), self._annotated(returns, space))
        else:
            shape = self._annotated(node.child_by_field_name("type"), space)
        own = {"__": "in", "__________": "instanceof"}.get(_text(name), _text(name).strip("'\""))
        return Member(own, optional, shape, self._place(name), comment, self._bounds(node, space))

    def _annotated(self, node: Node | None, space: str) -> Shape:
        """The type behind a colon."""
        return self._shape(node.named_children[0], space) if node and node.named_children else Other("")

    def _bounds(self, node: Node, space: str) -> dict[str, Shape]:
        found = {}
        for parameter in (p for c in node.named_children if c.type == "type_parameters" for p in c.named_children):
            name, limit = parameter.child_by_field_name("name"), parameter.child_by_field_name("constraint")
            if name and limit and limit.named_children:
                found[_text(name)] = self._shape(limit.named_children[0], space)
        return found

    def _parameters(self, node: Node, space: str) -> Iterator[Parameter]:
        for child in node.named_children:
            pattern, kind = child.child_by_field_name("pattern"), child.child_by_field_name("type")
            if pattern is None:
                continue
            shape = self._annotated(kind, space)
            optional = child.type == "optional_parameter" or pattern.type == "rest_pattern"
            yield Parameter(_text(pattern).lstrip("."), optional, shape, self._place(pattern))

    def _shape(self, node: Node, space: str) -> Shape:
        while (inner := _inner(node)) is not None:
            node = inner
        match node.type:
            case "type_identifier" | "nested_type_identifier" | "identifier" | "nested_identifier":
                return Ref(_text(node), space)
            case "literal_type":
                return Literal(_text(node).strip("'\""))
            case "union_type" | "intersection_type":
                return Several(tuple(self._shape(child, space) for child in node.named_children))
            case "object_type" | "interface_body":
                return Inline(self._members(node, space))
            case "function_type":
                parameters = node.child_by_field_name("parameters")
                return Function(tuple(self._parameters(parameters, space)) if parameters else ())
        return Other(_text(node))


def _inner(node: Node) -> Node | None:
    """What a list, a promise or brackets hold; what a generic type is called."""
    if node.type not in _AROUND or not node.named_children:
        return None
    first, last = node.named_children[0], node.named_children[-1]
    return last.named_children[0] if _text(first) in _HOLDERS and last.named_children else first


def _text(node: Node) -> str:
    return (node.text or b"").decode("utf-8", errors="replace")
