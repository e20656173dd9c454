"""The templates of one output language, ready to be rendered."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn

from tongwen.render.compiled import Compiled, TemplateRefused, cached
from tongwen.render.sheet import Sheet
from tongwen.text.opaque import Code, OpaqueError
from tongwen.text.phrase import Phrase

Linker = Callable[[str], Code | str]
#: Takes a value, the link of the file, and plain arguments; gives whole tokens of the output language.
Filter = Callable[..., str]
#: What a template is compiled to: see `tongwen.render.compile`.
Render = Callable[[Sheet, Linker, dict[str, Any]], None]
#: A template's path below the folder of templates: no way out of it, on any system.
_NAME = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*(?:/[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)*")


class Templates:
    """The templates below a folder, for one output language and its prose: each compiled when it is first needed."""

    def __init__(self, folder: Path, language: str, filters: Mapping[str, Filter]) -> None:
        self._folder = folder
        self._language = language
        self._filters = filters
        self._names = {f"f_{name}": made for name, made in filters.items()}
        self._ready: dict[str, Render] = {}

    def render(self, name: str, view: Any, link: Linker, sheet: Sheet) -> None:
        """Write a file's text. Raises `TemplateRefused`, and whatever a view or a filter raises."""
        self._get(name, ())(sheet, link, {"view": view})

    def _get(self, name: str, within: tuple[str, ...]) -> Render:
        """The function of a template. `within` are those that are including it just now."""
        if name not in self._ready:
            path = self._folder / name
            if not _NAME.fullmatch(name) or not path.is_file():
                raise TemplateRefused(f"there is no template {name}", name, 1)
            filters = (*sorted(self._filters),)
            made = cached(self._folder, name, self._language, filters, lambda source: self._compiled(source, name))
            included = {}
            for other, line in made.includes:
                included[other] = self._included(other, line, (*within, name))
            namespace = {
                **self._names,
                "Code": Code,
                "Phrase": Phrase,
                "plain": self._plain,
                "undefined": _undefined,
                "said": [self._filters[use](Phrase(words), _no_link, *rest) for use, words, rest in made.said],
                "included": included,
            }
            exec(made.code, namespace)  # noqa: S102 (the rules have let it through)
            self._ready[name] = namespace["render"]  # type: ignore[assignment]
        return self._ready[name]

    def _included(self, name: str, line: int, within: tuple[str, ...]) -> Render:
        if name in within:
            raise TemplateRefused(f"recursion: {name} includes itself", within[-1], line)
        if not _NAME.fullmatch(name) or not (self._folder / name).is_file():
            raise TemplateRefused(f"there is no template {name}", within[-1], line)
        return self._get(name, within)

    def _compiled(self, source: str, name: str) -> Compiled:
        from tongwen.render.compile import compiled
        from tongwen.render.rules import inspect

        return compiled(inspect(source, name, self._language), name, self._language, self._filters)

    def _plain(self, value: Any) -> str:
        """What may stand in a file without a filter, beside code of its own language: a number."""
        if type(value) is int:
            return str(value)
        raise OpaqueError(
            f"{type(value).__name__} in a {self._language} file: pass it through a filter of that language"
        )


def _undefined(name: str) -> NoReturn:
    raise NameError(f"{name!r} is undefined")


def _no_link(target: str) -> NoReturn:
    raise LookupError(f"{target} is linked in wording that is the same in every file")
