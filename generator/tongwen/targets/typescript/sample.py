"""How the declarations show one call: its signatures, and the sentence that says what it does."""

from __future__ import annotations

import re

from tongwen.targets.base import PlannedFile, Request, Sample
from tongwen.targets.parts import parts
from tongwen.targets.typescript.module import module_file
from tongwen.targets.typescript.part import part_file

_DECLARED = re.compile(r"  /\*\*\n   \* (?P<said>.*)\n(?:   \*.*\n)*?   \*/\n(?P<code>  (?P<name>\w+)[(<][^;]*;)")


def sample(request: Request, name: str) -> Sample | None:
    """The method of the first client that has the call; none for methods of objects."""
    api = request.document.apis[name]
    profiles = sorted(api.profiles, key=lambda profile: request.document.profiles[profile].order)
    file = _file(request, profiles[0], name, tuple(request.option("comments", ["en"])))
    method = name.partition(".")[2]
    return Sample(file, lambda text: cut(text, method), "ts")


def _file(request: Request, profile: str, name: str, prose: tuple[str, ...]) -> PlannedFile:
    """The file that declares the call."""
    groups = parts(request.document, profile)
    for group, calls in groups.items():
        if name in calls:
            return part_file(request, profile, (group, calls), prose)
    return module_file(request, profile, groups, prose)


def cut(text: str, method: str) -> str:
    """Every declaration of a method, each under the first line of its comment."""
    found = [match for match in _DECLARED.finditer(text) if match["name"] == method]
    parts = [f"  /** {match['said']} */\n{match['code']}" for match in found]
    return "\n\n".join("\n".join(line[2:] for line in part.split("\n")) for part in parts)
