"""The changes as lines of a changelog: what users notice, in one language."""

from __future__ import annotations

from tongwen.diff.changes import Change
from tongwen.diff.markdown import words
from tongwen.diff.verdict import Verdict
from tongwen.diff.words import Teller, notes, sections
from tongwen.encode.wrap import glue
from tongwen.text.phrase import Phrase

_TITLES = {
    "breaking": Phrase("Breaking"),
    "addition": Phrase("Added"),
    "compatible": Phrase("Changed"),
    "none": Phrase("Pages"),
}
#: Of what only readers see, new and removed pages are told; wording is not.
_PAGES = ("page-added", "page-removed", "page-renamed")
_STOPS = (".", "!", "?", "。", "！", "？")
#: What only those notice who run the test matrix.
_OF_TESTS = ("matrix-changed", "case-names-changed", "situation-reached-otherwise")


def lines(verdict: Verdict, language: str) -> list[str]:
    """Markdown below a heading of the second level; empty: users notice nothing."""
    teller = Teller(language)
    found: dict[str, list[str]] = {}
    for section in sections(verdict):
        name = "breaking" if section.name == "approved" else section.name
        for change in section.changes:
            if change.sort in _PAGES if name == "none" else change.sort not in _OF_TESTS:
                found.setdefault(name, []).append(_line(verdict, change, teller))
    out: list[str] = []
    for name, items in found.items():
        out += ["", f"### {words(_TITLES[name], teller)}", "", *items]
    return out[1:]


def _line(verdict: Verdict, change: Change, teller: Teller) -> str:
    """One item on one line: sentences that are wrapped would have to be wrapped anew with every change."""
    said = [change.words, *(note for note in notes(verdict, change) if not change.parts)]
    return "- " + glue(_sentence(one, teller) for one in said)


def _sentence(said: Phrase, teller: Teller) -> str:
    """With a full stop, unless what the spec says ends with one."""
    made = words(said, teller)
    return made if made.endswith(_STOPS) else words(Phrase("{sentence}.", sentence=said), teller)
