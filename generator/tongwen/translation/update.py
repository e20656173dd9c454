"""Catalogues brought up to date with the wording of the tool and the texts of a spec, with no line changed in vain.

Entries are sorted by file and wording, obsolete ones dropped, and the header has no date, so that a pull request shows
only the wording that it changes. Entries whose wording is nearly an old one are marked `fuzzy`: not done.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import denormalize, read_po, write_po

from tongwen import paths
from tongwen.load.files import spec_paths
from tongwen.text.catalogue import MESSAGES, TEXTS, file_of
from tongwen.translation.catalogues import locales
from tongwen.translation.extract import extract

_KEYWORDS = {"_": None, "N_": None, "Phrase": None}
#: Pattern below the folder, to how Babel extracts from it; the first that fits counts.
_WORDING = {
    "templates": [("**.j2", "jinja2")],
    "tongwen": [("model/**.py", "tongwen.text.extract:extract"), ("**.py", "python")],
}
_OPTIONS = {"**.j2": {"trim_blocks": "true", "lstrip_blocks": "true"}}
_TITLES = {MESSAGES: "Fixed wording of the templates and of the command line", TEXTS: "Texts of the spec"}
_HEADER = """\
# {title}: {language}.
# `tongwen i18n update {language}` brings it up to date; then fill in what is empty.
msgid ""
msgstr ""
"Project-Id-Version: tongwen\\n"
"Language: {locale}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""


class Made(NamedTuple):
    """A catalogue file as it should be."""

    path: Path
    content: bytes


def wording() -> Catalog:
    """All fixed wording of the tool, from its own code and templates."""
    catalogue = Catalog()
    package = Path(__file__).resolve().parents[1]
    for name, folder, shown in (
        ("tongwen", package, "generator/tongwen"),
        ("templates", paths.templates(), "templates"),
    ):
        rows = extract_from_dir(folder, _WORDING[name], _OPTIONS, keywords=_KEYWORDS)
        for file, line, message, comments, context in rows:
            catalogue.add(message, None, [(f"{shown}/{file}", line)], auto_comments=comments, context=context)
    return catalogue


def texts(project: Path) -> Catalog:
    """The texts of a project's spec."""
    catalogue = Catalog()
    for path in spec_paths(project):
        with (project / path).open("rb") as stream:
            for line, _, message, comments in extract(stream):
                catalogue.add(message, None, [(path, line)], auto_comments=comments)
    return catalogue


def template(catalogue: Catalog) -> bytes:
    """A catalogue without translations, for tools that want a `.pot`."""
    return _written(catalogue, Catalog(), "")


def updated(project: Path, language: str) -> Iterator[Made]:
    """The catalogues of a language. Chinese texts stand in the spec itself: it has only the fixed wording.

    The tool's wording is translated once, with the tool: a project holds only what the tool has not.
    """
    own = locales(project)
    if own == paths.locales() or not file_of(paths.locales(), language).is_file():
        yield _merged(file_of(own, language), wording(), MESSAGES, language)
    if language != "zh":
        yield _merged(file_of(own, language, TEXTS), texts(project), TEXTS, language)


def _merged(file: Path, found: Catalog, kind: str, language: str) -> Made:
    locale = file.parents[1].name
    catalogue = Catalog()
    if file.is_file():
        with file.open("rb") as stream:
            catalogue = read_po(stream)
    before = {message.id: old for message in catalogue if (old := _made_from(message))}
    catalogue.update(found)
    for message in catalogue:
        if message.fuzzy and message.id in before:
            message.previous_id = [before[message.id]]
    header = _HEADER.format(title=_TITLES[kind], language=language, locale=locale)
    return Made(file, _written(found, catalogue, header))


def _made_from(message: Message) -> str:
    """What a fuzzy entry was made from. Babel writes it as `#| msgid`, and reads it as a comment, which goes."""
    old = [line[1:].strip() for line in message.user_comments if line.startswith("|")]
    message.user_comments = [line for line in message.user_comments if not line.startswith("|")]
    return denormalize("\n".join(line.removeprefix("msgid ") for line in old)) if old else ""


def _written(found: Catalog, catalogue: Catalog, header: str) -> bytes:
    """The entries that are found, as they are in a catalogue, in the order of their files."""
    ordered = Catalog()
    entries = [catalogue.get(entry.id) or entry for entry in found if entry.id]
    for entry in sorted(entries, key=lambda entry: (min(name for name, _ in entry.locations), str(entry.id))):
        entry.locations = sorted({(name, 0) for name, _ in entry.locations})
        ordered[entry.id] = entry
    out = io.BytesIO()
    write_po(out, ordered, width=0, omit_header=True, include_lineno=False, include_previous=True)
    return header.encode() + out.getvalue().strip() + b"\n"
