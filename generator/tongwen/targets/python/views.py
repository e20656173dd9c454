"""What the templates of the Python target are given: everything resolved, nothing left to decide."""

from __future__ import annotations

import msgspec

from tongwen.text.doc import Doc
from tongwen.text.opaque import Code, Text
from tongwen.text.phrase import Bilingual


class View(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all views: immutable, named fields only."""


class Import(View, frozen=True, kw_only=True):
    """`from .module import names`."""

    module: Code
    names: tuple[Code, ...]
    single: Code | None


class Constant(View, frozen=True, kw_only=True):
    """A member of an enumeration, with its value on the wire and its meaning."""

    name: Code
    value: Code
    doc: Doc


class ScopeSet(View, frozen=True, kw_only=True):
    """The scopes that a parameter takes: all of a profile, or a few."""

    name: Code
    members: tuple[Code, ...]
    doc: Doc


class Scopes(View, frozen=True, kw_only=True):
    """`_scopes.py`."""

    doc: Doc
    members: tuple[Constant, ...]
    sets: tuple[ScopeSet, ...]


class Documented(View, frozen=True, kw_only=True):
    """A class of which only the name and the docstring differ from others of its kind."""

    name: Code
    doc: Doc


class SettingsModule(View, frozen=True, kw_only=True):
    """`_settings.py`."""

    settings: tuple[Documented, ...]


class ErrorClass(View, frozen=True, kw_only=True):
    """One exception."""

    name: Code
    parent: Code
    id: str
    doc: Doc
    title: Bilingual
    remedy: Bilingual
    docs: str


class Wording(View, frozen=True, kw_only=True):
    """One form of words, without the call's name, and what it means; `call` limits it to one call."""

    pattern: Code
    error: Code
    call: str
    wide: bool


class Number(View, frozen=True, kw_only=True):
    """An error number and the narrowest class that covers all its meanings."""

    number: int
    error: Code


class Errors(View, frozen=True, kw_only=True):
    """`_errors.py`."""

    root: Code
    root_entry: ErrorClass | None
    classes: tuple[ErrorClass, ...]
    wordings: tuple[Wording, ...]
    special: tuple[Wording, ...]
    numbers: tuple[Number, ...]


class Field(View, frozen=True, kw_only=True):
    """A field of a record."""

    name: Code
    wire: str
    annotation: Code
    maybe: bool
    check: Code
    encoder: Code
    wide: bool
    doc: Doc


class Record(View, frozen=True, kw_only=True):
    """A record. `own` are the fields that its class declares, `fields` all that it has."""

    name: Code
    base: Code | None
    doc: Doc
    own: tuple[Field, ...]
    fields: tuple[Field, ...]
    read: bool
    written: bool


class Enumeration(View, frozen=True, kw_only=True):
    """An enumeration and the alias that also takes its bare values."""

    name: Code
    base: Code
    like: Code
    members: tuple[Constant, ...]
    doc: Doc


class Choice(View, frozen=True, kw_only=True):
    """The values that one field or parameter may have."""

    name: Code
    values: tuple[Code, ...]
    single: Code | None
    doc: Doc


class Alias(View, frozen=True, kw_only=True):
    """A map or function type under a name."""

    name: Code
    value: Code
    is_function: bool
    doc: Doc


class Types(View, frozen=True, kw_only=True):
    """`_types.py`, or the results of the calls of one group."""

    imports: tuple[Import, ...] = ()
    standard: tuple[Import, ...] = ()
    enumerations: tuple[Enumeration, ...] = ()
    choices: tuple[Choice, ...] = ()
    maps: tuple[Alias, ...] = ()
    functions: tuple[Alias, ...] = ()
    handles: tuple[Documented, ...] = ()
    records: tuple[Record, ...] = ()


class Parameter(View, frozen=True, kw_only=True):
    """A parameter of a method. `switch`: its being true asks for the richer result."""

    name: Code
    wire: str
    annotation: Code
    required: bool
    encoder: Code
    wide: bool
    switch: bool


class Heard(View, frozen=True, kw_only=True):
    """One argument that a listener is called with."""

    name: str
    check: Code


class Method(View, frozen=True, kw_only=True):
    """One call."""

    name: Code
    api: str
    doc: Doc
    parameters: tuple[Parameter, ...]
    scope: Code | None
    bare: bool
    wide: bool
    returns: Code
    check: Code
    tall: bool
    silent: bool
    made: Code | None
    rich: Code | None
    rich_check: Code | None
    switch: Code | None
    listener: Parameter | None
    heard: tuple[Heard, ...]


class Client(View, frozen=True, kw_only=True):
    """A class with calls: the client of a profile, a part of it, or an object. `parts`: what it inherits."""

    name: Code
    base: Code
    parts: tuple[Code, ...] = ()
    doc: Doc
    methods: tuple[Method, ...]
    define: Code
    wait: Code


class Clients(View, frozen=True, kw_only=True):
    """A module of such classes. `wire`: it holds calls, not only a client that is put together of parts."""

    doc: Doc
    wire: bool
    standard: tuple[Import, ...]
    imports: tuple[Import, ...]
    clients: tuple[Client, ...]


class Base(View, frozen=True, kw_only=True):
    """`_client.py`, `_wire.py` and `_host.py`."""

    root: Code
    prefix: Code


class Way(View, frozen=True, kw_only=True):
    """How the helpers read, ask and lead to the settings in one profile."""

    client: Code
    async_client: Code
    scopes: Code
    scopes_name: str
    api: str
    read: Code
    field: Code
    ask: Code
    parameter: Code


class Helpers(View, frozen=True, kw_only=True):
    """`_helpers.py`."""

    root: Code
    ways: tuple[Way, ...]
    denied: Code | None
    imports: tuple[Import, ...]


class Home(View, frozen=True, kw_only=True):
    """A public name and the module that it lives in."""

    name: str
    module: str


class Public(View, frozen=True, kw_only=True):
    """`__init__.py`."""

    doc: Doc
    imports: tuple[Import, ...]
    homes: tuple[Home, ...]
    names: tuple[str, ...]
    version: str


class ClientLine(View, frozen=True, kw_only=True):
    """A client in the README's list."""

    name: str
    title: Bilingual


class Project(View, frozen=True, kw_only=True):
    """`pyproject.toml` and the README."""

    package: str
    distribution: str
    version: str
    title: Text
    description: Bilingual
    license: str
    repository: str | None
    keywords: tuple[str, ...]
    install: str
    usage: str
    asynchronous: str
    host: str
    clients: tuple[ClientLine, ...]
