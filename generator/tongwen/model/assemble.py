"""From the data of all files to one `Document`; every shape error and double definition reported at once."""

from __future__ import annotations

import copy
import gc
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from tongwen.diagnostics import Diagnostic, Finding
from tongwen.load.files import Sources, SpecFile
from tongwen.model import kinds
from tongwen.model.manifest import LANGUAGE
from tongwen.model.spec import Document
from tongwen.text.opaque import Text


class Assembled(NamedTuple):
    """The merged spec, the problems, and the ids of the entries that were left out because of their shape."""

    document: Document
    found: list[Diagnostic]
    dropped: frozenset[str]


def assemble(sources: Sources) -> Assembled:
    """Decode every file and merge the entries by kind and id."""
    _warm()  # also where there is no file to decode
    found: list[Diagnostic] = []
    merged: dict[str, Any] = {}
    dropped: set[str] = set()
    for file in sources.files:
        part = _decode(file.data)
        if part is None:
            findings = _explain(file)
            found += [_placed(finding, file, sources) for finding in findings]
            part, names = _sound_part(file, findings)
            dropped |= names
        found += _merge(merged, part, file, sources)
    return Assembled(Document(**merged), found, frozenset(dropped))


def newer_language(sources: Sources) -> Diagnostic | None:
    """Whether the spec is written in a version of the spec language that came after this one."""
    for file in sources.files:
        manifest = file.data.get("tongwen")
        version = manifest.get("version") if isinstance(manifest, dict) else None
        if type(version) is int and version > LANGUAGE:
            place = sources.place_in(file, ("tongwen", "version"), value=True)
            return kinds.NEWER.at(place, version=version, known=LANGUAGE)
    return None


def _decode(data: dict[str, Any]) -> Document | None:
    try:
        return msgspec.convert(data, Document, dec_hook=_text)
    except msgspec.ValidationError:
        return None


def _sound_part(file: SpecFile, findings: list[Finding]) -> tuple[Document, set[str]]:
    """What is left of a file without its faults, and the ids that went with them, so that one run shows all mistakes.

    An unknown key or a missing language costs nothing else; any other fault costs its entry.
    """
    data = copy.deepcopy(file.data)
    faulty = {finding.path[:2] for finding in findings if not _mend(data, finding)}
    sound = {
        kind: {name: entry for name, entry in entries.items() if (kind, name) not in faulty}
        for kind, entries in data.items()
        if (kind,) not in faulty and isinstance(entries, dict) and kind != "tongwen"
    }
    if "tongwen" in data and not any(path[0] == "tongwen" for path in faulty if path):
        sound["tongwen"] = data["tongwen"]
    part = _decode(sound) or Document()
    names = {name for entries in file.data.values() if isinstance(entries, dict) for name in entries}
    kept = {name for kind in part.__struct_fields__ if kind != "tongwen" for name in getattr(part, kind)}
    return part, names - kept


def _mend(data: dict[str, Any], finding: Finding) -> bool:
    """Take away an unknown key, or fill in a missing language, so that the rest of the entry can be looked at."""
    value: Any = data
    *way, last = (*finding.path, "") if finding.kind is kinds.MISSING_LANGUAGE else finding.path or ("",)
    for step in way:
        value = value[step]
    if finding.kind is kinds.UNKNOWN_KEY:
        del value[last]
    elif finding.kind is kinds.MISSING_LANGUAGE:
        value.update({language: value.get(language, "?") for language in ("en", "zh")})
    else:
        return False
    return True


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


def _explain(file: SpecFile) -> list[Finding]:
    from tongwen.model.schema import shape_errors

    return shape_errors(file.data) or [_unexplained(file)]


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
