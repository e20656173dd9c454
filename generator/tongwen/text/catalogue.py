"""Reading the gettext catalogues below `locales/`. The `.po` itself is shipped; there is no `.mo` to forget."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from tongwen import paths
from tongwen.kept import kept

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

#: The fixed wording of templates and of the command line, and the texts of a spec.
MESSAGES, TEXTS = "messages.po", "spec.po"
#: Folders that are not called like their language. The spec writes Chinese as `zh`, gettext names the script.
_FOLDERS = {"zh": "zh_Hans"}
_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}\Z")


def is_code(language: str) -> bool:
    """It looks like the code of a language: `ja`, `pt-BR`."""
    return bool(_CODE.match(language))


def file_of(locales: Path, language: str, name: str = MESSAGES) -> Path:
    """Where a catalogue of a language lies below a folder of catalogues."""
    return locales / _FOLDERS.get(language, language.replace("-", "_")) / "LC_MESSAGES" / name


def languages(*folders: Path) -> tuple[str, ...]:
    """English and Chinese, which every spec has, and the languages of the catalogues in these folders."""
    codes = {folder: code for code, folder in _FOLDERS.items()}
    found = {"en", "zh"}
    for locales in folders:
        names = os.listdir(locales) if locales.is_dir() else []
        found |= {
            codes.get(name, name.replace("_", "-")) for name in names if (locales / name / "LC_MESSAGES").is_dir()
        }
    return ("en", "zh", *sorted(code for code in found - {"en", "zh"} if is_code(code)))


@lru_cache(maxsize=8)
def translations(locales: Path, language: str) -> dict[str, str]:
    """All finished translations of fixed wording into a language. English needs none."""
    file = file_of(locales, language)
    if language == "en" or not file.is_file():
        return {}
    raw = file.read_bytes()
    found: dict[str, str] = kept(locales, f"{language}.{file.name}", (raw,), lambda: _parsed(raw))
    return found


def _parsed(raw: bytes) -> dict[str, str]:
    from babel.messages.pofile import read_po

    return finished(read_po(BytesIO(raw)))


def translated(message: str, language: str) -> str:
    """A message of the tool in a language; as it is where there is no translation."""
    return translations(paths.locales(), language).get(message, message)


def finished(catalogue: Catalog) -> dict[str, str]:
    """The translations that are done. Fuzzy and empty ones are not."""
    return {
        message.id: message.string
        for message in catalogue
        if isinstance(message.id, str) and isinstance(message.string, str) and message.id and message.string
        if not message.fuzzy
    }
