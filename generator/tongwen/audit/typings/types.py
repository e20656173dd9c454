"""Type expressions of the spec beside types of TypeScript."""

from __future__ import annotations

from tongwen.model.expressions import BadExpression, Basic, Union, named_types, parse_type

_BASIC = {"string": "string", "boolean": "boolean", "integer": "number", "number": "number"}


def basic(expression: str) -> str | None:
    """What TypeScript calls a basic type, or None for types that are not basic."""
    try:
        tree = parse_type(expression)
    except BadExpression:
        return None
    return _BASIC.get(tree.name) if isinstance(tree, Basic) else None


def names(expression: str) -> list[str]:
    """Entries of `types` that an expression names, unless it leaves a choice of several."""
    try:
        tree = parse_type(expression)
    except BadExpression:
        return []
    return [] if isinstance(tree, Union) else named_types(tree)
