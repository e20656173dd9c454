"""The TypeScript target: a package of declarations, one module for each profile, and a small module of constants.

The client of a profile that has very many calls is written in parts, which its module puts together (ADR 0027).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tongwen.diagnostics import N_
from tongwen.targets.base import PlannedFile, Request, Target, are_languages
from tongwen.targets.parts import parts
from tongwen.targets.typescript.constants import constants_files
from tongwen.targets.typescript.docs import Shared
from tongwen.targets.typescript.module import module_file
from tongwen.targets.typescript.package import package_file, readme_file, twin_file
from tongwen.targets.typescript.part import part_file
from tongwen.targets.typescript.profile import manifest_of
from tongwen.targets.typescript.sample import sample

_PACKAGE = re.compile(r"(?=.{1,214}\Z)(@[a-z0-9~-][a-z0-9._~-]*/)?[a-z0-9~-][a-z0-9._~-]*\Z")


def plan(request: Request) -> Iterator[PlannedFile]:
    """`package.json`, the README, what each profile declares with its twin for ES modules, and the constants."""
    manifest = manifest_of(request)
    names = sorted(request.document.profiles, key=lambda name: request.document.profiles[name].order)
    layout = {name: parts(request.document, name) for name in names}
    yield package_file(request, manifest, layout)
    yield readme_file(request, manifest, [request.document.profiles[name] for name in names])
    prose = tuple(request.option("comments", ["en"]))
    shared: Shared = {}
    for name, groups in layout.items():
        yield module_file(request, name, groups, prose, shared)
        yield twin_file(request.document.profiles[name].module)
    for group in request.document.groups:  # what profiles have in the same words is made by one process, if possible
        for name, groups in layout.items():
            if group in groups:
                yield part_file(request, name, (group, groups[group]), prose, shared)
    if request.option("constants", True):
        yield from constants_files(request, prose)


def _is_package(value: Any) -> bool:
    return isinstance(value, str) and bool(_PACKAGE.match(value))


TARGET = Target(
    name="typescript",
    plan=plan,
    options={
        "package": (_is_package, N_("a name that npm allows: lower case, at most 214 characters")),
        "constants": (
            lambda value: isinstance(value, bool),
            N_("true or false: whether to add the module of constants"),
        ),
        "comments": (are_languages, N_("a list of the languages of the comments, in order: en, zh")),
    },
    languages="comments",
    sample=sample,
)
