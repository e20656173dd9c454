"""Names of Python: the one authority of this target, and the one maker of its code."""

from __future__ import annotations

import ast
import keyword
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache

from tongwen.behaviour.wordings import root_error
from tongwen.checks import identifiers as collisions
from tongwen.diagnostics import Path
from tongwen.encode.literal import python_string
from tongwen.model.behaviour import Error
from tongwen.model.entries import ObjectType
from tongwen.model.spec import Document
from tongwen.targets.base import BadName
from tongwen.text.opaque import Code

#: Names that the generated code uses inside methods and class bodies; a parameter or field must not hide them.
_TAKEN = frozenset(
    "self cls wire options hear event str int bool float object tuple dict list None Literal Sequence Mapping Callable "
    "from_wire to_wire property classmethod".split()
)
#: Errors whose class reads better under a name of its own than as its id and `Error`.
_ERROR_NAMES = {"denied": "AuthorizationDenied"}
#: Words whose capitals do not start new words.
_MIXED = {"VoIP": "Voip", "WiFi": "Wifi", "IoT": "Iot", "iOS": "Ios"}
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_NAME = re.compile(r"(?<![\w.])[A-Za-z_]\w*")
_MIXED_NAME = re.compile("|".join(_MIXED))
_DOTTED = re.compile(r"[A-Za-z0-9_.#/:-]+\Z")


@cache
def code(name: str) -> Code:
    """An identifier, or several joined by dots."""
    if not _is_dotted_name(name):
        raise BadName(f"not a Python name: {name!a}")
    return Code("python", name)


def _is_dotted_name(name: str) -> bool:
    return all(part.isidentifier() and not keyword.iskeyword(part) for part in name.split("."))


def words(text: str) -> Code:
    """A version or a place in the spec, for use in prose."""
    if not _DOTTED.match(text):
        raise BadName(f"not a version or place: {text!a}")
    return Code("python", text)


def wire_literal(value: str | bool | int) -> Code:
    """A value as it stands in code, also when prose names it."""
    return Code("python", repr(value) if isinstance(value, bool | int) else python_string(value))


@cache
def expression(source: str) -> Code:
    """An annotation or a check that the target has put together from names; it must parse as one."""
    if not _is_dotted_name(source):  # as most are, of which nothing else is to be found out
        ast.parse(source, mode="eval")
    return Code("python", source)


def joined(parts: Iterable[Code]) -> Code:
    """Several expressions with commas between them."""
    return Code("python", ", ".join(part.source for part in parts))


def statement(text: str) -> Code:
    """`def`, `async def`, `await ` or nothing."""
    if text.strip() not in ("def", "async def", "await", ""):
        raise BadName(text)
    return Code("python", text)


def too_wide(*parts: Code | str, room: int) -> bool:
    """Whether the parts of a statement need a second line."""
    for part in parts:
        room -= len(part.source if isinstance(part, Code) else part)
    return room < 0


def argument_list(values: Mapping[str, str | bool | int]) -> Code:
    """Keyword arguments as a call would write them: `with_subscriptions=True`."""
    return Code("python", ", ".join(f"{variable(name)}={wire_literal(value).source}" for name, value in values.items()))


def name_list(names: Iterable[str]) -> Code:
    """Several fields, for use in prose."""
    return Code("python", ", ".join(variable(name) for name in names))


@lru_cache(maxsize=1 << 13)
def identifiers(source: str) -> frozenset[str]:
    """The names that a piece of code uses, outside of its strings."""
    return frozenset(_NAME.findall(_STRING.sub("", source)))


@cache
def pascal(name: str) -> str:
    """`get-setting`, `getSetting` and `scope.x` to words that start with capitals, run together."""
    return "".join(part[:1].upper() + part[1:] for part in re.split(r"[^A-Za-z0-9]+", name))


@cache
def snake(name: str) -> str:
    """`getUserInfo` to `get_user_info`, `joinVoIPChat` to `join_voip_chat`."""
    return collisions.snake(_MIXED_NAME.sub(lambda match: _MIXED[match[0]], name))


@cache
def variable(name: str) -> str:
    """A field, parameter or method in snake case; a word that Python or the generated code needs gets an underscore."""
    made = snake(name)
    return made + "_" if keyword.iskeyword(made) or made in _TAKEN else made


@cache
def constant(value: str) -> str:
    """A member of an enumeration. A value that starts with a digit is prefixed."""
    made = re.sub(r"[^A-Za-z0-9]+", "_", snake(value)).strip("_").upper()
    if not made:
        raise BadName(f"no letter or digit in {value!a}")
    return made if made[:1].isalpha() else f"VALUE_{made}"


def constants(values: Iterable[str], path: Path, make: Callable[[str], str] = constant) -> dict[str, str]:
    """Each value to its constant. `path`: of the values in the spec. Two with one constant would end the import."""
    found: dict[str, str] = {}
    for value in values:
        try:
            made = make(value)
        except BadName as error:
            raise BadName(str(error), (*path, value)) from None
        if made in found:
            raise BadName(f"{found[made]} and {value} would both be the constant {made}", (*path, value))
        found[made] = value
    return {value: made for made, value in found.items()}


def scope_member(wire: str) -> str:
    """`scope.userInfo` to `USER_INFO`."""
    return constant(wire.partition(".")[2] or wire)


def module(client: str) -> str:
    """The module that holds a client."""
    return "_" + snake(client)


def part(client: str, group: str) -> str:
    """The class with the calls of one group, of which the client is put together."""
    return client + pascal(group)


def types_module(group: str) -> str:
    """The module of the types; with a group, that of what its calls give where that is apart."""
    return "_types" + (module(pascal(group)) if group else "")


def module_path(name: str) -> Code:
    """The path of a module in an import statement, relative with a dot before it."""
    return Code("python", "." + code(name[1:]).source) if name.startswith(".") else code(name)


class Names:
    """The names of one spec."""

    def __init__(self, document: Document) -> None:
        if document.tongwen is None:
            raise BadName("a spec without a manifest")
        self.document = document
        self.manifest = document.tongwen
        self.namespace = document.tongwen.namespace
        self.root = f"{pascal(self.namespace)}Error"
        self._owners = {name.partition(".")[0] for name in document.apis}

    def error(self, name: str) -> str:
        """The class of an error: the root carries the name of the namespace."""
        if name == root_error(self.document):
            return self.root
        return _ERROR_NAMES.get(name) or f"{pascal(name)}Error"

    def parent(self, error: Error) -> str:
        """The class that an error's class derives from."""
        return self.error(error.parent) if error.parent else self.root

    def of_api(self, name: str) -> str:
        """An API in PascalCase, with its object's name before it."""
        owner, _, method = name.partition(".")
        return pascal(method) if owner == self.namespace else pascal(owner) + pascal(method)

    def result(self, api: str, prefix: str = "", condition: str = "") -> str:
        """The record of an API's result: of one profile if it differs there, and of one way of asking for more."""
        return f"{prefix}{self.of_api(api)}Result{condition}"

    def values(self, owner: str, field: str) -> str:
        """The alias of the values that a field or parameter may have."""
        return f"{owner}{pascal(field)}"

    def like(self, enumeration: str) -> str:
        """The alias of an enumeration or its bare values, for parameters."""
        return f"{enumeration}Like"

    def methods(self, owner: str) -> list[str]:
        """The APIs that are members of the namespace or of an object."""
        return [name for name in self.document.apis if name.partition(".")[0] == owner]

    def is_active(self, name: str) -> bool:
        """The type is an object with methods, of which a call can give a working one."""
        return name in self._owners and isinstance(self.document.types.get(name), ObjectType)
