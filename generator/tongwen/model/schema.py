"""The JSON Schema of the spec language, from the records themselves, and every error that it finds at once."""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path as FilePath
from typing import Any

import msgspec

from tongwen.diagnostics import N_, Finding, Path, Words
from tongwen.kept import kept
from tongwen.model import kinds
from tongwen.model.base import RULES
from tongwen.model.spec import Document
from tongwen.text.opaque import Text

_JSON_NAMES = {
    dict: Words(N_("a mapping")),
    list: Words(N_("a list")),
    str: Words(N_("text")),
    bool: Words(N_("true or false")),
    int: Words(N_("a whole number")),
}
_SCHEMA_NAMES = {
    "object": Words(N_("a mapping")),
    "array": Words(N_("a list")),
    "string": Words(N_("text")),
    "boolean": Words(N_("true or false")),
    "integer": Words(N_("a whole number")),
    "null": Words(N_("nothing")),
}


@lru_cache(maxsize=1)
def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of one spec file. It takes long to make, and follows from the modules of this package."""
    folder = FilePath(__file__).parent
    stats = sorted((entry.name, entry.stat().st_size, entry.stat().st_mtime_ns) for entry in os.scandir(folder))
    code = tuple(stat for stat in stats if stat[0].endswith(".py"))
    made: dict[str, Any] = kept(folder, "schema", (msgspec.__version__, sys.flags.optimize, code), _made)
    return made


def _made() -> dict[str, Any]:
    out = msgspec.json.schema(Document, schema_hook=_hook)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Tongwen spec file", **out}


def _hook(kind: type) -> dict[str, Any]:
    if kind is Text:
        return {"type": ["string", "boolean", "integer"], "title": "Text"}
    raise NotImplementedError(kind)


def described(shape: dict[str, Any]) -> str:
    """What a key is for: its own words, else those of what it holds."""
    if "description" in shape:
        return str(shape["description"])
    if "$ref" in shape:
        return str(schema()["$defs"][str(shape["$ref"]).rpartition("/")[2]].get("description", ""))
    inside = [shape[key] for key in ("additionalProperties", "items") if isinstance(shape.get(key), dict)]
    return next(filter(None, map(described, [*inside, *shape.get("anyOf", ())])), "")


def shape_errors(data: dict[str, Any]) -> list[Finding]:
    """Every way in which the data of one file is not what the schema says. Slow; asked only when decoding failed.

    At most a thousand: a file with more is not a spec with mistakes, but something else.
    """
    from jsonschema import Draft202012Validator

    errors = Draft202012Validator(schema()).iter_errors(data)
    return list(islice((f for error in errors for f in _findings(error)), 1000))


def _findings(error: Any) -> Iterator[Finding]:
    path: Path = tuple(error.absolute_path)
    match error.validator:
        case "anyOf":
            yield from _best_branch(error)
        case "additionalProperties":
            yield from _unknown_keys(error, path)
        case "required":
            yield from _missing_keys(error, path)
        case "type":
            wanted = error.validator_value if isinstance(error.validator_value, str) else error.validator_value[0]
            yield kinds.WRONG_TYPE.found(path, found=_JSON_NAMES[type(error.instance)], expected=_SCHEMA_NAMES[wanted])
        case _:
            # a bad name of a key is reported by jsonschema at the mapping; the parent schema tells it apart
            if "propertyNames" in error.absolute_schema_path:
                path = (*path, str(error.instance))
            yield _wrong_value(error, path)


def _wrong_value(error: Any, path: Path) -> Finding:
    """A value of the right type that its pattern, list or limit does not allow."""
    value, limit = str(error.instance), error.validator_value
    match error.validator:
        case "pattern":
            return kinds.WRONG_VALUE.found(path, value=value, rule=Words(RULES[limit]))
        case "enum" | "const":
            return _not_listed(path, value, limit if isinstance(limit, list) else [limit])
        case "maxLength":
            return kinds.TOO_LONG.found(path, value=value, size=f"{len(value):,}", limit=f"{limit:,}")
        case "minLength":
            return kinds.EMPTY_TEXT.found(path)
    return kinds.WRONG_SHAPE.found(path, problem=error.message)


def _not_listed(path: Path, value: str, known: Iterable[object]) -> Finding:
    names = [str(name) for name in known]
    near = difflib.get_close_matches(value, names, 1, 0.4) or names
    return kinds.NOT_LISTED.found(path, value=value, nearest=near[0], known=", ".join(names))


def _best_branch(error: Any) -> Iterator[Finding]:
    """Of a union's branches, follow the one that the author most likely meant."""
    branches: dict[int, list[Any]] = {}
    for sub in error.context:
        branches.setdefault(sub.relative_schema_path[0], []).append(sub)
    fitting = [subs for subs in branches.values() if not _wrong_kind(subs, error.instance)]
    path: Path = tuple(error.absolute_path)
    if not fitting and "discriminator" in error.schema and isinstance(error.instance, dict):
        yield _wrong_tag(error, path)
        return
    if not fitting:
        expected = tuple(sorted({_branch_name(branch) for branch in error.validator_value}))
        yield kinds.WRONG_TYPE.found(path, found=_JSON_NAMES[type(error.instance)], expected=expected)
        return
    for sub in min(fitting, key=len):
        yield from _findings(sub)


def _wrong_kind(subs: Iterable[Any], instance: Any) -> bool:
    """The branch is about another type of value, or about another `kind:`."""
    for sub in subs:
        if sub.validator == "type" and sub.instance is instance:
            return True
        if sub.validator in ("const", "enum") and list(sub.relative_path) == ["kind"] and len(sub.validator_value) == 1:
            return True
    return False


def _wrong_tag(error: Any, path: Path) -> Finding:
    """The entry says which of several kinds it is, and there is no such kind; or it does not say."""
    tag = error.schema["discriminator"]["propertyName"]
    if tag not in error.instance:
        return kinds.MISSING_KEY.found(path, key=tag)
    return _not_listed((*path, tag), str(error.instance[tag]), error.schema["discriminator"]["mapping"])


def _branch_name(branch: dict[str, Any]) -> Words:
    return _SCHEMA_NAMES[branch.get("type", "object" if "$ref" in branch else "string")]


def _unknown_keys(error: Any, path: Path) -> Iterator[Finding]:
    known = sorted(error.schema.get("properties", {}))
    for key in sorted(set(error.instance) - set(known)):
        nearest = difflib.get_close_matches(key, known, 1, 0.4)
        yield kinds.UNKNOWN_KEY.found(
            (*path, key), key=key, nearest=nearest[0] if nearest else known[0], known=", ".join(known)
        )


def _missing_keys(error: Any, path: Path) -> Iterator[Finding]:
    languages = {"en", "zh"}
    localized = set(error.schema.get("properties", {})) == languages
    for key in error.validator_value:
        if key in error.instance:
            continue
        if localized:
            yield kinds.MISSING_LANGUAGE.found(path, language=Words(N_("English") if key == "en" else N_("Chinese")))
        else:
            yield kinds.MISSING_KEY.found(path, key=key)
