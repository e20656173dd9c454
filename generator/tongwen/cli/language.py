"""In which language the command line speaks: `--lang`, then `TONGWEN_LANG`, then the locale."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from tongwen.diagnostics import fill

_SPEAKING: ContextVar[str] = ContextVar("speaking", default="")


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


def known() -> tuple[str, ...]:
    """The languages that messages can be printed in: English, and each with a catalogue of the tool."""
    from tongwen import paths
    from tongwen.text.catalogue import languages

    return languages(paths.locales())


def _known(name: str) -> str:
    """The language for `zh_CN.UTF-8`, `ja` and their like; English for those without a catalogue."""
    wanted = name.partition(".")[0].partition("@")[0].replace("_", "-").lower()
    language = wanted.partition("-")[0]
    if language in ("", "c", "posix", "en", "zh"):
        return "zh" if language == "zh" else "en"
    codes = {code.lower(): code for code in known()}
    return codes.get(wanted) or codes.get(language, "en")


@lru_cache(maxsize=1)
def current() -> str:
    """The language of this run."""
    return choose(sys.argv[1:])


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language for a while: the pages about the command line are made in both."""
    before = _SPEAKING.set(language)
    try:
        yield
    finally:
        _SPEAKING.reset(before)


def translate(message: str) -> str:
    """A message of ours in the language of this run, or the one that is being spoken for a while."""
    language = _SPEAKING.get() or current()
    if language == "en":
        return message
    from tongwen.text.catalogue import translated

    return translated(message, language)


def say(message: str, **values: str | int) -> str:
    """A message of ours, translated, with its `{names}` filled."""
    return fill(translate(message), values)
