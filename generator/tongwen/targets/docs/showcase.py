"""One entry of the spec and what is made of it, side by side: for the home page."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from tongwen.encode.literal import json_value
from tongwen.model.base import Localized, Record
from tongwen.model.walk import texts
from tongwen.targets.base import BadName
from tongwen.targets.docs.labels import OUTPUTS
from tongwen.targets.docs.parts import Site
from tongwen.text.hearing import keep_apart
from tongwen.text.phrase import Phrase

#: Longer entries are cut.
LINES = 48


class Piece(Record, frozen=True, kw_only=True):
    """A piece of a file, under the name of its output."""

    title: Phrase
    text: str
    language: str


class Showcase(Record, frozen=True, kw_only=True):
    """An entry and its outputs."""

    name: str
    entry: str
    place: str
    summary: Localized
    pieces: tuple[Piece, ...]


def showcase(site: Site) -> tuple[Showcase, ...]:
    """The one that the option names; none without it."""
    name = site.request.option("showcase", "")
    if not name:
        return ()
    if name not in site.document.apis:
        raise BadName(f"there is no API {name} to show", ("tongwen", "targets", "docs", "options", "showcase"))
    shown = site.request.samples(name)
    pieces = [
        Piece(title=OUTPUTS[target], text=piece.text, language=piece.language)
        for target, piece in shown.items()
        if target in OUTPUTS
    ]
    place = site.request.source("apis", name)
    return (
        Showcase(
            name=name,
            entry=_entry(site, name),
            place=place,
            summary=site.document.apis[name].summary,
            pieces=(*pieces, *_tested(site, name)),
        ),
    )


def _entry(site: Site, name: str) -> str:
    """The lines of an entry as they stand in its file."""
    line = site.request.sources.line("apis", name)
    file = next((file for file in site.request.sources.files if line and file.path == line[0]), None)
    if file is None or line is None:
        return ""
    for _, text in texts(site.document.apis[name]):
        keep_apart(text)  # its lines are shown as they stand in the file
    lines = file.text.split("\n")[line[1] - 1 :]
    depth = len(lines[0]) - len(lines[0].lstrip(" "))
    deeper = re.compile(rf" {{{depth + 1}}}|\s*$")
    last = next((i for i, text in enumerate(lines) if i and not deeper.match(text)), len(lines))
    return "\n".join(text[depth:] for text in lines[: min(last, LINES)]).rstrip()


def _tested(site: Site, name: str) -> Iterator[Piece]:
    """A test of the call in which the user is asked, or of any."""
    writer = site.matrix.writer
    cases = [writer.made(call, common) for call, common in site.matrix.held() if call.api == name]
    asked = [case for case in cases if case.expect.prompts and case.expect.result != "success"]
    for case in (asked or cases)[:1]:
        whole = msgspec.to_builtins(case)
        told = {key: whole[key] for key in ("id", "rule", "act") if key in whole}
        told["expect"] = {key: whole["expect"][key] for key in ("prompts", "result") if key in whole["expect"]}
        yield Piece(title=OUTPUTS["matrix"], text=json_value(told, 2), language="json")
