"""The catalogues of a project and of the tool, read with every fault reported, and what they do not translate."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tongwen import paths
from tongwen.diagnostics import N_, Diagnostic, Place, Words
from tongwen.load import kinds as load_kinds
from tongwen.load.characters import decode
from tongwen.load.files import FILE_LIMIT
from tongwen.text import catalogue as files
from tongwen.text.pattern import lazy
from tongwen.text.phrase import Catalogue
from tongwen.translation import kinds

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

_NAMES = lazy(r"\{\w+\}")
#: What a text of the spec and its translation have in common: references, code, and addresses.
_PARTS = lazy(r"\[\[[^\[\]\s]+\]\]|`[^`\n]+`|https?://[^\s()<>\"]+")
#: The message of an entry, over one line or several, with its context where there is one.
_ENTRY = lazy(r'(?m)^(?:msgctxt (?P<context>(?:"[^\n]*"\n)+))?msgid (?P<id>(?:"[^\n]*"(?:\n|\Z))+)')


class Loaded(NamedTuple):
    """The translations of several languages, and what is wrong with their files."""

    catalogue: Catalogue
    found: list[Diagnostic]


class Read(NamedTuple):
    """A catalogue file as gettext reads it; `catalogue` is None where it cannot be."""

    catalogue: Catalog | None
    found: list[Diagnostic]


def locales(project: Path) -> Path:
    """The folder of a project's own catalogues."""
    return project / "locales"


def languages(project: Path) -> tuple[str, ...]:
    """Every language that outputs can be written in: English, Chinese, and those with catalogues."""
    return files.languages(paths.locales(), locales(project))


def load(project: Path, wanted: Iterable[str]) -> Loaded:
    """The translations of a build. What a project says of fixed wording goes before what the tool says."""
    messages: dict[str, dict[str, str]] = {}
    texts: dict[str, dict[str, str]] = {}
    found: list[Diagnostic] = []
    for language in dict.fromkeys(wanted):
        if language == "en":
            continue
        messages[language] = dict(files.translations(paths.locales(), language))
        own = files.file_of(locales(project), language)
        if own != files.file_of(paths.locales(), language) and own.is_file():
            messages[language] |= _good(read(project, own), found)
        file = files.file_of(locales(project), language, files.TEXTS)
        if language != "zh" and file.is_file():
            texts[language] = _good(read(project, file), found)
    return Loaded(Catalogue(messages, texts), found)


def _good(made: Read, found: list[Diagnostic]) -> dict[str, str]:
    """The finished translations that have the parts of their originals."""
    found += made.found
    if made.catalogue is None:
        return {}
    lines = {d.place.line for d in made.found if d.place}
    wrong = {message.id for message in made.catalogue if message.lineno in lines}
    return {text: words for text, words in files.finished(made.catalogue).items() if text not in wrong}


def read(project: Path, file: Path) -> Read:
    """A catalogue file, and its faults at their lines."""
    from babel.messages.pofile import PoFileError, read_po

    shown = file.relative_to(project).as_posix() if file.is_relative_to(project) else str(file)
    if found := _unfit(file, shown):
        return Read(None, found)
    try:
        with file.open("rb") as stream:
            catalogue = read_po(stream, abort_invalid=True)
    except PoFileError as error:
        return Read(None, [kinds.UNREADABLE.at(Place(shown, error.lineno + 1), problem=str(error.args[0]))])
    except UnicodeDecodeError:
        return Read(None, [kinds.UNREADABLE.at(Place(shown, _bad_line(file)), problem=Words(N_("it is not UTF-8")))])
    except (OSError, LookupError, ValueError) as error:
        return Read(None, [kinds.UNREADABLE.at(Place(shown), problem=getattr(error, "strerror", None) or str(error))])
    if str(catalogue.charset).lower().replace("-", "") != "utf8":
        return Read(None, [kinds.UNREADABLE.at(Place(shown), problem=Words(N_("it is not UTF-8")))])
    found = [*_doubled(file, shown), *_differing(catalogue, shown, texts=file.name == files.TEXTS)]
    return Read(catalogue, found)


def _doubled(file: Path, shown: str) -> Iterator[Diagnostic]:
    """Entries for a message that has one already. Gettext takes the last of them without a word."""
    from babel.messages.pofile import denormalize

    text, seen = file.read_text(encoding="utf-8"), set()
    for match in _ENTRY.finditer(text):
        key = (match["context"], denormalize(match["id"].strip()))
        if key in seen:
            place = Place(shown, text.count("\n", 0, match.start()) + 1)
            yield kinds.TWO_ENTRIES.at(place, text=key[1][:60])
        seen.add(key)


def _unfit(file: Path, shown: str) -> list[Diagnostic]:
    """What a spec file may not be either: too large, or with characters that nobody sees."""
    try:
        if file.stat().st_size > FILE_LIMIT:
            size, limit = f"{file.stat().st_size:,}", f"{FILE_LIMIT:,}"
            return [load_kinds.SIZE.at(Place(shown), size=size, limit=limit)]
        return [d for d in decode(file.read_bytes(), shown)[1] if d.kind in (load_kinds.CHARACTER, load_kinds.BOM)]
    except OSError:  # told when it is read
        return []


def _bad_line(file: Path) -> int:
    for number, line in enumerate(file.read_bytes().split(b"\n"), 1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            return number
    return 1


def _differing(catalogue: Catalog, shown: str, *, texts: bool) -> Iterator[Diagnostic]:
    """Translations that dropped, doubled or changed a part that must be the same."""
    pattern = _PARTS if texts else _NAMES
    parts = Words(N_("references, code and addresses")) if texts else Words(N_("names in braces"))
    for message in catalogue:
        if message.id and message.string and not message.fuzzy and not _same(message, pattern):
            yield kinds.DIFFERENT.at(Place(shown, message.lineno or 1), text=str(message.id)[:60], parts=parts)


def _same(message: Message, pattern: re.Pattern[str]) -> bool:
    return Counter(pattern.findall(str(message.id))) == Counter(pattern.findall(str(message.string)))
