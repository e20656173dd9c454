"""From the data of all files to one `Document`; every shape error and double definition reported at once."""

from __future__ import annotations

import gc
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from tongwen.diagnostics import Diagnostic, Finding
from tongwen.load.files import Sources, SpecFile
from tongwen.model import kinds
from tongwen.model.spec import Document
from tongwen.text.opaque import Text


class Assembled(NamedTuple):
    """The merged spec (None when a file does not have the right shape) and the problems."""

    document: Document | None
    found: list[Diagnostic]


def assemble(sources: Sources) -> Assembled:
    """Decode every file and merge the entries by kind and id."""
    found: list[Diagnostic] = []
    merged: dict[str, Any] = {}
    for file in sources.files:
        part = _decode(file)
        if part is None:
            found += _explain(file, sources)
        else:
            found += _merge(merged, part, file, sources)
    if any(d.kind is not kinds.DUPLICATE_ID for d in found):
        return Assembled(None, found)
    return Assembled(Document(**merged), found)


def _decode(file: SpecFile) -> Document | None:
    _warm()
    try:
        return msgspec.convert(file.data, Document, dec_hook=_text)
    except msgspec.ValidationError:
        return None


@lru_cache(maxsize=1)
def _warm() -> None:
    """Let msgspec prepare the records' types, then take them out of the collector's sight.

    msgspec 0.22 frees them in the wrong order when the interpreter's last collection finds them (its issue 717);
    a frozen generation is not collected, and a forked worker shares its pages.
    """
    msgspec.convert({}, Document, dec_hook=_text)
    gc.freeze()


def _text(kind: type, value: Any) -> Any:
    """A text that looks like a number or a truth value is a text all the same, exactly as written."""
    if kind is not Text:
        raise NotImplementedError(kind)
    if type(value) is str:
        return Text(value)
    if type(value) is bool or type(value) is int:
        return Text(str(value).lower())
    raise msgspec.ValidationError("text expected")


def _merge(merged: dict[str, Any], part: Document, file: SpecFile, sources: Sources) -> list[Diagnostic]:
    found = []
    for kind in part.__struct_fields__:
        entries = getattr(part, kind)
        if not entries:
            continue
        if kind not in merged:
            merged[kind] = dict(entries) if isinstance(entries, dict) else entries
            continue
        if not isinstance(entries, dict):
            found.append(_twice(file, sources, (kind,)))
            continue
        for name, entry in entries.items():
            if name in merged[kind]:
                found.append(_twice(file, sources, (kind, name)))
            merged[kind].setdefault(name, entry)
    return found


def _twice(file: SpecFile, sources: Sources, path: tuple[str, ...]) -> Diagnostic:
    first = sources.place(path)
    return kinds.DUPLICATE_ID.at(sources.place_in(file, path), *([first] if first else []), id=path[-1], kind=path[0])


def _explain(file: SpecFile, sources: Sources) -> list[Diagnostic]:
    from tongwen.model.schema import shape_errors

    found = shape_errors(file.data) or [_unexplained(file)]
    return [_placed(f, file, sources) for f in found]


def _unexplained(file: SpecFile) -> Finding:
    """Msgspec refused what the schema allows; pass on its own words rather than none."""
    try:
        msgspec.convert(file.data, Document, dec_hook=_text)
    except msgspec.ValidationError as error:
        return kinds.WRONG_SHAPE.found((), problem=str(error))
    return kinds.WRONG_SHAPE.found((), problem="?")


def _placed(finding: Finding, file: SpecFile, sources: Sources) -> Diagnostic:
    at_value = finding.kind in (
        kinds.WRONG_TYPE,
        kinds.WRONG_VALUE,
        kinds.NOT_LISTED,
        kinds.TOO_LONG,
    ) and not _names_a_key(finding)
    return finding.kind.at(sources.place_in(file, finding.path, value=at_value), **finding.values)


def _names_a_key(finding: Finding) -> bool:
    return bool(finding.path) and finding.values.get("value") == finding.path[-1]
