"""A comparison as Markdown: the comment on a pull request. Texts of the spec are escaped, whoever wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tongwen.diff.changes import Change
from tongwen.diff.verdict import Verdict
from tongwen.diff.words import (
    HEADS,
    Section,
    Teller,
    advice,
    counted,
    notes,
    outputs,
    sections,
    table,
)
from tongwen.encode import markdown
from tongwen.text.grammar import span
from tongwen.text.opaque import Text
from tongwen.text.phrase import Phrase

#: Characters; GitHub takes 65,536.
LIMIT = 60_000
_ID = re.compile(r"[A-Za-z0-9_.:/=+@,-]+\Z")
_ADDRESS = re.compile(r"(\]\([^()]*\))")


def as_markdown(verdict: Verdict, language: str) -> str:
    """The counts and the advice first, then what breaks; everything else is folded."""
    teller = Teller(language)
    lines = [f"### {words(Text(counted(verdict, teller)), teller)}", ""]
    if verdict.changes:
        lines += [words(advice(verdict), teller), "", *_table(verdict, teller), ""]
    for found in verdict.found:
        lines += [f"- ⚠️ {code(found.code)} {words(Text(teller.say(found.message)), teller)}", ""]
    room = LIMIT - sum(len(line) + 1 for line in lines)
    for section in sections(verdict):
        made = list(_section(verdict, section, teller, room))
        room -= sum(len(line) + 1 for line in made)
        lines += made
    return "\n".join(lines).rstrip() + "\n"


def words(value: Any, teller: Teller) -> str:
    """Prose on one line. A name after `@` would call somebody, so nothing joins the two."""
    parts = _ADDRESS.split(markdown.line(value, lambda target: target, teller.voice))
    return "".join(part if i % 2 else part.replace("@", "@<!-- -->") for i, part in enumerate(parts))


def code(name: str) -> str:
    """A name in code type. What ids are made of can end no run of backticks, and calls nobody inside one."""
    return f"`{name}`" if _ID.match(name) else markdown.code_span(name)


def _table(verdict: Verdict, teller: Teller) -> Iterator[str]:
    """How much changed in each output and in each profile."""
    yield "| | " + " | ".join(words(head, teller) for head in HEADS) + " |"
    yield "|---|---|---|---|"
    for name, counts in table(verdict):
        yield f"| {words(name, teller)} | " + " | ".join(str(count or "") for count in counts) + " |"


def _section(verdict: Verdict, section: Section, teller: Teller, room: int) -> Iterator[str]:
    folded = section.name != "breaking"
    title = words(section.title, teller)
    if folded:
        yield from (f"<details><summary>{title} ({len(section.changes)})</summary>", "")
    else:
        yield from (f"#### {title}", "")
    for i, change in enumerate(section.changes):
        lines = list(_change(verdict, change, teller))
        room -= sum(len(line) + 1 for line in lines)
        if room < 500:
            more = Phrase(
                "and {count} more: {command} tells all", count=len(section.changes) - i, command=span("tongwen diff")
            )
            yield f"- {words(more, teller)}"
            break
        yield from lines
    yield ""
    if folded:
        yield from ("</details>", "")


def _change(verdict: Verdict, change: Change, teller: Teller) -> Iterator[str]:
    yield f"- {words(change.words, teller)}"
    said = [words(note, teller) for note in notes(verdict, change)]
    if change.severity != "none":
        said.append(words(Text(outputs(change, teller)), teller))
    if change.severity == "breaking":
        said.append(code(change.id))
    if said:
        yield f"  <br>{' · '.join(said)}"
