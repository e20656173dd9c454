"""What the templates are given: everything resolved, in order, as code or documentation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from tongwen.targets.typescript import naming
from tongwen.text.doc import Doc, Words
from tongwen.text.opaque import Code


class View(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all views."""


class Parameter(View, frozen=True, kw_only=True):
    """A parameter of a method."""

    name: Code
    type: Code
    optional: bool = False


class Method(View, frozen=True, kw_only=True):
    """A signature of an interface; several of one name are overloads, the most exact first."""

    doc: Doc
    name: Code
    parameters: tuple[Parameter, ...]
    returns: Code


class Field(View, frozen=True, kw_only=True):
    """A property of an interface."""

    doc: Doc
    name: Code
    type: Code
    optional: bool = False
    readonly: bool = False

    @property
    def is_tall(self) -> bool:
        """The type starts on a new line."""
        return naming.is_tall(self.type)


class Interface(View, frozen=True, kw_only=True):
    """An exported interface. `generic` and `bases` are its type parameter and the interfaces that it extends."""

    doc: Doc
    name: Code
    generic: Code | None = None
    bases: Code | None = None
    fields: tuple[Field, ...] = ()
    methods: Iterable[Method] = ()
    is_interface: bool = True

    def docs(self) -> Iterator[Doc]:
        """All of its comments."""
        yield self.doc
        yield from (field.doc for field in self.fields)
        yield from (method.doc for method in self.methods)


class Alias(View, frozen=True, kw_only=True):
    """An exported type alias."""

    doc: Doc
    name: Code
    type: Code
    generic: Code | None = None
    is_interface: bool = False

    @property
    def is_tall(self) -> bool:
        """The type starts on a new line."""
        return naming.is_tall(self.type)

    def docs(self) -> Iterator[Doc]:
        """Its comment."""
        yield self.doc


Declaration = Interface | Alias


class Import(View, frozen=True, kw_only=True):
    """Types that another file of the package declares. `is_tall`: each stands on a line of its own."""

    names: tuple[Code, ...]
    specifier: str
    is_tall: bool


class Part(View, frozen=True, kw_only=True):
    """The `.d.ts` file of the calls of one group, where a client is written in parts."""

    doc: Doc
    imports: tuple[Import, ...]
    declarations: Iterable[Declaration]


class Parts(View, frozen=True, kw_only=True):
    """What puts the parts of a client together. `is_tall`: each interface stands on a line of its own."""

    specifiers: tuple[str, ...]
    doc: Doc
    interfaces: tuple[Code, ...]
    is_tall: bool


class Module(View, frozen=True, kw_only=True):
    """The `.d.ts` file of a profile. `parts` only where its client is written in parts."""

    doc: Doc
    imports: tuple[Import, ...] = ()
    declarations: Iterable[Declaration]
    parts: Parts | None = None
    namespace_doc: Doc
    namespace: Code
    client: Code


class Twin(View, frozen=True, kw_only=True):
    """The same declarations for programs that are ES modules: a `.d.mts` file."""

    specifier: str


class Constant(View, frozen=True, kw_only=True):
    """A scope under a short name."""

    name: Code
    value: str
    doc: Doc


class Meaning(View, frozen=True, kw_only=True):
    """What failures can mean. `parent`: the more general meaning, empty for the most general one."""

    name: str
    key: Code
    parent: str
    doc: Doc


class Sign(View, frozen=True, kw_only=True):
    """A form of words and what it means; `call` limits it to one call."""

    call: str
    pattern: str
    meaning: str


class Constants(View, frozen=True, kw_only=True):
    """`constants.mjs` and its declarations."""

    doc: Doc
    scopes: tuple[Constant, ...]
    meanings: tuple[Meaning, ...]
    signs: tuple[Sign, ...]
    numbers: tuple[tuple[Code, str], ...]
    root: str
    #: Fields of a failure that hold its words, and those that hold its number.
    words: tuple[str, ...]
    errnos: tuple[str, ...]


class Package(View, frozen=True, kw_only=True):
    """`package.json`."""

    content: dict[str, Any]


class Entry(View, frozen=True, kw_only=True):
    """A line of the README's table: where a profile's declarations are imported from."""

    specifier: str
    title: Words
    client: str


class Readme(View, frozen=True, kw_only=True):
    """`README.md`."""

    title: Words
    description: Words
    package: str
    install: str
    use: str
    constants: str
    entries: tuple[Entry, ...]
    license: str
