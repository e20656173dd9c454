"""What must be declared before a call works, and the text to copy into the program's files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from tongwen.model.base import Record
from tongwen.model.spec import Document


class Settings(Record, frozen=True, kw_only=True):
    """What must be written into one file."""

    file: str
    snippet: str


class Required(Record, frozen=True, kw_only=True):
    """The declarations that something needs: their names, and what to copy."""

    names: tuple[str, ...]
    files: tuple[Settings, ...]


def required(document: Document, names: Iterable[str], words: Mapping[str, str]) -> Required | None:
    """What must be declared. `words` replace `$scope`, `$api` and `$method` in the snippets."""
    chosen = list(dict.fromkeys(names))
    files: dict[str, Any] = {}
    for name in chosen:
        entry = document.declarations[name]
        if entry.snippet and entry.file:
            files[entry.file] = _merged(files.get(entry.file, {}), filled(entry.snippet, words))
    shown = (Settings(file=file, snippet=snippet(data)) for file, data in files.items())
    return Required(names=tuple(f"declaration:{name}" for name in chosen), files=tuple(shown)) if chosen else None


def snippet(data: Any) -> str:
    """Configuration as it is typed."""
    return json.dumps(data, ensure_ascii=False, indent=2)


def filled(data: Any, words: Mapping[str, str]) -> Any:
    """A snippet with its placeholders replaced, those that have no word left as they are."""
    if isinstance(data, dict):
        return {filled(key, words): filled(value, words) for key, value in data.items()}
    if isinstance(data, list):
        return [filled(value, words) for value in data]
    if isinstance(data, str):
        for placeholder, word in words.items():
            data = data.replace(placeholder, word)
    return data


def _merged(one: Any, other: Any) -> Any:
    if isinstance(one, dict) and isinstance(other, dict):
        return {**one, **{key: _merged(one[key], value) if key in one else value for key, value in other.items()}}
    if isinstance(one, list) and isinstance(other, list):
        return [*one, *(value for value in other if value not in one)]
    return other
