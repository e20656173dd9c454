"""A call as one would write it in TypeScript: the first thing that readers of a reference page look for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from tongwen.encode.literal import script_string
from tongwen.model.entries import Api, FunctionType, Parameter
from tongwen.model.expressions import Array, Basic, Expression, Map, Named, Union, parse_type
from tongwen.model.manifest import Form
from tongwen.model.spec import Document

_NUMBER = re.compile(r"-?\d+\Z")
#: More values than this are left to the table of parameters.
_SHORT_LIST = 4


def signature(document: Document, name: str, api: Api) -> str:
    """The declaration of a call, and of its result where that has fields."""
    form = document.forms[api.form]
    if form.style == "callback":
        return "\n".join([*_callback(name, api, form), *_result(api, form)])
    if form.style == "return" and api.parameters:
        given = ["{", *(f"  {line}" for line in _fields(api.parameters)), "}"]
        options = f"options{_mark(api.parameters)}: " + "\n".join(given)
        return f"{name}({options}): {script(api.returns or 'void')}"
    return f"{name}({_listed(api.parameters)}): {script(api.returns or 'void')}"


def function(name: str, kind: FunctionType) -> str:
    """The declaration of a function type."""
    return f"type {name} = ({_listed(kind.parameters)}) => void"


def _callback(name: str, api: Api, form: Form) -> Iterator[str]:
    result = "Result" if api.result or api.rest or form.result else "void"
    yield f"{name}(options{_mark(api.parameters)}: {{"
    yield from (f"  {line}" for line in _fields(api.parameters))
    for called, callback in form.callbacks.items():
        kinds = [result if outcome == "success" else "Failure" for outcome in callback.on]
        yield f"  {called}?: ({_received(callback.on)}: {' | '.join(kinds)}) => void"
    yield f"}}): {f'Promise<{result}>' if api.promise else 'void'}"


def _received(outcomes: Sequence[str]) -> str:
    return "outcome" if len(outcomes) > 1 else "result" if "success" in outcomes else "error"


def _result(api: Api, form: Form) -> Iterator[str]:
    if not api.result and not api.rest and not form.result:
        return
    yield ""
    yield f"type Result = {api.rest} & {{" if api.rest else "interface Result {"
    for name, member in api.result.items():
        absent = member.optional or member.present is not None or member.profiles is not None
        yield f"  {name}{'?' if absent else ''}: {script(member.type)}"
    for name, field in form.result.items():
        if name not in api.result:
            yield f"  {name}{'?' if field.optional else ''}: {script(field.type)}"
    yield "}"


def _mark(parameters: dict[str, Parameter]) -> str:
    return "" if any(parameter.required for parameter in parameters.values()) else "?"


def _fields(parameters: dict[str, Parameter]) -> Iterator[str]:
    for name, parameter in parameters.items():
        yield f"{name}{'' if parameter.required else '?'}: {_given(parameter)}"


def _listed(parameters: dict[str, Parameter]) -> str:
    return ", ".join(_fields(parameters))


def _given(parameter: Parameter) -> str:
    """The values themselves where there are few, else the type."""
    if not parameter.values or len(parameter.values) > _SHORT_LIST:
        return script(parameter.type)
    if parameter.type == "string":
        return " | ".join(script_string(value) for value in parameter.values)
    if all(_NUMBER.match(value) for value in parameter.values):
        return " | ".join(parameter.values)
    return script(parameter.type)


@lru_cache(maxsize=4096)
def script(expression: str) -> str:
    """A type expression in TypeScript."""
    return _script(parse_type(expression))


def _script(tree: Expression) -> str:
    match tree:
        case Basic(name):
            return "number" if name == "integer" else name
        case Named(name):
            return name
        case Array(Union(_) as of):
            return f"({_script(of)})[]"
        case Array(of):
            return f"{_script(of)}[]"
        case Map(of):
            return f"Record<string, {_script(of)}>"
        case Union(of):
            return " | ".join(_script(part) for part in of)
