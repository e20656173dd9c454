"""Reading the gettext catalogues below `locales/`. The `.po` itself is shipped; there is no `.mo` to forget."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

#: Name of the folder for each language of the spec.
FOLDERS = {"zh": "zh_Hans"}


@lru_cache(maxsize=8)
def translations(locales: Path, language: str) -> dict[str, str]:
    """All finished translations of a language. Fuzzy and empty ones are not finished. English needs none."""
    folder = FOLDERS.get(language, language)
    if language == "en":
        return {}
    from babel.messages.pofile import read_po

    with open(locales / folder / "LC_MESSAGES" / "messages.po", "rb") as stream:
        catalogue = read_po(stream)
    return {
        message.id: message.string
        for message in catalogue
        if isinstance(message.id, str) and isinstance(message.string, str) and message.id and message.string
        if not message.fuzzy
    }
