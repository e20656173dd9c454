"""Whether a page has words that lag behind in its language: a stale translation, or none at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from tongwen.model.base import Record
from tongwen.model.names import Found
from tongwen.targets.base import Request
from tongwen.targets.docs.naming import address
from tongwen.text.phrase import MARK, Phrase


def lag_of(path: str, view: Any, request: Request, language: str) -> str:
    """`stale` if an entry of this page has words older than its English, `untranslated` if some are in English here.

    An entry is marked on its own page, not wherever it is listed.
    """
    if is_stale(path, request, language):
        return "stale"
    if language in ("en", "zh"):
        return ""
    return "untranslated" if any(_lacks(text, request, language) for text in _texts(view)) else ""


def is_stale(path: str, request: Request, language: str) -> bool:
    """The Chinese of this page's entry is older than its English."""
    return language == "zh" and bool(request.stale) and path in stale_pages(request)


def _lacks(text: Any, request: Request, language: str) -> bool:
    if isinstance(text, Phrase):
        return request.catalogue.get(language, text.message).startswith(MARK)
    return request.catalogue.lacks(language, text)


def stale_pages(request: Request) -> set[str]:
    """The pages of the entries with stale translations. What the manifest says is on the first page."""
    return {
        "index.md" if kind == "tongwen" else address(request.document, Found(kind, name)).path
        for kind, name in request.stale
    }


def _texts(view: Any) -> Iterator[Any]:
    """Everything in a view that is written in several languages."""
    stack = [view]
    while stack:
        value = stack.pop()
        if hasattr(value, "en") and hasattr(value, "zh"):
            yield value
        elif isinstance(value, Phrase):
            yield value
            stack += value.values.values()
        else:
            stack += _inside(value)


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, Record):
        return [getattr(value, field) for field in value.__struct_fields__]
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list | tuple) else ()
