"""The file of the calls of one group, where a profile's client is written in parts (ADR 0027)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from tongwen.targets.base import Each, Later, PlannedFile, Request
from tongwen.targets.parts import MANY_CALLS
from tongwen.targets.typescript import naming
from tongwen.targets.typescript.calls import Call
from tongwen.targets.typescript.docs import Shared
from tongwen.targets.typescript.imports import foreign, imported
from tongwen.targets.typescript.links import Links
from tongwen.targets.typescript.owners import client_part
from tongwen.targets.typescript.profile import Profile
from tongwen.targets.typescript.views import Declaration, Part
from tongwen.text.doc import Doc, Tag

#: A group and its calls.
Group = tuple[str, list[str]]


def part_file(
    request: Request, name: str, group: Group, prose: tuple[str, ...], shared: Shared | None = None
) -> PlannedFile:
    """The calls of one group of a profile. `shared` keeps what other profiles have in the same words."""
    module = naming.part_module(request.document.profiles[name].module, group[0])
    return PlannedFile(
        f"{module}.d.ts",
        "typescript/part.d.ts.j2",
        Later(_part, request, name, group, prose, shared),
        naming.LANGUAGE,
        prose,
        Links(request.document, name),
        family=group[0],
    )


def _part(request: Request, name: str, group: Group, prose: tuple[str, ...], shared: Shared | None) -> Part:
    profile = Profile(request, name, shared)
    doc = _doc(profile, group[0])
    made: Iterable[Declaration] = _declared(profile, group)
    if _is_small(group):
        made = [*made]
    comments = (comment for one in made for comment in one.docs())
    return Part(
        doc=doc,
        imports=(imported(foreign(profile, chain([doc], comments), prose), profile.entry.module),),
        declarations=made if _is_small(group) else Each(_declarations, request, name, group, shared),
    )


def _is_small(group: Group) -> bool:
    """What the file declares is kept from being looked through until it is written, as it takes little memory."""
    return len(group[1]) <= MANY_CALLS


def _doc(profile: Profile, group: str) -> Doc:
    entry = profile.document.groups[group]
    return profile.docs.of(entry.title, entry.description, more=[Tag("packageDocumentation", None, None)])


def _declarations(request: Request, name: str, group: Group, shared: Shared | None) -> Iterator[Declaration]:
    return _declared(Profile(request, name, shared), group)


def _declared(profile: Profile, group: Group) -> Iterator[Declaration]:
    """In the order of the file."""
    calls = [Call(profile, key) for key in group[1]]
    for call in calls:
        yield from call.declarations()
    yield client_part(profile, group[0], calls, at_once=_is_small(group))
