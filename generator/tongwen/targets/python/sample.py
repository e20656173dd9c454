"""How the Python client shows one call: its signature, and the sentence that says what it does."""

from __future__ import annotations

import ast

from tongwen.targets.base import Request, Sample
from tongwen.targets.parts import parts
from tongwen.targets.python.naming import module, part, snake
from tongwen.targets.python.plan import plan


def sample(request: Request, name: str) -> Sample | None:
    """The method of the first client that has the call; none for methods of objects."""
    api = request.document.apis[name]
    profiles = sorted(api.profiles, key=lambda profile: request.document.profiles[profile].order)
    client = request.document.profiles[profiles[0]].client
    divided = parts(request.document, profiles[0])
    ending = f"/{module(part(client, api.group) if divided else client)}.py"
    file = next((planned for planned in plan(request) if planned.path.endswith(ending)), None)
    method = snake(name.partition(".")[2])
    return Sample(file, lambda text: cut(text, method), "python") if file else None


def cut(text: str, method: str) -> str:
    """The last definition of a method, down to the first line of its docstring."""
    found = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef) and node.name == method]
    if not found:
        return ""
    node = found[-1]
    lines = text.split("\n")[node.lineno - 1 : node.body[0].lineno - 1]
    said = (ast.get_docstring(node) or "").partition("\n\n")[0].split("\n")
    body = ['        """' + said[0], *(f"        {line}" for line in said[1:])]
    body[-1] += '"""'
    return "\n".join(line[4:] for line in [*lines, *body])
