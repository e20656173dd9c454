"""The naming authority of TypeScript: the only module of this target that makes code from names and types."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from tongwen.encode.typescript import literal
from tongwen.model.entries import EnumerationType
from tongwen.model.expressions import Array, Basic, Expression, Map, Named, Union, parse_type
from tongwen.model.spec import Document
from tongwen.targets.base import BadName
from tongwen.text.opaque import Code

LANGUAGE = "typescript"
#: A union that would be longer than this stands on several lines.
COLUMNS = 96
_IDENTIFIER = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*\Z")
_VERSION = re.compile(r"[0-9]+(\.[0-9]+)*\Z")
_INTEGER = re.compile(r"-?[0-9]+\Z")
_WORDS = re.compile(r"[A-Za-z0-9]+")
#: Words that cannot name a declaration or a parameter.
# fmt: off
_RESERVED = frozenset(
    {
        "any", "arguments", "as", "async", "await", "bigint", "boolean", "break", "case", "catch", "class", "const",
        "continue", "debugger", "declare", "default", "delete", "do", "else", "enum", "eval", "export", "extends",
        "false", "finally", "for", "function", "if", "implements", "import", "in", "instanceof", "interface", "let",
        "never", "new", "null", "number", "object", "package", "private", "protected", "public", "return", "static",
        "string", "super", "switch", "symbol", "this", "throw", "true", "try", "typeof", "undefined", "unknown",
        "var", "void", "while", "with", "yield",
    }
)
# fmt: on
_BASIC = {
    "string": "string",
    "boolean": "boolean",
    "integer": "number",
    "number": "number",
    "any": "unknown",
    "void": "void",
}


def _checked(name: str) -> str:
    if not _IDENTIFIER.match(name):
        raise BadName(f"not an identifier: {name!a}")
    return name


@cache
def identifier(name: str) -> Code:
    """A name that is an identifier already; anything else is refused, never mended."""
    return Code(LANGUAGE, _checked(name))


def is_identifier(name: str) -> bool:
    """The name can stand without quotes."""
    return bool(_IDENTIFIER.match(name))


@cache
def binding(name: str) -> Code:
    """A name for a declaration or a parameter, which must not be a word of the language."""
    if name in _RESERVED:
        raise BadName(f"{name} is a word of TypeScript")
    return identifier(name)


@cache
def property_name(name: str) -> Code:
    """The key of a property: bare where it may be, else quoted."""
    return Code(LANGUAGE, name) if _IDENTIFIER.match(name) else literal(name)


def index_key() -> Code:
    """The key of a type whose keys are not known beforehand."""
    return Code(LANGUAGE, "[key: string]")


@cache
def version(number: str) -> Code:
    """A version, for `@since`."""
    if not _VERSION.match(number):
        raise BadName(f"not a version: {number!a}")
    return Code(LANGUAGE, number)


def span(*names: str) -> Code:
    """Names as they are on the wire, each as a code span of a comment."""
    return Code(LANGUAGE, ", ".join(f"`{name}`" for name in names))


def place(path: str) -> Code:
    """File and line of an entry, for `@see`."""
    return Code(LANGUAGE, path)


def error(name: str) -> Code:
    """The id of an error, for a list in a comment."""
    return Code(LANGUAGE, name)


def condition(values: Mapping[str, str | bool | int]) -> Code:
    """`withSubscriptions: true`, as a code span of a comment."""
    return span(*(f"{name}: {literal(value).source}" for name, value in values.items()))


@cache
def pascal(name: str) -> str:
    """`getSetting` to `GetSetting`, `privacy-guide` to `PrivacyGuide`."""
    return "".join(word[0].upper() + word[1:] for word in _WORDS.findall(name))


def call_name(document: Document, api: str) -> str:
    """What the types of a call start with: `GetSetting`, `RecorderManagerStart`."""
    owner, _, method = api.partition(".")
    namespace = document.tongwen.namespace if document.tongwen else ""
    return _checked(pascal(method) if owner == namespace else owner + pascal(method))


def part_module(module: str, group: str) -> str:
    """`index-kettle`: the file of the calls of a group, where a client is written in parts."""
    return f"{module}-{group}"


def part_client(client: str, group: str) -> str:
    """`TeaGuestKettle`: the interface of these calls."""
    return _checked(client + pascal(group))


def variant_name(call: str, values: Mapping[str, str | bool | int]) -> str:
    """`GetSettingWithSubscriptions`: a call with some parameters fixed."""
    parts = [pascal(name) + ("" if value is True else pascal(str(value).lower())) for name, value in values.items()]
    return _checked(call + "".join(parts))


@cache
def link(path: str, label: str) -> Code:
    """`{@link Wx.getSetting|wx.getSetting}`: a declaration of the same file by its path, shown as the spec calls it."""
    for name in path.split("."):
        _checked(name)
    plain = label == path or not all(_IDENTIFIER.match(name) for name in label.split("."))
    return Code(LANGUAGE, f"{{@link {path}}}" if plain else f"{{@link {path}|{label}}}")


@cache
def applied(name: str, *arguments: str) -> Code:
    """`Callbacks<GetSettingResult>`; the arguments are names or applications of names."""
    for word in _WORDS.findall("".join(arguments)):
        _checked(word)
    return Code(LANGUAGE, _checked(name) + (f"<{', '.join(arguments)}>" if arguments else ""))


def promise(result: Code) -> Code:
    """The type of a promise."""
    return Code(LANGUAGE, f"Promise<{result.source}>")


def parameter_with_default(name: str, default: str) -> Code:
    """The type parameter of an interface."""
    return Code(LANGUAGE, f"{_checked(name)} = {_checked(default)}")


def union(types: Iterable[Code], indent: int = 0, room: int = COLUMNS) -> Code:
    """`A | B`, or each on a line of its own, a new line first, where that would be too long."""
    sources = [made.source for made in types] or ["never"]
    line = " | ".join(sources)
    if len(line) + indent <= room or len(sources) < 2:
        return Code(LANGUAGE, line)
    return Code(LANGUAGE, "".join(f"\n{' ' * indent}  | {source}" for source in sources))


def values(kind: str, names: Iterable[str], indent: int = 0, room: int = COLUMNS) -> Code:
    """The union of the only values allowed."""
    return union([value(kind, name) for name in names], indent, room)


def value(kind: str, name: str) -> Code:
    """A value of the spec, always written there as text, as a literal of its type."""
    if kind == "string":
        return literal(name)
    if kind == "boolean" and name in ("true", "false"):
        return Code(LANGUAGE, name)
    if not _INTEGER.match(name):
        raise BadName(f"not a value of the type {kind}: {name!a}")
    return literal(int(name))


def constant(given: str | bool | int) -> Code:
    """The literal of a value that the spec types."""
    return literal(given)


def default(kind: str, given: str | bool | int, document: Document) -> Code:
    """The literal of a default value."""
    named = document.types.get(kind)
    whole = isinstance(named, EnumerationType) and named.base == "integer"
    return value("integer", str(given)) if whole else literal(given)


def without(options: str, callbacks: Iterable[str]) -> Code:
    """Options in which none of the callbacks may be given."""
    forbidden = "; ".join(f"{_checked(name)}?: never" for name in callbacks)
    return Code(LANGUAGE, f"{_checked(options)} & {{ {forbidden} }}")


def both(first: Code, second: Code) -> Code:
    """A value that has everything of two types."""
    return Code(LANGUAGE, f"{first.source} & {second.source}")


def absent(kind: Code) -> Code:
    """A value that may be missing under its key."""
    return Code(LANGUAGE, f"{kind.source} | undefined")


def callback(parameter: str, argument: Code) -> Code:
    """The type of a function that takes one value and returns nothing."""
    return Code(LANGUAGE, f"({_checked(parameter)}: {argument.source}) => void")


def function(parameters: Iterable[tuple[Code, bool, Code]]) -> Code:
    """The type of a function: (name, optional, type) of each parameter."""
    listed = [f"{name.source}{'?' if optional else ''}:{gap(kind)}{kind.source}" for name, optional, kind in parameters]
    line = f"({', '.join(listed)}) => void"
    if len(line) <= COLUMNS - len("export type  = ;") and "\n" not in line:
        return Code(LANGUAGE, line)
    return Code(LANGUAGE, "(\n" + ",\n".join(f"  {parameter}" for parameter in listed) + "\n) => void")


def gap(kind: Code) -> str:
    """What stands between a colon and a type: nothing where the type starts on a new line."""
    return "" if kind.source.startswith("\n") else " "


def is_tall(kind: Code) -> bool:
    """The type starts on a new line."""
    return not gap(kind)


class Types:
    """Prints type expressions with the types that one profile has."""

    def __init__(self, known: Callable[[str], bool], use: Callable[[str], str]) -> None:
        """`use` is told of each type of the spec that is printed."""
        self._known = known
        self._use = use
        self._made: dict[tuple[str, bool], Code] = {}

    def of(self, expression: str, *, given: bool = False) -> Code:
        """The type of a value; `given` by the caller, so that an array may be a constant one."""
        made = self._made.get((expression, given))
        if made is None:
            made = self._made[expression, given] = Code(LANGUAGE, self._print(parse_type(expression), given))
        return made

    def _print(self, tree: Expression, given: bool) -> str:
        match tree:
            case Basic(name):
                return _BASIC[name]
            case Named(name):
                if not self._known(name):
                    raise BadName(f"the type {name} does not exist in the profile that uses it")
                return self._use(_checked(name))
            case Array(of):
                item = self._print(of, given)
                item = f"({item})" if isinstance(of, Union) or item.startswith("readonly ") else item
                return ("readonly " if given else "") + f"{item}[]"
            case Map(of):
                return f"Record<string, {self._print(of, given)}>"
            case Union(of):
                return " | ".join(dict.fromkeys(self._print(part, given) for part in of))


def some_object() -> Code:
    """An object of which nothing more is described."""
    return Code(LANGUAGE, "object")
