"""The catalogues of a project and of the tool, read with every fault reported, and what they do not translate."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tongwen import paths
from tongwen.diagnostics import N_, Diagnostic, Place, Words
from tongwen.text import catalogue as files
from tongwen.text.phrase import Catalogue
from tongwen.translation import kinds

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

_NAMES = re.compile(r"\{\w+\}")
#: What a text of the spec and its translation have in common: references, code, and addresses.
_PARTS = re.compile(r"\[\[[^\[\]\s]+\]\]|`[^`\n]+`|https?://[^\s()<>\"]+")


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
    try:
        with file.open("rb") as stream:
            catalogue = read_po(stream, abort_invalid=True)
    except PoFileError as error:
        return Read(None, [kinds.UNREADABLE.at(Place(shown, error.lineno + 1), problem=str(error.args[0]))])
    except UnicodeDecodeError:
        return Read(None, [kinds.UNREADABLE.at(Place(shown, _bad_line(file)), problem=Words(N_("it is not UTF-8")))])
    except (OSError, LookupError, ValueError) as error:
        return Read(None, [kinds.UNREADABLE.at(Place(shown), problem=getattr(error, "strerror", None) or str(error))])
    return Read(catalogue, list(_differing(catalogue, shown, texts=file.name == files.TEXTS)))


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
