"""Type expressions of the spec as Python writes them: annotations, checks of answers, checks of arguments."""

from __future__ import annotations

from collections.abc import Iterable

from tongwen.encode.literal import python_string
from tongwen.model.entries import EnumerationType, FunctionType, MapType, ObjectType, RecordType, SettingsType
from tongwen.model.expressions import Array, Basic, Expression, Map, Named, Union, parse_type
from tongwen.targets.python.naming import Names, code, expression, wire_literal
from tongwen.text.opaque import Code

_ANNOTATIONS = {
    "string": "str",
    "boolean": "bool",
    "integer": "int",
    "number": "float",
    "any": "object",
    "void": "None",
}
_CHECKS = {
    "string": "wire.string",
    "boolean": "wire.boolean",
    "integer": "wire.integer",
    "number": "wire.number",
    "any": "wire.anything",
    "void": "wire.nothing",
}


def _either(checks: list[str]) -> str:
    """Checks of two, the second of which may be of two again."""
    first, *rest = dict.fromkeys(checks)
    return f"wire.either({first}, {_either(rest)})" if rest else first


class Printer:
    """Type expressions of the spec as annotations, as checks of answers and as checks of arguments."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.types = names.document.types
        #: What was made of an expression of the spec, by what it is for.
        self._made: dict[tuple[str, str, bool, bool], Code] = {}

    def annotation(self, source: str, *, given: bool = False, maybe: bool = False) -> Code:
        """The annotation of a field; of a parameter if the caller gives the value."""
        key = "annotation", source, given, maybe
        known = self._made.get(key)
        if known is None:
            made = self._annotation(parse_type(source), given)
            known = self._made[key] = expression(f"{made} | None" if maybe and made != "None" else made)
        return known

    def alias(self, name: str, *, maybe: bool = False) -> Code:
        """The annotation that is an alias or class."""
        return expression(f"{code(name).source} | None" if maybe else code(name).source)

    def check(self, source: str) -> Code:
        """What turns an answer into a value of the type."""
        key = "check", source, False, False
        known = self._made.get(key)
        if known is None:
            known = self._made[key] = expression(self._check(parse_type(source)))
        return known

    def encoder(self, source: str) -> Code:
        """What checks an argument and makes it fit for the wire."""
        key = "encoder", source, True, False
        known = self._made.get(key)
        if known is None:
            known = self._made[key] = expression(self._encoder(parse_type(source)))
        return known

    def one_of(self, alias: str) -> Code:
        """The check of a value that must be one of an alias's."""
        return expression(f"wire.one_of(*get_args({code(alias).source}))")

    def values(self, values: Iterable[str], base: str) -> tuple[Code, ...]:
        """Literals of the values of an enumeration, typed by its base."""
        return tuple(wire_literal(int(v) if base in ("integer", "number") else v) for v in values)

    def without(self, source: str, fields: Iterable[str]) -> Code:
        """The check of a map whose answer holds other fields, too."""
        tree = parse_type(source)
        kind = self.types.get(tree.name) if isinstance(tree, Named) else None
        of = parse_type(kind.values) if isinstance(kind, MapType) else tree.of if isinstance(tree, Map) else None
        if of is None:
            return self.check(source)
        omitted = "".join(f", {python_string(field)}" for field in fields)
        return expression(f"wire.mapping({self._check(of)}{omitted})")

    def reader(self, record: str) -> Code:
        """The check that makes a record of an answer."""
        return expression(f"{code(record).source}.from_wire")

    def _annotation(self, tree: Expression, given: bool) -> str:
        match tree:
            case Basic(name):
                return _ANNOTATIONS[name]
            case Array(of):
                inside = self._annotation(of, given)
                return f"Sequence[{inside}]" if given else f"tuple[{inside}, ...]"
            case Map(of):
                return f"Mapping[str, {self._annotation(of, given)}]"
            case Union(parts):
                return " | ".join(dict.fromkeys(self._annotation(part, given) for part in parts))
            case Named(name):
                if given and isinstance(self.types.get(name), EnumerationType):
                    return code(self.names.like(name)).source
                return "object" if self.names.is_active(name) else code(name).source
        raise TypeError(type(tree).__name__)

    def _check(self, tree: Expression) -> str:
        match tree:
            case Basic(name):
                return _CHECKS[name]
            case Array(of):
                return f"wire.array({self._check(of)})"
            case Map(of):
                return f"wire.mapping({self._check(of)})"
            case Union(parts):
                return _either([self._check(part) for part in parts])
            case Named(name):
                return self._named_check(name)
        raise TypeError(type(tree).__name__)

    def _named_check(self, name: str) -> str:
        own = code(name).source
        made = "wire.anything"
        match self.types.get(name):
            case SettingsType(values=values) if values != "boolean":
                made = self._check(Map(parse_type(values)))
            case RecordType() | SettingsType():
                made = f"{own}.from_wire"
            case EnumerationType():
                made = f"wire.member({own})"
            case MapType(values=values):
                made = self._check(Map(parse_type(values)))
            case FunctionType():
                made = "wire.function"
            case ObjectType() if not self.names.is_active(name):
                made = f"{own}.from_wire"
        return made

    def _encoder(self, tree: Expression) -> str:
        match tree:
            case Array(of):
                return f"wire.array({self._encoder(of)})"
            case Map(of):
                return f"wire.mapping({self._encoder(of)})"
            case Union(parts):
                return _either([self._encoder(part) for part in parts])
            case Named(name):
                return self._named_encoder(name)
        return self._check(tree)

    def _named_encoder(self, name: str) -> str:
        match self.types.get(name):
            case RecordType():
                return f"wire.record({code(name).source})"
            case EnumerationType(base=base):
                return _CHECKS[base]
            case MapType(values=values):
                return self._encoder(Map(parse_type(values)))
        return "wire.anything"
