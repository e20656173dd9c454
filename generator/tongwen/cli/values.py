"""Values of options and arguments: what is accepted, and what is said when something else is given."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

import click

from tongwen.cli.language import known, say, translate
from tongwen.diagnostics import N_

Given = Any


class OneOf(click.ParamType[Any]):
    """One of the values of an enumeration."""

    name = "name"

    def __init__(self, kind: type[StrEnum]) -> None:
        self.kind = kind
        self.names: Sequence[str] = [str(value) for value in kind]

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """The values, for the help."""
        return "|".join(self.names)

    def convert(self, value: Given, param: click.Parameter | None, ctx: click.Context | None) -> Given:
        """The value of the enumeration."""
        if value in self.names:
            return self.kind(value)
        return self.fail(say(N_("it must be one of {known}"), known=translate(N_(", ")).join(self.names)), param, ctx)


class Tongue(click.ParamType[Any]):
    """The code of a language that the command line speaks."""

    name = "language"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """The codes, for the help."""
        return "|".join(known())

    def convert(self, value: Given, param: click.Parameter | None, ctx: click.Context | None) -> Given:
        """The code."""
        if value in known():
            return value
        return self.fail(say(N_("it must be one of {known}"), known=translate(N_(", ")).join(known())), param, ctx)


class Folder(click.ParamType[Any]):
    """A folder that is there; a misspelt one must not mean the one around it."""

    name = "folder"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """For the help."""
        return "DIR"

    def convert(self, value: Given, param: click.Parameter | None, ctx: click.Context | None) -> Given:
        """The path."""
        path = Path(value)
        if path.is_dir():
            return path
        words = N_("{path} is not a folder") if path.exists() else N_("there is no folder {path}")
        return self.fail(say(words, path=str(value)), param, ctx)


class File(click.ParamType[Any]):
    """A path, whether something is there or not."""

    name = "file"

    def __init__(self, metavar: str = "FILE") -> None:
        self.metavar = metavar

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """For the help."""
        return self.metavar

    def convert(self, value: Given, param: click.Parameter | None, ctx: click.Context | None) -> Given:
        """The path."""
        return Path(value)


class Number(click.ParamType[Any]):
    """A number between two others, both included. `whole`: without a fraction."""

    name = "number"

    def __init__(self, least: float, most: float, *, whole: bool = True) -> None:
        self.least, self.most, self.whole = least, most, whole

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """For the help."""
        return "NUMBER"

    def convert(self, value: Given, param: click.Parameter | None, ctx: click.Context | None) -> Given:
        """The number."""
        try:
            number = int(value) if self.whole else float(value)
        except ValueError:
            number = self.least - 1
        if self.least <= number <= self.most:
            return number
        words = (
            N_("it must be a whole number from {least} to {most}")
            if self.whole
            else N_("it must be a number from {least} to {most}")
        )
        return self.fail(say(words, least=f"{self.least:g}", most=f"{self.most:g}"), param, ctx)


class Word(click.ParamType[Any]):
    """Any text, shown in the help by what it stands for."""

    name = "text"

    def __init__(self, metavar: str) -> None:
        self.metavar = metavar

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """For the help."""
        return self.metavar
