"""Finds the wording of the spec language: descriptions of fields and docstrings of records, beside what is marked."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from typing import Any, BinaryIO

from babel.messages.extract import extract_python


def extract(file: BinaryIO, keywords: Any, comment_tags: Any, options: Any) -> Iterator[tuple[int, Any, Any, Any]]:
    """For Babel: marked messages, then `Meta(description=...)` and what each record says of itself."""
    yield from extract_python(file, keywords, comment_tags, options)
    file.seek(0)
    for node in ast.walk(ast.parse(file.read())):
        if (text := _described(node) or _documented(node)) is not None:
            yield node.lineno, None, text, []  # type: ignore[attr-defined]


def _described(node: ast.AST) -> str | None:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Meta"):
        return None
    values = (keyword.value for keyword in node.keywords if keyword.arg == "description")
    return next((v.value for v in values if isinstance(v, ast.Constant) and isinstance(v.value, str)), None)


def _documented(node: ast.AST) -> str | None:
    if not (isinstance(node, ast.ClassDef) and any(getattr(base, "id", "") == "Record" for base in node.bases)):
        return None
    text = ast.get_docstring(node)
    return inspect.cleandoc(text) if text else None
