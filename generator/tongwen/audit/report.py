"""An audit as text, as JSON and as annotations; what the spec has recorded is told apart from what is new."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tongwen.audit import kinds
from tongwen.audit.found import Found
from tongwen.diagnostics import N_, Translate, as_github, as_text, fill


class Audited(NamedTuple):
    """A document that was compared."""

    files: tuple[str, ...]
    profile: str
    guessed: bool
    #: The source of the spec that the document is; its recorded differences count.
    source: str | None
    results: list[Found]
    #: How many members of the document's objects the spec does not cover.
    aside: int = 0
    #: It names nothing of the spec.
    empty: bool = False

    @property
    def fails(self) -> bool:
        """Something is not as the spec says, and nobody has explained it."""
        return any(result.fails for result in self.results)

    @property
    def open(self) -> list[Found]:
        """What nobody has explained, notes for review included."""
        return [r for r in self.results if not r.known and r.diagnostic.kind is not kinds.SKIPPED]


def told(audited: Audited, everything: bool, translate: Translate) -> str:
    """For people: how it was read, what is new, and with `everything` also what is recorded."""
    name = ", ".join(audited.files[:3]) + (" ..." if len(audited.files) > 3 else "")
    words = N_("{file}: read as {profile} (guessed; --profile says otherwise)") if audited.guessed else ""
    values = {"file": name, "profile": audited.profile, "source": audited.source or ""}
    lines = [fill(translate(words or N_("{file}: read as {profile}")), values)]
    if audited.source:
        known = N_("it has what the source {source} has, whose recorded differences count")
        lines.append("    " + fill(translate(known), values))
    if audited.empty:
        lines.append(
            "    " + translate(N_("it names no scope and no call of the spec; look whether it is the right page"))
        )
    shown = audited.results if everything else audited.open
    lines += [_line(result, translate) for result in shown]
    lines.append(_total(audited, translate))
    return "\n".join(lines)


def _line(result: Found, translate: Translate) -> str:
    if not result.known:
        return as_text([result.diagnostic], translate)
    where = f"{result.place}: " if result.diagnostic.place else ""
    known = fill(translate(N_("known, {name}")), {"name": result.known})
    return f"{where}{known} {result.diagnostic.code}: {result.diagnostic.message(translate)}"


def _total(audited: Audited, translate: Translate) -> str:
    counts = {
        N_("differences not recorded: {count}"): sum(r.fails for r in audited.results),
        N_("for review: {count}"): sum(r.diagnostic.severity == "note" for r in audited.open),
        N_("recorded: {count}"): sum(bool(r.known) for r in audited.results),
        N_("not covered by the spec: {count}"): audited.aside,
    }
    parts = [fill(translate(words), {"count": count}) for words, count in counts.items() if count]
    return translate(N_(", ")).join(parts) or translate(N_("no difference"))


def as_json(documents: Iterable[Audited], translate: Translate) -> str:
    """For programs: an object with `documents`, each with its findings, recorded ones included."""
    rows = [
        {
            "files": list(each.files),
            "profile": each.profile,
            "guessed": each.guessed,
            "source": each.source,
            "not_covered": each.aside,
            "empty": each.empty,
            "findings": [_row(result, translate) for result in each.results],
        }
        for each in documents
    ]
    return json.dumps({"version": 1, "documents": rows}, ensure_ascii=False, indent=2)


def _row(result: Found, translate: Translate) -> dict[str, object]:
    place = result.diagnostic.place
    return {
        "id": result.id,
        "code": result.diagnostic.code,
        "severity": result.diagnostic.severity,
        "message": result.diagnostic.message(translate),
        "help": result.diagnostic.help(translate),
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "words": result.words,
        "known": result.known or None,
    }


def as_annotations(documents: Sequence[Audited], translate: Translate) -> str:
    """Workflow commands for what is not recorded."""
    return as_github([result.diagnostic for each in documents for result in each.open], translate)
