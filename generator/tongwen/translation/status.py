"""How far each translation has come: what is there, what is stale, what is missing, by file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tongwen import paths
from tongwen.diagnostics import Diagnostic
from tongwen.load.files import Sources
from tongwen.text.catalogue import MESSAGES, TEXTS, file_of
from tongwen.translation.catalogues import languages, locales, read
from tongwen.translation.compare import Translations

if TYPE_CHECKING:
    from babel.messages.catalog import Message


class Row(NamedTuple):
    """A file: a spec file, or the wording of a catalogue. Counts are of texts."""

    language: str
    #: `texts` of the spec, or fixed `wording` of the tool.
    kind: str
    file: str
    total: int
    done: int
    #: The original has changed since; of a catalogue: fuzzy.
    stale: int
    missing: int


class Status(NamedTuple):
    """Everything, with the ids of what is stale, and faults of the catalogues."""

    rows: tuple[Row, ...]
    stale: tuple[str, ...]
    found: list[Diagnostic]


def status(project: Path, translations: Translations, sources: Sources) -> Status:
    """Chinese from the spec and its record; any other language from its catalogues."""
    rows = list(_chinese(translations, sources))
    found: list[Diagnostic] = []
    for language in languages(project)[1:]:
        for name in (MESSAGES, TEXTS)[: 1 if language == "zh" else 2]:
            rows += _catalogue(project, language, name, found)
    return Status(tuple(rows), tuple(entry.id for entry in translations.stale), found)


def _chinese(translations: Translations, sources: Sources) -> Iterator[Row]:
    """The texts of each spec file. Every one has Chinese: without it a spec is not read."""
    owners = {entry.id: _file(sources, entry.path) for entry in translations.entries}
    total = Counter(owners.values())
    stale = Counter(owners[entry.id] for entry in translations.stale)
    for file in sorted(total):
        yield Row("zh", "texts", file, total[file], total[file] - stale[file], stale[file], 0)


def _file(sources: Sources, path: tuple[str | int, ...]) -> str:
    line = sources.line(str(path[0]), str(path[1]))
    place = None if line else sources.place(path)
    return line[0] if line else place.file if place else ""


def _catalogue(project: Path, language: str, name: str, found: list[Diagnostic]) -> Iterator[Row]:
    """A catalogue of the project, or that of the tool where the project has none; by the files of its entries."""
    own, tools = file_of(locales(project), language, name), file_of(paths.locales(), language, name)
    file = own if own.is_file() or name == TEXTS else tools
    if not file.is_file():
        return
    made = read(project, file)
    found += made.found
    entries = [message for message in made.catalogue or () if message.id]
    states = {message.id: _state(message) for message in entries}
    owners = {message.id: min((name for name, _ in message.locations), default="") for message in entries}
    kind = "texts" if name == TEXTS else "wording"
    for owner in sorted(set(owners.values())):
        count = Counter(states[text] for text in owners if owners[text] == owner)
        yield Row(language, kind, owner, count.total(), count["done"], count["stale"], count["missing"])


def _state(message: Message) -> str:
    if not message.string:
        return "missing"
    return "stale" if message.fuzzy else "done"
