"""What only readers notice: wording, translations, guides, examples, sources, and other facts on pages."""

from __future__ import annotations

from tongwen.diagnostics import Path
from tongwen.diff.changes import Change, Entry, Impact, Sort
from tongwen.diff.lifecycle import common
from tongwen.diff.scene import Scene
from tongwen.explain import KIND_NAMES
from tongwen.text.grammar import span
from tongwen.text.phrase import Phrase

WORDING = Sort("wording-changed", Impact(), Phrase("{what} {name}: the wording changed"))
TRANSLATION = Sort("translation-changed", Impact(), Phrase("{what} {name}: only the Chinese changed"))
FACTS = Sort("page-changed", Impact(), Phrase("{what} {name}: other facts for readers changed"))
ORDER = Sort("order-changed", Impact(), Phrase("Entries of {name} are listed in another order"))
_KINDS = ("groups", "notes", "guides", "examples", "sources", "glossary", "differences", "rules", "classes")
#: Of rules and classes only the words count here; what they decide is told by the cells of the table.
_DECIDING = {
    "rules": ("calls", "given", "then", "profiles", "overrides"),
    "classes": (
        "apis", "gated", "asks", "needs", "scopes", "status", "declares", "shared", "offered", "profiles", "unless"
    ),
}  # fmt: skip


def compare(scene: Scene) -> None:
    """Compare the kinds that nothing but pages are made of, then tell what all the others had to say about pages."""
    for kind in _KINDS:
        for name, old, new in scene.pairs(kind):
            entry = common(scene, kind, name, old, new)
            scene.rest(entry, (), old, new, (*_DECIDING.get(kind, ()), "order"))
    _told(scene)


def _told(scene: Scene) -> None:
    for (kind, name), fields in scene.words.items():
        worded = tuple(path for path, both in fields.items() if both)
        translated = tuple(path for path, both in fields.items() if not both)
        if worded:
            scene.changes.append(_change(scene, WORDING, kind, name, worded))
        if translated:
            scene.changes.append(_change(scene, TRANSLATION, kind, name, translated))
    for (kind, name), facts in scene.facts.items():
        if facts:
            scene.changes.append(_change(scene, FACTS, kind, name, tuple(facts)))
        else:
            scene.add(Entry(kind, "", scene.profiles).at((), kind), ORDER(name=kind))


def _change(scene: Scene, sort: Sort, kind: str, name: str, fields: tuple[Path, ...]) -> Change:
    """A change of several fields of an entry."""
    entry = Entry(kind, name, scene.profiles)
    return Change(
        sort=sort.name,
        id=f"{sort.name}:{kind}/{name}" if name else f"{sort.name}:{kind}",
        entry=entry,
        path=(*entry.path, *fields[0]),
        side="head",
        profiles=scene.profiles,
        impact=sort.impact,
        words=sort.words(what=KIND_NAMES.get(kind, Phrase("Manifest")), name=span(name or kind)),
        parts=fields,
    )
