"""Names that would mean something else in an output, or be one name for two things."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable, Iterator

from tongwen.checks.registry import check_parts
from tongwen.diagnostics import N_, Finding, Kind, Path
from tongwen.model.entries import FunctionType, ObjectType, RecordType
from tongwen.model.spec import Document

RESERVED = Kind(
    "TW310", "error", N_("{name} cannot be a name: {language} gives it a meaning of its own"), N_("choose another name")
)
COLLISION = Kind(
    "TW311", "error", N_("{name} and {other} would get one name, {converted}"), N_("rename one of the two")
)
FILE_NAME = Kind(
    "TW312", "error", N_("{name} and {other} would be one file on Windows and macOS"), N_("rename one of the two")
)
DEVICE = Kind("TW313", "error", N_("{name} is the name of a device on Windows"), N_("choose another name"))
NAMESPACE = Kind(
    "TW314",
    "error",
    N_("{name} belongs to nothing: {owner} is neither the namespace {namespace} nor an object among the types"),
    N_("write {namespace}.{method}, or add the type {owner} with kind: object"),
)

CALLBACK = Kind(
    "TW315",
    "error",
    N_("the parameter {name} is called like a callback of the form {form}: both would be keys of one object"),
    N_("rename the parameter, or choose a form without this callback"),
)

_SCRIPT_WORDS = frozenset(
    """
    abstract any arguments as async await bigint boolean break case catch class const constructor continue debugger
    declare default delete do else enum eval export extends false finally for from function get global if implements
    import in infer instanceof interface is keyof let module namespace never new null number object of package
    private protected prototype public readonly require return satisfies set static string super switch symbol this
    throw true try type typeof undefined unique unknown using var void while with yield toString valueOf
    hasOwnProperty isPrototypeOf toLocaleString __proto__
    """.split()
)
#: As fields these would hide what every JavaScript object or Python record has.
_FIELD_WORDS = frozenset(
    "__proto__ constructor prototype toString valueOf hasOwnProperty arguments eval self cls".split()
)
#: Names that the generated files themselves define.
_OURS = frozenset(["Client", "Host", "Scope", "Consent"])
_CONSTANTS = frozenset(["None", "True", "False"])
_NO_FIELDS = _FIELD_WORDS | _CONSTANTS
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9]|conin\$|conout\$)\Z", re.IGNORECASE)
_FILES = ("scopes", "apis", "components", "types", "guides", "errors", "profiles", "groups")


_HUMP = re.compile("(?<=[a-z0-9])(?=[A-Z])")
_AFTER_CAPITALS = re.compile("([A-Z]+)([A-Z][a-z])")


def snake(name: str) -> str:
    """`getUserInfo` and `get_user_info` to the latter: the form in which names of other languages collide."""
    if not name.islower():
        name = _AFTER_CAPITALS.sub(r"\1_\2", _HUMP.sub("_", name)).lower()
    return name.replace("-", "_").replace(".", "_")


@check_parts
def names_are_free(document: Document) -> Iterator[Finding]:
    """A method, field or type must not carry a word that Python, TypeScript or the generated code reserves (TW310)."""
    for name in document.apis:
        method = name.rpartition(".")[2]
        yield from _reserved(("apis", name), method, _SCRIPT_WORDS | _FIELD_WORDS)
    for name in document.types:
        yield from _reserved(("types", name), name, _SCRIPT_WORDS | _OURS)
    for profile, entry in document.profiles.items():
        yield from _reserved(("profiles", profile, "client"), entry.client, _SCRIPT_WORDS | _OURS)
    if document.tongwen:
        yield from _reserved(("tongwen", "namespace"), document.tongwen.namespace, _SCRIPT_WORDS)
    for owner, fields in _fields(document):
        if not _NO_FIELDS.isdisjoint(fields):
            for field in fields:
                yield from _reserved((*owner, field), field, _FIELD_WORDS)


def _reserved(path: Path, name: str, words: frozenset[str]) -> Iterator[Finding]:
    if name in words:
        yield RESERVED.found(path, name=name, language="TypeScript")
    elif name in _CONSTANTS or (keyword.iskeyword(name) and words is not _FIELD_WORDS):
        yield RESERVED.found(path, name=name, language="Python")


def _fields(document: Document) -> Iterator[tuple[Path, Iterable[str]]]:
    """The fields of each call and type, those together that share one scope of names, and the path they stand under."""
    for name, api in document.apis.items():
        yield ("apis", name, "parameters"), api.parameters
        yield ("apis", name, "result"), api.result
    for name, kind in document.types.items():
        if isinstance(kind, RecordType):
            yield ("types", name, "fields"), kind.fields
        elif isinstance(kind, FunctionType):
            yield ("types", name, "parameters"), kind.parameters


@check_parts
def converted_names_differ(document: Document) -> Iterator[Finding]:
    """Two names must not become one when they are converted to another language's style (TW311)."""
    kinds = ("apis", "scopes", "types")
    entries: list[tuple[Path, Iterable[str]]] = [((kind,), getattr(document, kind)) for kind in kinds]
    for owner, names in [*entries, *_fields(document)]:
        seen: dict[str, str] = {}
        for name in names:
            other = seen.setdefault(converted := snake(name), name)
            if other is not name:
                path, first = (*owner, name), (*owner, other)
                yield COLLISION.found(path, first, name=name, other=other, converted=converted)


@check_parts
def parameters_are_no_callbacks(document: Document) -> Iterator[Finding]:
    """A parameter is not called like a callback of its form: a program passes both in one object (TW315)."""
    for name, api in document.apis.items():
        form = document.forms.get(api.form)
        for field in form.callbacks.keys() & api.parameters.keys() if form else ():
            related: Path = ("forms", api.form, "callbacks", field)
            yield CALLBACK.found(("apis", name, "parameters", field), related, name=field, form=api.form)


@check_parts
def profiles_differ(document: Document) -> Iterator[Finding]:
    """Two profiles must not share a class or a module, and a class must not be named like a type (TW311)."""
    clients: dict[str, Path] = {name: ("types", name) for name in document.types}
    modules: dict[str, Path] = {}
    for profile, entry in document.profiles.items():
        for seen, field, name in ((clients, "client", entry.client), (modules, "module", entry.module)):
            path: Path = ("profiles", profile, field)
            if name in seen:
                other = str(seen[name][1])
                yield COLLISION.found(path, seen[name], name=profile, other=other, converted=name)
            seen.setdefault(name, path)


@check_parts
def file_names_differ(document: Document) -> Iterator[Finding]:
    """Ids become file names: they must differ by more than case (TW312) and must not be devices (TW313)."""
    for kind in _FILES:
        seen: dict[str, str] = {}
        for name in getattr(document, kind):
            if _DEVICES.match(name.split(".")[0]) or _DEVICES.match(name.split(".")[-1]):
                yield DEVICE.found((kind, name), name=name)
            folded = name.lower()
            if folded in seen and snake(seen[folded]) != snake(name):
                yield FILE_NAME.found((kind, name), (kind, seen[folded]), name=name, other=seen[folded])
            seen.setdefault(folded, name)


@check_parts
def apis_have_an_owner(document: Document) -> Iterator[Finding]:
    """A call is a member of the namespace or of an object that the spec describes (TW314)."""
    if document.tongwen is None:
        return
    namespace = document.tongwen.namespace
    objects = {name for name, kind in document.types.items() if isinstance(kind, ObjectType)}
    for name in document.apis:
        owner, _, method = name.partition(".")
        if owner != namespace and owner not in objects:
            yield NAMESPACE.found(("apis", name), name=name, owner=owner, namespace=namespace, method=method)
