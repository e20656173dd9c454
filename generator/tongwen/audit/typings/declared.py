"""What declaration files declare, as far as it can be compared: interfaces with their members, names of types."""

from __future__ import annotations

from typing import NamedTuple

from tongwen.diagnostics import Place

#: Names of types lead to names of types no further than this; a type may be defined by itself.
_DEPTH = 20


class Ref(NamedTuple):
    """A type by its name; of `A.B` the whole, of `A<B>` only `A`."""

    name: str
    space: str


class Literal(NamedTuple):
    """One value: `'accept'`, `3`, `true`."""

    value: str


class Several(NamedTuple):
    """A union or an intersection."""

    of: tuple[Shape, ...]


class Inline(NamedTuple):
    """Members written out where they are used."""

    members: dict[str, Member]


class Function(NamedTuple):
    """A function: its parameters by position, and what it returns."""

    parameters: tuple[Parameter, ...]
    returns: Shape | None = None


class Other(NamedTuple):
    """Whatever is not looked into: basic types, arrays, conditional types."""

    text: str


Shape = Ref | Literal | Several | Inline | Function | Other


class Parameter(NamedTuple):
    """A parameter of a function."""

    name: str
    optional: bool
    shape: Shape
    place: Place


class Member(NamedTuple):
    """A property or a method of an interface."""

    name: str
    optional: bool
    shape: Shape
    place: Place
    comment: str = ""
    #: What `T` stands for in `<T extends A>`.
    bounds: dict[str, Shape] = {}


class Declared(NamedTuple):
    """An interface or a name for a type. Several files may add to one interface."""

    name: str
    space: str
    shape: Shape
    extends: tuple[Ref, ...]
    place: Place


class Damage(NamedTuple):
    """A part that the parser did not understand, and the declaration that it lies in; none: nobody knows."""

    place: Place
    words: str
    owner: str | None


class Declarations:
    """All declarations of some files."""

    def __init__(self) -> None:
        self.types: dict[tuple[str, str], Declared] = {}
        #: Variables: name to type.
        self.variables: dict[str, tuple[Shape, Place]] = {}
        self.damages: list[Damage] = []

    def add(self, declared: Declared) -> None:
        """Add a declaration; members of interfaces of one name come together."""
        key = (declared.space, declared.name)
        before = self.types.get(key)
        if before and isinstance(before.shape, Inline) and isinstance(declared.shape, Inline):
            members = Inline({**declared.shape.members, **before.shape.members})
            declared = before._replace(shape=members, extends=(*before.extends, *declared.extends))
        self.types[key] = declared

    def find(self, ref: Ref) -> Declared | None:
        """The declaration of a name, seen from the namespace in which it is used."""
        outer, _, name = ref.name.rpartition(".")
        space = ref.space
        while True:
            full = ".".join(filter(None, (space, outer)))
            if (full, name) in self.types:
                return self.types[full, name]
            if not space:
                return None
            space = space.rpartition(".")[0]

    def members(self, shape: Shape, bounds: dict[str, Shape] | None = None, depth: int = 0) -> dict[str, Member]:
        """The members of a type, inherited ones included; empty if it has none or is not known."""
        if isinstance(shape, Inline):
            return shape.members
        if depth > _DEPTH:
            return {}
        parts: tuple[Shape, ...] = shape.of if isinstance(shape, Several) else ()
        if isinstance(shape, Ref) and shape.name in (bounds or {}):
            parts, bounds = ((bounds or {})[shape.name],), None
        elif isinstance(shape, Ref) and (declared := self.find(shape)):
            parts, bounds = (*declared.extends, declared.shape), None
        return {name: each for part in parts for name, each in self.members(part, bounds, depth + 1).items()}

    def resolved(self, shape: Shape, depth: int = 0) -> Shape:
        """The shape behind names of types."""
        declared = self.find(shape) if isinstance(shape, Ref) and depth < _DEPTH else None
        return self.resolved(declared.shape, depth + 1) if declared and not declared.extends else shape

    def literals(self, shape: Shape, depth: int = 0) -> set[str] | None:
        """The values of a union of values, or None if it is something else."""
        match self.resolved(shape):
            case Literal(value):
                return {value}
            case Several(parts) if depth < _DEPTH:
                found = [self.literals(part, depth + 1) for part in parts]
                return None if None in found else {v for values in found if values for v in values}
        return None
