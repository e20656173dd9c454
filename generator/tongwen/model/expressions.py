"""Type expressions: `string[]`, `map<AuthSetting>`, `Style | string`. Parsed here, printed by each target."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

#: More brackets than any type needs, and few enough for recursion.
BRACKET_LIMIT = 32
BASIC = ("string", "boolean", "integer", "number", "any", "void")
_TOKEN = re.compile(r"\s*(?:([A-Za-z][A-Za-z0-9]*)|(\[\])|([<>|()]))")


class Basic(NamedTuple):
    """One of the built-in types."""

    name: str


class Named(NamedTuple):
    """An entry of `types`."""

    name: str


class Array(NamedTuple):
    """A list of values of one type."""

    of: Expression


class Map(NamedTuple):
    """A mapping of strings to values of one type."""

    of: Expression


class Union(NamedTuple):
    """A value of one of these types."""

    of: tuple[Expression, ...]


Expression = Basic | Named | Array | Map | Union


class BadExpression(ValueError):
    """The expression does not parse; the message says why."""


@lru_cache(maxsize=65536)
def parse_type(source: str) -> Expression:
    """The tree of an expression. Raises `BadExpression`."""
    tokens = _tokens(source)
    tree = _union(tokens)
    if tokens:
        raise BadExpression(tokens[-1])
    return tree


@lru_cache(maxsize=65536)
def types_in(source: str) -> tuple[str, ...]:
    """Names of the types that an expression uses, from its text. Raises `BadExpression`."""
    return tuple(named_types(parse_type(source)))


def named_types(tree: Expression) -> list[str]:
    """Names of the types that an expression uses."""
    match tree:
        case Named(name):
            return [name]
        case Array(of) | Map(of):
            return named_types(of)
        case Union(of):
            return [name for part in of for name in named_types(part)]
    return []


def _tokens(source: str) -> list[str]:
    """In reverse, so that the next token is popped from the end."""
    tokens, at = [], 0
    while at < len(source.rstrip()):
        match = _TOKEN.match(source, at)
        if match is None:
            raise BadExpression(source[at:].strip())
        tokens.append(match[0].strip())
        at = match.end()
    if sum(token in ("(", "<", "[]") for token in tokens) > BRACKET_LIMIT:
        raise BadExpression("...")
    return tokens[::-1]


def _union(tokens: list[str]) -> Expression:
    parts = [_postfix(tokens)]
    while tokens and tokens[-1] == "|":
        tokens.pop()
        parts.append(_postfix(tokens))
    return parts[0] if len(parts) == 1 else Union(tuple(parts))


def _postfix(tokens: list[str]) -> Expression:
    tree = _primary(tokens)
    while tokens and tokens[-1] == "[]":
        tokens.pop()
        tree = Array(tree)
    return tree


def _primary(tokens: list[str]) -> Expression:
    token = tokens.pop() if tokens else ""
    if token == "(":
        tree = _union(tokens)
        _expect(tokens, ")")
        return tree
    if token == "map" and tokens and tokens[-1] == "<":
        tokens.pop()
        tree = _union(tokens)
        _expect(tokens, ">")
        return Map(tree)
    if token in BASIC:
        return Basic(token)
    if token and token[0].isalpha() and token[0].isupper():
        return Named(token)
    raise BadExpression(token or "the end")


def _expect(tokens: list[str], wanted: str) -> None:
    if not tokens or tokens.pop() != wanted:
        raise BadExpression(f"no {wanted}")
