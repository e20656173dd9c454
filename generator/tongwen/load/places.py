"""Where each key and value of a file stands. Computed from the file's text only when somebody asks: few do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from tongwen.diagnostics import Path, Place
from tongwen.load.build import _events
from tongwen.load.data import DEPTH_LIMIT


def places(text: str, file: str) -> dict[Path, tuple[Place, Place]]:
    """For each path, the place of its key (for list items and the root: of the value) and the place of its value."""
    found: dict[Path, tuple[Place, Place]] = {}
    try:
        for path, key, value in _walk(text):
            found.setdefault(path, (_place(file, key), _place(file, value)))
    except yaml.YAMLError:
        pass  # the builder has reported it; what was read so far is still useful
    return found


def repeated(text: str, file: str) -> dict[Place, Place]:
    """For each key that is written again in its mapping: the place where it stood first."""
    first: dict[Path, Place] = {}
    again = {}
    try:
        for path, key, _value in _walk(text):
            place = _place(file, key)
            if first.setdefault(path, place) != place:
                again[place] = first[path]
    except yaml.YAMLError:
        pass  # as above
    return again


class Scalar(NamedTuple):
    """A text of a file: what it says, its style (`|`, `>`, a quote, or nothing), and from which character to which."""

    path: Path
    value: str
    style: str
    start: int
    end: int


def scalars(text: str) -> Iterator[Scalar]:
    """Every text and number of a file that is known to parse, in order."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for path, _key, event in _visit(text):
        if isinstance(event, yaml.ScalarEvent):
            begin: Any = event.start_mark
            end: Any = event.end_mark
            style = event.style or ""
            yield Scalar(path, event.value, style, starts[begin.line] + begin.column, starts[end.line] + end.column)


def _place(file: str, mark: Any) -> Place:
    return Place(file, mark.line + 1, mark.column + 1)


class _Frame:
    """An open collection: its path, and the key or index that the next value belongs to."""

    __slots__ = ("index", "is_mapping", "key", "key_mark", "path")

    def __init__(self, event: Any, path: Path) -> None:
        self.is_mapping = isinstance(event, yaml.MappingStartEvent)
        self.path = path
        self.key: str | None = None
        self.key_mark: Any = None
        self.index = 0


def _walk(text: str) -> Iterator[tuple[Path, Any, Any]]:
    """Yield (path, mark of the key, mark of the value) for every value."""
    return ((path, key, event.start_mark) for path, key, event in _visit(text))


def _visit(text: str) -> Iterator[tuple[Path, Any, Any]]:
    """Yield (path, mark of the key, event) for every value, down to the depth that the builder goes to."""
    stack: list[_Frame] = []
    for event in _events(text):
        if len(stack) > DEPTH_LIMIT:  # the paths of a nesting bomb would fill the memory
            return
        mark = event.start_mark
        if isinstance(event, yaml.CollectionEndEvent):
            stack.pop()
        elif isinstance(event, yaml.NodeEvent):
            frame = stack[-1] if stack else None
            path: Path = ()
            if frame and frame.is_mapping and frame.key is None:
                frame.key, frame.key_mark = getattr(event, "value", ""), mark
                path = (*frame.path, frame.key or "")
            else:
                if frame:
                    path, frame.key_mark = _step(frame), frame.key_mark if frame.is_mapping else mark
                yield path, frame.key_mark if frame else mark, event
            if isinstance(event, yaml.CollectionStartEvent):
                stack.append(_Frame(event, path))


def _step(frame: _Frame) -> Path:
    """The path of the value that comes now; the frame moves on to the next."""
    name: str | int = frame.index if frame.key is None else frame.key
    frame.key, frame.index = None, frame.index + 1
    return (*frame.path, name)
