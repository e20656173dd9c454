"""In which language the command line speaks: `--lang`, then `TONGWEN_LANG`, then the locale."""

from __future__ import annotations

import os
import sys
from functools import lru_cache

from tongwen.diagnostics import fill

LANGUAGES = ("en", "zh")


def choose(arguments: list[str]) -> str:
    """The language for these arguments. Looked up before they are parsed, because the help text needs it, too."""
    for i, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument.startswith("--lang="):
            return _known(argument.partition("=")[2])
        if argument == "--lang" and i + 1 < len(arguments):
            return _known(arguments[i + 1])
    variables = ("TONGWEN_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    return _known(next(filter(None, map(os.environ.get, variables)), ""))


def _known(name: str) -> str:
    return "zh" if name.lower().startswith("zh") else "en"


@lru_cache(maxsize=1)
def current() -> str:
    """The language of this run."""
    return choose(sys.argv[1:])


def translate(message: str) -> str:
    """A message of ours in the language of this run."""
    if current() == "en":
        return message
    from tongwen import paths
    from tongwen.text.catalogue import translations

    return translations(paths.locales(), current()).get(message, message)


def say(message: str, **values: str | int) -> str:
    """A message of ours, translated, with its `{names}` filled."""
    return fill(translate(message), values)
